"""Events and outputs as JSON, for other programs: by the fields of their classes, so a new one needs nothing here."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Any, get_args

from takeover.chat.clock import in_calendar
from takeover.chat.records import is_record, parts_of
from takeover.language.conversation import Conversation, Media
from takeover.language.events import Act, Event, Intent, Outcome
from takeover.language.intents import read_intents
from takeover.language.outputs import Output
from takeover.source.shapes.scalars import read_length
from takeover.source.span import Span
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from takeover.engine.program import Program
    from takeover.language.values import Json

DEEPEST = 100
"""So deep may the JSON of a line be nested."""


class NotAnEvent(ValueError):  # noqa: N818 - what it says is that this is no event
    """A line does not say what happened. `hint` may say what was meant."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Say what is wrong."""
        super().__init__(message)
        self.hint = hint


def name_of(kind: type) -> str:
    """Give the name of a class as JSON has it: `AgentSaid` is `agent_said`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


EVENTS: Mapping[str, type[Any]] = {name_of(kind): kind for kind in get_args(Event)}
OUTPUTS: Mapping[type[Any], str] = {kind: name_of(kind) for kind in get_args(Output)}


def read_line(line: str, now: datetime) -> tuple[Event, datetime]:
    """Read one event, and the time at which it happens.

    `{"event": "heard", "text": "hi"}`: the name of the event, its fields, and, if it does not happen `now`, `at` (an
    ISO time with its offset) or `after` (a length of time such as `10m`). Raises NotAnEvent.
    """
    try:
        written = json.loads(line, parse_constant=_refuse_constant)
    except RecursionError:
        raise NotAnEvent("this JSON is nested too deeply") from None
    except ValueError as error:
        raise NotAnEvent(f"this is not JSON: {error}") from None
    if not isinstance(written, dict):
        raise NotAnEvent("an event is a JSON object", 'for example {"event": "heard", "text": "hi"}')
    name = written.pop("event", None)
    kind = EVENTS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise NotAnEvent(
            f'"event" must be one of {", ".join(EVENTS)}', did_you_mean(name, EVENTS) if isinstance(name, str) else ""
        )
    at = _read_time(written, now)
    names = [name for name in kind._fields if name != "at"]
    for key in written:
        if key not in names:
            hint = did_you_mean(key, (*names, "at", "after"))
            raise NotAnEvent(f'"{key}" is not a field of "{name}"', hint)
    given = {field: _read_field(kind, field, written) for field in names if _has(kind, field, written)}
    event: Event = kind(at=at, **given)
    return event, at


def _read_time(written: dict[str, Json], now: datetime) -> datetime:
    if "at" in written and "after" in written:
        raise NotAnEvent('"at" and "after" say the same twice', "keep one of them")
    if "after" in written:
        length = written.pop("after")
        seconds = read_length(length) if isinstance(length, str) else None
        if seconds is None:
            raise NotAnEvent('"after" must be a length of time', 'for example "10m"')
        at = now + timedelta(seconds=seconds)
    else:
        at = _read_moment(written.pop("at")) if "at" in written else now
    if not in_calendar(at):
        raise NotAnEvent("this time is out of the calendar")
    return at


def _has(kind: type[Any], field: str, written: Mapping[str, Json]) -> bool:
    if field in written:
        return True
    if field not in kind._field_defaults:
        raise NotAnEvent(f'"{field}" is missing')
    return False


def type_of(kind: type[Any], field: str) -> str:
    """Give how the type of an event's field is written."""
    written: str = kind.__annotations__[field]
    return written


def _read_field(kind: type[Any], field: str, written: Mapping[str, Json]) -> object:
    try:
        return READERS[type_of(kind, field)](written[field])
    except NotAnEvent as wrong:
        raise NotAnEvent(f'"{field}" must be {wrong}') from None


def _read_moment(value: Json) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None:
        raise NotAnEvent('"at" must be a time with its offset', 'for example "2026-03-02T10:15+01:00"')
    return moment


def _one_of(*kinds: type, label: str) -> Callable[[Json], Json]:
    def read(value: Json) -> Json:
        if type(value) not in kinds:
            raise NotAnEvent(label)
        return value

    return read


def _word(words: tuple[str, ...]) -> Callable[[Json], Json]:
    def read(value: Json) -> Json:
        if value not in words:
            raise NotAnEvent(f"one of {', '.join(words)}")
        return value

    return read


def _texts(value: Json) -> Json:
    if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        return value
    raise NotAnEvent("an object of texts")


def _intents(value: Json) -> tuple[Intent, ...]:
    """Read `{"order": 0.9, "refund": 0.1}`, or the list of objects that services answer with."""
    listed = read_intents(value)
    if listed is None:
        raise NotAnEvent('names of intents with how sure they are, as {"order": 0.9}')
    return listed


def _any_json(value: Json, depth: int = 0) -> Json:
    """Refuse what could be read but not written again: 1e999 is no number of JSON."""
    if depth > DEEPEST:
        raise NotAnEvent(f"nested at most {DEEPEST} deep")
    if isinstance(value, float) and not isfinite(value):
        raise NotAnEvent("JSON without infinite numbers")
    if isinstance(value, list):
        return [_any_json(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {key: _any_json(item, depth + 1) for key, item in value.items()}
    return value


def _refuse_constant(name: str) -> None:
    message = f"{name} is not JSON"
    raise ValueError(message)


READERS: Mapping[str, Callable[[Json], object]] = {
    "str": _one_of(str, label="a text"),
    "bool": _one_of(bool, label="true or false"),
    "int": _one_of(int, label="a whole number"),
    "Mapping[str, str]": _texts,
    "tuple[Intent, ...]": _intents,
    "Media": _word(get_args(Media)),
    "Act": _word(get_args(Act)),
    "Outcome": _word(get_args(Outcome)),
    "Json": _any_json,
}
"""How the fields of events are read, by how their types are written."""


def write_output(output: Output, program: Program) -> dict[str, Json]:
    """Give an output as JSON: its name, and its fields without the state it was made in.

    Places are `file:line:col` (null where no file says it), times ISO, and a step is its `flow/step`.
    """
    return {"output": OUTPUTS[type(output)], **_write_fields(output, program)}


def _write_fields(value: Any, program: Program) -> dict[str, Json]:  # noqa: ANN401 - any dataclass of the language
    return {
        name: program.steps[part].address if name == "step" and isinstance(part, int) else _write(part, program)
        for name, part in parts_of(value).items()
        if not isinstance(part, Conversation)
    }


def _write(value: Any, program: Program) -> Json:  # noqa: ANN401 - whatever an output holds
    match value:
        case None | bool() | int() | float() | str():
            return value
        case datetime():
            return value.isoformat()
        case Span():
            return str(value) if value.file else None
        case _ if is_record(value):
            return _write_fields(value, program)
        case tuple() | list():
            return [_write(item, program) for item in value]
        case Mapping():
            return {key: _write(item, program) for key, item in value.items()}
        case _:
            raise TypeError(type(value))
