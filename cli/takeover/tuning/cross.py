"""Each example asked of a bot that does not know it: what it scores for its own step, and what for the others.

In five folds, dealt as the calibration deals them, a fifth of each step's examples is left out and asked. In five more
a fifth of the steps is left out whole: their examples are then texts that this bot should not understand.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from takeover.matching.calibrate import FOLDS
from takeover.matching.ridge import WORK, Lessons, learn
from takeover.matching.scored import half_way, to_score
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from takeover.matching.features import Vocabulary
    from takeover.matching.levels import Example
    from takeover.matching.ridge import Lesson


class Weigher(Protocol):
    """What the meaning of examples says beside their words, where a bot has a model."""

    def weigh(self, kept: Sequence[int], asked: Sequence[int]) -> Sequence[Sequence[float]]:
        """Learn from the examples at some places; for those at others give what reaches 1 half-way, for each row."""


class Meanings(NamedTuple):
    """Meanings, and how much of a score they are, 0 to 1."""

    weigher: Weigher
    share: float


class Tried(NamedTuple):
    """An example that was left out and asked.

    `own` is its score for its own step, None where the step has no other example. `other` is the step that came first
    of the others (None: none had anything in common with it), with the score `best`. `strange` is the best score that
    it had when its whole step was left out; None where there is no other step.
    """

    example: Example
    own: float | None
    other: int | None
    best: float
    strange: float | None

    def goes_to(self, threshold: float) -> int | None:
        """Give the step that takes it, None if it is not understood. Of two that score alike its own is not taken."""
        own = self.own or 0.0
        if max(own, self.best) < threshold or max(own, self.best) <= 0:
            return None
        return self.example.step if own > self.best else self.other

    def is_right(self, threshold: float) -> bool:
        """Say whether it goes to its own step."""
        return self.goes_to(threshold) == self.example.step


class Course:
    """The examples of a level, in their fixed order, ready to be asked with some of them left out."""

    def __init__(self, examples: Sequence[Example], vocabulary: Vocabulary, meanings: Meanings | None = None) -> None:
        """Take the examples of a level, and the vocabulary of the bot."""
        self.examples = examples
        self.steps = tuple(sorted({example.step for example in examples}))
        self._meanings = meanings
        rows = {step: row for row, step in enumerate(self.steps)}
        readings = [vocabulary.read(example.words, example.text) for example in examples]
        known = Lessons(readings, [rows[example.step] for example in examples], vocabulary)
        self._lessons: Sequence[Lesson] = known.lessons
        self._groups = len(known.roots)
        dealt = [0] * len(self.steps)
        self._parts: list[int] = []
        for lesson in known.lessons:
            self._parts.append((dealt[lesson.row] + lesson.row) % FOLDS)
            dealt[lesson.row] += 1

    @property
    def folds_of_steps(self) -> int:
        """How many folds of steps there are."""
        return min(FOLDS, len(self.steps))

    def try_all(self, without: Collection[int] = ()) -> list[Tried]:
        """Ask each example (but those at the places `without`, which are not learned from either)."""
        places = [place for place in range(len(self.examples)) if place not in without]
        strange = self._try_strange(places)
        return [
            Tried(self.examples[place], own, other, best, strange.get(place))
            for place, (own, other, best) in sorted(self._try_known(places).items())
        ]

    def try_known(self, without: Collection[int] = ()) -> list[Tried]:
        """Do the same without leaving out whole steps, which takes half the time."""
        places = [place for place in range(len(self.examples)) if place not in without]
        known = sorted(self._try_known(places).items())
        return [Tried(self.examples[place], own, other, best, None) for place, (own, other, best) in known]

    def _try_known(self, places: Sequence[int]) -> dict[int, tuple[float | None, int | None, float]]:
        found: dict[int, tuple[float | None, int | None, float]] = {}
        for fold in range(FOLDS):
            kept = [place for place in places if self._parts[place] != fold]
            asked = [place for place in places if self._parts[place] == fold]
            left = {self._lessons[place].row for place in kept}
            for place, scores in self._ask(kept, asked):
                row = self._lessons[place].row
                own = scores.get(row, 0.0) if row in left else None
                others = {other: score for other, score in scores.items() if other != row and score > 0}
                first = max(others, key=lambda other: (others[other], -other), default=None)
                step = None if first is None else self.steps[first]
                found[place] = own, step, 0.0 if first is None else others[first]
        return found

    def _try_strange(self, places: Sequence[int]) -> dict[int, float]:
        folds = self.folds_of_steps
        found: dict[int, float] = {}
        for fold in range(folds if folds > 1 else 0):
            kept = [place for place in places if self._lessons[place].row % folds != fold]
            asked = [place for place in places if self._lessons[place].row % folds == fold]
            found.update((place, max(scores.values(), default=0.0)) for place, scores in self._ask(kept, asked))
        return found

    def _ask(self, kept: Sequence[int], asked: Sequence[int]) -> Iterable[tuple[int, Mapping[int, float]]]:
        """Learn from some examples, and give the scores of others, by row."""
        sizes = Counter(self._lessons[place].row for place in kept)
        solution = learn([self._lessons[place] for place in kept], self._groups, WORK // 4)
        meanings = self._meanings
        meant = meanings.weigher.weigh(kept, asked) if meanings is not None else [()] * len(asked)
        for place, told in zip(asked, meant, strict=True):
            times = {row: raw / half_way(sizes[row]) for row, raw in solution.raw(self._lessons[place]).items()}
            if meanings is not None:
                share = meanings.share
                times = {row: (1 - share) * times.get(row, 0.0) + share * told[row] for row in sizes}
            yield place, {row: to_score(value) for row, value in times.items() if row in sizes}
