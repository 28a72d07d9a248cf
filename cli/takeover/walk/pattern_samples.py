"""Make up a text in which a regular expression is found: what a user could write to fit a `pattern` or a regex type.

It reads the part of RE2's syntax that designers use, guesses, and lets RE2 judge: a guess that is not found is dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.pattern import PatternError, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIANTS = 3
"""How often another alternative is guessed."""
MOST_REPEATS = 50
CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz -_.,:;/@#€é!?'\"()[]{}<>=+*&%$~^|\\\t\n"
"""What a class of characters is tried with, in this order."""
ESCAPES = {
    "d": "1",
    "w": "A",
    "s": " ",
    "D": "A",
    "W": " ",
    "S": "A",
    "n": "\n",
    "t": "\t",
    "r": "\r",
    **dict.fromkeys("bBAzZQEC", ""),
}


class _Unknown(Exception):  # noqa: N818 - it only ends a guess
    """The expression holds something that is not guessed at."""


def sample_pattern(pattern: str) -> str | None:
    """Give a text in which the pattern finds something, or None where none could be guessed."""
    try:
        compiled = compile_pattern(pattern)
        for variant in range(VARIANTS):
            text = _Guess(pattern, variant).guess()
            found = compiled.search(text)
            if found is not None and found.group():
                return text
    except (_Unknown, PatternError):
        return None
    return None


class _Guess:
    """Reads a pattern from left to right, and writes what could be found."""

    def __init__(self, pattern: str, variant: int) -> None:
        self._pattern = pattern
        self._variant = variant
        self._at = 0

    def guess(self) -> str:
        text = self._alternatives()
        if self._at < len(self._pattern):
            raise _Unknown
        return text

    def _peek(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _take(self) -> str:
        taken = self._peek()
        if not taken:
            raise _Unknown
        self._at += 1
        return taken

    def _alternatives(self) -> str:
        texts = ["".join(self._pieces())]
        while self._peek() == "|":
            self._at += 1
            texts.append("".join(self._pieces()))
        return texts[self._variant % len(texts)]

    def _pieces(self) -> Iterator[str]:
        while self._peek() not in {"", "|", ")"}:
            piece = self._piece()
            yield piece * self._repeats()

    def _piece(self) -> str:
        match taken := self._take():
            case "(":
                return self._group()
            case "[":
                return self._class()
            case "\\":
                return self._escape()
            case ".":
                return "A"
            case "^" | "$":
                return ""
            case _:
                return taken

    def _group(self) -> str:
        if self._peek() == "?":
            self._at += 1
            while (sign := self._take()) not in {":", ">", ")"}:
                if sign in "=!":
                    raise _Unknown
            if sign == ")":  # flags alone, such as (?i)
                return ""
        inside = self._alternatives()
        if self._take() != ")":
            raise _Unknown
        return inside

    def _class(self) -> str:
        start = self._at - 1
        if self._peek() == "^":
            self._at += 1
        first = self._at
        while (sign := self._take()) != "]" or self._at - 1 == first:
            if sign == "\\":
                self._take()
            elif sign == "[" and self._peek() == ":":
                self._at = self._pattern.index(":]", self._at) + 2 if ":]" in self._pattern[self._at :] else self._at
        return _one_of(self._pattern[start : self._at])

    def _escape(self) -> str:
        sign = self._take()
        if sign in "pP":
            name = self._take()
            while name.startswith("{") and not name.endswith("}"):
                name += self._take()
            return _one_of(f"\\{sign}{name}")
        if sign == "x":
            digits = self._take()
            while digits.startswith("{") != digits.endswith("}") or len(digits) < len("00"):
                digits += self._take()
            return _character(digits.strip("{}"))
        return ESCAPES.get(sign, sign)

    def _repeats(self) -> int:
        """Read what says how often, and give how often to write it: once, where that is allowed, or not at all."""
        match self._peek():
            case "*" | "?":
                times = 1 - self._variant % 2
            case "+":
                times = 1
            case "{" if (end := self._pattern.find("}", self._at)) > 0:
                least = self._pattern[self._at + 1 : end].partition(",")[0]
                if not least.isdecimal():
                    return 1
                times, self._at = min(int(least), MOST_REPEATS), end
            case _:
                return 1
        self._at += 1
        if self._peek() == "?":  # as few as can be
            self._at += 1
        return times


def _one_of(written: str) -> str:
    compiled = compile_pattern(f"(?-i){written}")
    for character in CHARACTERS:
        if compiled.fullmatch(character):
            return character
    raise _Unknown


def _character(digits: str) -> str:
    try:
        return chr(int(digits, 16))
    except (ValueError, OverflowError) as error:
        raise _Unknown from error
