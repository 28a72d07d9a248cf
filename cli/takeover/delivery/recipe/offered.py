"""The names that a recipe can use: the payload, what is made of it for people, its settings, and what answers told."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import TYPE_CHECKING

from takeover.delivery.recipe.fitting import cut, cut_all, fit_html, fit_letter
from takeover.handover.letter import write_transcript
from takeover.handover.schema import PAYLOAD
from takeover.handover.writing import text_at, value_at
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.delivery.recipe.form import Recipe
    from takeover.language.values import Json

MADE = ("letter", "talk", "talk_base64", "html", "first_name", "last_name", "created_unix")
ROOTS = frozenset({*(key.name for key in PAYLOAD.keys), *MADE, "settings", "facts", "item"})
LONG = ("letter", "talk", "html", "summary", "question")
LONGEST: Mapping[str, int] = {"question": 10_000, "summary": 10_000, "subject": 500}
"""Characters that these have at most where a recipe does not say it."""
SILENCE = "(Nothing was said.)"
"""The talk of a takeover without one: receivers refuse a file that is empty."""
UNTAKEN = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What many receivers take in no text (PostgreSQL holds no NUL), and what is no character."""


def offer(payload: Json, settings: Mapping[str, str], recipe: Recipe, most: int = 0) -> dict[str, Json]:
    """Give all names but the facts. What the recipe limits is cut, and called as its receiver calls it.

    With `most`, no text of the long ones (`LONG`) has more characters than that. `letter` and `html` hold as many of
    the last messages as there is room for.
    """
    payload = _taken(payload)
    assert isinstance(payload, dict)
    limits = {**LONGEST, **recipe.limits}
    limits |= {name: min(most, limits.get(name, most)) for name in LONG} if most else {}
    name = text_at(payload, "contact.name").split()
    values: dict[str, Json] = {
        **payload,
        "talk": write_transcript(payload) or SILENCE,
        "created_unix": int(datetime.fromisoformat(text_at(payload, "created_at")).timestamp()),
        "first_name": name[0] if name else "",
        "last_name": " ".join(name[1:]),
        "settings": {
            key: value.rstrip("/") if "://" in value else value for key, value in settings.items() if value
        },  # what is not filled in is not there, for to Liquid an empty text is something
    }
    for field, longest in limits.items():
        _limit(values, field, longest)
    values["letter"] = fit_letter(payload, limits.get("letter"))
    values["html"] = fit_html(payload, limits.get("html"))
    values["talk_base64"] = base64.b64encode(str(values["talk"]).encode()).decode("ascii")
    for field, called in recipe.values.items():
        value = str(values.get(field) or "")
        values[field] = called.get(value, value)
    return values


def _limit(values: dict[str, Json], path: str, most: int) -> None:
    """Cut what stands at a path such as `contact.name`; fields on the way to it are copied, for they are others'."""
    name, _, rest = path.partition(".")
    if rest:
        inside = values.get(name)
        if isinstance(inside, dict) and value_at(inside, rest) is not None:
            copied = dict(inside)
            _limit(copied, rest, most)
            values[name] = copied
    elif name == "talk":
        values[name] = cut(str(values[name]), most, end=True)
    elif isinstance(values.get(name), str):
        values[name] = cut(str(values[name]), most)


def _taken(payload: Json) -> Json:
    return cut_all(payload, lambda text: UNTAKEN.sub("\ufffd", text))
