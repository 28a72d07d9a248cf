"""The types made of a bot's own words: choices, entities, regular expressions."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.language.types import TYPES, Choice, Entity, Place, Regex

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
PLACE = Place("en", "NL", NOW)
DUTCH = Place("nl", "NL", NOW)

PIZZAS = Choice(("Margherita", "Quattro Formaggi", "Café special", "Yes", "Yes, please"))


def chosen(choice: Choice, text: str, place: Place = PLACE) -> object:
    """Give the option that a text chooses."""
    found = choice.find(text, place)
    return found and found.value


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("margherita", "Margherita"),
        ("the MARGHERITA, please!", "Margherita"),
        ("quattro-formaggi for me", "Quattro Formaggi"),
        ("a cafe special", "Café special"),
        ("yes please", "Yes, please"),
        ("yes", "Yes"),
        ("2", "Quattro Formaggi"),
        ("#2.", "Quattro Formaggi"),
        ("option 3", "Café special"),
        ("the second one", "Quattro Formaggi"),
        ("number two please", "Quattro Formaggi"),
        ("first", "Margherita"),
        ("margerita", "Margherita"),
        ("margheirta", "Margherita"),
        ("I'd like margheritta", "Margherita"),
        ("quatro formaggi", "Quattro Formaggi"),
    ],
)
def test_an_option_is_chosen(text: str, option: str) -> None:
    assert chosen(PIZZAS, text) == option


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "6",
        "99999",
        "2 pizzas",
        "pizza",
        "margherita or quattro formaggi",
        "margarita!!",
        "targherita",
        "ye",
        "eyes",
        "yess",
        "-",
    ],
)
def test_what_chooses_nothing(text: str) -> None:
    assert chosen(PIZZAS, text) is None


def test_a_number_is_a_word_of_an_option_before_it_is_its_place() -> None:
    people = Choice(("2 people", "4 people", "6 people"))
    assert chosen(people, "4") == "4 people"
    assert chosen(people, "3") == "6 people"
    assert chosen(Choice(("1", "2", "4")), "4") == "4"
    assert chosen(Choice(("order 12", "order 34")), "order 13") is None


def test_dutch_ordinals_choose() -> None:
    assert chosen(PIZZAS, "de tweede", DUTCH) == "Quattro Formaggi"


def test_an_ambiguous_close_spelling_chooses_nothing() -> None:
    assert chosen(Choice(("Marina", "Marino")), "marine") is None


def test_a_picture_can_be_an_option() -> None:
    assert chosen(Choice(("👍", "👎")), "👍🏽") == "👍"


def test_the_place_of_an_option_is_that_of_its_words() -> None:
    text = "I want the  Cafe\u0301  Special!"
    found = PIZZAS.find(text, PLACE)
    assert found is not None
    assert text[found.start : found.end] == "Cafe\u0301  Special"


SIZE = Entity("size", (("small", ("tiny", "klein", "大")), ("large", ("big", "very big", "huge"))))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a Tiny one and a HUGE one", ["small", "large"]),
        ("very big", ["large"]),
        ("large", ["large"]),
        ("bigger hugely", []),
        ("big-ish", ["large"]),
        ("我要大的", ["small"]),
        ("big大big", ["large", "small", "large"]),
        ("", []),
    ],
)
def test_whole_words_of_an_entity_are_found(text: str, values: list[str]) -> None:
    assert [found.value for found in SIZE.find_all(text, PLACE)] == values


def test_the_longest_synonym_wins_and_the_first_value_of_two() -> None:
    entity = Entity("city", (("York", ()), ("New York", ("big apple",)), ("Fruit", ("apple", "big apple"))))
    text = "from new york to the Big Apple, an apple"
    found = entity.find_all(text, PLACE)
    assert [reading.value for reading in found] == ["New York", "New York", "Fruit"]
    assert [text[reading.start : reading.end] for reading in found] == ["new york", "Big Apple", "apple"]


def test_a_mark_does_not_part_a_word() -> None:
    assert Entity("fish", (("fish", ("ก",)),)).find("กิน", PLACE) is None
    assert Entity("who", (("who", ("क",)),)).find("कि", PLACE) is None


def test_an_entity_without_words_finds_nothing() -> None:
    assert Entity("empty", ()).find("anything", PLACE) is None
    assert Entity("signs", (("!!!", ("???",)),)).find("!!!", PLACE) is None


def test_named_groups_make_an_object() -> None:
    found = Regex(r"(?P<shop>[A-Z]{2})-(?P<order>\d+)(?P<part>/\d)?").find("it was ac-1815, I think", PLACE)
    assert found is not None
    assert found.value == {"shop": "ac", "order": "1815", "part": None}
    assert (found.start, found.end) == (7, 14)


def test_without_named_groups_the_match_is_the_value() -> None:
    text = "日本 12 é 345 \ud800"
    found = Regex(r"\d+").find_all(text, PLACE)
    assert [reading.value for reading in found] == ["12", "345"]
    assert [text[reading.start : reading.end] for reading in found] == ["12", "345"]


@given(st.text(alphabet="abC12- \n", max_size=12))
def test_plain_texts_are_read_as_others_are(text: str) -> None:
    pattern = Regex(r"(?P<a>[a-z]{1,2})-?(?P<b>\d+)?|x*")
    assert pattern.find_all(text, PLACE) == pattern.find_all(f"{text} é", PLACE)


def test_an_empty_match_is_no_reading() -> None:
    assert [found.value for found in Regex("a*").find_all("baac", PLACE)] == ["aa"]
    assert Regex("a*").find("bcd", PLACE) is None


@pytest.mark.parametrize("text", ["a" * 10_000_000 + "!", "é" * 3_000_000, "\ud800" * 1_000_000])
def test_no_expression_hangs(text: str) -> None:
    assert Regex(r"(a+)+$|(é|é)+x").find(text, PLACE) is None


@pytest.mark.parametrize(
    ("pattern", "said"),
    [("order (abc", "missing )"), ("x[z-a]", "z-a (character 3)"), ("a(?=b)", "look-around"), ("\ud800", "surrogate")],
)
def test_an_expression_that_cannot_be_used_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        Regex(pattern)


def test_types_are_values() -> None:
    assert Choice(("a", "b")) == Choice(("a", "b"))
    assert hash(Entity("size", (("s", ()),))) == hash(Entity("size", (("s", ()),)))
    assert Regex("a+") == Regex("a+")
    assert Regex("a+") != Regex("b+")


def test_text_is_what_was_said() -> None:
    found = TYPES["text"].find("  My parrot\nate it ", PLACE)
    assert found is not None
    assert (found.value, found.start, found.end) == ("My parrot\nate it", 2, 18)
    assert TYPES["text"].find(" \n\t", PLACE) is None


def test_every_type_says_what_it_is() -> None:
    assert set(TYPES) == {"text", "name", "email", "number", "phone", "date", "time", "url", "money"}
    assert all(name == kind.name and kind.label and kind.example for name, kind in TYPES.items())
    assert (PIZZAS.name, SIZE.name, Regex("a").name) == ("choice", "size", "regex")
    assert (SIZE.label, Regex("a").label) == ("size", "/a/")
    assert PIZZAS.label == "one of Margherita, Quattro Formaggi, Café special, Yes, Yes, please"
