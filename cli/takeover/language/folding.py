"""How two spellings of the same words become one: case, width, diacritics, punctuation and white space folded.

`fold` decides what "the same text" means for exact matching, choices and entities. Each code point folds on its own
(so offsets can be kept), and the whole is then composed again (NFC):

- compatibility forms and case: `Ｎａｍｅ`, `ﬁ`, `STRASSE`/`straße` (Unicode NFKD and full case folding);
- decimal digits of every script become 0-9;
- diacritics of Latin, Greek and Cyrillic go (`café`, `Łódź`): they are the combining marks of the shared blocks.
  Marks that belong to a script (Arabic, Devanagari, Thai, dakuten) make another word, and stay;
- apostrophes go without a gap (`don't`, `don’t`, `dont`), other punctuation becomes a space;
- currency signs, `+` and pictures stay: `C++` is not `C`, and a lone thumbs up is an answer. Skin tones, joiners,
  variation selectors and other invisible characters go.
"""

from __future__ import annotations

import functools
import unicodedata

from takeover.source.light import NamedTuple
from takeover.source.regex import regex

_APOSTROPHES = frozenset("'`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\uff07")

_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
"""Latin letters that a reader takes for a plain letter with a stroke, but that Unicode does not decompose."""

_KEPT = frozenset({"Sc", "So", "Cn", "Co"})
"""Categories that are no letters and mean something: currency, pictures, and what this Unicode does not know."""

_MARKS = (
    (0x0300, 0x036F),  # combining diacritical marks
    (0x0483, 0x0489),  # Cyrillic
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),  # for symbols: the key cap around a digit
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFE20, 0xFE2F),
    (0xE0100, 0xE01EF),  # more variation selectors
)
"""The blocks of marks that Latin, Greek, Cyrillic and symbols share."""


def _fold_character(character: str) -> str:
    """Give what a decomposed, case-folded character becomes: itself, another, a space or nothing."""
    if character in _APOSTROPHES or any(low <= ord(character) <= high for low, high in _MARKS):
        return ""
    match unicodedata.category(character):
        case "Nd":
            return str(unicodedata.decimal(character))
        case "Cf":
            return ""
        case category if category[0] in "PSZC" and category not in _KEPT and character != "+":
            return " "
        case _:
            return _LETTERS.get(character, character)


def _fold_point(character: str) -> str:
    if character in _APOSTROPHES:  # before NFKD, which makes a space and a mark of the acute accent
        return ""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(map(_fold_character, plain))


class _Table(dict[int, str]):
    """A `str.translate` table that fills itself: at most one entry for each code point ever met."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _fold_point(chr(point))
        return folded


_TABLE = _Table()
_ASCII = {point: _fold_point(chr(point)) for point in range(128)}
_TABLE.update(_ASCII)
_ASCII_IN_PLACE = {point: folded or "\0" for point, folded in _ASCII.items()}
_ASCII_WORD = regex("[^ ]+")


def fold(text: str) -> str:
    """Give the text as it is compared: lower case, plain letters, digits and single spaces, "" when nothing is left."""
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_TABLE)).split())


@functools.lru_cache(maxsize=4_096)
def fold_written(text: str) -> str:
    """Fold what a designer wrote, which is compared again and again: the same as `fold`, and remembered."""
    return fold(text)


class Folded(NamedTuple):
    """A folded text that knows where it came from: character `i` was read from `starts[i]` up to `ends[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded stretch `start` to `end` (at least one character) stands in the text that was folded."""
        return self.starts[start], self.ends[end - 1]


def _continues(character: str) -> bool:
    """Whether NFC may join this character to the one before: a mark, or a vowel or final consonant of Hangul."""
    hangul = "\u1161" <= character <= "\u1175" or "\u11a8" <= character <= "\u11c2"
    return hangul or unicodedata.category(character).startswith("M")


def _fold_ascii(text: str) -> Folded:
    """Do the same for a text in which each character folds to one, or (an apostrophe) to none."""
    words: list[str] = []
    starts: list[int] = []
    gap = 0
    for word in _ASCII_WORD.finditer(text.translate(_ASCII_IN_PLACE)):
        start, end = word.span()
        kept = word[0].replace("\0", "")
        if kept:
            if words:
                starts.append(gap)
            starts += (
                [at for at, part in enumerate(word[0], start) if part != "\0"] if "\0" in word[0] else range(start, end)
            )
            words.append(kept)
            gap = end
    return Folded(" ".join(words), tuple(starts), tuple([start + 1 for start in starts]))


@functools.lru_cache(maxsize=4)
def fold_with_offsets(text: str) -> Folded:
    """Give what `fold(text)` gives, with the place of each of its characters. About ten times as slow as `fold`.

    The last few are remembered, for each list of words that is looked for in a text: give it bounded texts.
    """
    if text.isascii():
        return _fold_ascii(text)
    pieces: list[tuple[str, int, int]] = []
    for index, character in enumerate(text):
        parts = _TABLE[ord(character)]
        if pieces and not parts and _continues(character):  # a mark that folds away ends with its letter
            pieces[-1] = (*pieces[-1][:2], index + 1)
        for part in parts:
            if pieces and not part.isascii() and _continues(part):
                before, start, _ = pieces[-1]
                pieces[-1] = (before + part, start, index + 1)
            else:
                pieces.append((part, index, index + 1))
    letters = [(letter, start, end) for piece, start, end in pieces for letter in unicodedata.normalize("NFC", piece)]
    kept = [
        place
        for index, place in enumerate(letters)
        if place[0] != " " or (index and letters[index - 1][0] != " ")  # one space of several, none in front
    ]
    if kept and kept[-1][0] == " ":
        del kept[-1]
    return Folded(
        "".join(letter for letter, _, _ in kept),
        tuple(start for _, start, _ in kept),
        tuple(end for _, _, end in kept),
    )
