"""Numbers inside a text, in digits and in words, with their places.

Number words are read by text2num (English, Dutch, German, French, Spanish, Portuguese, Italian, Danish), which is
loaded when a text has words in one of them.
"""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.language.folding import Folded
from takeover.language.types.customs import find_customs
from takeover.language.types.reading import plain
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.types.kind import Place

MOST_DIGITS = 18
"""A longer row of digits is a code, not a quantity."""

_SPOKEN = frozenset({"da", "de", "en", "es", "fr", "it", "nl", "pt"})

_TIMES = {
    "k": 1_000,
    **dict.fromkeys(("thousand", "duizend", "tausend", "mille", "mil"), 1_000),
    **dict.fromkeys(("million", "millions", "mln", "mio", "miljoen", "millionen", "millones", "milhões"), 1_000_000),
    **dict.fromkeys(("billion", "bn", "miljard", "milliarde", "milliarden", "milliards"), 1_000_000_000),
    **dict.fromkeys(("dozen", "dozijn", "dutzend", "douzaine", "docena"), 12),
}

_BEFORE = r"(?<!\w)(?<!\d[.,:/'])(?<!\w-)(?:(?P<minus>-|(?:minus|negative|min|moins|menos)\s+)|\+)?"
_AFTER = (
    r"(?:\s?(?P<times>" + "|".join(sorted(_TIMES, key=len, reverse=True)) + r")\b)?"
    r"(?P<half>\s(?:and a half|en (?:een|\0+) half|et demie?|y medi[ao]|e mei[ao])\b)?(?!\w)(?![.,:/'-]\d)"
)
_DIGITS = {
    spaced: re.compile(
        rf"{_BEFORE}(?P<body>\d{{1,3}}(?P<group>{group})\d{{3}}(?:(?P=group)\d{{3}})*(?:(?!(?P=group))[.,]\d+)?"
        rf"|\d*[.,]?\d+){_AFTER}",
        re.IGNORECASE,
    )
    for spaced, group in ((False, "[.,'\u00a0\u2009\u202f]"), (True, "[.,'\u00a0\u2009\u202f ]"))
}
_WORD = regex(r"(?<!\w)[^\W\d_]+(?:['-](?!s\b)[^\W\d_]+)*(?!\w)|\d+|[^\w\s]")
_SPELLED = regex(rf"(?<!\0){_BEFORE}(?P<body>\0+){_AFTER}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A quantity; `spoken` if it was written in words, `article` if the word may as well be `a` or a pronoun."""

    value: int | float
    start: int
    end: int
    spoken: bool = False
    article: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number written in words: `digits` as one would type it (`25`, `3.5`)."""

    digits: str
    ordinal: bool
    start: int
    end: int


class _Word:
    """A token as text2num asks for it."""

    __slots__ = ("word",)

    def __init__(self, word: str) -> None:
        self.word = word

    def text(self) -> str:
        return self.word

    def nt_separated(self, previous: _Word) -> bool:
        del previous
        return False

    def not_a_number_part(self) -> bool:
        return False


@functools.lru_cache(maxsize=4)
def find_spoken(text: str, language: str) -> tuple[Spoken, ...]:
    """Find the number words in a plain text, in order; nothing in a language that is not known.

    The last few texts are remembered: numbers, dates, times and choices each ask about the same one.
    """
    language = language.replace("_", "-").partition("-")[0].lower()
    words = list(_WORD.finditer(text)) if language in _SPOKEN else []
    if not any(word[0][0].isalpha() for word in words):
        return ()
    from text_to_num import find_numbers  # type: ignore[import-untyped]

    return tuple(
        Spoken(
            re.sub(r"\D", "", found.text) if found.is_ordinal else found.text.replace(",", "."),
            found.is_ordinal,
            words[found.start].start(),
            words[found.end - 1].end(),
        )
        for found in find_numbers([_Word(word[0]) for word in words], language, threshold=0.0)
    )


def spell(text: str, language: str) -> Folded:
    """Write the number words of a text in digits: `the 25th of may`, `half past 10`. Each character keeps its place."""
    text = plain(text)
    found = find_spoken(text, language)
    if not found:
        return Folded(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    letters: list[tuple[str, int, int]] = []
    done = 0
    for spoken in found:
        letters += [(text[place], place, place + 1) for place in range(done, spoken.start)]
        digits = f"{spoken.digits}th" if spoken.ordinal else spoken.digits
        letters += [(digit, spoken.start, spoken.end) for digit in digits]
        done = spoken.end
    letters += [(text[place], place, place + 1) for place in range(done, len(text))]
    return Folded("".join(t for t, _, _ in letters), tuple(s for _, s, _ in letters), tuple(e for _, _, e in letters))


def find_numerals(text: str, place: Place, *, thousands: bool = False) -> tuple[Numeral, ...]:
    """Find the quantities in a text, in order.

    `1.234` is read as the country writes it; with `thousands` three digits after one sign are always thousands. What
    only looks like a quantity is left out: parts of dates, times, versions and codes, and ordinals.
    """
    text = plain(text)
    if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS:
        return (Numeral(int(text), 0, len(text)),)
    customs = find_customs(place.language, place.country)
    decimal = "" if thousands else customs.decimal
    found = list(_find_digits(text, decimal, spaced=customs.spaced))
    inside = {index for numeral in found for index in range(numeral.start, numeral.end)}  # the word in `1.5 million`
    found += (numeral for numeral in _find_words(text, place.language) if numeral.start not in inside)
    return tuple(sorted(found, key=lambda numeral: numeral.start))


def _find_digits(text: str, decimal: str, *, spaced: bool) -> Iterator[Numeral]:
    for match in _DIGITS[spaced].finditer(text):
        value = _read_body(match["body"], decimal)
        if value is not None:
            yield Numeral(_finish(value, match), *match.span())


def _find_words(text: str, language: str) -> Iterator[Numeral]:
    spoken = {number.start: number for number in find_spoken(text, language) if not number.ordinal}
    # The words are blanked out, so that what stands around them is read as around digits.
    marked = list(text)  # plain, so without NUL
    for number in spoken.values():
        marked[number.start : number.end] = "\0" * (number.end - number.start)
    for match in _SPELLED.finditer("".join(marked)):
        number = spoken[match.start("body")]
        if len(number.digits) <= MOST_DIGITS:
            value = float(number.digits) if "." in number.digits else int(number.digits)
            article = number.digits == "1" and match.group() == match["body"]
            yield Numeral(_finish(value, match), *match.span(), spoken=True, article=article)


def _finish(value: float, match: re.Match[str]) -> int | float:
    times = _TIMES[match["times"].lower()] if match["times"] else 1
    value = (value + (0.5 if match["half"] else 0)) * times
    value = -value if match["minus"] else value
    return int(value) if times > 1 and math.isclose(value, round(value), rel_tol=1e-12) else value


def _read_body(body: str, decimal: str) -> int | float | None:
    """Read digits with signs between them; None if there are too many."""
    signs = [sign for sign in body if not sign.isdigit()]
    if len(body) - len(signs) > MOST_DIGITS:
        return None
    head, _, tail = body.rpartition(signs[-1]) if signs else ("", "", body)
    if not signs:
        return int(body)
    if len(set(signs)) == 1 and (len(signs) > 1 or (len(tail) == 3 and _parts_thousands(signs[0], head, decimal))):  # noqa: PLR2004 - thousands
        return int(re.sub(r"\D", "", body))
    whole = re.sub(r"\D", "", head)
    return float(f"{whole}.{tail}")


def _parts_thousands(sign: str, head: str, decimal: str) -> bool:
    return sign not in ".," or (sign != decimal and head.strip("0") != "")
