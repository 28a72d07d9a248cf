"""The scores of one text at one level: which steps reach the threshold now, and all others when somebody asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.decision import Candidate
from takeover.matching.levels import plain_text
from takeover.matching.scored import to_score
from takeover.matching.slotted import capture, with_slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from takeover.language.types.kind import Place
    from takeover.matching.features import Reading
    from takeover.matching.hear import Heard
    from takeover.matching.index import Index
    from takeover.matching.slotted import Names


class Scores:
    """What each step of a level scores for a text, read with its entities as words and, if it has any, as slots."""

    __slots__ = ("_heard", "_place", "_slotted", "_threshold", "level", "readings", "scored", "times")

    def __init__(self, index: Index, level: int, heard: Heard, place: Place, only: frozenset[int] | None) -> None:
        """Score the text; with `only`, for these steps alone."""
        self.scored = index.scored(level)
        self.level = index.levels[level]
        self.readings = [heard.reading]
        self._heard, self._place, self._threshold = heard, place, index.threshold
        times = self.scored.weigh(heard.reading)
        self._slotted = slotted = with_slots(heard, self.level.entities, place)
        if slotted is not None:
            self.readings.append(index.vocabulary.read(slotted, plain_text(slotted)))
            times = list(map(max, times, self.scored.weigh(self.readings[1])))
        if only is not None:
            steps = self.scored.steps
            times = [value if step in only else 0.0 for value, step in zip(times, steps, strict=True)]
        self.times = times

    def reading_of(self, row: int) -> Reading:
        """Give the reading that scores higher for a row: with entities as words, or as slots."""
        return max(self.readings, key=lambda reading: self.scored.weigh(reading)[row])

    def words_of(self, row: int) -> list[str]:
        """Give the words of that reading."""
        plain = self.reading_of(row) is self.readings[0]
        return self._heard.scored_words if plain or self._slotted is None else self._slotted

    def best(self, most: int) -> list[tuple[int, float]]:
        """Give the rows that score highest, at most so many, best first, with their scores."""
        scores = [(row, to_score(times)) for row, times in enumerate(self.times) if times > 0]
        return sorted(scores, key=lambda one: -one[1])[:most]

    def reaching(self) -> Iterator[Candidate]:
        """Give the steps that reach the threshold, best first, of equal ones the first written."""
        threshold = self._threshold
        # The score is rounded: what is under the threshold by less than that reaches it.
        least = threshold / (1 - threshold) - 0.01 if threshold < 1 else 1e9
        rows = [row for row, times in enumerate(self.times) if times > 0 and times >= least]
        return (found for found in self._rank(rows) if found.score >= threshold)

    def candidates(self) -> Iterator[Candidate]:
        """Give all steps that have anything in common with the text, best first."""
        return self._rank([row for row, times in enumerate(self.times) if times > 0])

    def _rank(self, rows: Iterable[int]) -> Iterator[Candidate]:
        scores = {row: to_score(self.times[row]) for row in rows}
        for row in sorted(
            scores, key=scores.__getitem__, reverse=True
        ):  # which keeps the order of those that are equal
            if scores[row]:
                yield self._candidate(row, scores[row])

    def _candidate(self, row: int, score: float) -> Candidate:
        example = self.scored.nearest(row, self.readings)
        wanted = _slots(example.names, self.level.names.get(example.step, ()))
        captures = capture(wanted, self._heard, self.level.entities, self._place) if wanted else {}
        lacked = _lack(score, self._threshold, [name for name, _ in example.names if name not in captures])
        return Candidate(example.step, "text", score, example.phrase.text, example.phrase.span, lacked, captures)


def _slots(nearest: Names, all_of_step: Names) -> Names:
    """Give the slots of the nearest example, and those of the step's others for entities that it has no slot for.

    Nobody writes an example for each mixture: what fits any of them is heard with the nearest.
    """
    entities = {entity for _, entity in nearest}
    return (*nearest, *(slot for slot in all_of_step if slot[1] not in entities))


def _lack(score: float, threshold: float, empty: Sequence[str]) -> str:
    """Say what a score lacks, "" if nothing: the two numbers with as many digits as it takes to see it."""
    if score >= threshold:
        return ""
    digits = next((digits for digits in (2, 3) if f"{score:.{digits}f}" != f"{threshold:.{digits}f}"), 4)
    said = f"score {score:.{digits}f} is under the threshold {threshold:.{digits}f}"
    return "; ".join([said, *(f"no {{{name}}} found" for name in empty)])
