"""What libyaml says when it gives up, and the lines around the place: what the explanations of `syntax` look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.regex import regex

if TYPE_CHECKING:
    from takeover.loading.places import Places
    from takeover.loading.yaml_events import Event
    from takeover.source.span import Span

CONTENT = regex(r"(?:[ \t]*-(?=[ \t]))*[ \t]*")
"""What stands before the key or text of a line: white space, and the dashes of list items."""

LONGEST_HINT = 50


class Said(NamedTuple):
    """An explanation: what is wrong, what to do, and where."""

    message: str
    hint: str
    span: Span


class Broken(NamedTuple):
    """A syntax error. Lines and columns count from 1.

    `line` and `col` are where libyaml stopped, `since_line` and `since_col` where that began which it could not finish
    (0 where it does not say). `last` is what it had understood before.
    """

    problem: str
    context: str
    line: int
    col: int
    since_line: int
    since_col: int
    last: Event | None
    places: Places

    def text(self, line: int) -> str:
        """Give a line, "" where there is none."""
        return self.places.lines[line - 1] if 1 <= line <= len(self.places.lines) else ""

    @property
    def here(self) -> str:
        """Give the line that libyaml stopped at, from there on."""
        return self.text(self.line)[self.col - 1 :]

    @property
    def before(self) -> str:
        """Give that line up to there."""
        return self.text(self.line)[: self.col - 1]

    @property
    def since(self) -> str:
        """Give the line on which the unfinished thing began, from there on."""
        return self.text(self.since_line)[self.since_col - 1 :] if self.since_line else ""

    def at(self, length: int = 1) -> Span:
        """Give the place where libyaml stopped."""
        return self.places.at(self.line, self.col, length)

    def at_since(self, length: int = 1) -> Span:
        """Give the place where the unfinished thing began."""
        return self.places.at(self.since_line, self.since_col, length)

    def at_content(self, line: int) -> Span:
        """Give the place of the key or text of a line."""
        col = self.content(line)
        return self.places.at(line, col, len(self.text(line).rstrip()) - col + 1)

    def content(self, line: int) -> int:
        """Give the column of the key or text of a line, its dashes passed over."""
        found = CONTENT.match(self.text(line))
        return (found.end() if found else 0) + 1

    def begins(self, line: int) -> int:
        """Give the column at which a line begins, its white space passed over."""
        return len(self.text(line)) - len(self.text(line).lstrip(" \t")) + 1

    def line_above(self, line: int) -> int:
        """Give the number of the nearest line above that is neither blank nor a comment, 0 where there is none."""
        line -= 1
        while line > 0 and (not self.text(line).strip() or self.text(line).lstrip().startswith("#")):
            line -= 1
        return line


def braced(line: str, col: int) -> str:
    """Give the text that begins with `{{` at a column: the rest of its line; within [ ] and { } the braces alone."""
    before, rest = line[: col - 1], line[col - 1 :].rstrip()
    if before.count("[") > before.count("]") or before.count("{") > before.count("}"):
        end = rest.rfind("%}") if rest.startswith("{%") else rest.find("}}")
        return rest[: end + 2] if end > 0 else rest
    return rest


def quoted(text: str) -> str:
    """Write a text in quotes, as short as a hint should be."""
    shown = text if len(text) <= LONGEST_HINT else f"{text[: LONGEST_HINT - 1]}…"
    return f"'{shown}'" if '"' in shown or "\\" in shown else f'"{shown}"'
