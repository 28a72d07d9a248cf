"""The names that a recipe can use: the payload, what is made of it for people, its settings, and what answers told."""

from __future__ import annotations

import base64
import html
from datetime import datetime
from typing import TYPE_CHECKING

from takeover.handover.letter import write_letter, write_transcript
from takeover.handover.schema import PAYLOAD
from takeover.handover.writing import text_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.delivery.recipe.form import Recipe
    from takeover.language.values import Json

MADE = ("letter", "talk", "talk_base64", "html", "first_name", "last_name", "created_unix")
ROOTS = frozenset({*(key.name for key in PAYLOAD.keys), *MADE, "settings", "facts", "item"})
LONG = ("letter", "talk", "html", "summary", "question")
CUT = "…"


def offer(payload: Json, settings: Mapping[str, str], recipe: Recipe, most: int = 0) -> dict[str, Json]:
    """Give all names but the facts. What the recipe limits is cut, and called as its receiver calls it.

    With `most`, no text of the long ones (`LONG`) has more characters than that.
    """
    assert isinstance(payload, dict)
    name = text_at(payload, "contact.name").split()
    values: dict[str, Json] = {
        **payload,
        "letter": write_letter(payload),
        "talk": write_transcript(payload),
        "created_unix": int(datetime.fromisoformat(text_at(payload, "created_at")).timestamp()),
        "first_name": name[0] if name else "",
        "last_name": " ".join(name[1:]),
        "settings": {key: value.rstrip("/") if "://" in value else value for key, value in settings.items()},
    }
    limits = {**recipe.limits, **({name: min(most, recipe.limits.get(name, most)) for name in LONG} if most else {})}
    for field, longest in limits.items():
        value = values.get(field)
        if isinstance(value, str):
            values[field] = cut(value, longest)
    values["talk_base64"] = base64.b64encode(str(values["talk"]).encode()).decode("ascii")
    values["html"] = _in_html(str(values["letter"]), limits.get("html"))
    for field, called in recipe.values.items():
        value = str(values.get(field) or "")
        values[field] = called.get(value, value)
    return values


def cut(text: str, most: int) -> str:
    """Cut a text to so many characters, the last of which then says that it was."""
    return text if len(text) <= most else text[: max(0, most - len(CUT))] + CUT


def _in_html(text: str, most: int | None) -> str:
    """Show a text in HTML as it is, line by line; one that would be longer than `most` is cut first."""
    made = _preformatted(text)
    while most is not None and len(made) > most and text:
        text = cut(text, max(0, len(text) - max(1, (len(made) - most) // 6)))
        made = _preformatted(text)
    return made


def _preformatted(text: str) -> str:
    return f"<pre>{html.escape(text.rstrip())}</pre>"
