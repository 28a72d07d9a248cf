"""The entity type `text`: whatever was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.types.kind import Found, Kind

if TYPE_CHECKING:
    from takeover.language.types.kind import Place


def read_text(text: str, place: Place) -> tuple[Found, ...]:
    """Read the whole text, without the white space around it; a blank one is no answer."""
    del place
    value = text.strip()
    start = len(text) - len(text.lstrip())
    return (Found(value, start, start + len(value)),) if value else ()


TEXT = Kind("text", "a text", "My parrot ate the invoice", read_text)
