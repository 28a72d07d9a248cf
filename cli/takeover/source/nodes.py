"""A YAML document with its places kept: scalars as they were written, lists, and fields in their order."""

from __future__ import annotations

from typing import Literal

from takeover.source.light import NamedTuple
from takeover.source.span import Span

Style = Literal["plain", "single", "double", "literal", "folded"]


class Scalar(NamedTuple):
    """One text. `indent` is the column (from 1) at which the lines of a literal block begin, 0 elsewhere."""

    text: str
    span: Span
    style: Style = "plain"
    indent: int = 0

    @property
    def missing(self) -> bool:
        """Whether nothing was written at all (`key:`), which is not the same as `key: ""`."""
        return not self.text and self.style == "plain"

    def within(self, start: int, end: int) -> Span:
        """Give the place of the characters from `start` to `end` of the text.

        Exact for plain scalars and quotes without escapes on one line, and literal blocks; elsewhere the whole scalar.
        """
        span = self.span
        if self.style == "literal" and self.indent:
            first, begins = _line_of(self.text, start)
            last, ends = _line_of(self.text, end)
            line = span.line + 1
            return Span(span.file, line + first, self.indent + begins, line + last, self.indent + ends)
        quotes = 0 if self.style == "plain" else 1
        if span.line == span.end_line and span.end_col - span.col == len(self.text) + 2 * quotes:
            col = span.col + quotes
            return Span(span.file, span.line, col + start, span.line, col + end)
        return span


class Items(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    span: Span


class Entry(NamedTuple):
    """One `key: value` of a mapping."""

    key: Scalar
    value: Node


class Fields(NamedTuple):
    """A mapping; its keys are unique, because the reader refuses duplicates."""

    entries: tuple[Entry, ...]
    span: Span


Node = Scalar | Items | Fields


def _line_of(text: str, offset: int) -> tuple[int, int]:
    """Count the lines before an offset, and the characters before it on its line."""
    before = text[:offset]
    return before.count("\n"), offset - (before.rfind("\n") + 1)
