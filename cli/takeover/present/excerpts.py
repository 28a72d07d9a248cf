"""Problems as a person reads them: place and message, the line of the file with a caret below, what to do, a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.pieces import Paragraph, Verbatim, Words, words
from takeover.present.safe import safe
from takeover.present.width import cells, cut, cut_front, expand_tabs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.present.pieces import Line, Piece, Tone
    from takeover.source.diagnostic import Diagnostic, Severity
    from takeover.source.span import Span

TONES: Mapping[Severity, Tone] = {"error": "error", "warning": "warning", "note": "number"}
INDENT = 4
WIDEST = 160
"""Columns of a source line that are shown where lines may be as wide as they like."""
NARROWEST = 20


def tell_problems(problems: Sequence[Diagnostic], sources: Mapping[str, str], columns: int) -> Iterator[Piece]:
    """Give the pieces of problems, in the order that they have, and a count of them.

    `sources` are the texts of files by their name in the spans; of a file that is not there, no line is shown.
    """
    lines = _Lines(sources)
    for problem in problems:
        yield Paragraph(_head(problem), hang=INDENT)
        excerpt = lines.of(problem.span)
        gutter = len(str(problem.span.line)) + 4 if excerpt is not None else INDENT
        if excerpt is not None:
            yield from _excerpt(problem, excerpt, columns)
        for text, tone in _below(problem):
            yield Paragraph(words(text, tone), indent=gutter)
        yield Paragraph(())
    if problems:
        yield Paragraph(words(count(problems), "strong"))


def count(problems: Sequence[Diagnostic]) -> str:
    """Say how many there are: `2 errors, 1 warning in 3 files`."""
    counted = [
        f"{number} {noun}{'s' if number > 1 else ''}"
        for noun in ("error", "warning", "note")
        if (number := sum(problem.severity == noun for problem in problems))
    ]
    files = len({problem.span.file for problem in problems if problem.span.file})
    where = f" in {files} file{'s' if files > 1 else ''}" if files else ""
    return f"{', '.join(counted)}{where}"


class _Lines:
    """The source lines, split when a file is first asked for."""

    __slots__ = ("_sources", "_split")

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._split: dict[str, list[str]] = {}

    def of(self, span: Span) -> str | None:
        """Give the line at which a span begins; None where there is none to show."""
        if span.file not in self._split:
            self._split[span.file] = self._sources.get(span.file, "").split("\n")
        lines = self._split[span.file]
        line = lines[span.line - 1].rstrip() if 0 < span.line <= len(lines) else ""
        return line or None


def _head(problem: Diagnostic) -> Line:
    place = (Words(f"{problem.span}: ", "quiet"),) if problem.span.file else ()
    return (
        *place,
        Words(problem.severity, TONES[problem.severity]),
        Words(f"[{problem.code}]: ", "quiet"),
        Words(problem.message, "strong"),
    )


def _below(problem: Diagnostic) -> Iterator[tuple[str, Tone]]:
    if problem.hint:
        yield f"hint: {problem.hint}", "text"
    for related in problem.related:
        yield f"{related.span}: {related.message}" if related.span.file else related.message, "quiet"


def _excerpt(problem: Diagnostic, line: str, columns: int) -> Iterator[Piece]:
    """Show the line, and carets below what is wrong. A long line is cut on both sides of them."""
    span = problem.span
    number = str(span.line)
    room = max(min(columns, WIDEST) - len(number) - 4, NARROWEST)
    begin = min(span.col - 1, len(line))
    end = span.end_col - 1 if span.end_line == span.line else len(line)
    end = min(max(end, begin), len(line))
    # More than `room` characters are never shown: of a line of a megabyte only the near ones are looked at.
    before = expand_tabs(safe(line[max(begin - 4 * room, 0) : begin]))
    marked = safe(line[begin : min(end, begin + room + 1)])
    after = safe(line[end : end + room]) if end - begin <= room else ""
    marked = expand_tabs(before + marked)[len(before) :]
    after = expand_tabs(before + marked + after)[len(before) + len(marked) :]
    carets = max(cells(marked), 1)
    left = cut_front(before, max(room - carets - min(cells(after), room // 4), room // 3))
    shown = cut(left + marked + after, room)
    carets = min(carets, max(room - cells(left), 1))
    rail = Words(f" {number} | ", "quiet")
    yield Verbatim((rail, Words(shown)))
    yield Verbatim(
        (
            Words(f" {' ' * len(number)} | ", "quiet"),
            Words(" " * cells(left)),
            Words("^" * carets, TONES[problem.severity]),
        )
    )
