"""A place in a file that a person can go to."""

from __future__ import annotations

from takeover.source.light import NamedTuple


class Span(NamedTuple):
    """A stretch of a file. Lines and columns count from 1, columns in characters; the end is exclusive."""

    file: str
    line: int
    col: int
    end_line: int
    end_col: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.col}"


NOWHERE = Span("", 1, 1, 1, 1)
"""The place of what no file wrote: a chat command, a test, a default."""
