"""The weights of a model, as arrays over the bytes of its file: nothing is copied that need not be, nor read unused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from mmap import mmap

    from numpy.typing import NDArray

    Array = NDArray[np.float32]

DTYPES: Mapping[str, Any] = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2"), "F64": np.dtype("<f8")}
BRAIN = "BF16"
"""Half of the bytes of an F32: its sign, its exponent and seven bits."""


class Tensor(NamedTuple):
    """Where an array of floats stands in the bytes, from `start` on, and of which kind and shape it is."""

    kind: str
    shape: tuple[int, ...]
    start: int


def view_tensors(data: bytes | mmap, tensors: Mapping[str, Tensor]) -> Mapping[str, Array]:
    """Give the arrays by name. Whoever read the header has checked that they stand where they are said to."""
    return {name: _view(data, tensor) for name, tensor in tensors.items()}


def _view(data: bytes | mmap, tensor: Tensor) -> Array:
    count = 1
    for size in tensor.shape:
        count *= size
    if tensor.kind == BRAIN:
        halves = np.frombuffer(data, np.dtype("<u2"), count, tensor.start)
        floats: Array = (halves.astype(np.uint32) << np.uint32(16)).view(np.float32)
    else:
        floats = np.frombuffer(data, DTYPES[tensor.kind], count, tensor.start).astype(np.float32, copy=False)
    return floats.reshape(tensor.shape)
