"""What was learned, as bytes and back, and under which name: so that somebody with a disk can keep it.

The bytes are a line of JSON (how long each part is, and the sum of the rest), then the features, one a line, then the
numbers as arrays of this machine. Nothing in them is ever run.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING, Any, Protocol

from takeover.matching.features import Vocabulary
from takeover.matching.learned import Learned
from takeover.matching.meaning import Meant
from takeover.matching.ridge import Weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.matching.levels import Example

FORMAT = 2
"""To be raised whenever this is written in another way."""
_LEVEL = ("I", "I", "I", "I", "f")
"""The types of the arrays of a level: features, groups, starts, rows, values."""


class Store(Protocol):
    """Who keeps bytes by name. Both may fail in silence: what is not there is learned again."""

    def read(self, name: str) -> bytes | None:
        """Give what is kept under a name, if anything is."""

    def write(self, name: str, data: bytes) -> None:
        """Keep something."""


def name_of(levels: Mapping[int, Sequence[Example]], model: str = "") -> str:
    """Give the name of what is learned from these examples: 64 hexadecimal digits, others for any change.

    `model` is the name of the model that tells what the examples mean, "" without one.
    """
    from hashlib import sha256

    told = sha256(f"{FORMAT} {sys.byteorder} {model}".encode())
    for level in sorted(levels):
        lines = [f"{example.step} {' '.join(example.words)}" for example in levels[level]]
        if model:
            lines += [example.text for example in levels[level]]
        told.update(f"\n\n{level}\n".encode() + "\n".join(lines).encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def pack(learned: Learned) -> bytes:
    """Write what was learned."""
    vocabulary = learned.vocabulary
    parts = [
        "\n".join(vocabulary.numbers).encode("utf-8", "surrogatepass"),
        array("d", [learned.threshold, vocabulary.unseen]).tobytes(),
        vocabulary.squares.tobytes(),
    ]
    for weights in learned.weights.values():
        numbers = (weights.features, weights.groups, weights.starts, weights.rows, weights.values)
        parts += [part.tobytes() for part in numbers]
    for meant in learned.meant.values():
        parts += [meant.vectors, meant.weights]
    import json
    from hashlib import sha256

    body = b"".join(parts)
    head = {
        "lengths": [len(part) for part in parts],
        "levels": list(learned.weights),
        "meant": [(level, meant.size, meant.share) for level, meant in learned.meant.items()],
        "sum": sha256(body).hexdigest(),
    }
    return json.dumps(head).encode() + b"\n" + body


def unpack(data: bytes) -> Learned | None:
    """Read what `pack` wrote; None if that is not what it is."""
    import json
    from hashlib import sha256

    head, _, body = data.partition(b"\n")
    try:
        told = json.loads(head)
        return _read(told, body) if told["sum"] == sha256(body).hexdigest() else None
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return None


def _read(told: Mapping[str, Any], body: bytes) -> Learned:
    parts: list[bytes] = []
    at = 0
    levels: Sequence[int] = told["levels"]
    for length in told["lengths"]:
        parts.append(body[at : at + length])
        at += length
    names = parts[0].decode("utf-8", "surrogatepass").split("\n") if parts[0] else []
    threshold, unseen = _numbers("d", parts[1])
    vocabulary = Vocabulary(dict(zip(names, range(len(names)), strict=True)), _numbers("d", parts[2]), unseen)
    weights = {}
    for place, level in enumerate(levels):
        first = 3 + place * len(_LEVEL)
        weights[level] = Weights(*map(_numbers, _LEVEL, parts[first : first + len(_LEVEL)]))
    last = 3 + len(levels) * len(_LEVEL)
    meant = {
        level: Meant(size, parts[last + 2 * place], parts[last + 2 * place + 1], share)
        for place, (level, size, share) in enumerate(told["meant"])
    }
    return Learned(vocabulary, weights, threshold, meant)


def _numbers(kind: str, data: bytes) -> Any:  # noqa: ANN401 - an array of ints or of floats, as `kind` says
    numbers = array(kind)
    numbers.frombytes(data)
    return numbers
