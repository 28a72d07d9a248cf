"""The last look at a payload before it leaves: secrets that users told unasked are masked, and that is said in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.detecting import detect
from takeover.handover.schema import PAYLOAD
from takeover.language.views import write_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from takeover.language.values import Json


def redact(payload: Mapping[str, Json], allow: Sequence[str] = ()) -> tuple[dict[str, Json], tuple[str, ...]]:
    """Give the payload as it may leave, and what was masked in it: its sensitive params, and what was found.

    A payload that was redacted before stays as it is.
    """
    found: dict[str, None] = {}

    def mask(text: str) -> str:
        plain, kinds = detect(text, allow)
        found.update(dict.fromkeys(kinds))
        return plain

    redacted = PAYLOAD.masked(dict(payload), mask)
    assert isinstance(redacted, dict)
    if "parameters" in redacted:
        redacted["parameters"] = _mask_numbers(redacted["parameters"], mask)
    before = payload.get("masked")
    known = [name for name in before if isinstance(name, str)] if isinstance(before, list) else []
    masked = tuple(dict.fromkeys((*known, *found)))
    return {**redacted, "masked": list(masked)}, masked


def _mask_numbers(value: Json, mask: Callable[[str], str]) -> Json:
    """Mask numbers that are read as such, and are the digits of a card."""
    match value:
        case bool():
            return value
        case int() | float():
            text = write_value(value)
            masked = mask(text)
            return value if masked == text else masked
        case list():
            return [_mask_numbers(item, mask) for item in value]
        case dict():
            return {key: _mask_numbers(item, mask) for key, item in value.items()}
        case _:
            return value
