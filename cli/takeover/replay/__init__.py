"""Floor 5: plays transcripts against programs, and says what went otherwise."""
