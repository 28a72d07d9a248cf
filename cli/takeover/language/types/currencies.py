"""What people call a currency: signs, codes and words, as ISO 4217 codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNS: Mapping[str, str] = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₪": "ILS", "₫": "VND",
    "฿": "THB", "₴": "UAH", "₦": "NGN", "₱": "PHP", "$": "USD", "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD",
    "ca$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "mx$": "MXN", "r$": "BRL", "zł": "PLN", "kč": "CZK",
    "kr": "SEK", "fr": "CHF", "sfr": "CHF", "lei": "RON", "rs": "INR",
}  # fmt: skip

_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("euro", "euros"), "EUR"),
    **dict.fromkeys(("dollar", "dollars", "dólar", "dólares", "buck", "bucks"), "USD"),
    **dict.fromkeys(("us dollar", "us dollars", "american dollars", "amerikaanse dollar"), "USD"),
    **dict.fromkeys(("pound", "pounds", "quid", "pfund"), "GBP"),
    **dict.fromkeys(("franc", "francs", "franken"), "CHF"),
    **dict.fromkeys(("krona", "kronor", "krone", "kroner", "kronen"), "SEK"),
    **dict.fromkeys(("rupee", "rupees"), "INR"),
    **dict.fromkeys(("peso", "pesos"), "MXN"),
    **dict.fromkeys(("zloty", "zlotys", "złoty", "złotych"), "PLN"),
    **dict.fromkeys(("roebel", "ruble", "rubles"), "RUB"),
    **dict.fromkeys(("yuan", "rmb"), "CNY"),
    "yen": "JPY",
    "reais": "BRL",
    "rand": "ZAR",
    "lira": "TRY",
}

_SHARED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("$", "dollar", "dollars", "dólar", "dólares", "buck", "bucks", "peso", "pesos"),
        frozenset({"ARS", "AUD", "CAD", "CLP", "COP", "HKD", "MXN", "NZD", "PHP", "SGD", "USD"}),
    ),
    **dict.fromkeys(("kr", "krona", "kronor", "krone", "kroner", "kronen"), frozenset({"DKK", "ISK", "NOK", "SEK"})),
    **dict.fromkeys(("rs", "rupee", "rupees"), frozenset({"INR", "LKR", "NPR", "PKR"})),
    "¥": frozenset({"CNY", "JPY"}),
}
"""Names that several currencies share: where one of these is the country's own, they mean that one."""

CENTS: Mapping[str, frozenset[str] | None] = {
    **dict.fromkeys(("cent", "cents", "¢", "centimes", "céntimos", "centavos"), None),
    **dict.fromkeys(("eurocent", "eurocents"), frozenset({"EUR"})),
    **dict.fromkeys(("p", "pence"), frozenset({"GBP"})),
    **dict.fromkeys(("öre", "øre"), frozenset({"DKK", "NOK", "SEK"})),
}
"""Hundredths, and the currencies that have them (None: any). They count in the country's own currency."""

MAJOR = frozenset({"AUD", "CAD", "CHF", "CNY", "DKK", "EUR", "GBP", "INR", "JPY", "NOK", "PLN", "SEK", "USD"})
"""Codes that count in lower case too. Others must be capitals among small letters: ALL, TOP and TRY are codes."""


def read_currency(name: str, own: str | None, *, shouted: bool) -> str | None:
    """Read a sign, word or code as an ISO 4217 code; None if it is none.

    `own` is the currency of the country, `shouted` says that the whole text is in capitals.
    """
    key = name.lower()
    if own is not None and own in _SHARED.get(key, ()):
        return own
    code = SIGNS.get(key) or _WORDS.get(key) or (name.upper() if name.upper() in MAJOR else None)
    return code or (name if not shouted and _is_code(name) else None)


def _is_code(name: str) -> bool:
    if not (len(name) == 3 and name.isascii() and name.isupper()):  # noqa: PLR2004 - the form of a code
        return False
    from babel.numbers import is_currency

    return bool(is_currency(name))
