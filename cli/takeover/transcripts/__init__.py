"""Floor 4: expected conversations and the formats they are written in."""
