"""The forward pass of a BERT once more, slowly: lists and the `math` module, sentence by sentence, number by number."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from made_model import Matrix

Rows = list[list[float]]


def embed(weights: Mapping[str, Matrix], ids: Sequence[int], layers: int, heads: int, pooling: str) -> list[float]:
    """Give the vector of a sentence, of length 1."""
    words, places = _rows(weights, "embeddings.word_embeddings"), _rows(weights, "embeddings.position_embeddings")
    kind = _rows(weights, "embeddings.token_type_embeddings")[0]
    state = [[a + b + c for a, b, c in zip(words[one], places[at], kind, strict=True)] for at, one in enumerate(ids)]
    state = [_even(weights, "embeddings.LayerNorm", row) for row in state]
    for layer in range(layers):
        name = f"encoder.layer.{layer}"
        seen = _attend(weights, f"{name}.attention.self", state, heads)
        seen = [_dense(weights, f"{name}.attention.output.dense", row) for row in seen]
        state = [
            _even(weights, f"{name}.attention.output.LayerNorm", _add(a, b)) for a, b in zip(state, seen, strict=True)
        ]
        inner = [[_gelu(x) for x in _dense(weights, f"{name}.intermediate.dense", row)] for row in state]
        outer = [_dense(weights, f"{name}.output.dense", row) for row in inner]
        state = [_even(weights, f"{name}.output.LayerNorm", _add(a, b)) for a, b in zip(state, outer, strict=True)]
    columns = list(zip(*state, strict=True))
    pooled = {
        "mean_tokens": [math.fsum(column) / len(column) for column in columns],
        "cls_token": state[0],
        "max_tokens": [max(column) for column in columns],
    }[pooling]
    length = math.sqrt(math.fsum(x * x for x in pooled))
    return [x / length for x in pooled]


def _rows(weights: Mapping[str, Matrix], name: str) -> Rows:
    (count, size), numbers = weights[f"{name}.weight"]
    return [numbers[at * size : (at + 1) * size] for at in range(count)]


def _dense(weights: Mapping[str, Matrix], name: str, row: Sequence[float]) -> list[float]:
    bias = weights[f"{name}.bias"][1]
    return [
        math.fsum(w * x for w, x in zip(one, row, strict=True)) + b
        for one, b in zip(_rows(weights, name), bias, strict=True)
    ]


def _even(weights: Mapping[str, Matrix], name: str, row: Sequence[float]) -> list[float]:
    mean = math.fsum(row) / len(row)
    spread = math.sqrt(math.fsum((x - mean) ** 2 for x in row) / len(row) + 1e-12)
    scale, shift = weights[f"{name}.weight"][1], weights[f"{name}.bias"][1]
    return [(x - mean) / spread * s + b for x, s, b in zip(row, scale, shift, strict=True)]


def _attend(weights: Mapping[str, Matrix], name: str, state: Rows, heads: int) -> Rows:
    query, key, value = (
        [_dense(weights, f"{name}.{part}", row) for row in state] for part in ("query", "key", "value")
    )
    width = len(state[0]) // heads
    seen: Rows = [[] for _ in state]
    for head in range(heads):
        part = slice(head * width, (head + 1) * width)
        for at, asked in enumerate(query):
            scores = [
                math.exp(sum(a * b for a, b in zip(asked[part], one[part], strict=True)) / math.sqrt(width))
                for one in key
            ]
            total = math.fsum(scores)
            seen[at] += [
                sum(s / total * one[part][n] for s, one in zip(scores, value, strict=True)) for n in range(width)
            ]
    return seen


def _gelu(x: float) -> float:
    return x * 0.5 * (1 + math.erf(x / math.sqrt(2)))


def _add(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]
