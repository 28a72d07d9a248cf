"""takeover: a conversation simulator and handover tester for the terminal."""

__version__ = "0.1.0"
