"""The vectors of phrases as bytes and back: one pool a model, for all bots, so that an edited bot makes only new ones.

A line of JSON (how many, and the sum of the rest), then the keys (16 bytes of the SHA-256 of a text each), then the
vectors as half floats. Nothing in it is ever run. Two processes that write at once lose nothing but time.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from takeover.matching.packed import Store
    from takeover.matching.semantic.kernel import Array

PRECISION = np.dtype("<f2")
KEY = 16
MOST = 40_000
"""So many vectors are kept, those of the bot that was learned last before others."""


def key_of(text: str) -> bytes:
    """Give what a text is known by."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:KEY]


def read_pool(store: Store, model: str, size: int) -> dict[bytes, Array]:
    """Give the vectors of `size` floats that a model made earlier, by key; none if what is kept is not what it was."""
    data = store.read(_name(model))
    head, _, body = (data or b"").partition(b"\n")
    try:
        told = json.loads(head)
        count, total = told["count"], told["sum"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}
    begin = KEY * count if isinstance(count, int) else -1
    if len(body) != begin + begin // KEY * size * PRECISION.itemsize or total != sha256(body).hexdigest():
        return {}
    vectors = np.frombuffer(body, PRECISION, count * size, begin).reshape(count, size).astype(np.float32)
    return {body[KEY * place : KEY * (place + 1)]: vectors[place] for place in range(count)}


def write_pool(store: Store, model: str, known: Mapping[bytes, Array], first: Iterable[bytes]) -> None:
    """Keep vectors, those of some keys before the others."""
    keys = list(dict.fromkeys([*first, *known]))[:MOST]
    vectors = np.stack([known[key] for key in keys]).astype(PRECISION)
    body = b"".join(keys) + vectors.tobytes()
    head = {"count": len(keys), "sum": sha256(body).hexdigest()}
    store.write(_name(model), json.dumps(head).encode() + b"\n" + body)


def _name(model: str) -> str:
    return f"vectors {model}"
