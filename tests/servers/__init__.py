"""Help desks of others, for tests to send to."""
