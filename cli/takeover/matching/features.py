"""What of a text is compared: its words, pairs of neighbours and runs of four letters, rare ones counting more.

A text is the sum of its *units*: each word that stands in it (the word itself and its runs of letters), and each pair
of neighbours. A unit is known by its text, a pair with a space in it, so that what was found out about a unit is kept
for the next text.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from takeover.matching.memory import Memory
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

RUN = 4
"""Letters in a run. Runs are taken within a word with its two edges, so that `refunds` is near to `refund`."""


def units_of(words: Sequence[str]) -> tuple[str, ...]:
    """Give the units of a text, given as its words: each word once, then each pair of neighbours once."""
    return tuple(dict.fromkeys(chain(words, [f"{one} {other}" for one, other in pairwise(words)])))


def features_of(unit: str) -> tuple[str, ...]:
    """Give the features of a unit, each once: `=word`, ` wor`, `word`, …; of a pair the pair itself.

    A slot (`{size}`) has no letters. `=` and spaces keep the kinds apart: see `fold`.
    """
    if " " in unit:
        return (unit,)
    if unit[0] == "{":
        return (f"={unit}",)
    edged = f" {unit} "
    return (f"={unit}", *dict.fromkeys(edged[at : at + RUN] for at in range(len(edged) - RUN + 1)))


class Reading(NamedTuple):
    """A text in numbers: those of its units that are like something in an example, and 1 / its length.

    The square of the length is the sum of the squares of all units', and in these features that no example has count
    as well: strangeness lowers every score. `text` is what it is the reading of, for those who ask for its meaning.
    """

    units: tuple[str, ...]
    scale: float
    text: str


class _Unit(NamedTuple):
    """What is known of a unit: the numbers of its known features, and the square of its length."""

    known: tuple[int, ...]
    square: float


class Vocabulary:
    """Every feature of every example of a bot, numbered in the order of the alphabet, with what it weighs.

    The weight of a feature in `d` of `n` examples is `1 + ln((1 + n) / (1 + d))` (inverse document frequency);
    `squares` holds its square, which is all that is ever needed, as a feature counts once in a unit. `unseen` is the
    square for a feature with `d = 0`. Nothing here depends on who wrote which example first.
    """

    __slots__ = ("_units", "numbers", "squares", "unseen")

    def __init__(self, numbers: Mapping[str, int], squares: array[float], unseen: float) -> None:
        """Take what `count_features` found, now or earlier."""
        self.numbers = numbers
        self.squares = squares
        self.unseen = unseen
        self._units: Memory[str, _Unit] = Memory(self._look_up)

    def _look_up(self, unit: str) -> _Unit:
        features, numbers = features_of(unit), self.numbers
        known = tuple([numbers[feature] for feature in features if feature in numbers])
        if not known and not any(map(str.isalnum, unit)):
            return _Unit((), 0.0)  # a picture or a sign that no example has makes a text no stranger
        square = sum(map(self.squares.__getitem__, known), (len(features) - len(known)) * self.unseen)
        return _Unit(known, square)

    def read(self, words: Sequence[str], text: str = "") -> Reading:
        """Read a text, given as its words; and as it was written, where its meaning may be asked for."""
        units, numbers, squares = self._units, self.numbers, self.squares
        found = []
        nothing: set[str] = set()
        length = 0.0
        for word in dict.fromkeys(words):
            known, square = units[word]
            length += square
            if known:
                found.append(word)
            elif not square:
                nothing.add(word)
        if nothing:
            words = [word for word in words if word not in nothing]
        pairs = dict.fromkeys(map(" ".join, pairwise(words)))
        told = [pair for pair in pairs if pair in numbers]  # most pairs are new: they are not worth remembering
        for pair in told:
            length += squares[numbers[pair]]
        length += (len(pairs) - len(told)) * self.unseen
        return Reading((*found, *told), 1 / math.sqrt(length) if length else 0.0, text)

    def known(self, unit: str) -> tuple[int, ...]:
        """Give the numbers of those features of a unit that some example has."""
        if " " in unit:
            number = self.numbers.get(unit)
            return () if number is None else (number,)
        return self._units[unit].known

    def likeness(self, one: Reading, other: Reading) -> float:
        """Give the cosine of two texts: 0 nothing in common, 1 the same words in the same order."""
        mine, its = (Counter(chain.from_iterable(map(self.known, reading.units))) for reading in (one, other))
        shared = sum([self.squares[feature] * count * its[feature] for feature, count in mine.items()])
        return min(shared * one.scale * other.scale, 1.0)


def count_features(examples: Iterable[Sequence[str]]) -> Vocabulary:
    """Make the vocabulary of examples, each given as its words."""
    by_unit = Memory(features_of)
    counts: Counter[str] = Counter()
    documents = 0
    for words in examples:
        documents += 1
        counts.update(set().union(*[by_unit[unit] for unit in units_of(words)]))
    by_count = {count: (1 + math.log((1 + documents) / (1 + count))) ** 2 for count in {*counts.values(), 0}}
    listed = sorted(counts)
    squares = array("d", [by_count[counts[feature]] for feature in listed])
    return Vocabulary(dict(zip(listed, range(len(listed)), strict=True)), squares, by_count[0])
