"""The entity type `name`: what a person is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.types.kind import Found, Kind

if TYPE_CHECKING:
    from takeover.language.types.kind import Place


def read_name(text: str, place: Place) -> tuple[Found, ...]:
    """Read a name of one to five words, without what leads up to it (`my name is …`) and without thanks.

    Written all in small letters it gets its capitals, otherwise it stays as it was typed. A question, a sentence,
    digits and addresses are no name. Lead-ins are known in English, Dutch, German, French and Spanish.
    """
    from takeover.language.types.people import find_name

    found = find_name(text, place.language.replace("_", "-").partition("-")[0].lower())
    return (Found(*found),) if found else ()


NAME = Kind("name", "a name", "Jane Doe", read_name)
