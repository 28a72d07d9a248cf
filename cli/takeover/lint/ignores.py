"""`# takeover: ignore CODE, CODE`: a comment that silences one place, and what becomes of one that silences nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.source.diagnostic import Diagnostic, Fix
from takeover.source.regex import regex
from takeover.source.span import Span
from takeover.source.suggest import did_you_mean, respell

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from takeover.lint.comments import Comment

UNUSED_IGNORE = "unused-ignore"
DIRECTIVE = regex(r"[ \t]*takeover[ \t]*:[ \t]*ignore\b(?P<codes>[^#]*)", re.IGNORECASE)
PERHAPS = regex(r"#[ \t]*takeover[ \t]*:[ \t]*ignore", re.IGNORECASE)
"""What a file has that must be read for its comments."""
CODE = regex(r"[^\s,]+")


class Ignore:
    """One code that a comment names ("": none), its place, and the line of the file that it silences.

    `gone` is the place of what goes with it when it is taken out.
    """

    __slots__ = ("code", "gone", "line", "span", "used")

    def __init__(self, code: str, line: int, span: Span, gone: Span) -> None:
        """Begin with one that has silenced nothing."""
        self.code = code
        self.line = line
        self.span = span
        self.gone = gone
        self.used = False


class Ignores:
    """All ignores of a bot, also by the file, line and code that they silence."""

    __slots__ = ("_at", "found")

    def __init__(self) -> None:
        """Begin with none."""
        self.found: list[Ignore] = []
        self._at: dict[tuple[str, int, str], list[Ignore]] = {}

    def add(self, ignore: Ignore) -> None:
        """Heed one more."""
        self.found.append(ignore)
        self._at.setdefault((ignore.span.file, ignore.line, ignore.code), []).append(ignore)

    def silence(self, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Give the problems that no comment silences, and remember which comments did."""
        for problem in problems:
            silencing = self._at.get((problem.span.file, problem.span.line, problem.code), ())
            for ignore in silencing:
                ignore.used = True
            if not silencing:
                yield problem

    def unused(self, run: Collection[str], silent: Collection[str], fixed: Collection[str]) -> Iterator[Diagnostic]:
        """Give a warning for each ignore that silenced nothing.

        `run` are the codes that could have been found, `silent` those of rules that were not run, about which nothing
        is said; `fixed` those that cannot be silenced, because the bot does not run.
        """
        for ignore in self.found:
            if ignore.used or ignore.code in silent:
                continue
            hint = "take it out"
            fix: Fix | None = Fix(ignore.gone, "")
            if not ignore.code:
                message, hint = "this comment does not say what to ignore", "write # takeover: ignore CODE"
            elif ignore.code in run:
                message = f'this silences nothing: there is no problem "{ignore.code}" here'
            elif ignore.code in fixed:
                message = f'"{ignore.code}" cannot be silenced: the bot does not run until it is mended'
            else:
                message = f'there is no rule "{ignore.code}"'
                hint = did_you_mean(ignore.code, sorted(run)) or hint
                fix = respell(ignore.code, ignore.span, sorted(run))  # else it may be a word of a reason
            yield Diagnostic(UNUSED_IGNORE, "warning", message, ignore.span, hint, fix=fix)


def find_ignores(sources: Mapping[str, str]) -> Ignores:
    """Read the comments of all files. One on a line of its own is about the next line that is not a comment."""
    ignores = Ignores()
    for file, source in sources.items():
        if PERHAPS.search(source):
            _read_file(file, source, ignores)
    return ignores


def _read_file(file: str, source: str, ignores: Ignores) -> None:
    from takeover.lint.comments import find_comments

    lines = source.split("\n")
    for comment in find_comments(source):
        directive = DIRECTIVE.match(comment.text)
        if directive is None:
            continue
        line = _next_line(comment, lines) if comment.alone else comment.line
        begins = comment.col + 1 + directive.start("codes")
        whole = _whole(file, comment, directive, lines)
        codes = [
            Span(file, comment.line, begins + code.start(), comment.line, begins + code.end())
            for code in CODE.finditer(directive["codes"])
        ]
        for number, span in enumerate(codes):
            start = span.col if number == 0 else codes[number - 1].end_col
            end = codes[1].col if number == 0 and len(codes) > 1 else span.end_col
            gone = Span(file, span.line, start, span.line, end) if len(codes) > 1 else whole
            ignores.add(Ignore(lines[span.line - 1][span.col - 1 : span.end_col - 1], line, span, gone))
        if not codes:
            end = comment.col + 1 + len(comment.text)
            ignores.add(Ignore("", line, Span(file, comment.line, comment.col, comment.line, end), whole))


def _whole(file: str, comment: Comment, directive: re.Match[str], lines: list[str]) -> Span:
    """Give the place of a comment that ignores, and of nothing else: not of another comment that follows in it."""
    line, end = comment.line, comment.col + 1 + directive.end()
    if directive.end() < len(comment.text):
        return Span(file, line, comment.col, line, end)
    if comment.alone:
        return Span(file, line, 1, line + 1, 1)
    written = lines[line - 1].removesuffix("\r")
    return Span(file, line, len(written[: comment.col - 1].rstrip()) + 1, line, len(written) + 1)


def _next_line(comment: Comment, lines: list[str]) -> int:
    """Give the number of the line that a comment stands above: comments and blank lines between are passed over."""
    number = comment.line + 1
    while number <= len(lines) and (not (text := lines[number - 1].strip()) or text.startswith("#")):
        number += 1
    return number
