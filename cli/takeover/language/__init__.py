"""Floor 1: what a designer can write, each word in one file with its shape and its meaning."""
