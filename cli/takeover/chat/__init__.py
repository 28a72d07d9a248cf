"""Floor 6: the chat: a person or another program talks to a bot, sees why it answers so, and gets the takeover out."""
