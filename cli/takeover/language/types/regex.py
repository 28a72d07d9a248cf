"""The entity type `{regex: …}`: what a regular expression finds."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from takeover.language.pattern import PatternError, compile_pattern
from takeover.language.types.kind import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.language.types.kind import Place
    from takeover.language.values import Json

MOST = 1000
"""How many readings of one text are given at most."""

_NO_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Regex:
    """A regular expression, in RE2's syntax and linear time, found anywhere and without regard to case.

    The value is what was matched or, if the expression has named groups, an object of them (null for one that took
    no part). An empty match is no reading. `ValueError` for an expression that RE2 does not take.
    """

    __slots__ = ("_compiled", "_groups", "name", "pattern")

    def __init__(self, pattern: str) -> None:
        """Compile it."""
        self.pattern = pattern
        self.name = "regex"
        try:
            self._compiled: Any = compile_pattern(pattern)
        except PatternError as error:
            raise ValueError(f"{error}{_place(pattern, str(error))}") from error
        self._groups: Mapping[str, int] = dict(self._compiled.groupindex)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Regex) and self.pattern == other.pattern

    def __hash__(self) -> int:
        return hash(self.pattern)

    def __repr__(self) -> str:
        return f"Regex({self.pattern!r})"

    @property
    def label(self) -> str:
        """The expression as the designer wrote it, between slashes."""
        return f"/{self.pattern}/"

    @property
    def example(self) -> str:
        """Nothing: what an expression accepts is not made up."""
        return ""

    def find(self, text: str, place: Place) -> Found | None:
        """Return the leftmost reading."""
        del place
        return next(self._read(text), None)

    def find_all(self, text: str, place: Place) -> tuple[Found, ...]:
        """Return the readings from left to right, at most `MOST`."""
        del place
        return tuple(islice(self._read(text), MOST))

    def _read(self, text: str) -> Iterator[Found]:
        if text.isascii():  # then RE2 need not be asked which character each byte belongs to
            for match in self._compiled.finditer(text.encode()):
                start, end = match.span()
                if start < end:
                    groups = {name: match.span(number) for name, number in self._groups.items()}
                    yield Found(_inside(text, groups) or text[start:end], start, end)
            return
        text = text.translate(_NO_SURROGATES)  # RE2 reads UTF-8, which has none
        for match in self._compiled.finditer(text):
            if match.group():
                yield Found(match.groupdict() or match.group(), *match.span())


def _inside(text: str, groups: Mapping[str, tuple[int, int]]) -> dict[str, Json]:
    """Give what groups have caught, by their places; -1 is that of one that took no part."""
    return {name: text[start:end] if start >= 0 else None for name, (start, end) in groups.items()}


def _place(pattern: str, why: str) -> str:
    """Say where the part stands that RE2 quotes after a colon, if it stands there just once."""
    _, _, part = why.rpartition(": ")
    return f" (character {pattern.index(part) + 1})" if part and pattern.count(part) == 1 else ""
