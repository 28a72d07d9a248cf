"""All that is learned from the examples of a bot: what they are made of, what tells steps apart, the threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.matching.calibrate import USUAL, calibrate
from takeover.matching.ridge import Lessons, Weights, learn
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.matching.features import Vocabulary
    from takeover.matching.levels import Example


class Learned(NamedTuple):
    """What was learned: the vocabulary of the bot, the weights of each level that has examples, the threshold."""

    vocabulary: Vocabulary
    weights: Mapping[int, Weights]
    threshold: float


def learn_levels(levels: Mapping[int, Sequence[Example]], vocabulary: Vocabulary) -> Learned:
    """Learn from the examples of each level, whose order is fixed.

    The threshold is calibrated on the level with the most examples (of equal ones, the first): see `calibrate`.
    """
    weights: dict[int, Weights] = {}
    largest = max(sorted(levels), key=lambda level: len(levels[level]), default=None)
    threshold = USUAL
    for level in sorted(levels):
        examples = levels[level]
        steps = {step: row for row, step in enumerate(sorted({example.step for example in examples}))}
        readings = [vocabulary.read(example.words) for example in examples]
        lessons = Lessons(readings, [steps[example.step] for example in examples], vocabulary)
        weights[level] = lessons.weights(learn(lessons.lessons, len(lessons.roots)))
        if level == largest:
            threshold = calibrate(lessons.lessons, len(steps), len(lessons.roots))
    return Learned(vocabulary, weights, threshold)
