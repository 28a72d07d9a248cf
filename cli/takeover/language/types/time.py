"""The entity type `time`: a time of day, said in any of the ways in which people say one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.types.kind import Found, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.types.kind import Place


def read_times(text: str, place: Place) -> Iterator[Found]:
    """Read times of day as `HH:MM`, on the 24-hour clock, without a date even if one is said.

    An hour without `am`, `pm` or a part of the day beside it is read as on the 24-hour clock: `at 5` is 05:00. A bare
    number is an hour only after a word like `at`, or alone. A span (`in 2 hours`) counts from now. Words are known in
    English, Dutch, German, French and Spanish, digits in every language.
    """
    from takeover.language.types.calendar import find_calendar, prepare, read_forms, tongue
    from takeover.language.types.time_forms import Heard, find_dayparts, time_forms

    language = tongue(place.language)
    prepared = prepare(text, language)
    words = find_calendar(language).words
    dayparts = find_dayparts(prepared.text, words)
    for time, start, end in read_forms(
        time_forms(language), prepared.text, lambda match: Heard(match, words, place.now, dayparts)
    ):
        yield Found(time, *prepared.place(start, end))


TIME = Kind("time", "a time", "10:00", read_times)
