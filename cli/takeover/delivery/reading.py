"""Payloads from files: one JSON object, several one after the other, or one a line; faults are said at their line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.handover.schema import find_wrong
from takeover.source.regex import regex
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.values import Json
    from takeover.source.diagnostic import Problems

SPACE = regex(r"[ \t\r\n\ufeff]*")
MOST_SAID = 5
"""So many faults of one payload are said; more of the same would bury the next one."""


@dataclass(frozen=True, slots=True)
class ReadPayload:
    """A payload, and where it begins."""

    payload: dict[str, Json]
    span: Span


def read_payloads(text: str, file: str, problems: Problems) -> Iterator[ReadPayload]:
    """Give the payloads of a text that are ones; what is wrong with the others goes to `problems`."""
    found = False
    for value, span in _values(text, file, problems):
        found = True
        faults = list(find_wrong(value)) if isinstance(value, dict) else []
        if not isinstance(value, dict):
            hint = "put one payload on each line" if isinstance(value, list) else ""
            problems.error("bad-payload", "this is JSON, and no payload", span, hint)
        for fault in faults[:MOST_SAID]:
            problems.error("bad-payload", f"{fault.path}: {fault.message}" if fault.path else fault.message, span)
        if len(faults) > MOST_SAID:
            problems.error("bad-payload", f"and {len(faults) - MOST_SAID} more faults", span)
        if isinstance(value, dict) and not faults:
            yield ReadPayload(value, span)
    if not found and not problems.fatal:
        problems.error("no-payload", "there is no payload in this", Span(file, 1, 1, 1, 1))


def _values(text: str, file: str, problems: Problems) -> Iterator[tuple[Json, Span]]:
    """Read one value after the other. After a broken one, reading goes on at the next line, if it was on one."""
    decoder = json.JSONDecoder(parse_constant=_refuse_constant, object_pairs_hook=_refuse_twins)
    at, line, counted = _after_space(text, 0), 1, 0
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        col = at - text.rfind("\n", 0, at)
        span = Span(file, line, col, line, col + 1)
        try:
            value, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            where = Span(file, error.lineno, error.colno, error.lineno, error.colno + 1)
            problems.error("bad-json", f"this is no JSON: {error.msg}", where)
            if error.lineno != line:
                return
        except (ValueError, RecursionError) as error:
            message = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
            problems.error("bad-json", f"this is no JSON: {message}", span)
        else:
            yield value, span
            at = _after_space(text, end)
            continue
        next_line = text.find("\n", at)
        at = len(text) if next_line < 0 else _after_space(text, next_line)


def _after_space(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at


def _refuse_constant(name: str) -> Json:
    raise ValueError(f"{name} is no JSON")


def _refuse_twins(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'the field "{twin[:40]}" stands twice in one object')
    return made
