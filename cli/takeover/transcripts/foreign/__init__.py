"""Conversations of other tools, carried over into ours; the formats are a table in `formats`."""
