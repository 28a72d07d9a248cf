"""What a country is used to: its decimal sign, its currency, and whether the day or the month is written first.

The facts are those of CLDR (https://cldr.unicode.org), by way of Babel, which is loaded at the first question.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


@dataclass(frozen=True, slots=True)
class Customs:
    """`decimal` is `.` or `,`; `spaced` says that a space parts thousands; `currency` is an ISO 4217 code or None."""

    decimal: str
    spaced: bool
    currency: str | None
    month_first: bool


@functools.lru_cache(maxsize=64)
def find_locale(language: str, country: str | None = None) -> Locale | None:
    """Find CLDR's locale for a language tag, in a country if one is given; None if CLDR does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse("_".join([language.replace("-", "_").split("_")[0], *([country] if country else [])]))
    except (UnknownLocaleError, ValueError):  # ValueError: not the form of a language tag
        return None


@functools.lru_cache(maxsize=64)
def find_customs(language: str, country: str | None) -> Customs:
    """Find the customs of a country; without one, those of the language; of neither, those of the world in English.

    A language that is not spoken in the country (a bot in English, in the Netherlands) counts, where money and numbers
    are typed, less than the country. A country in the language tag (`en-GB`) counts where no country is given.
    """
    tag = language.replace("-", "_").split("_")
    country = (country or next((part for part in tag[1:] if len(part) == 2), "")).upper()  # noqa: PLR2004 - ISO 3166
    found = country and (_spoken(tag[0], country) or find_locale("und", country))
    locale = found or find_locale(tag[0]) or find_locale("en")
    if locale is None:
        raise LookupError("Babel knows no English")
    from babel.numbers import get_territory_currencies

    symbols = locale.number_symbols.get("latn", {})
    pattern = str(locale.datetime_skeletons.get("Md", "M/d"))
    currencies = get_territory_currencies(country) if country else []
    return Customs(
        decimal="," if symbols.get("decimal") == "," else ".",
        spaced=str(symbols.get("group", "")).isspace(),
        currency=str(currencies[0]) if currencies else None,
        month_first=pattern.lower().find("m") < pattern.lower().find("d"),  # what is written without a year
    )


def _spoken(language: str, country: str) -> Locale | None:
    """Find the locale of a language where it is official."""
    from babel.languages import get_official_languages

    return find_locale(language, country) if language in get_official_languages(country, de_facto=True) else None
