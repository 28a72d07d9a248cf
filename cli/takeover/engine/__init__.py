"""Floor 3: link a bot into a program, and step it: one conversation and one event give the next."""
