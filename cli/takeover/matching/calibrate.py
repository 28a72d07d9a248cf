"""The score from which on a text is understood, where the bot does not set one: found on the bot's own examples.

In up to five folds a part of the steps is left out whole, and a part of the other steps' examples too. What is left is
trained. The examples of the steps left out are then texts that this bot should not understand, and the examples left
out of the others are texts that it should. The threshold that keeps both right most often (the mean of the two shares)
is moved towards `USUAL` as far as the evidence is thin: a bot of a few examples has hardly a say, and a bot of one step
none.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from takeover.matching.features import Reading, Vocabulary, weigh
from takeover.matching.scorer import WORK, Lesson, train

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

USUAL = 0.5
"""The threshold of a bot about which nothing is known; scores are scaled so that it is a good one (see `scorer`)."""
DOUBT = 40
"""How many examples it takes until a bot's own evidence counts as much as `USUAL`."""
FOLDS = 5
ENOUGH = 2_500
"""Fewer folds are tried where fewer give so many examples: the cost stays in proportion to training once."""
MOST = 500
"""How many examples of each kind are scored in a fold."""


def calibrate(lessons: Sequence[Lesson], rows: int, vocabulary: Vocabulary) -> float:
    """Give the threshold for a level of `rows` steps, to two digits. `lessons` have a fixed order."""
    folds = min(FOLDS, rows)
    if folds < 2:  # noqa: PLR2004 - without a step there is nothing, and without another no text to refuse
        return USUAL
    parts = _deal(lessons, rows)
    understood: list[float] = []
    strange: list[float] = []
    confused = 0
    for fold in range(min(folds, max(1, ENOUGH // len(lessons)))):
        kept = [lesson for lesson, part in zip(lessons, parts, strict=True) if lesson.row % folds != fold != part]
        out = [lesson for lesson in lessons if lesson.row % folds == fold]
        held = [
            lesson for lesson, part in zip(lessons, parts, strict=True) if part == fold and lesson.row % folds != fold
        ]
        thick = {lesson.row for lesson in kept}  # a step of one example, and that held back, is no step
        squares = _weigh_without((*out, *held), vocabulary)
        scorer = train(_rescale(kept, squares), rows, squares, WORK // 2)
        for lesson in _rescale(_thin([lesson for lesson in held if lesson.row in thick]), squares):
            scores = scorer.score(lesson.reading)
            if max(scores) == scores[lesson.row]:
                understood.append(scores[lesson.row])
            else:
                confused += 1
        strange += [max(scorer.score(lesson.reading)) for lesson in _rescale(_thin(out), squares)]
    tried = len(understood) + confused
    if not understood or not strange:
        return USUAL
    best = part_best(understood, tried, strange)
    return round((tried * best + DOUBT * USUAL) / (tried + DOUBT), 2)


def _deal(lessons: Sequence[Lesson], rows: int) -> list[int]:
    """Deal the examples of each step out over the folds, in turn."""
    dealt = [0] * rows
    parts = []
    for lesson in lessons:
        parts.append(dealt[lesson.row] % FOLDS)
        dealt[lesson.row] += 1
    return parts


def _thin(lessons: Sequence[Lesson]) -> Sequence[Lesson]:
    """Leave at most `MOST`, evenly taken."""
    return lessons[:: math.ceil(len(lessons) / MOST)] if lessons else lessons


def _weigh_without(lessons: Iterable[Lesson], vocabulary: Vocabulary) -> list[float]:
    """Weigh the features as if these examples had never been written."""
    counts = list(vocabulary.counts)
    documents = vocabulary.documents
    for lesson in lessons:
        documents -= 1
        for feature in lesson.reading.known:
            counts[feature] -= 1
    return weigh(counts, documents)[0]


def _rescale(lessons: Iterable[Lesson], squares: Sequence[float]) -> list[Lesson]:
    """Read the examples again with other weights."""
    rescaled = []
    for lesson in lessons:
        known = lesson.reading.known
        scale = 1 / math.sqrt(sum([squares[feature] for feature in known]))
        rescaled.append(Lesson(Reading(known, scale), lesson.row, lesson.mark))
    return rescaled


def part_best(understood: Sequence[float], tried: int, strange: Sequence[float]) -> float:
    """Give the threshold with the best mean of two shares: understood of all tried at or above, strange below it.

    It lies in the middle between two scores; of equally good ones the lowest is taken.
    """
    above, below = sorted(understood), sorted(strange)
    edges = sorted({0.0, *above, *below, 1.0})

    def share(threshold: float) -> float:
        return (len(above) - bisect_left(above, threshold)) / tried + bisect_left(below, threshold) / len(below)

    return max(((low + high) / 2 for low, high in pairwise(edges)), key=share)
