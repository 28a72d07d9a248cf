"""Entity types: what kinds of answers there are, and how each is found in a sentence.

Nothing heavy is imported here: Babel, email-validator, libphonenumber, RE2 and text2num are loaded by the first text
that needs them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from takeover.language.types.choice import Choice
from takeover.language.types.date import DATE
from takeover.language.types.email import EMAIL
from takeover.language.types.entity import Entity
from takeover.language.types.kind import EntityType, Found, Place
from takeover.language.types.money import MONEY
from takeover.language.types.name import NAME
from takeover.language.types.number import NUMBER
from takeover.language.types.phone import PHONE
from takeover.language.types.regex import Regex
from takeover.language.types.text import TEXT
from takeover.language.types.time import TIME
from takeover.language.types.url import URL

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPES: Mapping[str, EntityType] = MappingProxyType(
    {kind.name: kind for kind in (TEXT, NAME, EMAIL, NUMBER, PHONE, DATE, TIME, URL, MONEY)}
)
"""The types that a flow names. `Choice`, `Entity` and `Regex` are made of a bot's own words."""

__all__ = ["TYPES", "Choice", "Entity", "EntityType", "Found", "Place", "Regex"]
