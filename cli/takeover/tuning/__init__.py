"""Floor 5: how well a bot tells its steps apart, and what it misses. Pure: examples and texts in, findings out."""
