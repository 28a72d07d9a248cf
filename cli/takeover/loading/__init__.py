"""Floor 5: the only code that reads files: which files a bot has, their text, and YAML with its places kept."""
