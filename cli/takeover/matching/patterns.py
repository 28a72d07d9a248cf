r"""Patterns: regular expressions that a text is searched for, in RE2, whose time is linear in the text by construction.

So no pattern can hang on any input. A pattern is searched for anywhere in the first 10,000 characters of the text as it
was written (composed, NFC), without regard to case unless it says otherwise (`(?-i)`); `^` and `$` are the ends of the
text, and `.` is any character but a line break. RE2 knows no look-around and no back-references. `\d`, `\w` and `\b`
are about ASCII; letters of every script are `\pL`. The syntax: https://github.com/google/re2/wiki/Syntax
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from takeover.language.pattern import compile_pattern
from takeover.language.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from takeover.matching.listening import Phrase


def check_pattern(pattern: str) -> None:
    """Raise ValueError, with a reason for a designer, if the pattern cannot be used."""
    compile_pattern(pattern)


def groups_of(pattern: str) -> tuple[str, ...]:
    """Give the named groups of a pattern, which become captures, in order; ValueError as `check_pattern`."""
    return tuple(compile_pattern(pattern).groupindex)


class Patterns:
    """The patterns of a level, in the order of their steps. They are compiled at the first text."""

    __slots__ = ("_compiled", "phrases")

    def __init__(self, phrases: Iterable[tuple[int, Phrase]]) -> None:
        """Take patterns that `check_pattern` has passed, each with its step."""
        self.phrases = tuple(phrases)
        self._compiled: tuple[tuple[int, Phrase, Any, dict[str, int]], ...] | None = None

    def search(self, text: bytes) -> Iterator[tuple[int, Phrase, dict[str, Value]]]:
        """Give each pattern that is found in a text (UTF-8) with its captures: those of groups that took part."""
        if self._compiled is None:
            compiled = [(step, phrase, compile_pattern(phrase.text)) for step, phrase in self.phrases]
            self._compiled = tuple((step, phrase, pattern, pattern.groupindex) for step, phrase, pattern in compiled)
        for step, phrase, pattern, groups in self._compiled:
            match = pattern.search(text)
            if match:
                words = {name: match.group(number) for name, number in groups.items()}
                yield (
                    step,
                    phrase,
                    {name: _value(part) for name, part in words.items() if part is not None},
                )


def _value(part: bytes) -> Value:
    text = part.decode(errors="replace")
    return Value(text, text)
