"""Payloads as text: JSON that any reader takes and no terminal obeys, times in UTC, single fields by their path."""

from __future__ import annotations

import json
import math
from datetime import UTC
from typing import TYPE_CHECKING

from takeover.handover.parts import DEEPEST, SURROGATE
from takeover.language.views import write_value
from takeover.source.regex import regex

if TYPE_CHECKING:
    from datetime import datetime

    from takeover.language.values import Json

OBEYED = regex("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]")
"""Characters that JSON may hold as they are, and that steer a terminal or part the lines of a JSON Lines file."""
REPLACED = "\ufffd"


def write_json(value: Json, indent: int | None = None) -> str:
    """Write JSON; on one line, unless indented. All letters stay; what could steer a terminal is escaped."""
    separators = None if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)
    return OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def write_moment(moment: datetime) -> str:
    """Write an aware time in UTC: `2026-03-02T09:15:00Z`, with milliseconds where it has some.

    At the very ends of the calendar, where UTC would fall outside it, the time keeps its own offset.
    """
    precision = "milliseconds" if moment.microsecond else "seconds"
    try:
        return moment.astimezone(UTC).isoformat(timespec=precision).replace("+00:00", "Z")
    except OverflowError:
        return moment.isoformat(timespec=precision)


def tidy(value: Json, depth: int = 0) -> Json:
    """Make a value one that JSON can hold: no halves of characters, no infinite numbers, no bottomless nesting."""
    match value:
        case str():
            return SURROGATE.sub(REPLACED, value)
        case float() if not math.isfinite(value):
            return str(value)
        case list() | dict() if depth >= DEEPEST:
            return f"(nested more than {DEEPEST} levels deep)"
        case list():
            return [tidy(item, depth + 1) for item in value]
        case dict():
            return {SURROGATE.sub(REPLACED, key): tidy(item, depth + 1) for key, item in value.items()}
        case _:
            return value


def value_at(payload: Json, path: str) -> Json:
    """Give what a payload holds at a path such as `contact.email`, or None where there is nothing."""
    found = payload
    for name in path.split("."):
        if not isinstance(found, dict):
            return None
        found = found.get(name)
    return found


def text_at(payload: Json, path: str) -> str:
    """Give what stands at a path as a person would read it; "" for nothing."""
    return write_value(value_at(payload, path))


def texts_at(payload: Json, path: str) -> tuple[str, ...]:
    """Give the texts of a list at a path."""
    found = value_at(payload, path)
    return tuple(item for item in found if isinstance(item, str)) if isinstance(found, list) else ()


def one_line(text: str, longest: int) -> str:
    """Put a text on one line, cut at a word where it is longer than `longest` characters."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    at_word = cut.rpartition(" ")[0]
    return f"{at_word if len(at_word) > longest // 2 else cut}…"
