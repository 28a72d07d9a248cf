"""Makes the texts for people as long as a receiver takes them: older messages go first, then what is longest."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from takeover.handover.letter import write_letter
from takeover.handover.page import write_inside
from takeover.handover.writing import text_at, value_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from takeover.language.values import Json

CUT = "…"
SHORTER = (2_000, 500, 100)
"""Characters that each text of a payload is cut to, one after the other, where no message has room."""


def fit_letter(payload: Json, most: int | None) -> str:
    """Write the letter in at most so many characters, with as much of the talk as there is room for."""
    fitted = _fit(write_letter, payload, most)
    return cut(write_letter(payload, 0), most or 0) if fitted is None else fitted


def fit_html(payload: Json, most: int | None) -> str:
    """Write the inside of the page in at most so many characters. No tag and no entity is ever cut through."""
    fitted = _fit(write_inside, payload, most)
    if fitted is not None:
        return fitted
    room = max(0, (most or 0) - len("<p></p>")) // len("&quot;")
    return f"<p>{escape(cut(text_at(payload, 'summary'), room))}</p>" if room else ""


def cut(text: str, most: int, *, end: bool = False) -> str:
    """Cut a text to so many characters, and show where; with `end`, its end is what stays."""
    if len(text) <= most:
        return text
    kept = max(0, most - len(CUT))
    return CUT + text[len(text) - kept :] if end else text[:kept] + CUT


def cut_all(value: Json, change: Callable[[str], str]) -> Json:
    """Change every text of a value."""
    match value:
        case str():
            return change(value)
        case list():
            return [cut_all(item, change) for item in value]
        case dict():
            return {name: cut_all(item, change) for name, item in value.items()}
        case _:
            return value


def _fit(write: Callable[[Json, int], str], payload: Json, most: int | None) -> str | None:
    """Write with the last messages, as many as fit; None where even the shortest texts without any are too long."""
    talk = value_at(payload, "transcript")
    count = len(talk) if isinstance(talk, list) else 0
    whole = write(payload, count)
    if most is None or len(whole) <= most:
        return whole
    for longest in (None, *SHORTER):
        shorter = payload if longest is None else cut_all(payload, lambda text, most=longest: cut(text, most))  # type: ignore[misc]
        if len(write(shorter, 0)) <= most:
            return _with_last(write, shorter, count, most)
    return None


def _with_last(write: Callable[[Json, int], str], payload: Json, count: int, most: int) -> str:
    fits, fails = 0, count + 1
    while fails - fits > 1:
        middle = (fits + fails) // 2
        if len(write(payload, middle)) <= most:
            fits = middle
        else:
            fails = middle
    return write(payload, fits)
