"""The entity type `money`: an amount with its currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.types.kind import Found, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from takeover.language.types.kind import Place


def read_money(text: str, place: Place) -> Iterable[Found]:
    """Read amounts as `{"amount": 12.5, "currency": "EUR"}`, the currency in ISO 4217.

    The currency is a sign, a code or a word beside the number. Where no number has one, a number written as money
    (`12,50`, `12,-`), or one that is the whole text, is in the currency of the country. `$` and `kr` mean the country's
    own where it has such. Three digits after one sign are thousands, whatever the country: money has hundredths.
    """
    from takeover.language.types.amounts import find_amounts

    return (
        Found({"amount": amount.value, "currency": amount.currency}, amount.start, amount.end)
        for amount in find_amounts(text, place)
    )


MONEY = Kind("money", "an amount of money", "€ 12.50", read_money)
