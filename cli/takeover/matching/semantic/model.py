"""A model at work: what texts mean, learned and asked, with the vectors of phrases kept from one start to the next."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from takeover.matching.meaning import Meant
from takeover.matching.memory import Memory
from takeover.matching.semantic.kernel import Bells, halves_of, learn_bells
from takeover.matching.semantic.pool import PRECISION, key_of, read_pool, write_pool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from takeover.matching.packed import Store
    from takeover.matching.semantic.encoder import Encoder
    from takeover.matching.semantic.kernel import Array


class SemanticModel:
    """An encoder, opened when the first text needs it, and what it made of texts so far."""

    def __init__(self, name: str, open_encoder: Callable[[], Encoder]) -> None:
        """Begin without any text. `name` tells the weights of the encoder from any other's."""
        self.name = name
        self._open_encoder = open_encoder
        self._heard: Memory[str, Array] = Memory(lambda text: self._encode([text])[0])

    @cached_property
    def _encoder(self) -> Encoder:
        return self._open_encoder()

    def _encode(self, texts: Sequence[str]) -> Array:
        """Give vectors to the digits with which they are kept: what is read from a store is what was written to it."""
        return np.nan_to_num(self._encoder.encode(texts)).astype(PRECISION).astype(np.float32)

    def rehearse(self, texts: Sequence[str], rows: Sequence[int], store: Store | None) -> Examples:
        """Prepare to learn which text is of which row. What the store knows of them is not made again."""
        known = {} if store is None else read_pool(store, self.name, self._encoder.size)
        keys = [key_of(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            known.update(zip(new, self._encode(tuple(new.values())), strict=True))
            if store is not None:
                write_pool(store, self.name, known, keys)
        return Examples(np.stack([known[key] for key in keys]), rows)

    def open(self, meant: Meant) -> Opened:
        """Make ready what was learned by this model."""
        vectors = np.frombuffer(meant.vectors, PRECISION).reshape(-1, meant.size).astype(np.float32)
        return Opened(self._heard, Bells(vectors, np.frombuffer(meant.weights, "<f4").reshape(len(vectors), -1)))


class Opened:
    """What was learned, ready to be asked."""

    __slots__ = ("_bells", "_heard")

    def __init__(self, heard: Memory[str, Array], bells: Bells) -> None:
        """Take who gives the vector of a text."""
        self._heard, self._bells = heard, bells

    def weigh(self, text: str) -> Sequence[float]:
        """Give for each row how many times the half a text reaches."""
        weighed: list[float] = self._bells.weigh(self._heard[text][None]).tolist()[0]
        return weighed

    def compare(self, text: str) -> Sequence[float]:
        """Give the cosine of a text and each text that others are compared with, from 0 to 1."""
        cosines: list[float] = np.clip(self._bells.vectors @ self._heard[text], 0, 1).tolist()
        return cosines


class Examples:
    """The vectors of examples, and the row of each."""

    __slots__ = ("_rows", "_vectors")

    def __init__(self, vectors: Array, rows: Sequence[int]) -> None:
        """Take the rows: 0 and on, none left out."""
        self._vectors, self._rows = vectors, rows

    def weigh(self, kept: Sequence[int], asked: Sequence[int]) -> Sequence[Sequence[float]]:
        """Learn from the examples at some places; give for those at others how many times the halves they reach."""
        weighed: list[list[float]] = self._learn(kept).weigh(self._vectors[list(asked)]).tolist()
        return weighed

    def learn(self, share: float) -> Meant:
        """Learn from all."""
        bells = self._learn(range(len(self._rows)))
        vectors = bells.vectors.astype(PRECISION).tobytes()
        return Meant(self._vectors.shape[1], vectors, bells.weights.astype("<f4").tobytes(), share)

    def _learn(self, kept: Sequence[int]) -> Bells:
        rows = [self._rows[place] for place in kept]
        count, sizes = max(self._rows) + 1, Counter(rows)
        bells = learn_bells(self._vectors[list(kept)], rows, count)
        return bells._replace(weights=bells.weights / halves_of([sizes[row] for row in range(count)]))
