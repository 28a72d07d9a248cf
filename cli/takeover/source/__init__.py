"""Floor 0: places in files, problems, positioned values, and the shapes that values are read with."""
