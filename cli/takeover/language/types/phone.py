"""The entity type `phone`: a telephone number, judged by libphonenumber's numbering plans (nothing is looked up)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.language.types.kind import Found, Kind
from takeover.language.types.reading import plain
from takeover.source.regex import regex

if TYPE_CHECKING:
    from takeover.language.types.kind import Place

_FICTION = regex(r"\+1(?:555\d{7}|\d{3}55501\d\d)|\+44(?:7700900|1632960)\d{3}")
"""Numbers kept for films and examples: 555 in North America, Ofcom's for drama (ofcom.org.uk, "numbers for drama")."""

_CALL_ABROAD = regex(r"(?<![\w+])00(?=[1-9]\d)")


def read_phones(text: str, place: Place) -> tuple[Found, ...]:
    """Read numbers that can exist, as E.164 (`+31612345678`); an extension is left out.

    Read as one dials it in the bot's country. Without a country it starts with `+` or `00`. Numbers kept for fiction
    are taken too, because bots are tried out with them; any other number outside its country's plan is not.
    """
    text = plain(text)
    if not re.search(r"\d.*\d.*\d.*\d", text, re.DOTALL):
        return ()
    from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

    region = place.country.upper() if place.country else None
    # "00" is how most of the world dials abroad; where the country is known, its own way counts.
    text = text if region else _CALL_ABROAD.sub("+ ", text)
    found: dict[int, Found] = {}
    for leniency in (Leniency.VALID, Leniency.POSSIBLE):
        for match in PhoneNumberMatcher(text, region, leniency):
            value = format_number(match.number, PhoneNumberFormat.E164)
            if leniency == Leniency.VALID or _FICTION.fullmatch(value):
                found.setdefault(match.start, Found(value, match.start, match.end))
    ordered = [found[start] for start in sorted(found)]
    return tuple(
        reading for index, reading in enumerate(ordered) if not index or ordered[index - 1].end <= reading.start
    )


PHONE = Kind("phone", "a phone number", "+31612345678", read_phones)
