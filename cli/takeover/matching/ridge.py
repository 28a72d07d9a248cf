"""How a level learns to tell its steps apart: one linear function of the features for each step, in pure Python.

It is to be 1 on the step's own examples, and not above 0 on all others', as nearly as `STIFFNESS` allows: regression
with the squared loss on the one side, the squared hinge on the other. That is solved in the dual by coordinate descent
(Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008): for one step after the other, each
example that concerns it is put right, roughly at first. The solution is unique, whoever wrote what first.

Features that the same examples have are one group: they learn the same. That leaves a third of the work.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from functools import cached_property
from itertools import chain
from operator import mul
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
"""In the examples of more steps than this, only words are looked at, and no pairs or letters: what is left of work."""
NEAR = 12
"""An example is put right for its own step and so many others, those whose examples are most like it (and ties)."""
WORK = 40_000_000
"""Bound on the weights looked at in learning, whatever the number of steps and examples: one to two seconds."""


class Lesson(NamedTuple):
    """An example to learn from: the row of its step, and its groups, each with how strong it is in the example."""

    row: int
    groups: array[int]
    strengths: array[float]
    length: float
    """The square of the length of `strengths`; about 1."""


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
        words = {vocabulary.numbers[f"={unit}"] for unit in by_unit if " " not in unit}
        kept = {group for feature, group in zip(self.features, self.groups, strict=True) if feature in words}
        for having_it, group in numbers.items():
            if group not in kept and len(having_it) > COMMON and len({rows[number] for number in having_it}) > COMMON:
                continue
            root = self.roots[group]
            for number, times in Counter(having_it).items():
                parts[number].append((group, root * times * readings[number].scale))
        self.lessons = [
            Lesson(
                row,
                array("I", [group for group, _ in part]),
                array("d", [strength for _, strength in part]),
                sum([strength * strength for _, strength in part]),
            )
            for row, part in zip(rows, parts, strict=True)
        ]

    def weights(self, solution: Solution) -> Weights:
        """Give a solution as it is kept."""
        starts, rows, values = array("I", [0]), array("I"), array("f")
        for group, root in enumerate(self.roots):
            said = solution.by_group.get(group, ())
            rows.extend([row for row, _ in said])
            values.extend([weight / root for _, weight in said])
            starts.append(len(rows))
        return Weights(self.features, self.groups, starts, rows, values)


class Solution:
    """What was learned: for each row, the weights of groups. `work` is how many were looked at."""

    def __init__(self, learned: Mapping[int, Mapping[int, float]], work: int) -> None:
        """Take what was learned."""
        self.learned = learned
        self.work = work

    @cached_property
    def by_group(self) -> Mapping[int, Sequence[tuple[int, float]]]:
        """The same, for each group that has any weights, by row."""
        turned: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for row, weights in self.learned.items():
            for group, weight in weights.items():
                turned[group].append((row, weight))
        return turned

    def raw(self, lesson: Lesson) -> dict[int, float]:
        """Score an example for each row that it has anything to do with."""
        said: defaultdict[int, float] = defaultdict(float)
        by_group = self.by_group
        for group, strength in zip(lesson.groups, lesson.strengths, strict=True):
            for row, weight in by_group.get(group, ()):
                said[row] += weight * strength
        return said


def learn(lessons: Sequence[Lesson], groups: int, work: int = WORK) -> Solution:
    """Learn from examples, which have a fixed order: each once, and again as long as the work allows it.

    Each row is a problem of its own, of the examples that are near to it: one after the other is solved, in one place.
    """
    concerned = _find_concerned(lessons)
    sizes = {row: sum([len(lesson.groups) for lesson in listed]) for row, listed in concerned.items()}
    share = work / max(sum(sizes.values()), 1)
    weights = [0.0] * groups
    done = 0
    learned = {}
    for row in sorted(concerned):
        done += _learn_row(row, concerned[row], weights, int(share * sizes[row]))
        touched = sorted({group for lesson in concerned[row] for group in lesson.groups})
        learned[row] = {group: weights[group] for group in touched if weights[group]}
        for group in touched:
            weights[group] = 0.0
    return Solution(learned, done)


def _learn_row(row: int, lessons: Sequence[Lesson], weights: list[float], most: int) -> int:
    """Learn the weights of one row, which are 0; gives how many were looked at. After the first round at most `most`.

    An example is put right where what is said of it is by more than `SLIGHT` wrong.
    """
    weight_of = weights.__getitem__
    duals = [0.0] * len(lessons)
    waiting: Sequence[int] = range(len(lessons))
    work = 0
    for round_, slight in enumerate(SLIGHT):
        wrong = []
        for number in waiting:
            own, groups, strengths, length = lessons[number]
            if round_ and work > most:
                return work
            work += len(groups)
            before = duals[number]
            score = sum(map(mul, map(weight_of, groups), strengths)) + STIFFNESS * before
            change = ((own == row) - score) / (length + STIFFNESS)
            if own != row and change > -before:  # too low for another step is not wrong
                change = -before
            if change > slight or change < -slight:
                wrong.append(number)
                duals[number] = before + change
                for group, strength in zip(groups, strengths, strict=True):
                    weights[group] += change * strength
        if round_ >= ROUGH:
            waiting = wrong  # what was right is likely to be right still
    return work


def _find_concerned(lessons: Sequence[Lesson]) -> Mapping[int, Sequence[Lesson]]:
    """Give for each row the examples to learn it from: its own, and those of others that are most like its own."""
    rows = sorted({lesson.row for lesson in lessons})
    if len(rows) <= NEAR + 1:
        return dict.fromkeys(rows, lessons)
    concerned: dict[int, list[Lesson]] = {row: [] for row in rows}
    for lesson, near in zip(lessons, _find_near(lessons, rows), strict=True):
        for row in near:
            concerned[row].append(lesson)
    return concerned


def _find_near(lessons: Sequence[Lesson], rows: Sequence[int]) -> Iterator[Sequence[int]]:
    """Give for each example its own row, and those `NEAR` others whose examples, all together, are most like it."""
    sums: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for lesson in lessons:
        for group, strength in zip(lesson.groups, lesson.strengths, strict=True):
            of_group = sums[group]
            of_group[lesson.row] = of_group.get(lesson.row, 0.0) + strength
    lengths = dict.fromkeys(rows, 0.0)
    for of_group in sums.values():
        for row, strength in of_group.items():
            lengths[row] += strength * strength
    roots = {row: math.sqrt(length) or 1.0 for row, length in lengths.items()}
    telling = {
        group: [(row, strength / roots[row]) for row, strength in of_group.items()]
        for group, of_group in sums.items()
        if 1 < len(of_group) <= COMMON
    }
    for lesson in lessons:
        alike: defaultdict[int, float] = defaultdict(float)
        for group, strength in zip(lesson.groups, lesson.strengths, strict=True):
            for row, its in telling.get(group, ()):
                alike[row] += strength * its
        alike.pop(lesson.row, None)
        if len(alike) > NEAR:
            least = sorted(alike.values())[-NEAR]
            near = [row for row, likeness in alike.items() if likeness >= least]
        else:
            near = list(alike)
        yield (lesson.row, *near)
