"""Business hours: ranges of the wall clock a weekday, days that are closed, in the bot's time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes.shape import Definitions, Schema, wanted
from takeover.source.suggest import closest, respell

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RANGE = regex(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
HOUR = 60
MIDNIGHT = 24 * HOUR
DAY = timedelta(days=1)
FULL = dict(zip(DAYS, ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), strict=True))
SPANS = {"weekend": "sat-sun", "weekends": "sat-sun", "weekdays": "mon-fri", "workdays": "mon-fri", "daily": "mon-sun"}
WRITTEN_DATE = regex(r"\d{4}-\d{2}-\d{2}")
BARE_HOURS = regex(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–]\s*(\d{1,2})(?:[:.](\d{2}))?")
KEY = r"(?:mon|tue|wed|thu|fri|sat|sun)"


class Hours(NamedTuple):
    """When somebody is there. `week` holds for each day, Monday first, ranges in minutes of the day, ends exclusive.

    A range whose end is not after its start reaches into the next day. `closed` are dates on which no range begins.
    """

    week: tuple[tuple[tuple[int, int], ...], ...]
    closed: frozenset[date] = frozenset()

    def open_at(self, moment: datetime) -> bool:
        """Say whether it is open at a moment in the bot's time zone. The wall clock counts, summer time or not."""
        today = moment.date()
        minute = moment.hour * 60 + moment.minute
        for start, end in self._ranges(today):
            if start <= minute < (end if end > start else MIDNIGHT):
                return True
        return any(end <= start and minute < end for start, end in self._ranges(today - DAY))

    def open_on(self, day: date) -> bool:
        """Say whether it opens on a day."""
        return bool(self._ranges(day))

    def next_open(self, moment: datetime) -> datetime | None:
        """Give the next moment at which it opens, within a year; `moment` itself when it is open."""
        if self.open_at(moment):
            return moment
        for ahead in range(367):
            day = moment.date() + timedelta(days=ahead)
            for start, _ in sorted(self._ranges(day)):
                opens = datetime.combine(day, datetime.min.time(), moment.tzinfo) + timedelta(minutes=start)
                if opens >= moment:
                    return opens
        return None

    def _ranges(self, day: date) -> tuple[tuple[int, int], ...]:
        return () if day in self.closed else self.week[day.weekday()]


class HoursShape(NamedTuple):
    """The shape of one table of hours: `{mon-fri: 09:00-17:30, sat: 10:00-14:00, closed: [2026-12-25]}`."""

    label: str = "business hours such as {mon-fri: 09:00-17:30, closed: [2026-12-25]}"

    def read(self, node: Node, problems: Problems) -> Hours | None:
        """Give the hours."""
        if not isinstance(node, Fields):
            wanted(self.label, node, problems)
            return None
        week: list[tuple[tuple[int, int], ...]] = [()] * 7
        closed: frozenset[date] = frozenset()
        seen: set[int] = set()
        for entry in node.entries:
            if entry.key.text == "closed":
                closed = _read_closed(entry.value, problems)
                continue
            days = _read_days(entry.key, problems)
            if not days:
                continue
            ranges = _read_ranges(entry.value, problems)
            if seen & set(days):
                message = f'"{entry.key.text}" names a day that is named already'
                problems.error(
                    "duplicate-key",
                    message,
                    entry.key.span,
                    "write several ranges as a list: [09:00-12:00, 13:00-17:00]",
                )
            seen |= set(days)
            for day in days:
                week[day] = ranges
        return Hours(tuple(week), closed)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept days, ranges of days, and `closed`."""
        clock = {"type": "string", "pattern": r"^\d{1,2}:\d{2} *[-–] *\d{1,2}:\d{2}$", "examples": ["09:00-17:30"]}
        ranges = {"anyOf": [clock, {"type": "array", "items": clock}, {"const": "closed"}]}
        return {
            "type": "object",
            "patternProperties": {f"^{KEY}(-{KEY})?$": ranges},
            "properties": {"closed": {"type": "array", "items": {"type": "string", "examples": ["2026-12-25"]}}},
            "additionalProperties": False,
        }


def _read_days(key: Scalar, problems: Problems) -> tuple[int, ...]:
    first, dash, last = key.text.strip().lower().partition("-")
    if first in DAYS and (not dash or last in DAYS):
        start = DAYS.index(first)
        end = DAYS.index(last) if dash else start
        count = (end - start) % 7 + 1
        return tuple((start + step) % 7 for step in range(count))
    meant = _days_meant(first.strip(), last.strip())
    hint = f'did you mean "{meant}"?' if meant else "write mon, tue, …, a range such as mon-fri, or closed"
    fix = respell(key.text, key.span, (meant,)) if meant else None
    problems.error("unknown-key", f'"{key.text}" is not a day', key.span, hint, fix=fix)
    return ()


def _days_meant(first: str, last: str) -> str:
    """Guess what was meant: `monday-friday`, `weekend`, `mon-fry`; "" where nothing is near."""
    if first in SPANS and not last:
        return SPANS[first]
    meant = [
        word[:3] if FULL.get(word[:3], "").startswith(word.removesuffix("s")) else closest(word, DAYS)
        for word in (first, last)
        if word
    ]
    return "-".join(word for word in meant if word) if None not in meant else closest(first, ("closed",)) or ""


def _read_ranges(node: Node, problems: Problems) -> tuple[tuple[int, int], ...]:
    if isinstance(node, Scalar) and node.text.strip() == "closed":
        return ()
    items = node.items if isinstance(node, Items) else (node,)
    ranges: list[tuple[int, int]] = []
    for item in items:
        found = RANGE.fullmatch(item.text.strip()) if isinstance(item, Scalar) else None
        if found is None:
            bare = BARE_HOURS.fullmatch(item.text.strip()) if isinstance(item, Scalar) else None
            hint = f"write {int(bare[1]):02}:{bare[2] or '00'}-{int(bare[3]):02}:{bare[4] or '00'}" if bare else ""
            wanted("a range such as 09:00-17:30", item, problems, hint)
            continue
        first, minute, last, end_minute = (int(number) for number in found.groups())
        start, end = first * 60 + minute, last * 60 + end_minute
        if start >= MIDNIGHT or end > MIDNIGHT or max(minute, end_minute) >= HOUR or start == end:
            problems.error(
                "out-of-range", f'"{found[0]}" is no range of a day', item.span, "hours go from 00:00 to 24:00"
            )
            continue
        ranges.append((start, end))
    return tuple(ranges)


def _read_closed(node: Node, problems: Problems) -> frozenset[date]:
    items = node.items if isinstance(node, Items) else (node,)
    days: set[date] = set()
    for item in items:
        text = item.text.strip() if isinstance(item, Scalar) else ""
        try:
            days.add(date.fromisoformat(text))
        except ValueError:
            if WRITTEN_DATE.fullmatch(text):
                problems.error("out-of-range", f'"{text}" is no day of the calendar', item.span)
            else:
                wanted("a date such as 2026-12-25", item, problems)
    return frozenset(days)
