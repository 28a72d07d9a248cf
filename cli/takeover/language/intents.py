"""What services answer when they are asked what a text means: names of intents, and how sure they are of each."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from takeover.language.events import Intent

if TYPE_CHECKING:
    from takeover.language.values import Json

MOST = 10
"""So many intents are kept of an answer, the surest."""
LONGEST = 200
"""Characters of the name of an intent."""


def read_intents(answer: Json, name: str = "name", confidence: str = "confidence") -> tuple[Intent, ...] | None:
    """Read a ranking: a list of objects with these fields, one such object, or an object of numbers by name.

    None if it is none of them. Surest first; of two with one name the surer.
    """
    pairs: list[tuple[Json, Json]]
    if isinstance(answer, dict) and name not in answer:
        pairs = [*answer.items()]
    else:
        listed = [answer] if isinstance(answer, dict) else answer
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            return None
        pairs = [(one.get(name), one.get(confidence, 1.0)) for one in listed if isinstance(one, dict)]
    found: dict[str, float] = {}
    for named, sure in pairs:
        if not isinstance(named, str) or isinstance(sure, bool) or not isinstance(sure, int | float):
            return None
        if isfinite(sure) and named:
            found[named[:LONGEST]] = max(found.get(named[:LONGEST], 0.0), round(min(max(float(sure), 0.0), 1.0), 4))
    ranked = sorted(found.items(), key=lambda one: -one[1])[:MOST]
    return tuple(Intent(named, sure) for named, sure in ranked)


def write_confidence(sure: float) -> str:
    """Write how sure, as transcripts have it."""
    return f"{sure:.4f}".rstrip("0").rstrip(".")
