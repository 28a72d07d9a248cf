"""E-mail, phone and web addresses: found in a sentence, normalised, judged."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from takeover.language.types import TYPES, Place

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)


def values(name: str, text: str, country: str | None = "NL") -> list[object]:
    """Give the values of a type in a text."""
    return [found.value for found in TYPES[name].find_all(text, Place("en", country, NOW))]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("it's jane@example.com", "jane@example.com"),
        ("Jane.Doe+tag@EXAMPLE.co.uk.", "Jane.Doe+tag@example.co.uk"),
        ("<jane@example.com>", "jane@example.com"),
        ("mailto:jane@acme.test", "jane@acme.test"),
        ("email=jane@acme.example", "jane@acme.example"),
        ("'jane@example.com'", "jane@example.com"),
        ("o'neil@example.com", "o'neil@example.com"),
        ("jane@example.com?subject=hi", "jane@example.com"),
        ("jané@exämple.de", "jané@exämple.de"),
        ("jane＠example．com", "jane@example.com"),
        ("is it jane@example.com?", "jane@example.com"),
    ],
)
def test_an_email_address_is_found(text: str, address: str) -> None:
    assert values("email", text) == [address]


@pytest.mark.parametrize(
    "text",
    ["jane@example", "jane@", "@example.com", "a@b@c.com", "jane@x..com", "jane@-x.com", "jane@.com", "jane@127.0.0.1",
     "jane@host.local", "jane@example.123", "jane at example", "x" * 90 + "@example.com", "a@" + "b" * 300 + ".com"],
)  # fmt: skip
def test_what_is_no_email_address_is_left_alone(text: str) -> None:
    assert values("email", text) == []


def test_several_addresses_are_found_in_order() -> None:
    assert values("email", "jane@example.com,john@example.org") == ["jane@example.com", "john@example.org"]


@pytest.mark.parametrize(
    ("country", "text", "number"),
    [
        ("NL", "my number is 06 12 34 56 78 thanks", "+31612345678"),
        ("NL", "06-12345678", "+31612345678"),
        ("NL", "+31 (0)6 12345678", "+31612345678"),
        ("NL", "０６１２３４５６７８", "+31612345678"),
        ("NL", "+44 20 7946 0958", "+442079460958"),
        ("NL", "0031612345678", "+31612345678"),
        ("NL", "call 1 0612345678", "+31612345678"),
        ("US", "(202) 555-0100", "+12025550100"),
        ("us", "01131612345678", "+31612345678"),
        ("DE", "030 123456", "+4930123456"),
        (None, "+31612345678", "+31612345678"),
        (None, "dial 0031612345678", "+31612345678"),
        ("US", "(555) 123-4567", "+15551234567"),
        ("NL", "+1 555 123 4567", "+15551234567"),
        ("GB", "07700 900123", "+447700900123"),
        ("NL", "+44 1632 960123", "+441632960123"),
    ],
)
def test_a_phone_number_is_found(country: str | None, text: str, number: str) -> None:
    assert values("phone", text, country) == [number]


@pytest.mark.parametrize(
    ("country", "text"),
    [("NL", "+316123456"), ("NL", "order 1234567890"), ("US", "order 1234567890"), ("US", "555-0100"), ("NL", "112"),
     ("US", "2026-03-02"), ("US", "4111 1111 1111 1111"), ("NL", "IBAN NL91ABNA0417164300"), (None, "0612345678"),
     ("XX", "0612345678"), ("NL", "+1 555 0100")],
)  # fmt: skip
def test_what_is_no_phone_number_is_left_alone(country: str | None, text: str) -> None:
    assert values("phone", text, country) == []


def test_the_place_of_a_phone_number_is_that_of_its_digits() -> None:
    text = "please dial 0031612345678 now"
    found = TYPES["phone"].find(text, Place("en", None, NOW))
    assert found is not None
    assert text[found.start : found.end] == "0031612345678"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://Example.COM/Path?q=1.", "https://example.com/Path?q=1"),
        ("HTTP://EXAMPLE.COM", "http://example.com"),
        ("go to example.com please", "https://example.com"),
        ("example.com:8080", "https://example.com:8080"),
        ("www.foo.bar", "https://www.foo.bar"),
        ("münchen.de", "https://münchen.de"),
        ("  done.photography\n", "https://done.photography"),
        ("read acme.blogspot/x now", "https://acme.blogspot/x"),
        ("(see http://x.com/a_(b))", "http://x.com/a_(b)"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("https://[::1]/", "https://[::1]/"),
        ("example.com. Thanks", "https://example.com"),
    ],
)
def test_a_web_address_is_found(text: str, address: str) -> None:
    assert values("url", text) == [address]


@pytest.mark.parametrize(
    "text",
    ["jane@example.com", "thanks.Online now", "that is.it then", "file.txt is here", "e.g. this", "v1.2", "3.14",
     "https://",
     "ftp://x.com", "javascript:alert(1)", "http://user:secret@x.com/", "https://-x.com", "http://a..b",
     "hello...world.com"],
)  # fmt: skip
def test_what_is_no_web_address_is_left_alone(text: str) -> None:
    assert values("url", text) == []
