"""How much a text is like the examples of each step: a linear classifier, trained in pure Python.

Centroids, moved by an averaged multiclass passive-aggressive learner (Crammer et al., "Online Passive-Aggressive
Algorithms", 2006): where an example does not score `MARGIN` more for its own step than for the best other one (or than
nothing at all, so that a bot of a single step learns too), both are moved just so far that it does.

A raw score grows with the number of a step's examples, about as `half_way` says; dividing by that makes scores of thick
and thin steps, and of big and small bots, mean the same: 0 nothing in common, 0.5 about where understood texts and
strange ones part, near 1 an example itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from takeover.matching.features import Reading

MARGIN = 0.5
ROUNDS = 3
"""How often each example is looked at, if the work allows it."""
WORK = 15_000_000
"""Bound on training: how many weights are looked at, whatever the number of steps and examples (about a second)."""


def half_way(examples: int) -> float:
    """Give the raw score that counts as 0.5 for a step of so many examples (measured; see the module)."""
    root = math.sqrt(examples)
    return MARGIN * root / (root + 8)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One example to learn: its features, the row of its step, and a number that shuffles it, whoever wrote it when."""

    reading: Reading
    row: int
    mark: int


@dataclass(frozen=True, slots=True)
class Scorer:
    """For each feature what it says for and against each row (a step of the level); `half` is each row's `half_way`."""

    half: tuple[float, ...]
    weights: Mapping[int, tuple[tuple[int, float], ...]]

    def score(self, reading: Reading) -> list[float]:
        """Score a text for each row: 0 to 1, to four digits, so that a score reads the same wherever it is written."""
        raw = [0.0] * len(self.half)
        weights = self.weights
        for feature in reading.known:
            for row, weight in weights.get(feature, ()):
                raw[row] += weight
        scale = reading.scale
        return [
            round(value * scale / (value * scale + half), 4) if value > 0 else 0.0
            for value, half in zip(raw, self.half, strict=True)
        ]

    def part(self, rows: Collection[int]) -> Scorer:
        """Give a scorer that scores these rows the same, and all others 0."""
        weights = {
            feature: tuple([entry for entry in entries if entry[0] in rows])
            for feature, entries in self.weights.items()
        }
        return Scorer(self.half, {feature: entries for feature, entries in weights.items() if entries})


class _Weights:
    """The weights while they are learned: now, and how much of each average they were late."""

    __slots__ = ("late", "now")

    def __init__(self) -> None:
        self.now: dict[int, dict[int, float]] = {}
        self.late: dict[int, dict[int, float]] = {}

    def average(self, steps: int) -> dict[int, tuple[tuple[int, float], ...]]:
        """Give the mean of the weights over all steps of training."""
        averaged = {}
        for feature, now in self.now.items():
            late = self.late.get(feature, {})
            averaged[feature] = tuple((row, weight - late.get(row, 0.0) / steps) for row, weight in now.items())
        return averaged


def train(lessons: Sequence[Lesson], rows: int, squares: Sequence[float], work: int = WORK) -> Scorer:
    """Learn to tell `rows` steps apart. `lessons` have a fixed order; `squares` are the weights of the features."""
    sizes = [0] * rows
    for lesson in lessons:
        sizes[lesson.row] += 1
    weights = _Weights()
    _place_centroids(weights, lessons, sizes, squares)
    steps, looked = 0, 0
    for round_ in range(ROUNDS):
        for lesson in sorted(lessons, key=lambda lesson: (lesson.mark ^ round_) * 2654435761 % 2**32):
            if looked > work:
                break
            looked += _learn(weights, lesson, rows, squares, steps)
            steps += 1
    half = tuple(half_way(max(size, 1)) for size in sizes)
    return Scorer(half, weights.average(max(steps, 1)))


def _place_centroids(
    weights: _Weights, lessons: Sequence[Lesson], sizes: Sequence[int], squares: Sequence[float]
) -> None:
    """Start each step at the mean of its examples, long enough for them to score half the margin on average."""
    sums: list[dict[int, float]] = [{} for _ in sizes]
    for lesson in lessons:
        total, scale = sums[lesson.row], lesson.reading.scale
        for feature in lesson.reading.known:
            total[feature] = total.get(feature, 0.0) + scale
    for row, total in enumerate(sums):
        length = sum([squares[feature] * value * value for feature, value in total.items()])
        if length:
            rate = MARGIN / 2 * sizes[row] / length
            for feature, value in total.items():
                weights.now.setdefault(feature, {})[row] = rate * value * squares[feature]


def _learn(weights: _Weights, lesson: Lesson, rows: int, squares: Sequence[float], steps: int) -> int:
    """Correct the weights by one example, if they are wrong about it; gives how many were looked at."""
    known, scale, own = lesson.reading.known, lesson.reading.scale, lesson.row
    now = weights.now
    raw = [0.0] * rows
    looked = len(known) + rows
    for feature in known:
        entries = now[feature]
        looked += len(entries)
        for row, weight in entries.items():
            raw[row] += weight
    mine, raw[own] = raw[own], 0.0
    best = max(raw)  # at least 0, its own: a text must beat nothing at all, too
    missing = MARGIN - (mine - best) * scale
    if missing <= 0:
        return looked
    rival = raw.index(best) if best > 0 else None
    rate = missing * scale / (2 if rival is not None else 1)  # an example's vector has length 1
    for feature in known:
        change = rate * squares[feature]
        entries, late = now[feature], weights.late.setdefault(feature, {})
        entries[own] = entries.get(own, 0.0) + change
        late[own] = late.get(own, 0.0) + change * steps
        if rival is not None:
            entries[rival] = entries.get(rival, 0.0) - change
            late[rival] = late.get(rival, 0.0) - change * steps
    return looked
