"""What the asked examples show: which steps fight, which are too thin, which examples hurt, and how sure that is."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from takeover.matching.levels import Example
    from takeover.matching.scored import Scored
    from takeover.tuning.cross import Course, Tried

FEW = 30
"""With fewer examples asked, a share says next to nothing: it is off by 18 points or more either way."""
CONFIDENCE = 1.96
"""Standard deviations: nineteen times in twenty the true share lies in the bounds (Wilson's)."""
WEAK = 0.5
"""A step of whose examples less than this part is understood is weak."""
MOST_SUSPECTS = 24
WORK = 12_000
"""Examples that may be asked again in all to find out which of them hurt; but `LEAST_SUSPECTS` are tried."""
LEAST_SUSPECTS = 3
MOST_WRONG = 200
"""So many wrong answers are looked at for suspects."""


class Share(NamedTuple):
    """So many of so many."""

    many: int
    of: int

    @property
    def share(self) -> float:
        """Give the part, 0 to 1; of nothing 0."""
        return self.many / self.of if self.of else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """Give the bounds between which the true part lies nineteen times in twenty (Wilson, 1927)."""
        if not self.of:
            return 0.0, 1.0
        square = CONFIDENCE * CONFIDENCE
        middle = (self.share + square / (2 * self.of)) / (1 + square / self.of)
        spread = self.share * (1 - self.share) / self.of + square / (4 * self.of * self.of)
        wide = CONFIDENCE / (1 + square / self.of) * math.sqrt(spread)
        return max(0.0, min(middle - wide, self.share)), min(1.0, max(middle + wide, self.share))


class Point(NamedTuple):
    """At a threshold: the part of the examples that go to their own step, and of strange texts that are refused."""

    threshold: float
    understood: float
    refused: float


class Confusion(NamedTuple):
    """Two steps that fight: examples of the one that went to the other, the lower number of the two first."""

    steps: tuple[int, int]
    sentences: tuple[Tried, ...]


class Thin(NamedTuple):
    """A step of which too few examples are understood when they are left out."""

    step: int
    examples: int
    right: Share


class Hurt(NamedTuple):
    """An example that is better away: so many others then go to their own step, and so many no more."""

    example: Example
    mended: tuple[Example, ...]
    lost: int


class Suspects(NamedTuple):
    """What hurts, and how many examples were tried for it."""

    hurting: tuple[Hurt, ...]
    tried: int


def accuracy(tried: Iterable[Tried], threshold: float) -> Share:
    """Count the examples that go to their own step, of those that have others beside them."""
    asked = [one for one in tried if one.own is not None]
    return Share(sum(one.is_right(threshold) for one in asked), len(asked))


def misled(tried: Iterable[Tried], threshold: float) -> Share:
    """Count the examples that go to a step that is not theirs."""
    asked = [one for one in tried if one.own is not None]
    return Share(sum(one.goes_to(threshold) not in {None, one.example.step} for one in asked), len(asked))


def refused(tried: Iterable[Tried], threshold: float) -> Share:
    """Count the strange texts that nothing takes."""
    strange = [one.strange for one in tried if one.strange is not None]
    return Share(sum(score < threshold or score <= 0 for score in strange), len(strange))


def draw_curve(tried: Sequence[Tried], steps: int = 100) -> tuple[Point, ...]:
    """Give the points at the thresholds 0, 1 / steps, …, 1."""
    asked = [one for one in tried if one.own is not None]
    own = sorted(one.own for one in asked if one.own is not None and one.own > one.best)
    strange = sorted(one.strange for one in tried if one.strange is not None)
    points = []
    right, low = len(own), 0
    for number in range(steps + 1):
        threshold = number / steps
        while right and own[len(own) - right] < threshold:
            right -= 1
        while low < len(strange) and (strange[low] < threshold or strange[low] <= 0):
            low += 1
        points.append(
            Point(threshold, right / len(asked) if asked else 0.0, low / len(strange) if strange else 0.0),
        )
    return tuple(points)


def find_confusions(tried: Iterable[Tried], threshold: float) -> tuple[Confusion, ...]:
    """Give the pairs of steps whose examples go to each other, those with the most first."""
    pairs: defaultdict[tuple[int, int], list[Tried]] = defaultdict(list)
    for one in tried:
        goes_to = one.goes_to(threshold)
        if one.own is not None and goes_to is not None and goes_to != one.example.step:
            pairs[min(one.example.step, goes_to), max(one.example.step, goes_to)].append(one)
    found = [
        Confusion(steps, tuple(sorted(some, key=lambda one: one.example.phrase.span))) for steps, some in pairs.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.sentences), one.steps)))


def find_thin(tried: Sequence[Tried], threshold: float) -> tuple[Thin, ...]:
    """Give the steps of whose examples less than half are understood, or that have but one; the weakest first."""
    by_step: defaultdict[int, list[Tried]] = defaultdict(list)
    for one in tried:
        by_step[one.example.step].append(one)
    found = [Thin(step, len(some), accuracy(some, threshold)) for step, some in by_step.items()]
    weak = [one for one in found if one.examples == 1 or one.right.share < WEAK]
    return tuple(sorted(weak, key=lambda one: (one.right.share, one.examples, one.step)))


def find_hurting(course: Course, tried: Sequence[Tried], scored: Scored, threshold: float) -> Suspects:
    """Find examples without which more of the others go to their own step. Those that lie near to errors are tried."""
    right = {one.example: one.is_right(threshold) for one in tried if one.own is not None}
    places = {example: place for place, example in enumerate(course.examples)}
    suspects = _suspect(tried, scored, threshold)
    most = max(LEAST_SUSPECTS, min(MOST_SUSPECTS, WORK // max(len(course.examples), 1)))
    hurting = []
    for suspect in suspects[:most]:
        again = {one.example: one.is_right(threshold) for one in course.try_known({places[suspect]})}
        mended = tuple(example for example, is_right in again.items() if is_right and not right.get(example, True))
        lost = sum(was and not again.get(example, False) for example, was in right.items() if example != suspect)
        if len(mended) > lost:
            hurting.append(Hurt(suspect, mended, lost))
    hurting.sort(key=lambda one: (one.lost - len(one.mended), one.example.phrase.span))
    return Suspects(tuple(hurting), len(suspects[:most]))


def _suspect(tried: Sequence[Tried], scored: Scored, threshold: float) -> list[Example]:
    """Give the examples of other steps that lie nearest to an error, and errors themselves; most often met first."""
    rows = {step: row for row, step in enumerate(scored.steps)}
    votes: Counter[Example] = Counter()
    wrong = [one for one in tried if one.own is not None and not one.is_right(threshold) and one.other is not None]
    for one in wrong[:MOST_WRONG]:
        votes[one.example] += 1
        if one.other is not None and one.best > (one.own or 0.0):
            reading = scored.vocabulary.read(one.example.words, one.example.text)
            for number, (near, cosine) in enumerate(scored.near(rows[one.other], [reading], 2)):
                votes[near] += 2 - number if cosine > 0 else 0
    ranked = [(example, count) for example, count in votes.items() if count > 0]
    ranked.sort(key=lambda pair: (-pair[1], pair[0].phrase.span))
    return [example for example, _ in ranked]
