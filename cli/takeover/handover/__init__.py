"""The takeover payload: what an agent gets, built from a conversation, masked, checked and written."""
