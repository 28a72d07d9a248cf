"""The forms of a date: for each a pattern over a prepared text, and how what it finds becomes a day."""

from __future__ import annotations

import functools
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import TYPE_CHECKING

from takeover.language.types.calendar import Calendar, any_of, find_calendar, look_up

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTHS = range(1, 13)
_WEEK = 7
_START = r"(?<![\w.,/:-])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|e|de|ste|er|º|ª)(?!\w)|\.(?=\s|\Z))"
_YEAR = r"(?:,?[\s-]+(?:(?P<year>(?:19|20)\s?\d\d)|'(?P<short>\d\d))(?![\w:/]|[.,-]\d))?"
_NO_TIME = r"(?![:/h]\d|\.\d|\s?(?:am|pm|uur|uhr|%)(?!\w))"


@dataclass(frozen=True, slots=True)
class Said:
    """One finding of a pattern, and what it is read by: the calendar of the language, today, the country's order."""

    match: re.Match[str]
    calendar: Calendar
    today: date
    month_first: bool

    def __getitem__(self, part: str) -> str | None:
        """Give a named part of what was found, None if the form has no such part or it was not said."""
        return self.match.groupdict().get(part)


Form = tuple[re.Pattern[str], "Callable[[Said], date | None]"]
"""A pattern with a group `span` around what is the date, and its reader (None: no such day, or no date after all)."""


@functools.lru_cache(maxsize=32)
def date_forms(language: str) -> tuple[Form, ...]:
    """Compile the forms of a language: those in numbers, and those in its words and names."""
    calendar = find_calendar(language)
    words = calendar.words
    months = any_of(calendar.months)
    short_day = any_of(calendar.weekdays)
    lead = rf"(?:{short_day}\.?,?\s+)?"
    the = rf"(?:{any_of(words.the)}\s+)?"
    of = rf"(?:{any_of(words.of)}\s+)?"
    on = any_of(words.on[:1])
    go_on = rf"(?=\s*(?:\Z|[.,;:!?)])|\s+{any_of((*words.follows, *words.at, *words.on))})"
    endings = "|".join(words.weekday_endings)
    weekday = rf"(?P<name>{short_day[:-6]})(?:{endings})?(?!\w)" if calendar.weekdays else short_day
    before = "|".join(
        rf"(?P<{name}>{any_of(getattr(words, name))})"
        for name in ("every", "next_week", "this_week", "week_before", "coming", "this", "past")
    )
    after = "|".join(
        rf"(?P<{name}_after>{any_of(phrases)})"
        for name, phrases in (
            ("next_week", words.next_week),
            ("this_week", words.this_week),
            ("week", words.week_later),
            ("coming", words.coming_after),
        )
    )
    count = rf"(?:(?P<count>\d{{1,4}})|(?P<a>{any_of(words.a)}))\s+(?P<unit>{any_of(words.units)})"
    one_two = r"(?P<span>(?P<one>\d\d?)(?P<sign>{sign})(?P<two>\d\d?){rest})"
    no_more = r"(?!\w|[./:-]\d)"
    year = r"(?P=sign)(?:(?P<year>\d{4})|(?P<short>\d\d))"
    slash = one_two.format(sign="/", rest="")
    dash = one_two.format(sign="[.-]", rest="")
    alone = r"\A\s*(?=\S+\s*\Z)"
    day = rf"{_DAY}{_ORDINAL}?"
    month = rf"(?P<named>{months})\.?"
    must_not_follow = rf"(?!\s+{any_of(words.not_before)})"
    named = any_of(words.days)
    forms: tuple[tuple[str, Callable[[Said], date | None]], ...] = (
        (
            rf"{_START}(?P<span>(?P<year>\d{{4}})(?P<sign>[-/.])(?P<month>\d\d?)(?P=sign){_DAY})(?![./-]\d)",
            _read_numbers,
        ),
        (r"(?P<span>(?:(?P<year>\d{4})年)?(?P<month>\d\d?)月(?P<day>\d\d?)日)", _read_numbers),
        (rf"{_START}{one_two.format(sign='[-/.]', rest=year)}{no_more}", _read_order),
        (rf"{_START}(?!24/7){slash}{no_more}(?!\s+{any_of(words.of)})", _read_order),
        (rf"(?:(?:{on}|{short_day}\.?,?)\s+|{alone}){dash}{no_more}", _read_order),
        (rf"{_START}(?P<span>{lead}{the}{day}[\s-]*{of}{month}{_YEAR}){must_not_follow}", _read_named),
        (rf"(?P<span>{lead}{month}\s+{the}{day}{_NO_TIME}{_YEAR})", _read_named),
        (rf"(?P<span>{lead}{the}{day}\s+{of}{any_of(words.next_month)})", _read_next_month),
        (rf"(?P<span>{lead}{any_of(words.the)}\s+{_DAY}{_ORDINAL}){go_on}", _read_day),
        (rf"(?P<span>(?:(?:{before})\s+)?{weekday}(?:\s+(?:{after}))?)", _read_weekday),
        (rf"(?P<span>(?P<named>{named}))", _read_relative),
        (rf"(?P<span>(?P<ahead>{any_of(words.ahead)})\s+{count})", _read_span),
        (rf"(?P<span>{any_of(words.ago)}\s+{count})", _read_span),
        (
            rf"{_START}(?P<span>{count}\s+(?:(?P<ahead>{any_of(words.ahead_after)})|{any_of(words.ago_after)}))",
            _read_span,
        ),
    )
    return tuple((re.compile(pattern), read) for pattern, read in forms)


