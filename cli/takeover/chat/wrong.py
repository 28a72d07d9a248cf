"""What is said to somebody who typed something that cannot be done."""

from __future__ import annotations


class Wrong(Exception):  # noqa: N818 - it says what is wrong
    """A command cannot be done; the message says why, and `hint` what to do instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the hint."""
        super().__init__(message)
        self.hint = hint
