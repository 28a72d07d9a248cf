"""`# takeover: ignore CODE, CODE`: a comment that silences one place, and what becomes of one that silences nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.lint.comments import Comment, find_comments
from takeover.source.diagnostic import Diagnostic
from takeover.source.span import Span
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

UNUSED_IGNORE = "unused-ignore"
DIRECTIVE = re.compile(r"[ \t]*takeover[ \t]*:[ \t]*ignore\b(?P<codes>[^#]*)", re.IGNORECASE)
CODE = re.compile(r"[^\s,]+")


@dataclass(slots=True)
class Ignore:
    """One code that a comment names ("": none), its place, and the line of the file that it silences."""

    code: str
    line: int
    span: Span
    used: bool = False


@dataclass(slots=True)
class Ignores:
    """All ignores of a bot, also by the file, line and code that they silence."""

    found: list[Ignore] = field(default_factory=list)
    _at: dict[tuple[str, int, str], list[Ignore]] = field(default_factory=dict)

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
            if not ignore.code:
                message, hint = "this comment does not say what to ignore", "write # takeover: ignore CODE"
            elif ignore.code in run:
                message = f'this silences nothing: there is no problem "{ignore.code}" here'
            elif ignore.code in fixed:
                message = f'"{ignore.code}" cannot be silenced: the bot does not run until it is mended'
            else:
                message = f'there is no rule "{ignore.code}"'
                hint = did_you_mean(ignore.code, sorted(run)) or hint
            yield Diagnostic(UNUSED_IGNORE, "warning", message, ignore.span, hint)


def find_ignores(sources: Mapping[str, str]) -> Ignores:
    """Read the comments of all files. One on a line of its own is about the next line that is not a comment."""
    ignores = Ignores()
    for file, source in sources.items():
        if "takeover" in source and "ignore" in source:
            _read_file(file, source, ignores)
    return ignores


def _read_file(file: str, source: str, ignores: Ignores) -> None:
    lines = source.split("\n")
    for comment in find_comments(source):
        directive = DIRECTIVE.match(comment.text)
        if directive is None:
            continue
        line = _next_line(comment, lines) if comment.alone else comment.line
        begins = comment.col + 1 + directive.start("codes")
        codes = list(CODE.finditer(directive["codes"]))
        for code in codes:
            start = begins + code.start()
            span = Span(file, comment.line, start, comment.line, start + len(code[0]))
            ignores.add(Ignore(code[0], line, span))
        if not codes:
            end = comment.col + 1 + len(comment.text)
            ignores.add(Ignore("", line, Span(file, comment.line, comment.col, comment.line, end)))


def _next_line(comment: Comment, lines: list[str]) -> int:
    """Give the number of the line that a comment stands above: comments and blank lines between are passed over."""
    number = comment.line + 1
    while number <= len(lines) and (not (text := lines[number - 1].strip()) or text.startswith("#")):
        number += 1
    return number
