"""A sentence as a vector of length 1: the forward pass of a BERT encoder, pooling, and no framework.

Layer by layer as in Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers", 2019, with the names that
the `transformers` library gives to weights; pooled as in Reimers and Gurevych, "Sentence-BERT", 2019.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float32]

Pooling = Literal["mean", "cls", "max"]
"""What a sentence is of its tokens: their mean, the first one, or the greatest of each number."""
TOGETHER = 32
"""Texts of one length that pass at once."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """What turns texts into vectors. `tokenize` gives a text's ids, special ones included, as many as there are places.

    `weights` go by the names of a bare BERT, without any prefix; `epsilon` is that of the layer normalisation.
    """

    weights: Mapping[str, Array]
    tokenize: Callable[[str], Sequence[int]]
    layers: int
    heads: int
    size: int
    epsilon: float
    pooling: Pooling = "mean"

    def encode(self, texts: Sequence[str]) -> Array:
        """Give a matrix with a row a text, each of length 1.

        Texts of one length pass together, each multiplied on its own, so no padding is needed and what stands beside a
        text is nothing to its vector: a sum of floats depends on its order, and an index must be the same to the bit.
        """
        vectors = np.zeros((len(texts), self.size), np.float32)
        by_length: dict[int, list[tuple[int, Sequence[int]]]] = {}
        for place, text in enumerate(texts):
            ids = self.tokenize(text)
            by_length.setdefault(len(ids), []).append((place, ids))
        for length in sorted(by_length):
            alike = by_length[length]
            for start in range(0, len(alike), TOGETHER):
                batch = alike[start : start + TOGETHER]
                vectors[[place for place, _ in batch]] = self._pass(np.array([ids for _, ids in batch]))
        return vectors

    def _pass(self, ids: NDArray[np.int64]) -> Array:
        """Give the vectors of texts that are equally long; `ids` has a row a text."""
        weight = self.weights
        words = weight["embeddings.word_embeddings.weight"][ids]
        places = weight["embeddings.position_embeddings.weight"][: ids.shape[1]]
        kind = weight["embeddings.token_type_embeddings.weight"][0]
        state = self._even(words + places + kind, "embeddings.LayerNorm")
        for layer in range(self.layers):
            name = f"encoder.layer.{layer}"
            attended = self._dense(self._attend(state, f"{name}.attention.self"), f"{name}.attention.output.dense")
            state = self._even(state + attended, f"{name}.attention.output.LayerNorm")
            inner = _gelu(self._dense(state, f"{name}.intermediate.dense"))
            state = self._even(state + self._dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")
        pooled = self._pool(state)
        unit: Array = pooled / np.maximum(np.sqrt((pooled * pooled).sum(axis=1, keepdims=True)), np.float32(1e-12))
        return unit

    def _pool(self, state: Array) -> Array:
        pooled: Array
        match self.pooling:
            case "mean":
                pooled = state.mean(axis=1)
            case "cls":
                pooled = state[:, 0]
            case "max":
                pooled = state.max(axis=1)
            case _:
                assert_never(self.pooling)
        return pooled

    def _attend(self, state: Array, name: str) -> Array:
        texts, length, size = state.shape
        query, key, value = (self._heads(self._dense(state, f"{name}.{part}")) for part in ("query", "key", "value"))
        scores = query @ key.swapaxes(2, 3) / np.float32(np.sqrt(size // self.heads))
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        seen: Array = (scores / scores.sum(axis=-1, keepdims=True)) @ value
        return seen.swapaxes(1, 2).reshape(texts, length, size)

    def _heads(self, state: Array) -> Array:
        texts, length, size = state.shape
        return state.reshape(texts, length, self.heads, size // self.heads).swapaxes(1, 2)

    def _dense(self, state: Array, name: str) -> Array:
        made: Array = state @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return made

    def _even(self, state: Array, name: str) -> Array:
        """Normalise each vector (layer normalisation)."""
        centred = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(self.epsilon))
        made: Array = centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return made


def _gelu(x: Array) -> Array:
    """Give x times the normal distribution's share below x, by Abramowitz and Stegun 7.1.26 (off by 1.5e-7 at most)."""
    scaled = np.abs(x) * np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * scaled)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    below = np.float32(0.5) * series * np.exp(-scaled * scaled)
    made: Array = np.where(x < 0, x * below, x - x * below).astype(np.float32)
    return made
