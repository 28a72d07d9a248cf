"""The entity type `number`: a quantity, in digits or in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.language.types.kind import Found, Kind
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.types.kind import Place
    from takeover.language.types.numerals import Numeral

_NO_QUANTITY = regex(
    r"\b(?:no|the|this|that|which|every|any|each|some|first|last|next|other|another|right|wrong|new|old|only|good|big|small)"
    r"\s+\Z",
    re.IGNORECASE,
)
"""After these the English `one` is a pronoun."""


def read_numbers(text: str, place: Place) -> Iterator[Found]:
    """Read quantities: an integer or, written with decimals, a float.

    `1.234,56` is read by the country. `one`, `een`, `ein` count alone; `one` also where it is no pronoun.
    """
    from takeover.language.types.numerals import find_numerals

    for numeral in find_numerals(text, place):
        if not numeral.article or _counts(text, numeral, place.language):
            yield Found(numeral.value, numeral.start, numeral.end)


def _counts(text: str, numeral: Numeral, language: str) -> bool:
    alone = not any(map(str.isalnum, text[: numeral.start] + text[numeral.end :]))
    return alone or (language.lower().startswith("en") and not _NO_QUANTITY.search(text[: numeral.start]))


NUMBER = Kind("number", "a number", "42", read_numbers)
