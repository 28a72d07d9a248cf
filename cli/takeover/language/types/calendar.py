"""What dates and times are made of in one language: its words as patterns, and its names of days and months."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from takeover.language.types.calendar_words import CALENDAR_WORDS, CalendarWords
from takeover.language.types.customs import find_locale
from takeover.language.types.numerals import spell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from takeover.language.folding import Folded

Meaning = TypeVar("Meaning")
Context = TypeVar("Context")

NEVER = r"(?!)"
"""A pattern that matches nothing: what a language has no words for."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The words of a language, and its days (Monday is 0) and months (January is 1) by every spelling.

    `full_weekdays` are the names that stand alone; a short one (`sun`, `do`) needs a date or `next` beside it.
    """

    words: CalendarWords
    weekdays: Mapping[str, int]
    full_weekdays: Mapping[str, int]
    months: Mapping[str, int]


@functools.lru_cache(maxsize=32)
def find_calendar(language: str) -> Calendar:
    """Find the calendar of a language; of one that CLDR does not know only numbers are read."""
    words = CALENDAR_WORDS.get(language, CalendarWords())
    locale = find_locale(language)
    if locale is None:
        return Calendar(words, {}, {}, {})

    def names_of(kinds: Mapping[str, Mapping[str, Mapping[int, str]]], *widths: str) -> dict[str, int]:
        return {
            name.lower().rstrip("."): number
            for kind in ("format", "stand-alone")
            for width in widths
            for number, name in kinds[kind][width].items()
        }

    return Calendar(
        words,
        names_of(locale.days, "wide", "abbreviated") | dict(words.weekdays),
        names_of(locale.days, "wide") | dict(words.weekdays),
        names_of(locale.months, "wide", "abbreviated") | dict(words.months),
    )


def prepare(text: str, language: str) -> Folded:
    """Write a text as calendar patterns read it: number words in digits, small letters, each in its place."""
    spelled = spell(text, language)
    small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in spelled.text)
    return spelled._replace(text=small)


def tongue(language: str) -> str:
    """Give the language of a tag without its script or country: `pt` of `pt-BR`."""
    return language.replace("_", "-").partition("-")[0].lower()


def read_forms(
    forms: Iterable[tuple[re.Pattern[str], Callable[[Context], Meaning | None]]],
    text: str,
    hear: Callable[[re.Match[str]], Context],
) -> Iterator[tuple[Meaning, int, int]]:
    """Read a text by patterns with a group `span`, from left to right; where several begin, the longest first."""
    findings = [(match, read) for pattern, read in forms for match in pattern.finditer(text)]
    findings.sort(key=lambda finding: (finding[0].start("span"), -finding[0].end("span")))
    done = 0
    for match, read in findings:
        start, end = match.span("span")
        meaning = read(hear(match)) if start >= done else None
        if meaning is not None:
            done = end
            yield meaning, start, end


def any_of(phrases: Iterable[str]) -> str:
    """Write a pattern for any of these phrases as whole words, with diacritics or without, the longest first."""
    longest = sorted({spelling for phrase in phrases for spelling in (phrase, _bare(phrase))}, key=len, reverse=True)
    inner = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest)
    return rf"(?<!\w)(?:{inner})(?!\w)" if longest else NEVER


def look_up(meanings: Mapping[str, Meaning], said: str) -> Meaning:
    """Give what a phrase that `any_of` found means."""
    said = " ".join(said.split())
    return meanings[said] if said in meanings else {_bare(key): value for key, value in meanings.items()}[said]


def _bare(phrase: str) -> str:
    decomposed = unicodedata.normalize("NFD", phrase)
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if not unicodedata.combining(letter)))
