"""What a takeover or an e-mail must hold, compared with what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.email import build_email
from takeover.handover.schema import PAYLOAD
from takeover.handover.takeover import Origin, build_takeover
from takeover.handover.writing import value_at
from takeover.language.views import write_value
from takeover.replay.result import Differs
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.engine.program import Program
    from takeover.language.outputs import EmailRequested, TakeoverRequested
    from takeover.language.values import Json
    from takeover.transcripts.expected import SendsEmail, TakesOver
    from takeover.transcripts.matchers import Matcher

SHORT = {
    "queue": "routing.queue",
    "assignee": "routing.assignee",
    "to": "routing.to",
    "params": "parameters",
    "note": "notes",
}
"""The words of the action `takeover`, and where the payload keeps what they say."""
DECIDED = (
    *("contact.name", "contact.email", "contact.phone", "reason.code", "question", "subject", "summary", "priority"),
    *("routing.queue", "routing.assignee", "routing.to", "tags", "parameters", "notes"),
)
"""What the flow decides of a payload: with `exactly`, all of it that is not empty must be named."""
ORIGIN = Origin(simulated=True)


def differing_takeover(program: Program, request: TakeoverRequested, expected: TakesOver) -> tuple[Differs, ...]:
    """Give the fields that are otherwise."""
    payload = build_takeover(program, request, ORIGIN)
    found = [
        Differs(path.text, matcher.tell(), _write(_value(payload, path.text)))
        for path, matcher in expected.fields
        if not _fits(payload, path.text, matcher)
    ]
    if expected.exactly:
        found += _unnamed(payload, [long_path(path.text) for path, _ in expected.fields])
    return tuple(found)


def differing_email(program: Program, request: EmailRequested, expected: SendsEmail) -> tuple[Differs, ...]:
    """Give the fields that are otherwise: the flow's own words, else what is sent in their place."""
    payload: Json = None
    differing: list[Differs] = []
    for name, matcher in expected.fields:
        value: Json = request.fields.get(name)
        if value is None:
            payload = payload or build_email(program, request, ORIGIN)
            value = value_at(payload, f"email.{name}")
        if not matcher.fits(value) and not (isinstance(value, list) and matcher.fits(", ".join(map(_write, value)))):
            differing.append(Differs(name, matcher.tell(), _write(value)))
    return tuple(differing)


def tell_takeover(program: Program, request: TakeoverRequested) -> str:
    """Say in a line what was asked for."""
    payload = build_takeover(program, request, ORIGIN)
    named = (("reason", "reason.code"), ("queue", "routing.queue"), ("subject", "subject"))
    told = (f"{name}: {text}" for name, path in named if (text := _write(value_at(payload, path))))
    return f"[takeover {', '.join(told)}]"


def long_path(path: str) -> str:
    """Give the path in the payload that a field of a transcript means."""
    first, dot, rest = path.partition(".")
    return f"{SHORT.get(first, first)}{dot}{rest}"


def unknown_path(path: str) -> str | None:
    """Give a hint where no payload has such a path, else None."""
    paths = _paths()
    whole = long_path(path)
    if whole in paths or any(whole.startswith(f"{table}.") for table, free in paths.items() if free):
        return None
    return did_you_mean(path, (*paths, *SHORT)) or f"known: {', '.join(name for name in paths if '.' not in name)}"


def _paths() -> Mapping[str, bool]:
    """Give every path of a payload; True for those that hold names of the designer's own."""
    if not _PATHS:
        _PATHS.update(_list_paths(PAYLOAD.schema(), ""))
    return _PATHS


_PATHS: dict[str, bool] = {}


def _list_paths(schema: object, prefix: str) -> Iterator[tuple[str, bool]]:
    if not isinstance(schema, dict):
        return
    for option in schema.get("anyOf", ()):
        yield from _list_paths(option, prefix)
    for name, inner in schema.get("properties", {}).items():
        path = f"{prefix}{name}"
        yield path, isinstance(inner, dict) and _is_table(inner)
        yield from _list_paths(inner, f"{path}.")


def _is_table(schema: Mapping[str, object]) -> bool:
    options = schema.get("anyOf", ())
    assert isinstance(options, list | tuple)
    tables = any(isinstance(option, dict) and _is_table(option) for option in options)
    return tables or (schema.get("type") == "object" and "properties" not in schema)


def _fits(payload: Json, path: str, matcher: Matcher) -> bool:
    """Compare a field. `reason` is the code, or the flow's own words where it has some; `note` is one of several."""
    if path == "reason":
        return any(matcher.fits(value_at(payload, part)) for part in ("reason.code", "reason.text"))
    value = _value(payload, path)
    if matcher.fits(value):
        return True
    return path == "note" and isinstance(value, list) and any(matcher.fits(item) for item in value)


def _value(payload: Json, path: str) -> Json:
    return value_at(payload, "reason.code" if path == "reason" else long_path(path))


def _unnamed(payload: Json, named: list[str]) -> Iterator[Differs]:
    known = {"reason.code" if path == "reason" else path for path in named}
    for path in DECIDED:
        value = value_at(payload, path)
        if path == "parameters" and isinstance(value, dict) and path not in known:
            for name, inner in value.items():
                if f"{path}.{name}" not in known:
                    yield Differs(f"{path}.{name}", "nothing", _write(inner))
        elif value not in (None, "", [], {}) and path not in known:
            yield Differs(path, "nothing", _write(value))


def _write(value: Json) -> str:
    return write_value(value)
