"""The entity type `date`: a day, said in any of the ways in which people say one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.types.kind import Found, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.types.kind import Place


def read_dates(text: str, place: Place) -> Iterator[Found]:
    """Read days as ISO 8601 (`2026-03-06`), without a time even if one is said.

    A day without a year is the next one, today included; a day of the week is the next one after today (`next friday`
    and `friday` alike; `this friday` may be today). The country says which of `3/4` is the month. A week or a month is
    no day. Words are known in English, Dutch, German, French and Spanish, names and numbers in every language.
    """
    from takeover.language.types.calendar import find_calendar, prepare, read_forms, tongue
    from takeover.language.types.customs import find_customs
    from takeover.language.types.date_forms import Said, date_forms

    language = tongue(place.language)
    prepared = prepare(text, language)
    calendar = find_calendar(language)
    month_first = find_customs(place.language, place.country).month_first
    today = place.now.date()
    for day, start, end in read_forms(
        date_forms(language), prepared.text, lambda match: Said(match, calendar, today, month_first)
    ):
        yield Found(day.isoformat(), *prepared.place(start, end))


DATE = Kind("date", "a date", "2026-03-06", read_dates)
