"""Numbers and money: digits as the country writes them, words, currencies, and what only looks like either."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from takeover.language.types import TYPES, Place

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)


def values(name: str, text: str, country: str | None = "NL", language: str = "en") -> list[object]:
    """Give the values of a type in a text."""
    return [found.value for found in TYPES[name].find_all(text, Place(language, country, NOW))]


@pytest.mark.parametrize(
    ("country", "text", "number"),
    [
        ("NL", "1.234,56", 1234.56), ("US", "1,234.56", 1234.56), ("NL", "1,234.56", 1234.56),
        ("CH", "1'234.50", 1234.5),
        ("NL", "1.234", 1234), ("US", "1.234", 1.234), ("NL", "1,234", 1.234), ("US", "1,234", 1234),
        ("NL", "0.125", 0.125), ("NL", "12.50", 12.5), ("US", "12,50", 12.5), ("FR", "1 234,5", 1234.5),
        ("US", "1\u00a0234", 1234), ("NL", "-3", -3), ("NL", "１２３", 123), ("NL", "٣", 3), ("NL", "€12", 12),
        ("NL", "order 1815.", 1815), ("NL", "3k", 3000), ("NL", "1.5 million", 1_500_000), ("NL", "3 dozen", 36),
        ("NL", "2 and a half", 2.5), ("NL", "20%", 20),
    ],
)  # fmt: skip
def test_digits_are_read_as_the_country_writes_them(country: str, text: str, number: float) -> None:
    found = values("number", text, country)
    assert found == [number]
    assert [type(value) for value in found] == [type(number)]


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "twenty two", [22]), ("en", "Twenty-Two!", [22]), ("en", "a hundred and five dogs", [105]),
        ("en", "seven million two hundred thousand", [7_200_000]), ("en", "minus three point five", [-3.5]),
        ("en", "two dozen", [24]), ("en", "two and a half", [2.5]), ("en", "one", [1]), ("en", "I have one dog", [1]),
        ("en", "I have 2 dogs and three cats", [2, 3]), ("en", "no one told me", []), ("en", "the first one", []),
        ("en", "second", []), ("en", "second-hand", []), ("nl", "tweeëntwintig", [22]), ("nl", "een", [1]),
        ("nl", "ik heb een hond", []), ("nl", "drie en een half", [3.5]), ("nl", "drie komma vijf", [3.5]),
        ("de", "zweiundzwanzig", [22]), ("fr", "vingt-deux", [22]), ("es", "veintidós", [22]), ("pl", "dwa", []),
    ],
)  # fmt: skip
def test_number_words_are_read(language: str, text: str, numbers: list[float]) -> None:
    assert values("number", text, None, language) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "10:30",
        "2026-03-02",
        "3/4",
        "covid-19",
        "v1.2.3",
        "192.168.1.1",
        "5-6",
        "abc12",
        "12abc",
        "1,2,3",
        "1st",
        "9" * 19,
    ],
)
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    assert values("number", text) == []


def money(text: str, country: str | None = "NL") -> list[tuple[float, str]]:
    """Give the amounts in a text."""
    found = TYPES["money"].find_all(text, Place("en", country, NOW))
    return [(each.value["amount"], each.value["currency"]) for each in found if isinstance(each.value, dict)]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("12,50 euro", 12.5, "EUR"), ("€ 12.50", 12.5, "EUR"), ("€12", 12, "EUR"), ("$1,200", 1200, "USD"),
        ("1.200 euro", 1200, "EUR"), ("€1.234.567,89", 1234567.89, "EUR"), ("12EUR", 12, "EUR"), ("eur 12", 12, "EUR"),
        ("costs £3.50.", 3.5, "GBP"), ("US$5.50", 5.5, "USD"), ("R$12", 12, "BRL"), ("12 us dollars", 12, "USD"),
        ("twenty euros", 20, "EUR"), ("a hundred bucks", 100, "USD"), ("5k euros", 5000, "EUR"),
        ("1.5 million dollars", 1_500_000, "USD"), ("12 euro 50", 12.5, "EUR"), ("€ 12,-", 12, "EUR"),
        ("-€5", -5, "EUR"),
        ("€-5", -5, "EUR"), ("$12 CAD", 12, "CAD"), ("I paid TRY 12", 12, "TRY"), ("TRY 12", 12, "TRY"),
    ],
)  # fmt: skip
def test_money_with_its_currency_is_found(text: str, amount: float, currency: str) -> None:
    for country in ("NL", "US", None):
        assert money(text, country) == [(amount, currency)]


@pytest.mark.parametrize(
    ("country", "text", "amount", "currency"),
    [
        ("NL", "12,50", 12.5, "EUR"), ("US", "it was 12.50 yesterday", 12.5, "USD"), ("NL", "12,-", 12, "EUR"),
        ("NL", "50", 50, "EUR"), ("NL", "50 cents", 0.5, "EUR"), ("GB", "50p", 0.5, "GBP"), ("NO", "3 kr", 3, "NOK"),
        ("CA", "$5", 5, "CAD"), ("CA", "20 bucks", 20, "CAD"), ("CN", "¥100", 100, "CNY"),
    ],
)  # fmt: skip
def test_the_country_gives_the_currency_where_none_is_said(
    country: str, text: str, amount: float, currency: str
) -> None:
    assert money(text, country) == [(amount, currency)]


def test_several_amounts_are_found_in_order() -> None:
    text = "it was 3,75 but I paid 12,50 euro or 15 dollars"
    assert money(text) == [(12.5, "EUR"), (15, "USD")]
    assert [text[each.start : each.end] for each in TYPES["money"].find_all(text, Place("en", "NL", NOW))] == [
        "12,50 euro",
        "15 dollars",
    ]


@pytest.mark.parametrize(
    "text",
    ["I have 2 dogs", "I ran 12.50 km", "12.50%", "ALL 5 ITEMS", "all 5", "USB 3", "5 apples", "one", "10:30",
     "at 10.30 uur",
     "€", "€ abc", "12 e", "top 10", "50p"],
)  # fmt: skip
def test_what_is_no_money_is_left_alone(text: str) -> None:
    assert money(text) == []


def test_without_a_country_a_bare_number_is_no_money() -> None:
    assert money("12,50", None) == []
