"""Floor 5: the rules that a bot is checked against, one file each, and what runs them."""
