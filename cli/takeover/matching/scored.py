"""What is learned from the examples of one level: the score of each step, and which of its examples is nearest."""

from __future__ import annotations

from functools import cached_property
from operator import mul
from typing import TYPE_CHECKING

from takeover.matching.scorer import Lesson, train

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.matching.features import Reading, Vocabulary
    from takeover.matching.levels import Example
    from takeover.matching.scorer import Scorer


class Scored:
    """The examples of a level, read; the scorer is trained when it is first asked for."""

    def __init__(self, examples: Sequence[Example], vocabulary: Vocabulary) -> None:
        """Read the examples, whose order is fixed; the vocabulary is that of the whole bot."""
        self.vocabulary = vocabulary
        self.steps = tuple(sorted({example.step for example in examples}))
        rows = {step: row for row, step in enumerate(self.steps)}
        self.lessons = [
            Lesson(vocabulary.read(example.words), rows[example.step], example.mark) for example in examples
        ]
        self._examples = examples
        self._numbers: list[list[int]] = [[] for _ in self.steps]
        for number, lesson in enumerate(self.lessons):
            self._numbers[lesson.row].append(number)
        self._near: dict[int, _Near] = {}
        self._parts: dict[frozenset[int], Scorer] = {}

    @cached_property
    def scorer(self) -> Scorer:
        """What tells the steps apart."""
        return train(self.lessons, len(self.steps), self.vocabulary.squares)

    def scorer_of(self, only: frozenset[int] | None) -> Scorer:
        """Give the scorer, or (kept for the next time) the part of it that knows of these steps alone."""
        if only is None:
            return self.scorer
        part = self._parts.get(only)
        if part is None:
            rows = {row for row, step in enumerate(self.steps) if step in only}
            part = self._parts[only] = self.scorer.part(rows)
        return part

    def nearest(self, row: int, readings: Sequence[Reading]) -> Example:
        """Give the example of a step nearest to a text: by the cosine of their features, then the first written.

        `readings` are those of the text, with its entities as words and as slots.
        """
        near = self._near.get(row)
        if near is None:
            near = self._near[row] = _Near(self._numbers[row], self.lessons)
        squares, having = self.vocabulary.squares, near.having
        best, nearest = -1.0, self._examples[near.numbers[0]]
        for reading in readings:
            shared = [0.0] * len(near.numbers)
            for feature in reading.known:
                if feature in having:
                    square = squares[feature]
                    for place in having[feature]:
                        shared[place] += square
            for number, cosine in zip(near.numbers, map(mul, shared, near.scales), strict=True):
                if cosine * reading.scale >= best:
                    example = self._examples[number]
                    if cosine * reading.scale > best or example.phrase.span < nearest.phrase.span:
                        best, nearest = cosine * reading.scale, example
        return nearest


class _Near:
    """The examples of one step: which of them have a feature, by their place among its `numbers`."""

    __slots__ = ("having", "numbers", "scales")

    def __init__(self, numbers: Sequence[int], lessons: Sequence[Lesson]) -> None:
        self.numbers = numbers
        self.scales = [lessons[number].reading.scale for number in numbers]
        self.having: dict[int, list[int]] = {}
        for place, number in enumerate(numbers):
            for feature in lessons[number].reading.known:
                self.having.setdefault(feature, []).append(place)
