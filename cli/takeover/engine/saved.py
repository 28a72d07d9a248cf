"""A conversation as JSON, and back: the very same value, so that a talk can go on in another process.

Every value of the state is a named tuple of floor 0 or 1; it is written as its fields, with the name of its type beside
them where the field alone does not tell. What is read is checked against the program: the numbers of steps and blocks
mean something only in the program that wrote them.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from takeover.language.choices import Choice
from takeover.language.conversation import Context, Conversation, Line, Missed, Near, Pending, Position, Secret, Waiting
from takeover.language.history import History
from takeover.language.values import Json, Value
from takeover.source.span import Span

if TYPE_CHECKING:
    from takeover.engine.program import Program

FORMAT = "takeover/conversation/1"
KINDS = {
    kind.__name__: kind
    for kind in (Choice, Context, Line, Missed, Near, Pending, Position, Secret, Waiting, Value, Span)
}


class NotSaved(ValueError):  # noqa: N818 - it is no fault of the program
    """A saved conversation cannot be read, or belongs to another program."""


def save(program: Program, conversation: Conversation) -> dict[str, Json]:
    """Give a conversation as JSON."""
    state = {name: _write(value) for name, value in conversation._asdict().items()}
    return {"format": FORMAT, "program": program.fingerprint, "conversation": state}


def load(program: Program, saved: Json) -> Conversation:
    """Give the conversation that `save` wrote; raises NotSaved for anything else."""
    match saved:
        case {"format": str(form), "program": str(fingerprint), "conversation": dict(state)} if form == FORMAT:
            if fingerprint != program.fingerprint:
                message = "this conversation was saved with other flows"
                raise NotSaved(message)
        case _:
            message = "this is not a saved conversation"
            raise NotSaved(message)
    try:
        return Conversation(**{name: _read(value) for name, value in state.items()})
    except (TypeError, ValueError, KeyError) as error:
        message = f"this saved conversation is damaged: {error}"
        raise NotSaved(message) from error


def _write(value: Any) -> Json:  # noqa: ANN401 - whatever a state is made of
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime):
        return {"$": "time", "at": value.isoformat()}
    if isinstance(value, History):
        return {"$": "history", "items": [_write(item) for item in value]}
    if value.__class__ is tuple:
        return {"$": "tuple", "items": [_write(item) for item in value]}
    if isinstance(value, list):
        return [_write(item) for item in value]
    if isinstance(value, dict):
        return {"$": "map", "entries": [[key, _write(item)] for key, item in value.items()]}
    written: dict[str, Json] = {"$": type(value).__name__}
    written |= {name: _write(part) for name, part in value._asdict().items()}
    return written


def _read(value: Json) -> Any:  # noqa: ANN401 - whatever a state is made of
    if isinstance(value, list):
        return [_read(item) for item in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"$": "time", "at": str(at)}:
            return datetime.fromisoformat(at)
        case {"$": "history", "items": list(items)}:
            return History(_read(item) for item in items)
        case {"$": "tuple", "items": list(items)}:
            return tuple(_read(item) for item in items)
        case {"$": "map", "entries": list(entries)}:
            return {str(entry[0]): _read(entry[1]) for entry in entries if isinstance(entry, list)}
        case {"$": str(name), **parts}:
            return KINDS[name](**{key: _read(item) for key, item in parts.items()})
    message = "an unknown kind of value"
    raise ValueError(message)
