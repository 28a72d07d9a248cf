"""A problem as a value: what is wrong, where, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span

Severity = Literal["error", "warning", "note"]

LONGEST = 400
"""Characters of a message."""

MOST = 1_000
"""Problems that are listed. Nobody reads more, and what has more was not meant to be a bot."""


class Related(NamedTuple):
    """Another place that belongs to a problem, such as the first of two duplicate keys."""

    message: str
    span: Span


class Fix(NamedTuple):
    """What mends a problem: this text in place of what stands there. Where nothing does, it is put in."""

    span: Span
    replacement: str


class Diagnostic(NamedTuple):
    """One problem. `code` is stable and in words (`unknown-key`); `hint` says what to do ("" when the message does).

    `fix` is there only where one answer is right.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    hint: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


class Problems:
    """Where reading and linking put what they find, so that everything is found in one run.

    `texts` are the scalars that were read as texts, of which other tools may make something else: see `lint.unquoted`.
    """

    __slots__ = ("found", "texts")

    def __init__(self) -> None:
        """Start with nothing found."""
        self.found: list[Diagnostic] = []
        self.texts: list[Scalar] = []

    def error(
        self,
        code: str,
        message: str,
        span: Span,
        hint: str = "",
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        """Note something that keeps the bot from running."""
        self.found.append(Diagnostic(code, "error", _one_line(message), span, _one_line(hint), related, fix))

    def warning(self, code: str, message: str, span: Span, hint: str = "", related: tuple[Related, ...] = ()) -> None:
        """Note something that runs, and is probably not what was meant."""
        self.found.append(Diagnostic(code, "warning", _one_line(message), span, _one_line(hint), related))

    @property
    def full(self) -> bool:
        """Whether so many were found that it is no use to look for more."""
        return len(self.found) > MOST

    @property
    def fatal(self) -> bool:
        """Whether an error is among them."""
        return any(problem.severity == "error" for problem in self.found)


def _one_line(said: str) -> str:
    """Keep what a message repeats of a file from making it more than one line, or more than can be read."""
    flat = said.replace("\n", " ")
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"


def in_order(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place and drop exact repeats, which aliases make, of problems and of the places that they tell."""
    unique = dict.fromkeys(_without_repeats(problem) if problem.related else problem for problem in problems)
    return tuple(sorted(unique, key=lambda p: (p.span, p.code, p.message)))


def _without_repeats(problem: Diagnostic) -> Diagnostic:
    """Leave out related places that are told already: what stands behind an alias is written once."""
    told = tuple(related for related in dict.fromkeys(problem.related) if related.span != problem.span)
    return problem if told == problem.related else problem._replace(related=told)
