"""All that is found out about one bot, as one value: what the terminal, JSON and the page are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.tuning.cross import Course, Meanings
from takeover.tuning.findings import (
    FEW,
    Suspects,
    accuracy,
    draw_curve,
    find_confusions,
    find_hurting,
    find_thin,
    misled,
    refused,
)

if TYPE_CHECKING:
    from takeover.matching.index import Index
    from takeover.tuning.cross import Tried
    from takeover.tuning.findings import Confusion, Point, Share, Thin


class Report(NamedTuple):
    """What was found out about a level.

    `threshold` is the one in use, `calibrated` what the bot's own examples say. `understood`, `misled` and `refused`
    are what comes of left-out examples at the threshold in use, `at_calibrated` the first and the last at the other.
    """

    level: int
    examples: int
    steps: int
    threshold: float
    calibrated: float
    tried: tuple[Tried, ...]
    understood: Share
    misled: Share
    refused: Share
    at_calibrated: tuple[Share, Share]
    curve: tuple[Point, ...]
    confusions: tuple[Confusion, ...]
    suspects: Suspects
    thin: tuple[Thin, ...]

    @property
    def tells(self) -> str:
        """Say why the figures tell nothing, "" where they do."""
        if not self.examples:
            return "no step of this bot listens for examples: there is nothing to tell apart"
        if self.steps < 2:  # noqa: PLR2004 - it takes two to be mixed up
            return "only one step has examples: there is nothing to tell it apart from"
        if self.understood.of < FEW:
            asked = f"only {self.understood.of} examples could be left out and asked"
            return f"{asked}: too few to tell ({FEW} say something, 100 more)"
        return ""


def meanings_of(index: Index, level: int) -> Meanings | None:
    """Give what the meaning of a level's examples adds to their words, where the bot has a model that knows more."""
    meant = index.learned.meant.get(level)
    if index.model is None or meant is None:
        return None
    examples = index.levels[level].examples
    rows = {step: row for row, step in enumerate(sorted({example.step for example in examples}))}
    listed = [rows[example.step] for example in examples]
    return Meanings(index.model.rehearse([example.text for example in examples], listed, index.store), meant.share)


def tune(index: Index, threshold: float | None = None) -> Report:
    """Find out how well a bot tells the steps of its largest level apart, at its own threshold or another."""
    level = max(sorted(index.levels), key=lambda one: len(index.levels[one].examples), default=None)
    examples = index.levels[level].examples if level is not None else ()
    used = index.threshold if threshold is None else threshold
    calibrated = index.learned.threshold
    course = Course(examples, index.vocabulary, None if level is None else meanings_of(index, level))
    tried = tuple(sorted(course.try_all(), key=lambda one: one.example.phrase.span))
    suspects = Suspects((), 0)
    if level is not None and len(course.steps) > 1:
        suspects = find_hurting(course, tried, index.scored(level), used)
    return Report(
        -1 if level is None else level,
        len(examples),
        len(course.steps),
        used,
        calibrated,
        tried,
        accuracy(tried, used),
        misled(tried, used),
        refused(tried, used),
        (accuracy(tried, calibrated), refused(tried, calibrated)),
        draw_curve(tried),
        find_confusions(tried, used),
        suspects,
        find_thin(tried, used),
    )
