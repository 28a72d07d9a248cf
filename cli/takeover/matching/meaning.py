"""What the meaning of texts adds to their words, as the rest of the matching knows it: without numpy, only told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.matching.packed import Store


class Meant(NamedTuple):
    """What was learned of the meaning of a level's examples.

    `vectors` are the half floats of a matrix with `size` columns, one row an example (or for some that stand for all);
    `weights` the floats of one with as many rows, and a column for each row of the level. `share` is how much of a
    score is meaning, from 0 to 1; the rest is words.
    """

    size: int
    vectors: bytes
    weights: bytes
    share: float


class Weigher(Protocol):
    """What was learned, ready to be asked."""

    def weigh(self, text: str) -> Sequence[float]:
        """Give for each row how many times the half a text reaches by its meaning (1 is a score of 0.5)."""

    def compare(self, text: str) -> Sequence[float]:
        """Give the cosine of a text and each example, from 0 to 1; nothing where only some examples are known."""


class Meaning(NamedTuple):
    """The meaning of a level's examples, and how much of a score it is; the rest is words."""

    weigher: Weigher
    share: float

    def mix(self, times: Sequence[float], text: str) -> list[float]:
        """Give how many times the half a text reaches for each row, of how many by its words alone."""
        share = self.share
        return [(1 - share) * one + share * other for one, other in zip(times, self.weigher.weigh(text), strict=True)]


class Rehearsal(Protocol):
    """Examples by their places: some are learned from to ask others."""

    def weigh(self, kept: Sequence[int], asked: Sequence[int]) -> Sequence[Sequence[float]]:
        """Learn from the examples at some places; give for those at others what `Weigher.weigh` would."""

    def learn(self, share: float) -> Meant:
        """Learn from all."""


class Model(Protocol):
    """Who knows what texts mean. `name` tells it from any other, its weights included."""

    @property
    def name(self) -> str:
        """Its name."""

    def rehearse(self, texts: Sequence[str], rows: Sequence[int], store: Store | None) -> Rehearsal:
        """Prepare to learn which text is of which row (0 and on, none left out). The store may keep vectors."""

    def open(self, meant: Meant) -> Weigher:
        """Make ready what was learned by this model."""
