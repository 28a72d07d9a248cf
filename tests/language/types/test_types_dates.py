"""Dates: how people say a day, in which words, and what is none. The clock says Monday, 2 March 2026, 10:15."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from takeover.language.types import TYPES, Place

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=ZoneInfo("Europe/Amsterdam"))

ENGLISH = """
tomorrow                                      2026-03-03 tomorrow
can I come next friday at 10 please           2026-03-06 next friday
friday                                        2026-03-06 friday
Friday morning                                2026-03-06 Friday
fri                                           2026-03-06 fri
in two weeks                                  2026-03-16 in two weeks
in 3 days please                              2026-03-05 in 3 days
in a couple of weeks                          2026-03-16 in a couple of weeks
in a month                                    2026-04-02 in a month
twelve weeks from today                       2026-05-25 twelve weeks from today
3 days ago                                    2026-02-27 3 days ago
a week ago                                    2026-02-23 a week ago
the 3rd of march                              2026-03-03 the 3rd of march
march 3                                       2026-03-03 march 3
March 1                                       2027-03-01 March 1
2 march                                       2026-03-02 2 march
5 march 2024                                  2024-03-05 5 march 2024
Friday, March 6th, 2026                       2026-03-06 Friday, March 6th, 2026
3-mar-2026                                    2026-03-03 3-mar-2026
3 mar '27                                     2027-03-03 3 mar '27
twenty fifth may                              2026-05-25 twenty fifth may
on the twenty-ninth of march twenty seventeen 2017-03-29 the twenty-ninth of march twenty seventeen
june fourteenth two thousand and seventeen    2017-06-14 june fourteenth two thousand and seventeen
march nineteenth's event                      2026-03-19 march nineteenth
feb 29                                        2028-02-29 feb 29
2026-03-02                                    2026-03-02 2026-03-02
2026-03-02T10:00                              2026-03-02 2026-03-02
2026/3/2                                      2026-03-02 2026/3/2
born on 31/12/1999.                           1999-12-31 31/12/1999
1/2/87                                        1987-02-01 1/2/87
01.02.2026                                    2026-02-01 01.02.2026
3/4                                           2026-04-03 3/4
on 3-4                                        2026-04-03 3-4
3-4                                           2026-04-03 3-4
today at 5pm                                  2026-03-02 today
tonight                                       2026-03-02 tonight
the day after tomorrow                        2026-03-04 the day after tomorrow
monday                                        2026-03-09 monday
this monday                                   2026-03-02 this monday
next monday                                   2026-03-09 next monday
last monday                                   2026-02-23 last monday
last friday                                   2026-02-27 last friday
monday week                                   2026-03-16 monday week
a week from friday                            2026-03-13 a week from friday
friday next week                              2026-03-13 friday next week
next week friday                              2026-03-13 next week friday
sun 8 march                                   2026-03-08 sun 8 march
next sun                                      2026-03-08 next sun
the 3rd                                       2026-03-03 the 3rd
on the 31st please                            2026-03-31 the 31st
the 1st                                       2026-04-01 the 1st
the 5th of next month                         2026-04-05 the 5th of next month
tuesday's meeting                             2026-03-03 tuesday
１２/３                                        2026-03-12 １２/３
"""

DUTCH = """
morgen                          2026-03-03 morgen
morgenochtend                   2026-03-03 morgenochtend
volgende week vrijdag om 10 uur 2026-03-13 volgende week vrijdag
vrijdag over een week           2026-03-13 vrijdag over een week
volgende vrijdag                2026-03-06 volgende vrijdag
vrijdagmiddag                   2026-03-06 vrijdagmiddag
overmorgen graag                2026-03-04 overmorgen
op 3 maart                      2026-03-03 3 maart
di 3 maart                      2026-03-03 di 3 maart
1 mei a.s.                      2026-05-01 1 mei
over twee weken                 2026-03-16 over twee weken
twee weken geleden              2026-02-16 twee weken geleden
op de derde                     2026-03-03 de derde
3-4-2026                        2026-04-03 3-4-2026
"""

GERMAN = """
übermorgen          2026-03-04 übermorgen
ubermorgen          2026-03-04 ubermorgen
nächsten Freitag    2026-03-06 nächsten Freitag
am 3. März um 10    2026-03-03 am 3. März
am 5. Mai um 14 Uhr 2026-05-05 am 5. Mai
in zwei Wochen      2026-03-16 in zwei Wochen
vor drei Tagen      2026-02-27 vor drei Tagen
1.5.                2026-05-01 1.5
"""

FRENCH = """
demain             2026-03-03 demain
après-demain       2026-03-04 après-demain
vendredi prochain  2026-03-06 vendredi prochain
le 1er mai         2026-05-01 le 1er mai
dans deux semaines 2026-03-16 dans deux semaines
il y a 3 jours     2026-02-27 il y a 3 jours
"""

SPANISH = """
pasado mañana         2026-03-04 pasado mañana
el próximo viernes    2026-03-06 el próximo viernes
el viernes que viene  2026-03-06 viernes que viene
3 de marzo            2026-03-03 3 de marzo
dentro de dos semanas 2026-03-16 dentro de dos semanas
"""

POLISH = """
3 marca 2026-03-03 3 marca
piątek  2026-03-06 piątek
"""

JAPANESE = """
2026年4月1日に 2026-04-01 2026年4月1日
3月3日         2026-03-03 3月3日
"""


def cases() -> list[tuple[str, str, str, str]]:
    """Read the tables: the text up to two spaces or the date, the date, and the part that says it."""
    tables = {
        "en": ENGLISH, "nl": DUTCH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "pl": POLISH, "ja": JAPANESE,
    }  # fmt: skip
    found = []
    for language, table in tables.items():
        for line in table.strip().splitlines():
            left, day, part = _parts(line)
            found.append((language, left, day, part))
    return found


def _parts(line: str) -> tuple[str, str, str]:
    words = line.split(" ")
    at = next(index for index in range(1, len(words)) if words[index][:2] in {"19", "20"} and words[index][4:5] == "-")
    return " ".join(words[:at]).rstrip(), words[at], " ".join(words[at + 1 :])


@pytest.mark.parametrize(("language", "text", "day", "part"), cases())
def test_a_day_is_found_in_what_was_said(language: str, text: str, day: str, part: str) -> None:
    found = TYPES["date"].find(text, Place(language, "NL", NOW))
    assert found is not None
    assert (found.value, text[found.start : found.end]) == (day, part)


@pytest.mark.parametrize(
    "text",
    [
        "I have 2 dogs", "may I ask", "sun is nice", "order 1815", "second-hand", "can I march on", "I sat down",
        "24/7",
        "a second please", "I need a minute", "version 10.2 of it", "31/2", "next week", "next month", "5 may be late",
        "every tuesday", "3-4 people", "half past ten", "in 2 hours", "what is 2026", "march 2026", "the first one",
        "1/2 of it", "10.2.3.4", "call me on 0612345678", "in 9999 years", "now", "", "   ", "29/2/2027", "we wed then",
    ],
)  # fmt: skip
def test_what_is_no_day_is_left_alone(text: str) -> None:
    assert TYPES["date"].find(text, Place("en", "NL", NOW)) is None


@pytest.mark.parametrize(
    "text", ["goede morgen", "ik heb 2 honden", "elke vrijdag", "zo is het", "doe maar do's", "een week"]
)
def test_dutch_that_is_no_day_is_left_alone(text: str) -> None:
    assert TYPES["date"].find(text, Place("nl", "NL", NOW)) is None


@pytest.mark.parametrize(
    ("country", "text", "day"),
    [
        ("NL", "3/4", "2026-04-03"),
        ("GB", "3/4/2026", "2026-04-03"),
        ("US", "3/4", "2026-03-04"),
        ("US", "3/4/26", "2026-03-04"),
        ("US", "13/4", "2026-04-13"),
        ("NL", "4/13", "2026-04-13"),
        ("JP", "3/4", "2026-03-04"),
        ("SE", "3/4", "2026-04-03"),
        ("US", "3.4.2026", "2026-04-03"),
        (None, "3/4", "2026-03-04"),
    ],
)
def test_the_country_says_which_is_the_month(country: str | None, text: str, day: str) -> None:
    found = TYPES["date"].find(text, Place("en", country, NOW))
    assert found is not None
    assert found.value == day


def test_several_days_are_found_in_order() -> None:
    text = "tomorrow, on march 5 or next friday"
    found = TYPES["date"].find_all(text, Place("en", "NL", NOW))
    assert [reading.value for reading in found] == ["2026-03-03", "2026-03-05", "2026-03-06"]


def test_the_day_is_that_of_the_bots_own_zone() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=ZoneInfo("America/New_York"))  # the 3rd in London
    found = TYPES["date"].find("today", Place("en", "US", late))
    assert found is not None
    assert found.value == "2026-03-02"
