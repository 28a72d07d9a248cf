"""Looks into JSON of which nothing is promised: what is not there, or is something else, is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.views import write_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.language.values import Json


def text_at(content: Mapping[str, Json], name: str) -> str:
    """Give a value as a person reads it; a list as its values, parted by commas."""
    value = content.get(name)
    return ", ".join(map(write_value, value)) if isinstance(value, list) else write_value(value)


def list_at(content: Mapping[str, Json], name: str) -> list[Json]:
    """Give a list."""
    found = content.get(name)
    return found if isinstance(found, list) else []


def record_at(content: Mapping[str, Json], name: str) -> dict[str, Json]:
    """Give an object."""
    found = content.get(name)
    return found if isinstance(found, dict) else {}


def records_at(content: Mapping[str, Json], name: str) -> list[dict[str, Json]]:
    """Give the objects of a list."""
    return [item for item in list_at(content, name) if isinstance(item, dict)]
