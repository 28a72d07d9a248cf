"""Sensitive params: their values are masked wherever they stand, however they were spelt, before anything leaves."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from takeover.handover.finder import SHORT, Finder
from takeover.language.views import write_value
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from takeover.language.conversation import Conversation
    from takeover.language.values import Json, Value

BETWEEN_DIGITS = regex(r"(?<=\d)[\s./()\u2010-\u2015-]{1,3}(?=\d)")
"""How people group the digits of cards, accounts and telephones."""
GROUPING = " ./()-\u2010\u2011\u2012\u2013\u2014\u2015"


def write_mask(name: str) -> str:
    """Give what stands in place of a value."""
    return f"[masked: {name}]"


def masked_params(conversation: Conversation) -> tuple[str, ...]:
    """Name the sensitive params that have, or had, a value."""
    return tuple(dict.fromkeys(secret.name for secret in conversation.secrets))


def read_mask(conversation: Conversation) -> Callable[[str], str]:
    """Give the function that masks, in any text, every value that a sensitive param of the conversation ever had."""
    words: dict[str, str] = {}
    for secret in conversation.secrets:
        for spelling in _spellings(secret.value):
            folded = _Folded(spelling).text
            # Signs at its ends are not looked at where digits stand beside them: "001/" in "001/7".
            for word in filter(None, (folded, folded.strip(GROUPING))):
                words.setdefault(word, secret.name)
    if not words:
        return lambda text: text
    finder = Finder(words)
    return lambda text: _mask(text, finder)


def mask_parameters(params: Mapping[str, Json], names: tuple[str, ...]) -> dict[str, Json]:
    """Mask the values of these params whole."""
    return {name: write_mask(name) if name in names else value for name, value in params.items()}


def _spellings(value: Value) -> Iterator[str]:
    """Give what to look for: the value, and the words it was read from where masking the value would not hide it."""
    yield from (found := tuple(_leaves(value.value)))
    match = _Folded(value.match).text
    if not any(len(folded := _Folded(spelling).text) > SHORT and folded in match for spelling in found):
        yield value.match


def _leaves(value: Json) -> Iterator[str]:
    match value:
        case list():
            for item in value:
                yield from _leaves(item)
        case dict():
            for item in value.values():
                yield from _leaves(item)
        case bool() | None:
            return
        case _:
            yield write_value(value)


class _Characters(dict[str, str]):
    """What a character is compared as: lower case, plain width, without diacritics. Fills itself."""

    def __missing__(self, character: str) -> str:
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
        letters = (letter for letter in plain if unicodedata.category(letter) not in {"Mn", "Cf"})
        folded = self[character] = "".join(" " if letter.isspace() else letter for letter in letters)
        return folded


_CHARACTERS = _Characters()


class _Folded:
    """A text as it is searched, each of its characters with its place in the text that was folded."""

    __slots__ = ("places", "text")

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self.places: list[int] = []
        grouping = {place for found in BETWEEN_DIGITS.finditer(text) for place in range(*found.span())}
        for place, character in enumerate(text):
            if place in grouping:
                continue
            for letter in _CHARACTERS[character]:
                if letter == " " and (not letters or letters[-1] == " "):
                    continue
                letters.append(letter)
                self.places.append(place)
        if letters and letters[-1] == " ":
            letters.pop()
            self.places.pop()
        self.text = "".join(letters)


def _mask(text: str, finder: Finder) -> str:
    folded = _Folded(text)
    stretches: list[tuple[int, int, str]] = []
    for hit in finder.find(folded.text):
        start, end = folded.places[hit.start], folded.places[hit.end - 1] + 1
        if hit.end - hit.start <= SHORT and not _stands_alone(text, start, end):
            continue
        name = hit.name
        while stretches and stretches[-1][1] > start:
            earlier = stretches.pop()
            start, name = min(start, earlier[0]), earlier[2] if earlier[0] <= start else name
            end = max(end, earlier[1])
        stretches.append((start, end, name))
    if not stretches:
        return text
    pieces: list[str] = []
    at = 0
    for start, end, name in stretches:
        pieces += [text[at:start], write_mask(name)]
        at = _end_of_character(text, end)
    return "".join(pieces) + text[at:]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a short word is one here: `12` in `12 May`, not in `2012`. Only scripts with spaces part words."""
    if end - start > SHORT:  # it was put together from digits that stand apart
        return False
    goes_on = _in_word(text[start - 1 : start]) and _in_word(text[start])
    return not goes_on and not (_in_word(text[end - 1]) and _in_word(text[end : end + 1]))


def _in_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _end_of_character(text: str, end: int) -> int:
    """Go past the marks that belong to the last character."""
    while end < len(text) and unicodedata.category(text[end]) in {"Mn", "Cf"}:
        end += 1
    return end
