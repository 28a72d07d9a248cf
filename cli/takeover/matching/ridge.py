"""How a level learns to tell its steps apart: one linear function of the features for each step, in pure Python.

It is to be 1 on the step's own examples, and not above 0 on all others', as nearly as `STIFFNESS` allows: regression
with the squared loss on the one side, the squared hinge on the other. That is solved in the dual by coordinate descent
(Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008): one example after the other is put
right for all steps that it concerns, roughly at first. The solution is unique: nothing depends on who wrote what first.

Features that the same examples have are one group: they learn the same. That leaves a third of the work.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.matching.features import Reading, Vocabulary

STIFFNESS = 0.5
"""How much fitting is held back (the ridge). A flat optimum: half or twice as much changes nothing much."""
SLIGHT = (0.3, 0.15, 0.05, 0.05, 0.05, 0.05)
"""For each round, which errors of a score are left alone: gross ones are put right first, small ones never, which keeps
most steps out of most features.
"""
ROUGH = 2
"""After so many rounds, only examples that were wrong are looked at again."""
COMMON = 20
"""A feature in the examples of more steps tells none of them apart: it stays silent, so that the work stays linear."""
WORK = 12_000_000
"""Bound on the weights looked at in learning, whatever the number of steps and examples: one to two seconds."""


class Lesson(NamedTuple):
    """An example to learn from: the row of its step, and its groups, each with how strong it is in the example."""

    row: int
    parts: tuple[tuple[int, float], ...]
    length: float
    """The square of the length of `parts`; about 1."""


class Weights(NamedTuple):
    """What was learned.

    Feature `features[i]` is in group `groups[i]`; group `g` says `values[k]` about `rows[k]`, for each `k` from
    `starts[g]` to before `starts[g + 1]`, times the feature's square.
    """

    features: array[int]
    groups: array[int]
    starts: array[int]
    rows: array[int]
    values: array[float]


class Lessons:
    """The examples of a level as they are learned from."""

    __slots__ = ("features", "groups", "lessons", "roots")

    def __init__(self, readings: Sequence[Reading], rows: Sequence[int], vocabulary: Vocabulary) -> None:
        """Put features into groups. `rows` are the rows of the readings, in the same fixed order."""
        by_unit: defaultdict[str, list[int]] = defaultdict(list)
        for number, reading in enumerate(readings):
            for unit in reading.units:
                by_unit[unit].append(number)
        having: defaultdict[int, list[str]] = defaultdict(list)
        for unit in by_unit:
            for feature in vocabulary.known(unit):
                having[feature].append(unit)
        numbers: dict[tuple[int, ...], int] = {}
        self.features = array("I", sorted(having))
        self.groups = array("I")
        for feature in self.features:
            units = having[feature]
            examples: Sequence[int] = (
                by_unit[units[0]] if len(units) == 1 else sorted(chain(*[by_unit[unit] for unit in units]))
            )
            self.groups.append(numbers.setdefault(tuple(examples), len(numbers)))
        squares = [0.0] * len(numbers)
        for feature, group in zip(self.features, self.groups, strict=True):
            squares[group] += vocabulary.squares[feature]
        self.roots = [math.sqrt(square) for square in squares]
        parts: list[list[tuple[int, float]]] = [[] for _ in readings]
        for having_it, group in numbers.items():
            if len(having_it) > COMMON and len({rows[number] for number in having_it}) > COMMON:
                continue
            root = self.roots[group]
            for number, times in Counter(having_it).items():
                parts[number].append((group, root * times * readings[number].scale))
        self.lessons = [
            Lesson(row, tuple(part), sum([strength * strength for _, strength in part]))
            for row, part in zip(rows, parts, strict=True)
        ]

    def weights(self, solution: Solution) -> Weights:
        """Give a solution as it is kept."""
        starts, rows, values = array("I", [0]), array("I"), array("f")
        for learned, root in zip(solution.learned, self.roots, strict=True):
            rows.extend(learned)
            values.extend([weight / root for weight in learned.values()])
            starts.append(len(rows))
        return Weights(self.features, self.groups, starts, rows, values)


class Solution:
    """The weights of the groups while they are learned: for each group, by row."""

    __slots__ = ("learned", "work")

    def __init__(self, groups: int) -> None:
        """Know nothing."""
        self.learned: list[dict[int, float]] = [{} for _ in range(groups)]
        self.work = 0

    def raw(self, lesson: Lesson) -> dict[int, float]:
        """Score an example for each row that it has anything to do with."""
        said: defaultdict[int, float] = defaultdict(float)
        learned = self.learned
        work = len(lesson.parts)
        for group, strength in lesson.parts:
            entries = learned[group]
            work += len(entries)
            for row, weight in entries.items():
                said[row] += weight * strength
        self.work += work
        return said

    def learn(self, lesson: Lesson, dual: dict[int, float], slight: float) -> bool:
        """Put right what is said of an example by more than `slight` wrong; says whether there was anything.

        `dual` is what was added for the example in all, by row.
        """
        rate = 1 / (lesson.length + STIFFNESS)
        changes = []
        said = self.raw(lesson)
        said.setdefault(lesson.row, 0.0)
        for row, score in said.items():
            before = dual.get(row, 0.0)
            if row == lesson.row:
                change = (1 - score - STIFFNESS * before) * rate
            else:  # too low for another step is not wrong
                change = min((-score - STIFFNESS * before) * rate, -before)
            if change > slight or change < -slight:
                changes.append((row, change))
                dual[row] = before + change
        self.add(lesson, changes)
        return bool(changes)

    def add(self, lesson: Lesson, changes: Sequence[tuple[int, float]]) -> None:
        """Change what the groups of an example say about some rows."""
        if changes:
            for group, strength in lesson.parts:
                entries = self.learned[group]
                for row, change in changes:
                    entries[row] = entries.get(row, 0.0) + change * strength


def learn(lessons: Sequence[Lesson], groups: int, work: int = WORK) -> Solution:
    """Learn from examples, which have a fixed order: each once, and again as long as the work allows it."""
    solution = Solution(groups)
    duals: list[dict[int, float]] = [{} for _ in lessons]
    waiting: Sequence[int] = range(len(lessons))
    for round_, slight in enumerate(SLIGHT):
        wrong = []
        for number in waiting:
            lesson = lessons[number]
            if round_ and solution.work > work:
                return solution
            if solution.learn(lesson, duals[number], slight):
                wrong.append(number)
        if round_ >= ROUGH:
            waiting = wrong  # what was right is likely to be right still
    return solution
