"""What holds for every entity type: any text is taken, readings lie inside it, the same text reads the same twice."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from takeover.language.types import TYPES, Choice, Entity, EntityType, Place, Regex

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 3, 2, 10, 15, tzinfo=ZONE)
PLACE = Place("en", "NL", NOW)

OWN: tuple[EntityType, ...] = (
    Choice(("Small", "Large pizza", "Café crème", "👍", "2")),
    Entity("size", (("small", ("tiny", "klein", "大")), ("large", ("big", "very big", "กิน")))),
    Regex(r"(?P<letters>[a-z]{2})-?(?P<digits>\d+)?"),
    Regex(r"\w+"),
)
ALL: tuple[EntityType, ...] = (*TYPES.values(), *OWN)

PIECES = """
tomorrow|next|friday|on|the|3rd|of|march|2026|may|at|half|past|ten|quarter|to|10:30|10h30|noon|in|two|weeks|and a half
minus|twenty-two|million|hundred|point|one|second|1.234,56|€|12.50|euro|$|USD|kr|cents|50p|+31|06-12345678|555-0100
jane@example.com|@|.|https://|example.com/a(b)|www.|my name is|I'm|Jane Doe,|please|thanks|?|small|large pizza|big|大|กิน
2|24/7|29 february|31/12|99:99|--|''|'s|morgen|over een|uur|demain|midi|mañana|月|日|12am|p.m.|0|ago|eleven
"""
WORDS = [word for line in PIECES.strip().split("\n") for word in line.split("|")]

ANY_CHARACTER = st.characters(min_codepoint=0, max_codepoint=sys.maxunicode, categories=None)
"""Lone surrogates, NUL and unassigned code points included."""

TEXTS = st.one_of(
    st.text(ANY_CHARACTER, max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(ANY_CHARACTER, max_size=3)), max_size=14).map("".join),
)
PLACES = st.builds(
    Place,
    st.sampled_from(("en", "nl", "de", "fr", "es", "pt-BR", "ja", "ar", "xx", "", "en_GB", "not a tag")),
    st.sampled_from((None, "NL", "US", "GB", "us", "CH", "JP", "SA", "XX", "", "Netherlands")),
    st.datetimes(timezones=st.timezones()),
)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.label)
@given(text=TEXTS, place=PLACES)
@example(text="\ud800 one \ud800", place=PLACE)
@example(text="0TEN", place=PLACE)
@example(text="in 9999 years, 9999 days, in 9999 hours", place=Place("en", None, datetime.max.replace(tzinfo=ZONE)))
@example(text="9999 years ago, 9999 days ago, last friday", place=Place("en", None, datetime.min.replace(tzinfo=ZONE)))
def test_any_text_is_read_the_same_twice_and_readings_lie_in_order_inside_it(
    kind: EntityType, text: str, place: Place
) -> None:
    found = kind.find_all(text, place)
    assert found == kind.find_all(text, place)
    assert all(0 <= reading.start < reading.end <= len(text) for reading in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    best = kind.find(text, place)
    assert best is None or best in found
    json.dumps([reading.value for reading in found], allow_nan=False)
    assert best is not None or not found or isinstance(kind, Choice)  # two options named: none is chosen


@pytest.mark.parametrize("kind", [*TYPES.values(), *OWN[:2]], ids=lambda kind: kind.label)
@pytest.mark.parametrize("country", ["NL", "US", None])
def test_the_example_fits(kind: EntityType, country: str | None) -> None:
    assert kind.find(kind.example, Place("en", country, NOW)) is not None


@pytest.mark.parametrize("name", ["text", "name", "email", "phone", "date", "time", "url"])
@given(text=TEXTS, place=PLACES)
def test_a_value_is_read_again_as_itself(name: str, text: str, place: Place) -> None:
    found = TYPES[name].find(text, place)
    if found is None or not isinstance(found.value, str) or (name == "name" and not found.value.isascii()):
        return  # case and composition of other scripts do not always go back
    again = TYPES[name].find(found.value, place)
    assert again is not None
    assert again.value == found.value


@given(st.integers(-(10**17), 10**17), PLACES)
def test_an_integer_is_itself(number: int, place: Place) -> None:
    found = TYPES["number"].find(str(number), place)
    assert found is not None
    assert found.value == number


@given(st.dates(), PLACES)
def test_an_iso_date_is_itself(day: object, place: Place) -> None:
    found = TYPES["date"].find(f"on {day}, please", place)
    assert found is not None
    assert found.value == str(day)


@given(st.times())
def test_an_iso_time_is_itself(time: object) -> None:
    found = TYPES["time"].find(f"at {time} please", PLACE)
    assert found is not None
    assert found.value == str(time)[:5]


HUGE = {
    "letters": "a" * 10_000_000,
    "pictures": "👍" * 2_000_000,
    "nothing": "\0" * 1_000_000,
    "surrogates": "\ud800" * 1_000_000,
    "digits": "1" * 1_000_000,
    "wide digits": "１２３" * 300_000,
    "signs": "+-.,:/@$€" * 100_000,
    "spaces": " " * 1_000_000,
    "words": "twenty " * 200_000,
    "dates": "3/4 " * 200_000,
    "hosts": "a." * 500_000,
    "brackets": "(" * 500_000,
    "marks": "\u0301" * 500_000,
    "addresses": "a@" * 500_000,
    "names": "my name is " * 100_000,
    "phones": "06 12 34 56 78 " * 50_000,
}


@pytest.mark.parametrize("kind", [*TYPES.values(), *OWN[:2]], ids=lambda kind: kind.label)
@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_a_huge_text_is_taken(kind: EntityType, text: str) -> None:
    """No bound in seconds: an algorithm that is not linear would not end while one waits."""
    found = kind.find_all(text, PLACE)
    assert all(reading.end <= len(text) for reading in found)


@pytest.mark.parametrize("name", sorted(TYPES.keys() - {"text", "name"}))
def test_a_reading_is_not_cut_in_half_where_the_search_ends(name: str) -> None:
    whole = TYPES[name].find(f"x {TYPES[name].example}", PLACE)
    assert whole is not None
    found = [TYPES[name].find(f"{'x' * lead} {TYPES[name].example}", PLACE) for lead in range(1960, 2002)]
    assert {str(reading.value) for reading in found if reading} == {str(whole.value)}
    assert found[0] is not None
    assert found[-1] is None
