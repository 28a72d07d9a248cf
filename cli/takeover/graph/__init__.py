"""Where a talk can go: the edges between the actions and steps of a linked program."""
