"""All that is learned from the examples of a bot: what they are made of, what tells steps apart, the threshold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.matching.calibrate import SHARES, USUAL, Calibrated, calibrate
from takeover.matching.ridge import Lessons, Weights, learn
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.matching.features import Vocabulary
    from takeover.matching.levels import Example
    from takeover.matching.meaning import Meant, Model, Rehearsal
    from takeover.matching.packed import Store


class Learned(NamedTuple):
    """What was learned: the vocabulary of the bot, the weights of each level that has examples, the threshold."""

    vocabulary: Vocabulary
    weights: Mapping[int, Weights]
    threshold: float
    meant: Mapping[int, Meant] = {}
    """By level, where there is a model and it knows more than the words."""


def learn_levels(
    levels: Mapping[int, Sequence[Example]],
    vocabulary: Vocabulary,
    model: Model | None = None,
    store: Store | None = None,
) -> Learned:
    """Learn from the examples of each level, whose order is fixed; with a model from their meaning too.

    The threshold, and how much of a score is meaning, are calibrated on the level with the most examples (of equal
    ones, the first): see `calibrate`.
    """
    weights: dict[int, Weights] = {}
    rehearsals: dict[int, Rehearsal] = {}
    largest = max(sorted(levels), key=lambda level: len(levels[level]), default=None)
    found = Calibrated(USUAL, SHARES[0])
    for level in sorted(levels):
        examples = levels[level]
        steps = {step: row for row, step in enumerate(sorted({example.step for example in examples}))}
        readings = [vocabulary.read(example.words) for example in examples]
        rows = [steps[example.step] for example in examples]
        lessons = Lessons(readings, rows, vocabulary)
        if model is not None:
            rehearsals[level] = model.rehearse([example.text for example in examples], rows, store)
        weights[level] = lessons.weights(learn(lessons.lessons, len(lessons.roots)))
        if level == largest:
            found = calibrate(lessons.lessons, len(steps), len(lessons.roots), rehearsals.get(level))
    meant = {level: rehearsal.learn(found.share) for level, rehearsal in rehearsals.items() if found.share}
    return Learned(vocabulary, weights, found.threshold, meant)
