"""Finding the name of a person in what they say about themselves."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from takeover.language.types.introductions import INTRODUCTIONS, PARTICLES
from takeover.language.types.reading import plain
from takeover.source.light import NamedTuple
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_WORDS = 5
LONGEST_BARE = 60
"""Characters of a text that may be nothing but a name."""

_ABBREVIATIONS = frozenset(
    [
        "dhr",
        "dr",
        "drs",
        "frau",
        "fr",
        "herr",
        "hr",
        "ing",
        "ir",
        "jr",
        "m",
        "mevr",
        "mme",
        "mr",
        "mrs",
        "ms",
        "mw",
        "prof",
        "sr",
        "sra",
        "st",
    ]
)
_BETWEEN = r"[\s,.!:;-]*"
_WORD = regex(r"\S+")
_LETTERS = regex(r"[^\W\d_]+")


class _Patterns(NamedTuple):
    """`greeting` and `maybe` are looked for at the beginning, `surely` anywhere, `courtesy` after a name.

    `around` are all words that may mean something else than a name, or be no part that gets a capital.
    """

    greeting: re.Pattern[str]
    surely: re.Pattern[str]
    maybe: re.Pattern[str]
    courtesy: re.Pattern[str]
    only_courtesy: re.Pattern[str]
    ends: frozenset[str]
    no_names: frozenset[str]
    around: frozenset[str]


def find_name(text: str, language: str) -> tuple[str, int, int] | None:
    """Find the one name that a text gives, and its place; None if it is not plainly given."""
    return _read_bare(text, _patterns(language).around) or search_name(text, language)


def _read_bare(text: str, around: frozenset[str]) -> tuple[str, int, int] | None:
    """Give a text that is nothing but a name: `Jane`, `jane doe`. Most answers are, and it is soon seen."""
    if not 1 < len(text) <= LONGEST_BARE or not text.isascii() or not text.replace(" ", "").isalpha():
        return None
    small = text.lower()
    words = small.split(" ")
    if len(words) > MOST_WORDS or "" in words or not around.isdisjoint(words):
        return None
    return text.title() if text == small else text, 0, len(text)


def search_name(text: str, language: str) -> tuple[str, int, int] | None:
    """Do the same for any text: with what leads up to a name, and what follows it."""
    text = plain(text)
    patterns = _patterns(language)
    surely = patterns.surely.search(text)
    after = surely or patterns.greeting.match(text)
    start = after.end() if after else 0
    maybe = None if surely else patterns.maybe.match(text, start)
    words, end = _collect(text, maybe.end() if maybe else start, patterns, led=bool(surely or maybe))
    if not words or not _is_name([text[low:high] for low, high in words], patterns.no_names, led=bool(maybe)):
        return None
    if not (surely or maybe) and not patterns.only_courtesy.fullmatch(text, end):
        return None  # a sentence that begins with what might have been a name
    low, high = words[0][0], words[-1][1]
    return _capitalise(unicodedata.normalize("NFC", " ".join(text[low:high].split()))), low, high


@functools.lru_cache(maxsize=8)
def _patterns(language: str) -> _Patterns:
    said = INTRODUCTIONS.get(language) or INTRODUCTIONS["en"]

    def any_of(phrases: Iterable[str]) -> str:
        longest = sorted(phrases, key=len, reverse=True)
        return rf"(?<![\w'])(?:{'|'.join(re.escape(phrase) for phrase in longest)})(?![\w'])"

    courtesy = any_of(said.courtesies)
    return _Patterns(
        greeting=re.compile(rf"{_BETWEEN}(?:{any_of(said.greetings)}{_BETWEEN})*", re.IGNORECASE),
        surely=re.compile(rf"{any_of(said.surely)}[\s,:]*", re.IGNORECASE),
        maybe=re.compile(rf"{any_of(said.maybe)}\s+", re.IGNORECASE),
        courtesy=re.compile(courtesy, re.IGNORECASE),
        only_courtesy=re.compile(rf"(?:{courtesy}|[^\w?])*", re.IGNORECASE),
        ends=frozenset(said.ends),
        no_names=said.no_names | set(said.ends),
        around=frozenset(_LETTERS.findall(" ".join(frozenset().union(*said, PARTICLES)))),
    )


def _collect(text: str, start: int, patterns: _Patterns, *, led: bool) -> tuple[list[tuple[int, int]], int]:
    """Gather words up to the end of the clause; return their places, and where the rest begins."""
    words: list[tuple[int, int]] = []
    commas = 0
    for part in _WORD.finditer(text, start):
        low, high = _strip(text, *part.span())
        word = text[low:high]
        if low < high and words and (word.lower() in patterns.ends or patterns.courtesy.match(text, low)):
            return words, part.start()
        if low == high:
            if words:
                return words, part.start()
            continue
        words.append((low, high))
        after = text[high : part.end()]
        # "Doe, Jane" goes on over its comma, if it is all there is.
        commas += after == ","
        if len(words) > MOST_WORDS or (after and (after != "," or led or commas > 1)):
            return words, high
    return words, len(text)


def _strip(text: str, low: int, high: int) -> tuple[int, int]:
    """Take the marks off both ends of a word, but not the full stop of an initial, a title or `Jr.`."""
    while low < high and not (
        text[low].isalnum() or (text[low] == "'" and text[low + 1 : high + 1].lower()[:1].isalpha())
    ):
        low += 1
    while low < high and not (text[high - 1].isalnum() or unicodedata.category(text[high - 1]).startswith("M")):
        high -= 1
    bare = text[low:high].lower()
    shortened = len(bare) == 1 or "." in bare or bare in _ABBREVIATIONS
    return low, high + (shortened and text[high : high + 1] == ".")


def _is_name(words: list[str], no_names: frozenset[str], *, led: bool) -> bool:
    letters = "".join(words)
    if len(words) > MOST_WORDS or not all(_is_letter(letter) for letter in letters):
        return False
    written = [letter for letter in letters if letter.isalpha()]
    if not written or (len(written) == 1 and written[0].lower() != written[0].upper()):
        return False  # one letter is a name where a letter is a word
    small = [word.lower().rstrip(".") for word in words]
    if all(word in PARTICLES for word in words):  # "Al" is a name, "al" is a part of one
        return False
    if led and any(word.endswith("ing") and word == plain_word for word, plain_word in zip(words, small, strict=True)):
        return False  # "I'm calling about"
    return not any(word in no_names and (word not in PARTICLES or len(words) == 1) for word in small)


def _is_letter(character: str) -> bool:
    return character in "'-." or character.isalpha() or unicodedata.category(character).startswith("M")


def _capitalise(name: str) -> str:
    if name != name.lower():
        return name
    first, *others = name.split(" ")
    kept = [word if word in PARTICLES else _capital(word) for word in others]
    return " ".join([first if first.startswith("'") else _capital(first), *kept])


def _capital(word: str) -> str:
    return re.sub(r"(?:^|(?<=[-'.]))[^\W\d_](?=[\w.']|$)", lambda match: match[0].title(), word)
