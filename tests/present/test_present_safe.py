"""What reaches a terminal: nothing that it would obey, and nothing that it would hide; all else as it was written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.present.safe import safe, safe_line

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Lone surrogates too."""

ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
HIDING = frozenset(
    chr(code)
    for first, last in (
        # Default-ignorable (DerivedCoreProperties.txt of Unicode) and no Cf ...
        *((0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x3164, 0x3164)),
        *((0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF)),
        # ... and noncharacters.
        *((0xFDD0, 0xFDEF), *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))),
    )
    for code in range(first, last + 1)
)
"""What is not drawn though it is no control."""


def test_every_character_alone() -> None:
    for character in map(chr, range(0x110000)):
        shown = safe(character)
        if character in "\n\t":
            assert shown == character
        elif unicodedata.category(character) in ACTING or character in HIDING:
            assert shown != character
            assert shown.isprintable()
        elif unicodedata.category(character) != "Cn":  # what a later Unicode made of it, this Python does not know
            assert shown == character


@given(ANY_TEXT)
def test_nothing_acts(text: str) -> None:
    shown = safe(text)
    left = {character for character in shown if unicodedata.category(character) in ACTING}
    assert left <= {"\n", "\t", "\u200c", "\u200d"}
    assert safe(shown) == shown
    assert "\n" not in safe_line(text)
    assert "\t" not in safe_line(text)


@given(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"])))
def test_what_is_plain_stays(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]8;;https://evil.example\x07here\x1b]8;;\x07", "␛]8;;https://evil.example␇here␛]8;;␇"),
        ("\x9b2J\x7f\x00\r", "\\x9b2J␡␀␍"),
        ("abc\u202egnp.exe", "abc\\u202egnp.exe"),
        ("a\u2066b\u2069\u200f\u061c", "a\\u2066b\\u2069\\u200f\\u061c"),
        ("pass\u200bword\ufeff\xad", "pass\\u200bword\\ufeff\\xad"),
        ("one\u2028two\u2029", "one\\u2028two\\u2029"),
        ("\ud83d lone", "\\ud83d lone"),
        ("\U000e0041", "\\U000e0041"),
        ("one\r\ntwo\rthree", "one\ntwo␍three"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_what_acts_is_shown(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian joins its letters, and says where not
        "क्\u200dष",  # Devanagari
        "👩\u200d👩\u200d👧 ❤\ufe0f 👍🏽 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈",
        "葛\U000e0100飾区",  # a variant of a Han character, as names have them
        "四川 Crème brûlée e\u0301 Ωμέγα مرحبا",
        "Bonjour\u00a0!",
    ],
)
def test_how_people_write_stays(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    "text", ["pay\u200dpal", "pay\u200cpal", "a\ufe0f", "\u200d", "❤\ufe0f\ufe0f", "👩\u200d", " \u200d👩"]
)
def test_a_joiner_that_joins_nothing_is_shown(text: str) -> None:
    assert safe(text) != text
