"""The reference of the flow language, made from the tables that the reader is made of: the two cannot drift."""
