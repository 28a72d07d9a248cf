"""What mends a bot: the fixes that problems carry, those that need to see the file, and how they change a text."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from takeover.lint.rules import no_last_route
from takeover.source.diagnostic import Fix
from takeover.source.regex import regex
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from takeover.source.diagnostic import Diagnostic

LAST_ROUTE = "{queue: general}"
DASH = regex(r"([ \t]*)-[ \t]+")
MORE = regex(r"(?:[ \t\r\n]|(?<=\s)#[^\n]*)*[,\]]")
"""What follows an item of a list in brackets."""


def find_fixes(problems: Iterable[Diagnostic], sources: Mapping[str, str]) -> Iterator[Fix]:
    """Give what mends problems, each that has one right answer."""
    for problem in problems:
        source = sources.get(problem.span.file)
        derive = DERIVED.get(problem.code)
        fix = problem.fix or (derive(problem.span, source) if derive is not None and source is not None else None)
        if fix is not None:
            yield fix


def apply_fixes(text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """Give the text of one file with fixes made, and how many were. Of two that touch one place the second is left out.

    Nothing but what stands at the places of the fixes is changed.
    """
    offsets = _Offsets(text)
    places = sorted({(offsets.start(fix.span), offsets.end(fix.span), fix.replacement) for fix in fixes})
    parts: list[str] = []
    at, before = 0, -1
    count = 0
    for start, end, replacement in places:
        if start <= before or text[start:end] == replacement:
            continue
        parts += (text[at:start], replacement)
        at = before = end
        count += 1
    return "".join((*parts, text[at:])), count


def _add_last_route(last: Span, source: str) -> Fix | None:
    """Put a rule for all else below the last one, as that is written; `last` is its place."""
    lines = source.split("\n")
    dash = DASH.fullmatch(lines[last.line - 1][: last.col - 1])
    if dash is not None:
        line = lines[last.end_line - 1]
        end = "\r" if line.endswith("\r") else ""
        col = len(line) - len(end) + 1
        return Fix(_point(last, last.end_line, col), f"{end}\n{dash[1]}- {LAST_ROUTE}")
    behind = _Offsets(source).end(last)
    if MORE.match(source, behind) is not None:
        return Fix(_point(last, last.end_line, last.end_col), f", {LAST_ROUTE}")
    return None


DERIVED: Mapping[str, Callable[[Span, str], Fix | None]] = {no_last_route.CODE: _add_last_route}
"""What mends the problems of rules that do not see how a bot is laid out in its files."""


class _Offsets:
    """Where places lie in a text, in characters from its beginning."""

    def __init__(self, text: str) -> None:
        self._begins: Sequence[int] = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def start(self, span: Span) -> int:
        return self._begins[span.line - 1] + span.col - 1

    def end(self, span: Span) -> int:
        return self._begins[span.end_line - 1] + span.end_col - 1


def _point(span: Span, line: int, col: int) -> Span:
    return Span(span.file, line, col, line, col)
