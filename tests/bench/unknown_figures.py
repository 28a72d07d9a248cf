"""The figures of the bench of the unknown: how well a matcher tells what it knows, and that it knows no more."""

from __future__ import annotations

import random
import time
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from unknown_matchers import SHARING, Answer, Example

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from unknown_matchers import Learned

STRANGERS = 500
"""So many unknown texts of each kind are asked."""


class Data(NamedTuple):
    """A set of sentences by intent, to learn from and to ask."""

    train: Mapping[str, Sequence[str]]
    test: Mapping[str, Sequence[str]]


class Trial(NamedTuple):
    """A bot to learn and what it is asked: what it knows, what others of its domain know, what is of another domain."""

    examples: Sequence[Example]
    known: Sequence[Example]
    near: Sequence[str]
    far: Sequence[str]


class Figures(NamedTuple):
    """Shares from 0 to 1; `taken` to `far` at the matcher's own threshold or, without one, at that of hindsight.

    `taken` is understood rightly and at or above the threshold; `lost` is how much better hindsight is, in the mean of
    `taken` and the mean of `near` and `far`. `passing` is the share of unknown texts that pass where 95 % of the known
    ones do. `seconds` is the CPU time to learn, `micro` that to answer a text.
    """

    accuracy: float
    taken: float
    near: float
    far: float
    near_area: float
    far_area: float
    passing: float
    lost: float
    threshold: float
    seconds: float
    micro: float


def read_data(folder: Path) -> dict[str, Data]:
    """Read each NAME-train.tsv and NAME-test.tsv of a folder: lines of an intent, a tab and a sentence."""
    return {
        path.name.removesuffix("-train.tsv"): Data(
            _read(path), _read(path.with_name(path.name.replace("train", "test")))
        )
        for path in sorted(folder.glob("*-train.tsv"))
    }


def _read(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        intent, _, sentence = line.partition("\t")
        found.setdefault(intent, []).append(sentence)
    return found


def draw_small(sets: Mapping[str, Data], name: str, phrases: int, seed: int) -> Trial:
    """Draw a designer's bot: 12 intents with so many phrases each."""
    chance = random.Random(f"{name} {phrases} {seed}")  # noqa: S311 - a draw, no secret
    chosen = chance.sample(sorted(sets[name].train), 12)
    return _trial(sets, name, {intent: chance.sample(sets[name].train[intent], phrases) for intent in chosen}, chance)


def draw_big(sets: Mapping[str, Data], name: str, seed: int) -> Trial:
    """Draw half of the intents, with all their phrases."""
    chance = random.Random(f"{name} {seed}")  # noqa: S311
    intents = sorted(sets[name].train)
    return _trial(sets, name, {one: sets[name].train[one] for one in chance.sample(intents, len(intents) // 2)}, chance)


def draw_mixed(sets: Mapping[str, Data], seed: int) -> Trial:
    """Draw a bot of three quarters of the intents of all sets, at most 100 phrases each; nothing is far from it."""
    chance = random.Random(seed)  # noqa: S311
    merged = Data(
        {f"{name} {intent}": texts for name, data in sets.items() for intent, texts in data.train.items()},
        {f"{name} {intent}": texts for name, data in sets.items() for intent, texts in data.test.items()},
    )
    intents = chance.sample(sorted(merged.train), len(merged.train) * 3 // 4)
    train = {one: chance.sample(merged.train[one], min(len(merged.train[one]), 100)) for one in intents}
    return _trial({"all": merged}, "all", train, chance)


def _trial(sets: Mapping[str, Data], name: str, train: Mapping[str, Sequence[str]], chance: random.Random) -> Trial:
    test = sets[name].test
    near = [text for intent, texts in sorted(test.items()) if intent not in train for text in texts]
    far = [text for other, data in sets.items() if other != name for texts in data.test.values() for text in texts]
    return Trial(
        [Example(intent, text) for intent, texts in train.items() for text in texts],
        [Example(intent, text) for intent in train for text in test.get(intent, ())],
        chance.sample(near, min(len(near), STRANGERS)),
        chance.sample(far, min(len(far), STRANGERS)),
    )


def measure(learn: Callable[[Sequence[Example]], Learned], trial: Trial) -> Figures:
    """Learn a bot and ask it."""
    texts = [*[example.text for example in trial.known], *trial.near, *trial.far]
    if learn in SHARING:
        learn(trial.examples).answer(texts)
    began = time.process_time()
    learned = learn(trial.examples)
    seconds = time.process_time() - began + learned.each * len(trial.examples)
    began = time.process_time()
    answers = learned.answer(texts)
    micro = ((time.process_time() - began) / len(texts) + learned.each) * 1e6
    known = answers[: len(trial.known)]
    near = [answer.score for answer in answers[len(known) : len(known) + len(trial.near)]]
    far = [answer.score for answer in answers[len(known) + len(trial.near) :]]
    right = sorted(answer.score for answer, one in zip(known, trial.known, strict=True) if answer.label == one.label)
    best = find_best(right, len(known), near, far)
    threshold = best if learned.threshold is None else learned.threshold
    taken, caught_near, caught_far = shares(right, len(known), near, far, threshold)
    scores = sorted(answer.score for answer in known)
    floor = scores[len(scores) // 20]
    strange = [*near, *far]
    return Figures(
        accuracy=len(right) / len(known),
        taken=taken,
        near=caught_near,
        far=caught_far,
        near_area=area(known, near),
        far_area=area(known, far),
        passing=sum(score >= floor for score in strange) / len(strange),
        lost=_balance(shares(right, len(known), near, far, best)) - _balance((taken, caught_near, caught_far)),
        threshold=threshold,
        seconds=seconds,
        micro=micro,
    )


def shares(
    right: Sequence[float], asked: int, near: Sequence[float], far: Sequence[float], threshold: float
) -> tuple[float, float, float]:
    """Give the share of known texts that are taken, and of near and far ones that are caught, at a threshold."""
    taken = sum(score >= threshold for score in right) / asked
    low, high = (sum(score < threshold for score in texts) / len(texts) if texts else 1.0 for texts in (near, far))
    return taken, low, high


def find_best(right: Sequence[float], asked: int, near: Sequence[float], far: Sequence[float]) -> float:
    """Give the threshold of hindsight: that with the best mean of taken and caught."""
    above, low, high = sorted(right), sorted(near), sorted(far)

    def balance(threshold: float) -> float:
        caught = [bisect_left(texts, threshold) / len(texts) for texts in (low, high) if texts]
        return (len(above) - bisect_left(above, threshold)) / asked + sum(caught) / max(len(caught), 1)

    return max(sorted({*right, *near, *far}), key=balance)


def _balance(shared: tuple[float, float, float]) -> float:
    taken, near, far = shared
    return (taken + (near + far) / 2) / 2


def area(known: Sequence[Answer], strange: Sequence[float]) -> float:
    """Give how often a known text scores higher than a strange one (AUROC); half where they score the same."""
    if not strange:
        return 1.0
    low = sorted(strange)
    wins = sum(bisect_left(low, one.score) + bisect_right(low, one.score) for one in known)
    return wins / 2 / len(known) / len(low)