def _make(year: int, month: int, day: int) -> date | None:
    return (
        date(year, month, day)
        if MINYEAR <= year <= MAXYEAR and month in _MONTHS and 1 <= day <= monthrange(year, month)[1]
        else None
    )


def _next(said: Said, month: int, day: int) -> date | None:
    """Find the day in the year that was said or, if none was, the next such day; 29 February may be eight years off."""
    if said["year"]:
        return _make(int("".join(said["year"].split())), month, day)
    this_year = said.today.year
    if said["short"]:
        year = this_year // 100 * 100 + int(said["short"])
        return _make(year if year <= this_year + 20 else year - 100, month, day)
    days = (_make(year, month, day) for year in range(this_year, this_year + 9))
    return next((found for found in days if found is not None and found >= said.today), None)


def _read_numbers(said: Said) -> date | None:
    return _next(said, int(said["month"] or 0), int(said["day"] or 0))


def _read_order(said: Said) -> date | None:
    """Read two numbers in the country's order or, if a slash parts them and only that gives a date, in the other."""
    one, two = int(said["one"] or 0), int(said["two"] or 0)
    month, day = (one, two) if said.month_first and said["sign"] != "." else (two, one)
    found = _next(said, month, day)
    return found or (_next(said, day, month) if said["sign"] in {None, "/"} else None)


def _read_named(said: Said) -> date | None:
    return _next(said, look_up(said.calendar.months, said["named"] or ""), int(said["day"] or 0))


def _read_next_month(said: Said) -> date | None:
    first = _add_months(said.today.replace(day=1), 1)
    return first and _make(first.year, first.month, int(said["day"] or 0))


def _read_day(said: Said) -> date | None:
    """Find the next day of that number, in this month or a later one that has it."""
    firsts = (_add_months(said.today.replace(day=1), ahead) for ahead in range(4))
    days = (first and _make(first.year, first.month, int(said["day"] or 0)) for first in firsts)
    return next((found for found in days if found and found >= said.today), None)


def _read_weekday(said: Said) -> date | None:
    name = said["name"] or ""
    alone = said.match.group("span") == said.match.string.strip(" \t\r\n.,!?")
    beside = said.match.group("span") != name
    if said["every"] or not (
        beside or alone or look_up(said.calendar.weekdays, name) == said.calendar.full_weekdays.get(name)
    ):
        return None
    weekday = look_up(said.calendar.weekdays, name)
    monday = -said.today.weekday()
    coming = (weekday + monday - 1) % _WEEK + 1
    if said["next_week"] or said["next_week_after"]:
        return _add_days(said.today, monday + _WEEK + weekday)
    if said["this_week"] or said["this_week_after"]:
        return _add_days(said.today, monday + weekday)
    if said["week_before"] or said["week_after"]:
        return _add_days(said.today, coming + _WEEK)
    if said["past"]:
        return _add_days(said.today, coming - (2 * _WEEK if coming == _WEEK else _WEEK))
    return _add_days(said.today, coming % _WEEK if said["this"] else coming)


def _read_relative(said: Said) -> date | None:
    days = look_up(said.calendar.words.days, said["named"] or "")
    return None if days is None else _add_days(said.today, days)


def _read_span(said: Said) -> date | None:
    words = said.calendar.words
    count = int(said["count"]) if said["count"] else look_up(words.a, said["a"] or "")
    count = count if said["ahead"] else -count
    match look_up(words.units, said["unit"] or ""):
        case "day" if count == int(count):
            return _add_days(said.today, int(count))
        case "week" if count == int(count):
            return _add_days(said.today, int(count) * _WEEK)
        case "month" if count == int(count):
            return _add_months(said.today, int(count))
        case "year" if count == int(count):
            return _add_months(said.today, int(count) * 12)
        case _:
            return None  # hours and minutes are a time, and half a week is no day


def _add_days(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days)
    except OverflowError:  # beyond the years that a date can have
        return None


def _add_months(today: date, months: int) -> date | None:
    """Go to the same day of another month, or to its last if it has no such day."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1])) if 1 <= year <= MAXYEAR else None
