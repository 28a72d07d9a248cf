"""The comments of a foreign file, handed out in the order in which its turns are carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.regex import regex
from takeover.transcripts.foreign.trees import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.transcripts.foreign.talk import Talk

BEHIND = regex(r"[:,\]} \t]*[ \t]#(.*)")
"""What may stand between a value or a key and the comment behind it."""
IN_BLOCKS = frozenset({"literal", "folded"})


class Comments:
    """Comments by their lines, first to last, of which each is given once."""

    def __init__(self, found: list[tuple[int, str]]) -> None:
        """Begin before the first one."""
        self._found = sorted(found)
        self._next = 0

    def move(self, talk: Talk, line: int) -> None:
        """Put the comments up to a line into a talk."""
        while self._next < len(self._found) and self._found[self._next][0] <= line:
            talk.comment(self._found[self._next][1])
            self._next += 1

    def rest(self, talk: Talk) -> None:
        """Put all that are left into a talk."""
        self.move(talk, self._found[-1][0] if self._found else 0)


def yaml_comments(text: str, node: Node | None) -> Comments:
    """Find the comments of a YAML file: whole lines, and what stands behind a value; none inside block scalars."""
    lines = lines_of(text)
    inside: set[int] = set()
    found: list[tuple[int, str]] = []
    for scalar in _scalars(node):
        span = scalar.span
        if span.end_line > span.line:
            last = span.end_line if scalar.style not in IN_BLOCKS or span.end_col > 1 else span.end_line - 1
            inside.update(range(span.line + (scalar.style in IN_BLOCKS), last + 1))
    ends = {(scalar.span.end_line, scalar.span.end_col) for scalar in _scalars(node)}
    for line, column in ends:
        rest = lines[line - 1][column - 1 :] if 0 < line <= len(lines) else ""
        behind = BEHIND.fullmatch(rest.rstrip())
        if behind is not None and line not in inside:
            found.append((line, behind[1]))
    for number, line_text in enumerate(lines, 1):
        bare = line_text.lstrip()
        if bare.startswith("#") and number not in inside:
            found.append((number, bare[1:]))
    return Comments(found)


def _scalars(node: Node | None) -> Iterator[Scalar]:
    waiting = [node]
    while waiting:
        match waiting.pop():
            case Scalar() as scalar:
                yield scalar
            case Items(items=items):
                waiting += items
            case Fields(entries=entries):
                for entry in entries:
                    waiting += [entry.key, entry.value]
            case None:
                pass
