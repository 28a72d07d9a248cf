"""What is shown beside text, in a word or two: how transcripts name a card, a picture or a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.language.values import Json

PRINCIPAL = ("url", "title")
"""Which field of something shown tells best what it is."""


def tell_shown(content: Mapping[str, Json]) -> str:
    """Give the address of media, the title of a card or list, `latitude,longitude`; of a carousel its first title."""
    if "latitude" in content:
        return f"{content.get('latitude')},{content.get('longitude')}"
    told = next((str(content[name]) for name in PRINCIPAL if content.get(name)), "")
    cards = content.get("cards")
    if not told and isinstance(cards, list) and cards and isinstance(cards[0], dict):
        return tell_shown(cards[0])
    return told
