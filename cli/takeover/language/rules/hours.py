"""The rule `hours`: somebody is there now, or on a day and at a time that the conversation knows."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from takeover.language.naming import Ref, Refer
from takeover.language.rules.kind import Every, RuleKind
from takeover.language.rules.param import ParamIs
from takeover.language.rules.tests import ValueTests
from takeover.source.nodes import Fields
from takeover.source.regex import regex
from takeover.source.shapes import Many, Text
from takeover.source.shapes.shape import wanted

if TYPE_CHECKING:
    from datetime import tzinfo

    from takeover.language.run import Facts
    from takeover.language.values import Json
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Entry, Node
    from takeover.source.shapes import Definitions, Schema
    from takeover.source.span import Span

DAY = regex(r"\d{4}-\d{2}-\d{2}")
CLOCK = regex(r"\d{2}:\d{2}(:\d{2})?")
MOMENT = regex(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S{0,25}")
FIRST_YEAR, LAST_YEAR = 1900, 9900
PARAMS = Many(Text("the name of a param"), "a param that holds a date or a time, or a list of them", single=True)


class HoursOpen(NamedTuple):
    """It is within these business hours."""

    name: Ref
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Ask the hours."""
        return facts.hours(self.name.text).open_at(facts.local_now)


class HoursAt(NamedTuple):
    """A moment that params hold is within these business hours: a date, a time of today, or both together."""

    name: Ref
    moment: tuple[ParamIs, ...]
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Ask the hours; a date without a time is within them if they open on that day. What is no moment is not."""
        hours, now = facts.hours(self.name.text), facts.local_now
        day: date | None = None
        clock: time | None = None
        for part in self.moment:
            value = part.find(facts)
            found = None if value is None else read_moment(value.value, now.tzinfo)
            if found is None:
                return False
            day, clock = found[0] or day, found[1] or clock
        if clock is None:
            return day is not None and hours.open_on(day)
        return hours.open_at(datetime.combine(day or now.date(), clock))


def read_moment(value: Json, zone: tzinfo | None) -> tuple[date | None, time | None] | None:
    """Read `2026-03-06`, `14:30` or `2026-03-06T14:30` (one with an offset is told in `zone`); None for all else."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        if CLOCK.fullmatch(text):
            return None, time.fromisoformat(text)
        if DAY.fullmatch(text):
            day, clock = date.fromisoformat(text), None
        elif MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text)
            moment = moment if moment.tzinfo is None else moment.astimezone(zone)
            day, clock = moment.date(), moment.time()
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return (day, clock) if FIRST_YEAR <= day.year <= LAST_YEAR else None


class HoursShape(NamedTuple):
    """The shape of the rule."""

    label: str = "the name of business hours, or that with a param: {office: appointment}"

    def read(self, node: Node, problems: Problems) -> HoursOpen | HoursAt | Every | None:
        """Give the rule."""
        if isinstance(node, Fields) and node.entries:
            rules = [self._read_moment(entry, problems) for entry in node.entries]
            kept = tuple(rule for rule in rules if rule is not None)
            if len(kept) < len(rules):
                return None
            return kept[0] if len(kept) == 1 else Every(kept, node.span)
        if isinstance(node, Fields):
            wanted(self.label, node, problems)
            return None
        name = Refer("hours").read(node, problems)
        return None if name is None else HoursOpen(name, node.span)

    def _read_moment(self, entry: Entry, problems: Problems) -> HoursAt | None:
        name = Refer("hours").read(entry.key, problems)
        params = PARAMS.read(entry.value, problems)
        if name is None or params is None:
            return None
        parts = [ParamIs(param.text, ValueTests(param.span, exists=True), param.span) for param in params]
        return HoursAt(name, tuple(parts), entry.key.span)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a name, or names with their params."""
        params = PARAMS.schema(definitions)
        moments: Schema = {"type": "object", "additionalProperties": params, "minProperties": 1}
        return {"anyOf": [Refer("hours").schema(definitions), moments]}


HOURS = RuleKind(
    "hours",
    "business hours",
    "It is within the business hours of that name. `{hours: {office: day}}` asks about the date or time that a param "
    "holds, `{hours: {office: [day, time]}}` about both together; on a date alone, whether they open that day.",
    "{hours: office}",
    HoursShape(),
)
