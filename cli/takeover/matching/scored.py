"""What is learned from the examples of one level: the score of each step, and which of its examples is nearest."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cached_property
from operator import mul
from typing import TYPE_CHECKING

from takeover.matching.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.matching.features import Reading, Vocabulary
    from takeover.matching.levels import Example
    from takeover.matching.meaning import Meaning
    from takeover.matching.ridge import Weights


def half_way(examples: int) -> float:
    """Give the raw score that counts as 0.5 for a step of so many examples.

    Raw scores of texts that are understood grow with the examples, in this way (measured). Dividing by it makes
    scores of thick and thin steps, and of big and small bots, mean the same: 0 nothing in common, 0.5 about where
    understood texts and strange ones part, near 1 an example itself.
    """
    root = math.sqrt(examples)
    return 0.62 * root / (root + 4)


def to_score(times: float) -> float:
    """Give the score of what reaches so many times `half_way`: 0 to 1, to four digits, as it is written everywhere."""
    return round(times / (times + 1), 4) if times > 0 else 0.0


class Scored:
    """What tells the steps of a level apart. `steps` gives the number of each row's step, ascending."""

    def __init__(
        self, examples: Sequence[Example], vocabulary: Vocabulary, weights: Weights, meaning: Meaning | None = None
    ) -> None:
        """Take the examples of a level, whose order is fixed, and what was learned from them: words, and meaning."""
        self.vocabulary = vocabulary
        sizes = Counter(example.step for example in examples)
        self.steps = tuple(sorted(sizes))
        self.half = tuple(half_way(sizes[step]) for step in self.steps)
        self._examples = examples
        self.meaning = meaning
        self._weights = weights
        self._said: Memory[str, tuple[tuple[int, float], ...]] = Memory(self._ask)
        self._near: Memory[int, _Near] = Memory(lambda row: _Near(self._by_row[row], vocabulary))

    @cached_property
    def _groups(self) -> dict[int, int]:
        return dict(zip(self._weights.features, self._weights.groups, strict=True))

    @cached_property
    def _by_row(self) -> list[list[Example]]:
        rows: dict[int, list[Example]] = {step: [] for step in self.steps}
        for example in self._examples:
            rows[example.step].append(example)
        return [rows[step] for step in self.steps]

    def say(self, feature: int) -> dict[int, float]:
        """Give what a feature, by its number, says for and against each row, for a text of length 1."""
        weights, group = self._weights, self._groups.get(feature)
        if group is None:
            return {}
        square = self.vocabulary.squares[feature]
        places = range(weights.starts[group], weights.starts[group + 1])
        return {weights.rows[place]: weights.values[place] * square for place in places}

    def _ask(self, unit: str) -> tuple[tuple[int, float], ...]:
        """Give what a unit says."""
        said: defaultdict[int, float] = defaultdict(float)
        for feature in self.vocabulary.known(unit):
            for row, value in self.say(feature).items():
                said[row] += value
        return tuple(said.items())

    def weigh(self, reading: Reading) -> list[float]:
        """Give for each row how many times `half_way` a text reaches, below 0 where more speaks against the step."""
        raw = [0.0] * len(self.steps)
        said = self._said
        for unit in reading.units:
            for row, value in said[unit]:
                raw[row] += value
        scale = reading.scale
        times = [value * scale / half for value, half in zip(raw, self.half, strict=True)]
        return times if self.meaning is None else self.meaning.mix(times, reading.text)

    def score(self, reading: Reading) -> list[float]:
        """Score a text for each row, 0 to 1."""
        return [to_score(times) for times in self.weigh(reading)]

    def nearest(self, row: int, readings: Sequence[Reading]) -> Example:
        """Give the example of a step nearest to a text: by the cosine of their features, then the first written.

        `readings` are those of the text, with its entities as words and as slots.
        """
        return self.near(row, readings, 1)[0][0]

    def near(self, row: int, readings: Sequence[Reading], most: int) -> list[tuple[Example, float]]:
        """Give the examples of a step nearest to a text, at most so many, each with the cosine."""
        near = self._near[row]
        best = self._compare(row, readings[0])
        for reading in readings[1:]:
            best = list(map(max, best, self._compare(row, reading)))
        numbers = range(len(best))
        if most == 1:
            highest = max(best)
            ranked = [min((n for n in numbers if best[n] == highest), key=lambda n: near.examples[n].phrase.span)]
        else:
            ranked = sorted(numbers, key=lambda n: (-best[n], near.examples[n].phrase.span))[:most]
        return [(near.examples[number], min(best[number], 1.0)) for number in ranked]

    def _compare(self, row: int, reading: Reading) -> list[float]:
        """Give the cosine of each example of a step and a text; of their meanings too, where all are known."""
        cosines = self._near[row].compare(reading)
        alike = () if self.meaning is None else self.meaning.weigher.compare(reading.text)
        if self.meaning is None or len(alike) != len(self._examples):
            return cosines
        share, step = self.meaning.share, self.steps[row]
        meant = [alike[place] for place, example in enumerate(self._examples) if example.step == step]
        return [(1 - share) * one + share * other for one, other in zip(cosines, meant, strict=True)]


class _Near:
    """The examples of one step, and what each unit of a text has in common with them."""

    __slots__ = ("_having", "_squares", "examples", "scales", "shared")

    def __init__(self, examples: Sequence[Example], vocabulary: Vocabulary) -> None:
        readings = [vocabulary.read(example.words) for example in examples]
        self.examples = examples
        self.scales = [reading.scale for reading in readings]
        self._having: defaultdict[int, list[int]] = defaultdict(list)
        for place, reading in enumerate(readings):
            for unit in reading.units:
                for feature in vocabulary.known(unit):
                    self._having[feature].append(place)
        self._squares = vocabulary.squares
        self.shared: Memory[str, tuple[tuple[int, float], ...]] = Memory(
            lambda unit: self._share(vocabulary.known(unit))
        )

    def _share(self, features: Sequence[int]) -> tuple[tuple[int, float], ...]:
        """Give what examples have of some features, by their place."""
        shared: defaultdict[int, float] = defaultdict(float)
        for feature in features:
            for place in self._having.get(feature, ()):
                shared[place] += self._squares[feature]
        return tuple(shared.items())

    def compare(self, reading: Reading) -> list[float]:
        """Give the cosine of each example and a text."""
        sums = [0.0] * len(self.scales)
        for unit in reading.units:
            for place, value in self.shared[unit]:
                sums[place] += value
        scale = reading.scale
        return [cosine * scale for cosine in map(mul, sums, self.scales)]
