"""Finding the phrases of a list in a text: whole words, folded, the longest first, in time linear in the text."""

from __future__ import annotations

import functools
import unicodedata
from itertools import compress, pairwise
from typing import TYPE_CHECKING

from takeover.language.folding import Folded, fold, fold_with_offsets
from takeover.language.types.reading import bounded
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x9FFF),  # kana and ideographs
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""Scripts that put no space between words: there a phrase may start and end anywhere."""


LONGEST_ALONE = 60
"""Characters of a text that may be a phrase and nothing else, as most answers are."""


class Mention(NamedTuple):
    """A phrase of the list in a text: its folded form, and its place in the text as it was written."""

    phrase: str
    start: int
    end: int


class Phrases(NamedTuple):
    """A list of folded phrases, by first character and length; and the first words of all."""

    known: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    firsts: frozenset[str]


def list_phrases(folded: Iterable[str]) -> Phrases:
    """Prepare folded phrases to be found; empty ones are left out."""
    known = frozenset(phrase for phrase in folded if phrase)
    lengths: dict[str, set[int]] = {}
    for phrase in known:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    by_first = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}
    return Phrases(known, by_first, frozenset([phrase.split()[0] for phrase in known]))


def _joins(character: str) -> bool:
    """Whether a word goes on over this character."""
    return character.isalnum() and (
        character < "\u0e00" or not any(low <= ord(character) <= high for low, high in _UNSPACED)
    )


def _edges(words: str) -> list[bool]:
    """For each place between two characters (and both ends): whether a word may begin or end there."""
    if words.isascii():
        joins = [character.isalnum() for character in words]
        return [True, *(not (before and after) for before, after in pairwise(joins)), True]
    marks = [unicodedata.category(character).startswith("M") for character in words]
    # A mark never begins a word, and the letter that carries it goes on as the letter before it would.
    joins = [_joins(character) for character in words]
    for index, mark in enumerate(marks):
        if mark and index:
            joins[index] = joins[index - 1]
    inner = (not (mark or (before and after)) for (before, after), mark in zip(pairwise(joins), marks[1:], strict=True))
    return [True, *inner, True]


class _Words(NamedTuple):
    """A text as phrases are looked for in it: where a word may begin or end, and where one begins."""

    folded: Folded
    edges: list[bool]
    starts: tuple[int, ...]


@functools.lru_cache(maxsize=4)
def _read(text: str) -> _Words:
    """Read a bounded text once for all the lists that are looked for in it."""
    folded = fold_with_offsets(text)
    edges = _edges(folded.text)
    return _Words(folded, edges, tuple(compress(range(len(folded.text)), edges)))


def mentions(phrases: Phrases, text: str) -> tuple[Mention, ...]:
    """Every phrase in the searched part of the text, from left to right, none overlapping another."""
    if len(text) <= LONGEST_ALONE and text.isascii():
        alone = fold(text)
        if alone in phrases.known and text[:1].isalnum() and text[-1:].isalnum():
            return (Mention(alone, 0, len(text)),)
        # Most texts that are asked hold no phrase at all: without signs, a phrase begins with a whole word.
        words = alone.split()
        if phrases.firsts.isdisjoint(words) and "".join(words).isalnum():
            return ()
    return search_phrases(phrases, text)


def search_phrases(phrases: Phrases, text: str) -> tuple[Mention, ...]:
    """Do the same for a text that need not be a phrase and nothing else."""
    folded, edges, starts = _read(bounded(text))
    words, known, lengths = folded.text, phrases.known, phrases.lengths
    found: list[Mention] = []
    done = 0
    for start in starts:
        if start < done:
            continue
        for size in lengths.get(words[start], ()):
            end = start + size
            if end <= len(words) and edges[end] and words[start:end] in known:
                found.append(Mention(words[start:end], *folded.place(start, end)))
                done = end
                break
    return tuple(found)
