"""The forms of a time: for each a pattern over a prepared text, and how what it finds becomes a time of day."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from takeover.language.types.calendar import any_of, find_calendar, look_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from takeover.language.types.calendar_words import CalendarWords

_START = r"(?:(?<![\w.,:/$€£-])|(?<=\dt))"
_HOUR = r"(?P<hour>[01]?\d|2[0-4])"
_MINUTE = r"(?P<minute>[0-5]\d)"
_END = r"(?![\w/%$€£]|[.,:-]\d)"
_HALF = r"(?P<half>[ap])(?:m|\.\s?m\b\.?)(?!\w)"

_NEAR = 25
"""How many characters may part a time and the word for the part of the day it is in."""

_NOON = 12


@dataclass(frozen=True, slots=True)
class Heard:
    """One finding of a pattern, and what it is read by; `dayparts` are places in the text and halves of the day."""

    match: re.Match[str]
    words: CalendarWords
    now: datetime
    dayparts: tuple[tuple[int, int, str], ...]

    def __getitem__(self, part: str) -> str | None:
        """Give a named part of what was found, None if the form has no such part or it was not said."""
        return self.match.groupdict().get(part)


Form = tuple[re.Pattern[str], "Callable[[Heard], str | None]"]
"""A pattern with a group `span` around what is the time, and its reader (None: no time after all)."""


@functools.lru_cache(maxsize=32)
def time_forms(language: str) -> tuple[Form, ...]:
    """Compile the forms of a language: those in digits, and those in its words."""
    calendar = find_calendar(language)
    words = calendar.words
    at = any_of(words.at)
    hour_word = any_of(words.hour).replace(r"(?<!\w)", r"(?<![^\W\d])")  # `10u`, `10h`
    dayparts = any_of(words.dayparts)
    days = any_of((*words.days, *calendar.weekdays, *calendar.months, *words.next_week, *words.coming))
    whole = any_of(part for part in words.dayparts if " " in part)  # "de la tarde" leads to itself
    in_daypart = rf"(?:{any_of(words.in_daypart)}\s+{dayparts}|{whole})"
    go_on = rf"(?=\s*(?:\Z|[.,;!?)](?!\d))|\s+(?:{any_of(words.follows)}|{days}|{dayparts}|{in_daypart}))"
    before = rf"(?P<before>{any_of(words.shift_before)})"
    after = rf"(?P<after>{any_of(words.shift_after)})"
    word = any_of(words.minutes)
    to_or_past = rf"(?:(?P<past>{any_of(words.past_hour)})|{any_of(words.to_hour)})"
    minutes = rf"(?P<minutes>5|10|20|25|\d\d?(?=\s+{word}))\s+(?:{word}\s+)?{to_or_past}"
    around = r"[^\w%$€£°/+-]*"
    count = rf"(?:(?P<count>\d{{1,4}}(?:[.,]\d)?)|(?P<a>{any_of(words.a)}))\s+(?P<unit>{any_of(words.units)})"
    said_hour = rf"{_HOUR}(?!\d)(?:\s?{hour_word})?(?:\s?{_HALF})?"
    return tuple(
        (re.compile(pattern), read)
        for pattern, read in (
            (rf"{_START}(?P<span>{_HOUR}\s?[:h]\s?{_MINUTE}(?::[0-5]\d(?:\.\d+)?)?(?:\s?{_HALF})?){_END}", _read_clock),
            (rf"{_START}(?P<span>{_HOUR}u{_MINUTE}){_END}", _read_clock),
            (rf"{_START}(?P<span>{_HOUR}\.{_MINUTE}(?:\s?{hour_word}|\s?{_HALF})){_END}", _read_clock),
            (rf"{at}\s+(?P<span>{_HOUR}\.{_MINUTE})(?!\w|\.\d|\s?[%$€£])", _read_clock),
            (rf"{_START}(?P<span>{_HOUR}(?:[\s:]?{_MINUTE}|00)?\s?{_HALF})", _read_clock),
            (rf"{_START}(?P<span>{_HOUR}(?!\d)\s?{hour_word}(?:\s{_MINUTE}(?!\d))?(?:\s?{_HALF})?)", _read_clock),
            (rf"(?P<span>(?:{minutes}\s+)?{before}\s+{said_hour}){_END}", _read_shifted),
            (rf"{_START}(?P<span>{minutes}\s+{said_hour}){_END}(?!\s+{any_of(words.units)})", _read_shifted),
            (rf"{_START}(?P<span>{said_hour}\s+{after})", _read_shifted),
            (rf"{at}\s+(?P<span>{_HOUR}(?:\s{_MINUTE})?(?!\d)){go_on}", _read_clock),
            (rf"{_START}(?P<span>{_HOUR}(?:\s{_MINUTE})?(?!\d))(?=\s+{in_daypart})", _read_clock),
            (
                rf"\A{around}(?P<span>{_HOUR}(?:[\s.]{_MINUTE})?)(?={around}(?:{any_of(words.please)}\W*)?\Z)",
                _read_clock,
            ),
            (rf"(?P<span>(?P<named>{any_of(words.times)}))", _read_named),
            (rf"(?P<span>{any_of(words.ahead)}\s+{count})", _read_span),
            (rf"{_START}(?P<span>{count}\s+{any_of(words.ahead_after)})", _read_span),
        )
    )


def find_dayparts(text: str, words: CalendarWords) -> tuple[tuple[int, int, str], ...]:
    """Find the words for parts of the day: their places and whether they are `am`, `pm` or `night`."""
    found = re.finditer(any_of(words.dayparts), text)
    return tuple((*match.span(), look_up(words.dayparts, match[0])) for match in found)


def _half(heard: Heard) -> str | None:
    """Tell the half of the day: what is said with the hour, else the nearest part of the day."""
    if heard["half"]:
        return f"{heard['half']}m"
    start, end = heard.match.span("span")
    near = [(max(low - end, start - high), half) for low, high, half in heard.dayparts]
    distance, half = min(near, default=(_NEAR, ""))
    return half if distance < _NEAR else None


def _make(heard: Heard, hour: int, minute: int) -> str | None:
    if hour > _NOON and heard["half"]:
        return None if heard["half"] == "a" else f"{hour % 24:02}:{minute:02}"
    if hour <= _NOON:
        match _half(heard):
            case "am":
                hour %= _NOON
            case "pm":
                hour = hour % _NOON + _NOON
            case "night":  # at night from five on is before midnight
                hour = hour % _NOON + (_NOON if 5 <= hour < _NOON else 0)  # noqa: PLR2004
            case _:
                pass
    return None if hour == 24 and minute else f"{hour % 24:02}:{minute:02}"  # noqa: PLR2004


def _read_clock(heard: Heard) -> str | None:
    return _make(heard, int(heard["hour"] or 0), int(heard["minute"] or 0))


def _read_shifted(heard: Heard) -> str | None:
    """Read an hour to which the words before or behind it add minutes, or take them off."""
    words = heard.words
    lead = heard.match.string[: heard.match.start("span")].split()
    if heard["minutes"] and not heard["before"] and lead and lead[-1] in words.since:
        return None  # "from 10 to 5"
    shift = look_up(words.shift_before, heard["before"]) if heard["before"] else 0
    shift += look_up(words.shift_after, heard["after"]) if heard["after"] else 0
    minutes = int(heard["minutes"] or 0)
    shift += minutes if heard["past"] else -minutes
    hour = _make(heard, int(heard["hour"] or 0), 0)
    if hour is None:
        return None
    total = (int(hour[:2]) * 60 + shift) % (24 * 60)
    return f"{total // 60:02}:{total % 60:02}"


def _read_named(heard: Heard) -> str:
    hour, minute = look_up(heard.words.times, heard["named"] or "")
    return f"{hour:02}:{minute:02}"


def _read_span(heard: Heard) -> str | None:
    """Count hours or minutes from now: in real time, whatever the clock does in between."""
    words = heard.words
    count = float(heard["count"].replace(",", ".")) if heard["count"] else look_up(words.a, heard["a"] or "")
    match look_up(words.units, heard["unit"] or ""):
        case "hour":
            ahead = timedelta(hours=count)
        case "minute":
            ahead = timedelta(minutes=count)
        case _:
            return None
    try:
        then = (heard.now.astimezone(UTC) + ahead).astimezone(heard.now.tzinfo)
    except OverflowError:  # beyond the years that a date can have
        return None
    return f"{then.hour:02}:{then.minute:02}"
