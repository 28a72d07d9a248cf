"""How rows are told apart by the meaning of their texts: kernel ridge regression, with a bell curve around each text.

A text far from all others is near nothing, whatever its direction: that is what keeps strange texts strange, and what
no linear function of vectors does. See Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, 2.2;
where there are many texts some stand for all, as in 8.3.1 (subset of regressors).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float32]

STEEPNESS = 2.0
"""How fast a text is forgotten with the distance of its vector: exp(-2 (1 - cosine))."""
STIFFNESS = 0.2
"""How much fitting is held back (the ridge). A flat optimum: from half to twice as much nothing much changes."""
MOST = 1_500
"""So many texts stand for all; what is learned from them takes a second."""


class Bells(NamedTuple):
    """The vectors that texts are compared with, one a row, and what each says about each row of the bot."""

    vectors: Array
    weights: Array

    def weigh(self, asked: Array) -> Array:
        """Give for each vector asked what all say about each row."""
        weighed: Array = near(asked, self.vectors) @ self.weights
        return weighed


def near(one: Array, other: Array) -> Array:
    """Give how near each vector is to each other: 1 the same, towards 0.02 the opposite."""
    bell: Array = np.exp(np.float32(STEEPNESS) * (one @ other.T - 1))
    return bell


def learn_bells(vectors: Array, rows: Sequence[int], count: int) -> Bells:
    """Learn from texts, by their vectors, which of `count` rows each is of: 1 for it, 0 for the others."""
    wanted = np.zeros((len(rows), count))
    wanted[np.arange(len(rows)), list(rows)] = 1
    if len(rows) <= MOST:
        kernel = near(vectors, vectors).astype(np.float64)
        kernel[np.diag_indices_from(kernel)] += STIFFNESS
        return Bells(vectors, np.linalg.solve(kernel, wanted).astype(np.float32))
    chosen = vectors[np.linspace(0, len(rows) - 1, MOST).astype(np.int64)]
    among = near(chosen, chosen).astype(np.float64)
    among[np.diag_indices_from(among)] += 1e-6
    seen = near(vectors, chosen)
    square = (seen.T @ seen).astype(np.float64) + STIFFNESS * among
    return Bells(chosen, np.linalg.solve(square, seen.T.astype(np.float64) @ wanted).astype(np.float32))


def halves_of(sizes: Sequence[int]) -> Array:
    """Give what counts as 0.5 for rows of so many texts each: it grows with them in this way (measured)."""
    roots = np.sqrt(np.maximum(np.array(sizes, np.float32), 1))
    halves: Array = (np.float32(0.67) * roots / (roots + np.float32(1.9))).astype(np.float32)
    return halves
