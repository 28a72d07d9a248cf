"""What of a text is compared: its words, pairs of neighbours and runs of four letters, rare ones counting more."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RUN = 4
"""Letters in a run. Runs are taken within a word with its two edges, so that `refunds` is near to `refund`."""


def _word_features(word: str) -> list[str]:
    """Give a word and its runs. A slot (`{size}`) has no letters. `=` and spaces keep the kinds apart: see `fold`."""
    if word[0] == "{":
        return [f"={word}"]
    edged = f" {word} "
    return [f"={word}", *(edged[at : at + RUN] for at in range(len(edged) - RUN + 1))]


class Reading(NamedTuple):
    """A text in numbers: the known features, each once, in the order met, and 1 / the length of the whole vector.

    Features that no example has are not listed, but they are in the length: strangeness lowers every score.
    """

    known: tuple[int, ...]
    scale: float


class Vocabulary:
    """Every feature of every example of a bot, numbered, with what it weighs (inverse document frequency).

    The weight of a feature in `d` of `n` examples is `1 + ln((1 + n) / (1 + d))`; `squares` holds its square, which is
    all that is ever needed, as a feature counts once in a text. `unseen` is the square for a feature with `d = 0`.
    """

    __slots__ = ("_numbers", "_words", "counts", "documents", "squares", "unseen")

    def __init__(self, examples: Iterable[Sequence[str]]) -> None:
        """Count the features of examples, each given as its words."""
        self._numbers: dict[str, int] = {}
        self._words: dict[str, tuple[int, ...]] = {}
        self.counts: list[int] = []
        self.documents = 0
        for words in examples:
            self.documents += 1
            for number in self._count(words):
                self.counts[number] += 1
        self.squares, self.unseen = weigh(self.counts, self.documents)

    def _count(self, words: Sequence[str]) -> dict[int, None]:
        """Give the numbers of an example's features, new ones included."""
        numbers: dict[int, None] = {}
        for word in words:
            if word not in self._words:
                self._words[word] = tuple(self._number(feature) for feature in _word_features(word))
            numbers.update(dict.fromkeys(self._words[word]))
        for one, next_one in pairwise(words):
            numbers[self._number(f"{one} {next_one}")] = None
        return numbers

    def _number(self, feature: str) -> int:
        number = self._numbers.setdefault(feature, len(self._numbers))
        if number == len(self.counts):
            self.counts.append(0)
        return number

    def read(self, words: Sequence[str]) -> Reading:
        """Read a text, given as its words."""
        known: dict[int, None] = {}
        strange: set[str] = set()
        numbers, by_word = self._numbers, self._words
        for word in words:
            if word in by_word:
                known.update(dict.fromkeys(by_word[word]))
                continue
            for feature in _word_features(word):
                number = numbers.get(feature)
                if number is None:
                    strange.add(feature)
                else:
                    known[number] = None
        for one, next_one in pairwise(words):
            pair = f"{one} {next_one}"
            number = numbers.get(pair)
            if number is None:
                strange.add(pair)
            else:
                known[number] = None
        squares = self.squares
        length = sum([squares[number] for number in known], len(strange) * self.unseen)
        return Reading(tuple(known), 1 / math.sqrt(length) if length else 0.0)


def weigh(counts: Sequence[int], documents: int) -> tuple[list[float], float]:
    """Give the squared weight of each feature and of an unseen one, for so many of so many examples having it."""
    by_count = {count: (1 + math.log((1 + documents) / (1 + count))) ** 2 for count in {*counts, 0}}
    return [by_count[count] for count in counts], by_count[0]
