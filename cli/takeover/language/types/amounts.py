"""Numbers inside a text that are amounts of money: by the currency beside them, or by how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.language.types.currencies import CENTS, MAJOR, SIGNS, read_currency
from takeover.language.types.customs import find_customs
from takeover.language.types.numerals import find_numerals
from takeover.language.types.reading import plain
from takeover.source.regex import regex

if TYPE_CHECKING:
    from takeover.language.types.kind import Place
    from takeover.language.types.numerals import Numeral

_SIGN = "[" + "".join(sign for sign in (*SIGNS, *CENTS) if len(sign) == 1 and not sign.isalpha()) + "]"
_NAME = rf"(?:[^\W\d_]{{0,2}}{_SIGN}|[^\W\d_]{{1,12}})"
_NAMES = "|".join(sorted((*(name for name in (*SIGNS, *CENTS) if name.isalpha()), *MAJOR), key=len, reverse=True))
_GLUED = regex(
    rf"(?<=\d)(?:{_NAMES}|(?-i:[A-Z]{{3}}))(?!\w)"
    rf"|(?<!\w)(?:{_NAMES}|[a-z]{{1,2}}(?=\$)|(?-i:[A-Z]{{3}}))(?=\$?\d)",
    re.IGNORECASE,
)
_BEFORE = regex(rf"(?<![^\W\d_])(?P<minus>-\s?)?(?P<name>{_NAME})\.?\s?\Z")
_AFTER = regex(rf"(?P<dash>,--?|\.-)?\s?(?:(?P<name>{_NAME})(?P<second>\s[^\W\d_]{{1,12}})?)?")
_CENTS_AFTER = regex(r"\s?(?P<cents>\d\d)(?![\w.,:/-])")
_MONEY_FORM = regex(r"\d[.,]\d\d\Z")
_OTHER_UNIT = regex(r"\s?(?:[%°:]|(?:[a-z]{1,2}|hours?|uur)\b)", re.IGNORECASE)

_LONGEST_NAME = 16


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in whole units of a currency (ISO 4217), and where it stands with the name of the currency."""

    value: int | float
    currency: str
    start: int
    end: int


def find_amounts(text: str, place: Place) -> tuple[Amount, ...]:
    """Find the amounts that name their currency or, if there are none, those that are written as money."""
    text = plain(text)
    own = find_customs(place.language, place.country).currency
    # A name without a space beside its number is blanked out, so that the number is one.
    numerals = find_numerals(_GLUED.sub(lambda match: " " * len(match[0]), text), place, thousands=True)
    named: list[Amount] = []
    for numeral in numerals:
        amount = _read_named(text, numeral, own)
        if amount and (not named or amount.start >= named[-1].end):
            named.append(amount)
    if named or own is None:
        return tuple(named)
    written = (_read_written(text, numeral, own) for numeral in numerals)
    return tuple(amount for amount in written if amount)


def _read_named(text: str, numeral: Numeral, own: str | None) -> Amount | None:
    """Read a number that has the name of a currency, or of its hundredths, on one side."""
    shouted = text.isupper() and len(re.findall(r"[^\W\d_]+", text)) > 1
    before = _BEFORE.search(text, max(0, numeral.start - _LONGEST_NAME), numeral.start)
    after = _AFTER.match(text, numeral.end)
    if before and (code := read_currency(before["name"], own, shouted=shouted)):
        value = -numeral.value if before["minus"] else numeral.value
        # A code behind tells more than a sign in front: `$12 CAD`.
        behind = after["name"] if after and after["name"] and after["name"].isupper() else None
        later = read_currency(behind, own, shouted=shouted) if behind and behind.isalpha() else None
        end = max(numeral.end, after.end("name" if later else "dash")) if after else numeral.end
        return Amount(value, later or code, before.start(), end)
    if after is None or not after["name"]:
        return None
    for end in (after.end("second"), after.end("name")):
        code = read_currency(text[after.start("name") : end], own, shouted=shouted) if end > 0 else None
        if code:
            rest = _CENTS_AFTER.match(text, end) if isinstance(numeral.value, int) else None
            value = round(numeral.value + int(rest["cents"]) / 100, 2) if rest else numeral.value
            return Amount(value, code, numeral.start, rest.end() if rest else end)
    of = CENTS.get(after["name"].lower(), frozenset())
    if own is None or (of is not None and own not in of):
        return None
    return Amount(numeral.value / 100, own, numeral.start, after.end("name"))


def _read_written(text: str, numeral: Numeral, own: str) -> Amount | None:
    """Read a number without a name, in the country's own currency."""
    after = _AFTER.match(text, numeral.end)
    if after and after["dash"] and isinstance(numeral.value, int):
        return Amount(numeral.value, own, numeral.start, after.end("dash"))
    alone = not numeral.article and not any(map(str.isalnum, text[: numeral.start] + text[numeral.end :]))
    fits = alone or _MONEY_FORM.search(text, numeral.start, numeral.end)
    if not fits or _OTHER_UNIT.match(text, numeral.end):
        return None
    return Amount(numeral.value, own, numeral.start, numeral.end)
