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
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.matching.meaning import Rehearsal
    from takeover.matching.ridge import Lesson

USUAL = 0.5
"""The threshold of a bot about which nothing is known; scores are scaled so that it is a good one (see `half_way`)."""
DOUBT = 60
"""How many examples it takes until a bot's own evidence counts as much as `USUAL`."""
FOLDS = 5
ENOUGH = 1_000
"""So many examples are looked at, evenly taken: a threshold is one number, and more do not make it better."""
FEW = 3
"""But so many of each step, where it has as many."""
BLUR = 0.035
"""How far a score may be from what it would be for the same thing in other words: the width of a logistic curve."""
SHARES = (0.75, 0.5, 0.25, 0.0)
"""How much of a score may be meaning where there is a model, the usual share first; the rest is words."""
CLEARLY = 0.08
"""How much better another share must part (see `share_parted`, from 0 to 4) to be taken rather than a usual one."""
TRIED = tuple(hundredth / 100 for hundredth in range(20, 81))
"""The thresholds among which one is chosen."""


class Calibrated(NamedTuple):
    """The threshold of a level, to two digits, and how much of a score is meaning where there is a model."""

    threshold: float
    share: float


class _Tried(NamedTuple):
    """What came of asking examples: the scores of those that were understood rightly, and those that were not to be."""

    understood: list[float]
    strange: list[float]


def calibrate(lessons: Sequence[Lesson], rows: int, groups: int, rehearsal: Rehearsal | None = None) -> Calibrated:
    """Give the threshold for a level of `rows` steps. `lessons` have a fixed order, that of the rehearsal's examples.

    With a rehearsal it is also found out how far the model is to be believed: less than usual only where that parts
    clearly more texts rightly, as with phrases of a language that the model does not know.
    """
    places = _thin(lessons, rows)
    met = list(dict.fromkeys(lessons[place].row for place in places))
    lessons = _by_first_met([lessons[place] for place in places])
    folds = min(FOLDS, rows)
    shares = (0.0,) if rehearsal is None else SHARES
    if folds < 2:  # noqa: PLR2004 - without another step there is no text to refuse
        return Calibrated(USUAL, shares[0])
    parts = _deal(lessons, rows)
    found = [_Tried([], []) for _ in shares]
    tried = 0
    for fold in range(folds):
        kept = [at for at, lesson in enumerate(lessons) if lesson.row % folds != fold != parts[at]]
        sizes = Counter(lessons[at].row for at in kept)
        asked = [at for at, lesson in enumerate(lessons) if parts[at] == fold and lesson.row in sizes]
        tried += len(asked)
        asked += [at for at, lesson in enumerate(lessons) if lesson.row % folds == fold]
        solution = learn([lessons[at] for at in kept], groups, WORK // 4)
        meant: Sequence[Sequence[float]] = [()] * len(asked)
        if rehearsal is not None:
            meant = rehearsal.weigh([places[at] for at in kept], [places[at] for at in asked])
        for at, told in zip(asked, meant, strict=True):
            times = {row: raw / half_way(sizes[row]) for row, raw in solution.raw(lessons[at]).items()}
            for share, one in zip(shares, found, strict=True):
                mixed = times if not share else {
                    row: (1 - share) * times.get(row, 0.0) + share * told[met[row]] for row in sizes
                }  # fmt: skip
                _note(one, mixed, lessons[at].row)
    return _settle(shares, found, tried)


def _note(tried: _Tried, times: Mapping[int, float], row: int) -> None:
    """Note the scores of an example of a row, which may be left out."""
    own = to_score(times[row]) if row in times else 0.0
    other = max([to_score(value) for one, value in times.items() if one != row], default=0.0)
    tried.strange.append(other)
    if own > other:
        tried.understood.append(own)


def _settle(shares: Sequence[float], found: Sequence[_Tried], tried: int) -> Calibrated:
    """Choose the share that parts best, the usual one unless another is clearly better, and its threshold."""
    best: tuple[float, Calibrated] | None = None
    for share, one in zip(shares, found, strict=True):
        if not one.understood:
            continue
        parted = part_best(one.understood, tried, one.strange)
        rated = share_parted(parted, one.understood, tried, one.strange)
        if best is None or rated > best[0] + CLEARLY:
            best = (rated, Calibrated(round((tried * parted + DOUBT * USUAL) / (tried + DOUBT), 2), share))
    return Calibrated(USUAL, shares[0]) if best is None else best[1]


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


def _thin(lessons: Sequence[Lesson], rows: int) -> Sequence[int]:
    """Give the places of at most so many examples of each step that there are about `ENOUGH`, but `FEW` of each."""
    most = max(ENOUGH // rows, FEW)
    taken: Counter[int] = Counter()
    thinned = []
    for place, lesson in enumerate(lessons):
        taken[lesson.row] += 1
        if taken[lesson.row] <= most:
            thinned.append(place)
    return thinned


def part_best(understood: Sequence[float], tried: int, strange: Sequence[float]) -> float:
    """Give the threshold with the best mean of two shares: understood of all tried above it, strange below it.

    A score near to the threshold counts in part. Of equally good ones the lowest is taken.
    """
    return max(TRIED, key=lambda threshold: share_parted(threshold, understood, tried, strange))


def share_parted(threshold: float, understood: Sequence[float], tried: int, strange: Sequence[float]) -> float:
    """Give twice the sum of those two shares, smoothed: from 0 to 4."""
    above = sum([1 + math.tanh((score - threshold) / (2 * BLUR)) for score in understood])
    below = sum([1 + math.tanh((threshold - score) / (2 * BLUR)) for score in strange])
    return above / tried + below / len(strange)
