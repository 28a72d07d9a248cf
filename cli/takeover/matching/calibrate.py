"""The score from which on a text is understood, where the bot does not set one: found on the bot's own examples.

In five folds a fifth of the steps is left out whole, and a fifth of each other step's examples. What is left is learned
from. An example left out of its step is a text that this bot should understand: its score for its own step. It is also
one that the other steps should not take: the best score for another. An example of a step left out is a text that this
bot should not understand: its best score. The threshold that keeps the former and the latter right most often (the mean
of the two shares, smoothed) is moved towards `USUAL` as far as the evidence is thin: a bot of a few examples has hardly
a say, and a bot of one step none.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from takeover.matching.ridge import WORK, learn
from takeover.matching.scored import half_way, to_score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.matching.ridge import Lesson

USUAL = 0.5
"""The threshold of a bot about which nothing is known; scores are scaled so that it is a good one (see `half_way`)."""
DOUBT = 60
"""How many examples it takes until a bot's own evidence counts as much as `USUAL`."""
FOLDS = 5
ENOUGH = 1_500
"""So many examples are looked at, evenly taken: a threshold is one number, and more do not make it better."""
FEW = 3
"""But so many of each step, where it has as many."""
BLUR = 0.035
"""How far a score may be from what it would be for the same thing in other words: the width of a logistic curve."""
TRIED = tuple(hundredth / 100 for hundredth in range(20, 81))
"""The thresholds among which one is chosen."""


def calibrate(lessons: Sequence[Lesson], rows: int, groups: int) -> float:
    """Give the threshold for a level of `rows` steps, to two digits. `lessons` have a fixed order."""
    lessons = _by_first_met(_thin(lessons, rows))
    folds = min(FOLDS, rows)
    if folds < 2:  # noqa: PLR2004 - without another step there is no text to refuse
        return USUAL
    parts = _deal(lessons, rows)
    understood: list[float] = []
    strange: list[float] = []
    tried = 0
    for fold in range(folds):
        kept = [lesson for lesson, part in zip(lessons, parts, strict=True) if lesson.row % folds != fold != part]
        sizes = Counter(lesson.row for lesson in kept)
        held = [lesson for lesson, part in zip(lessons, parts, strict=True) if part == fold and lesson.row in sizes]
        out = [lesson for lesson in lessons if lesson.row % folds == fold]
        solution = learn(kept, groups, WORK // 4)
        for lesson in (*held, *out):
            scores = {row: to_score(raw / half_way(sizes[row])) for row, raw in solution.raw(lesson).items()}
            own = scores.pop(lesson.row, 0.0)
            other = max(scores.values(), default=0.0)
            strange.append(other)
            if lesson.row in sizes:
                tried += 1
                if own > other:
                    understood.append(own)
    if not understood:
        return USUAL
    best = part_best(understood, tried, strange)
    return round((tried * best + DOUBT * USUAL) / (tried + DOUBT), 2)


def _deal(lessons: Sequence[Lesson], rows: int) -> list[int]:
    """Deal the examples of each step out over the folds, in turn."""
    dealt = [0] * rows
    parts = []
    for lesson in lessons:
        parts.append((dealt[lesson.row] + lesson.row) % FOLDS)
        dealt[lesson.row] += 1
    return parts


def _by_first_met(lessons: Sequence[Lesson]) -> Sequence[Lesson]:
    """Give each row the number in which it is met first: who wrote it when is nothing to the folds."""
    met: dict[int, int] = {}
    return [lesson._replace(row=met.setdefault(lesson.row, len(met))) for lesson in lessons]


def _thin(lessons: Sequence[Lesson], rows: int) -> Sequence[Lesson]:
    """Leave at most so many examples of each step that there are about `ENOUGH` in all, but `FEW` of each."""
    most = max(ENOUGH // rows, FEW)
    taken: Counter[int] = Counter()
    thinned = []
    for lesson in lessons:
        taken[lesson.row] += 1
        if taken[lesson.row] <= most:
            thinned.append(lesson)
    return thinned


def part_best(understood: Sequence[float], tried: int, strange: Sequence[float]) -> float:
    """Give the threshold with the best mean of two shares: understood of all tried above it, strange below it.

    A score near to the threshold counts in part. Of equally good ones the lowest is taken.
    """

    def share(threshold: float) -> float:
        above = sum([1 + math.tanh((score - threshold) / (2 * BLUR)) for score in understood])
        below = sum([1 + math.tanh((threshold - score) / (2 * BLUR)) for score in strange])
        return above / tried + below / len(strange)

    return max(TRIED, key=share)
