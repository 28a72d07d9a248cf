"""Matching: which step a text is meant for, and why. It knows nothing of flows, only of numbered steps and levels."""
