"""Where a value stands: libyaml's marks made exact, with the help of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.regex import regex
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.loading.yaml_events import Event, Mark

PROPERTIES = regex(r"(?:[&!](?:<[^>\n]*>|[^\s,\[\]{}])*(?:[ \t\r\n]|(?<=[ \t\n])#[^\n]*)*)+")
"""Anchors and tags before a value, and what may stand between them and it."""


class Places:
    """The places of one file. Marks count lines and characters from 0; libyaml's end may lie a line past the text's."""

    __slots__ = ("_lines", "count", "file", "text")

    def __init__(self, file: str, text: str) -> None:
        r"""Take the text, in which only `\n` and `\r\n` end lines."""
        self.file = file
        self.text = text
        self.count = text.count("\n") + 1
        self._lines: list[str] | None = None

    @property
    def lines(self) -> Sequence[str]:
        """Give the lines without their ends; most files need them only when something is wrong."""
        if self._lines is None:
            self._lines = [line.removesuffix("\r") for line in self.text.split("\n")]
        return self._lines

    def between(self, start: Mark, end: Mark) -> Span:
        """Give the stretch between two marks."""
        return self.span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def span(self, line: int, col: int, end_line: int, end_col: int) -> Span:
        """Give a stretch, moved to the last character where it lies behind the end of the text."""
        last = (self.count, len(self.lines[-1]) + 1)
        line, col = min((line, col), last)
        end_line, end_col = min((end_line, end_col), last)
        return Span(self.file, line, col, end_line, end_col)

    def at(self, line: int, col: int, length: int = 1) -> Span:
        """Give so many characters of a line, fewer where the line is shorter."""
        width = len(self.lines[min(line, self.count) - 1])
        return self.span(line, col, line, min(col + length, max(col, width + 1)))

    def starting(self, event: Event, length: int = 1) -> Span:
        """Give so many characters from where an event begins."""
        return self.at(event.start_mark.line + 1, event.start_mark.column + 1, length)

    def covering(self, start: Mark, written: str) -> Span:
        """Give the place of what is written from a mark on."""
        line, col = start.line + 1, start.column + 1
        below, last = written.count("\n"), len(written) - written.rfind("\n") - 1
        return self.span(line, col, line + below, last + 1 if below else col + last)

    def after_properties(self, start: Mark) -> tuple[int, int]:
        """Give the line and column, from 1, of a scalar whose mark lies before its anchor and tag."""
        found = PROPERTIES.match(self.text, start.index)
        passed = found[0] if found else ""
        newlines = passed.count("\n")
        if newlines:
            return start.line + newlines + 1, len(passed) - passed.rfind("\n")
        return start.line + 1, start.column + len(passed) + 1

    def block_end(self, line: int, end: Mark) -> tuple[int, int]:
        """Give the end of a `|` or `>` text that begins on `line`: behind its last line that is not blank."""
        last = min(end.line + (end.column > 0), self.count)
        while last > line and not self.lines[last - 1].strip(" \t"):
            last -= 1
        return last, len(self.lines[last - 1]) + 1

    def block_indent(self, line: int, text: str) -> int:
        """Give the column, from 1, at which the lines of a `|` text begin that begins on `line`; 0 for a blank one."""
        for number, content in enumerate(text.split("\n"), line):
            if content:
                return len(self.lines[number]) - len(content) + 1
        return 0
