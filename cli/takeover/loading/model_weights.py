"""The header of a safetensors file: which arrays there are, of which kind and shape, and where. It is not believed.

The format: eight bytes with the length of a JSON header, the header (`{name: {dtype, shape, data_offsets}}`), the data.
Source: https://github.com/huggingface/safetensors, "Format".
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

WIDTHS = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2}
"""The kinds of floats that can be read, with their bytes."""
LENGTH_BYTES = 8
LONGEST_HEADER = 10_000_000
"""Bytes; a header of more is not believed."""


class NotWeightsError(ValueError):
    """The file does not hold what a model needs; the message says what is wrong."""


class Placed(NamedTuple):
    """An array of floats: its kind, its shape, and where it begins in the file."""

    kind: str
    shape: tuple[int, ...]
    start: int


def read_header(file: BinaryIO, size: int) -> dict[str, Placed]:
    """Read where the arrays of floats of a file of `size` bytes are, by name. Arrays of whole numbers are left out.

    Raises NotWeightsError, and OSError.
    """
    length = int.from_bytes(file.read(LENGTH_BYTES), "little")
    begin = LENGTH_BYTES + length
    if not 0 < length <= LONGEST_HEADER or begin > size:
        raise NotWeightsError("it is no safetensors file: it does not begin with the length of a header")
    try:
        header = json.loads(file.read(length))
        entries = {name: entry for name, entry in header.items() if name != "__metadata__"}
        return {
            name: _place(name, entry, begin, size)
            for name, entry in entries.items()
            if str(entry["dtype"])[:1] not in {"I", "U"} and entry["dtype"] != "BOOL"
        }
    except NotWeightsError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NotWeightsError("its header is not that of a safetensors file") from None


def _place(name: str, entry: Mapping[str, Any], begin: int, size: int) -> Placed:
    kind, shape, (start, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
    if kind not in WIDTHS:
        raise NotWeightsError(f'its "{name}" holds {kind}, and only {", ".join(WIDTHS)} can be read')
    count = 1
    for side in shape:
        if type(side) is not int or side < 0:
            raise NotWeightsError(f'its "{name}" has no shape')
        count *= side
    if not 0 <= start <= end <= size - begin or end - start != count * WIDTHS[kind]:
        raise NotWeightsError(f'its "{name}" does not stand where the header says: is the file cut off?')
    if (begin + start) % WIDTHS[kind]:
        raise NotWeightsError(f'its "{name}" does not begin at a whole number of {WIDTHS[kind]} bytes')
    return Placed(kind, tuple(shape), begin + start)


def bert_shapes(layers: int, size: int, inner: int) -> dict[str, tuple[int | None, ...]]:
    """Give the arrays that a BERT of so many layers needs, and their shapes; None for any length.

    The names are those that the `transformers` library gives.
    """

    def dense(name: str, made: int, taken: int) -> dict[str, tuple[int | None, ...]]:
        return {f"{name}.weight": (made, taken), f"{name}.bias": (made,)}

    def even(name: str) -> dict[str, tuple[int | None, ...]]:
        return {f"{name}.weight": (size,), f"{name}.bias": (size,)}

    wanted: dict[str, tuple[int | None, ...]] = {
        f"embeddings.{kind}_embeddings.weight": (None, size) for kind in ("word", "position", "token_type")
    }
    wanted |= even("embeddings.LayerNorm")
    for layer in range(layers):
        name = f"encoder.layer.{layer}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            wanted |= dense(f"{name}.attention.{part}", size, size)
        wanted |= even(f"{name}.attention.output.LayerNorm")
        wanted |= dense(f"{name}.intermediate.dense", inner, size) | dense(f"{name}.output.dense", size, inner)
        wanted |= even(f"{name}.output.LayerNorm")
    return wanted


def check_shapes(found: Mapping[str, Placed], wanted: Mapping[str, tuple[int | None, ...]]) -> dict[str, Placed]:
    """Give the arrays that are wanted by those names, which may stand in the file behind `bert.`.

    Raises NotWeightsError.
    """
    kept = {}
    for name, shape in wanted.items():
        placed = found.get(name) or found.get(f"bert.{name}")
        if placed is None:
            raise NotWeightsError(f'it has no "{name}", which its config.json calls for')
        fits = len(placed.shape) == len(shape) and all(
            side == asked if asked is not None else side > 0 for side, asked in zip(placed.shape, shape, strict=True)
        )
        if not fits:
            told = " x ".join(map(str, placed.shape))
            calls = " x ".join("any" if side is None else str(side) for side in shape)
            raise NotWeightsError(f'its "{name}" is {told}, and its config.json calls for {calls}')
        kept[name] = placed
    return kept
