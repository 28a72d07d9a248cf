"""Times: how people say an hour, in which words, and what is none. The clock says 10:15."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from takeover.language.types import TYPES, Place

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 3, 2, 10, 15, tzinfo=ZONE)

ENGLISH = """
next friday at 10              | 10:00 | 10
today at 5pm                   | 17:00 | 5pm
half past ten                  | 10:30 | half past ten
half past three in the afternoon | 15:30 | half past three
noon                           | 12:00 | noon
around midnight                | 00:00 | midnight
10.30                          | 10:30 | 10.30
10.30 please                   | 10:30 | 10.30
at 10.30                       | 10:30 | 10.30
10h30                          | 10:30 | 10h30
10:30                          | 10:30 | 10:30
10:30:15                       | 10:30 | 10:30:15
10:30am                        | 10:30 | 10:30am
5 p.m. works                   | 17:00 | 5 p.m.
9am.                           | 09:00 | 9am
12 am                          | 00:00 | 12 am
12pm                           | 12:00 | 12pm
730pm                          | 19:30 | 730pm
four hundred and thirty pm     | 16:30 | four hundred and thirty pm
24:00                          | 00:00 | 24:00
quarter to nine                | 08:45 | quarter to nine
a quarter past nine            | 09:15 | a quarter past nine
ten past nine                  | 09:10 | ten past nine
twenty to nine                 | 08:40 | twenty to nine
three minutes to ten           | 09:57 | three minutes to ten
half ten                       | 10:30 | half ten
ten o'clock                    | 10:00 | ten o'clock
six thirty in the morning      | 06:30 | six thirty
at ten thirty                  | 10:30 | ten thirty
10                             | 10:00 | 10
8 in the evening               | 20:00 | 8
tonight at 8                   | 20:00 | 8
at 7 tonight                   | 19:00 | 7
2 at night                     | 02:00 | 2
11 at night                    | 23:00 | 11
tomorrow morning at eight      | 08:00 | eight
at 4 on friday                 | 04:00 | 4
from 9 to 5                    | 09:00 | 9
2026-03-02T14:05               | 14:05 | 14:05
in 2 hours                     | 12:15 | in 2 hours
in half an hour                | 10:45 | in half an hour
in 20 minutes                  | 10:35 | in 20 minutes
two hours from now             | 12:15 | two hours from now
１０：３０                      | 10:30 | １０：３０
"""

DUTCH = """
volgende week vrijdag om 10 uur | 10:00 | 10 uur
half elf                        | 10:30 | half elf
kwart voor negen                | 08:45 | kwart voor negen
tien over negen                 | 09:10 | tien over negen
vijf voor half tien             | 09:25 | vijf voor half tien
vijf over half tien             | 09:35 | vijf over half tien
10u30                           | 10:30 | 10u30
om 10 graag                     | 10:00 | 10
10.30 uur                       | 10:30 | 10.30 uur
om 3 uur 's middags             | 15:00 | 3 uur
om half drie vanmiddag          | 14:30 | half drie
vanavond om acht                | 20:00 | acht
over een half uur               | 10:45 | over een half uur
over 2 uur                      | 12:15 | over 2 uur
"""

GERMAN = """
um 10 Uhr            | 10:00 | 10 Uhr
14 Uhr 30            | 14:30 | 14 Uhr 30
halb elf             | 10:30 | halb elf
viertel vor neun     | 08:45 | viertel vor neun
fünf vor halb zehn   | 09:25 | fünf vor halb zehn
um 8 abends          | 20:00 | 8
"""

FRENCH = """
à 10h                        | 10:00 | 10h
dix heures et demie          | 10:30 | dix heures et demie
neuf heures moins le quart   | 08:45 | neuf heures moins le quart
10 heures du soir            | 22:00 | 10 heures
midi                         | 12:00 | midi
"""

SPANISH = """
a las 10             | 10:00 | 10
las diez y media     | 10:30 | diez y media
a las 5 de la tarde  | 17:00 | 5
"""

TABLES = {"en": ENGLISH, "nl": DUTCH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}
CASES = [
    (language, *(part.strip() for part in line.split("|")))
    for language, table in TABLES.items()
    for line in table.strip().splitlines()
]


@pytest.mark.parametrize(("language", "text", "time", "part"), CASES)
def test_a_time_is_found_in_what_was_said(language: str, text: str, time: str, part: str) -> None:
    found = TYPES["time"].find(text, Place(language, "NL", NOW))
    assert found is not None
    assert (found.value, text[found.start : found.end]) == (time, part)


@pytest.mark.parametrize(
    "text",
    [
        "I have 2 dogs", "may I ask", "order 1815", "version 10.2", "I paid 10.30", "€10.30", "10 €", "10%", "-5", "25",
        "at 10 people", "at 10 Downing Street", "at 10%", "24:30", "13am", "99:99", "5:3", "3/4", "1:2:3", "in 2 weeks",
        "call 06-12345678", "1one", "second-hand", "10 minutes to one hour", "two divided by ten", "", "\0", "noonish",
    ],
)  # fmt: skip
def test_what_is_no_time_is_left_alone(text: str) -> None:
    assert TYPES["time"].find(text, Place("en", "NL", NOW)) is None


@pytest.mark.parametrize("text", ["om 10 personen", "ik heb 2 honden", "half werk", "over 2 weken"])
def test_dutch_that_is_no_time_is_left_alone(text: str) -> None:
    assert TYPES["time"].find(text, Place("nl", "NL", NOW)) is None


def test_several_times_are_found_in_order() -> None:
    found = TYPES["time"].find_all("between three and four pm, or at 18:30", Place("en", "US", NOW))
    assert [reading.value for reading in found] == ["03:00", "16:00", "18:30"]


def test_one_time_is_found_once() -> None:
    assert len(TYPES["time"].find_all("10:30am", Place("en", "US", NOW))) == 1


def test_a_span_is_real_time_over_a_change_of_the_clock() -> None:
    before_spring = datetime(2026, 3, 29, 1, 30, tzinfo=ZONE)  # at 2:00 it is 3:00
    found = TYPES["time"].find("in an hour", Place("en", "NL", before_spring))
    assert found is not None
    assert found.value == "03:30"
