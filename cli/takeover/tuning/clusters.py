"""Texts that mean about the same, put together: each joins the most like leader, or becomes one (leader clustering).

Texts are compared by the matcher's own features, and looked up by the rarest of them, so that time grows with the
texts. The most frequent text leads; nothing depends on the order in which texts came.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from takeover.language.folding import fold
from takeover.matching.features import count_features
from takeover.matching.tokens import split_words
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.matching.features import Reading, Vocabulary

ALIKE = 0.4
"""The cosine from which on a text joins a leader."""
RARE = 12
"""So many of a text's rarest features are looked up; what is alike shares one of them."""
MOST_LED = 200
"""A feature of more leaders than this tells nothing apart, and is not looked up."""
LONGEST = 500
"""Characters of a text that are compared."""


class Cluster(NamedTuple):
    """Texts that mean about the same, the most frequent first, and how often they came in all."""

    texts: tuple[str, ...]
    times: int


def cluster(counts: Mapping[str, int]) -> tuple[Cluster, ...]:
    """Put texts together, given how often each came; the clusters that came most come first."""
    texts = sorted(counts, key=lambda text: (-counts[text], len(text), text))
    words = [split_words(fold(text[:LONGEST])) for text in texts]
    vocabulary = count_features([some for some in words if some])
    leaders = _Leaders(vocabulary)
    led: dict[int, list[int]] = {}
    for number, some in enumerate(words):
        reading = vocabulary.read(some)
        leader = leaders.find(reading)
        if leader is None:
            leaders.add(number, reading)
        led.setdefault(number if leader is None else leader, []).append(number)
    found = [
        Cluster(tuple(texts[number] for number in numbers), sum(counts[texts[number]] for number in numbers))
        for numbers in led.values()
    ]
    return tuple(sorted(found, key=lambda one: (-one.times, one.texts[0])))


class _Leaders:
    """The first text of each cluster, found by its features."""

    __slots__ = ("_having", "_readings", "_vocabulary")

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._having: defaultdict[int, list[int]] = defaultdict(list)
        self._readings: dict[int, Reading] = {}

    def add(self, number: int, reading: Reading) -> None:
        self._readings[number] = reading
        for feature in self._features(reading):
            self._having[feature].append(number)

    def find(self, reading: Reading) -> int | None:
        """Give the leader that a text is most like, of equal ones the first, None if it is like none."""
        squares = self._vocabulary.squares
        rare = sorted(self._features(reading), key=lambda feature: (-squares[feature], feature))[:RARE]
        met: Counter[int] = Counter()
        for feature in rare:
            leaders = self._having.get(feature, ())
            if len(leaders) <= MOST_LED:
                met.update(leaders)
        best, alike = None, ALIKE
        for number, _ in sorted(met.items(), key=lambda pair: (-pair[1], pair[0]))[:RARE]:
            cosine = self._vocabulary.likeness(reading, self._readings[number])
            if cosine > alike or (cosine == alike and best is None):
                best, alike = number, cosine
        return best

    def _features(self, reading: Reading) -> Sequence[int]:
        return tuple(dict.fromkeys(chain.from_iterable(map(self._vocabulary.known, reading.units))))
