"""The takeover payload: built from a request and the state of the conversation in which it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from takeover import __version__
from takeover.engine.facts import ConversationFacts
from takeover.handover.contact import build_contact
from takeover.handover.detecting import cut_whole
from takeover.handover.masking import mask_parameters, masked_params, read_mask
from takeover.handover.reason import build_reason, summarise
from takeover.handover.routing import route
from takeover.handover.schema import PAYLOAD, TAKEOVER, VERSION
from takeover.handover.writing import tidy, value_at, write_moment
from takeover.language.triggers.contains import WhenContains
from takeover.language.triggers.intent import WhenIntent
from takeover.language.triggers.pattern import WhenPattern
from takeover.language.triggers.text import WhenText
from takeover.source.shapes.scalars import read_length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation, Line, Missed
    from takeover.language.history import History
    from takeover.language.outputs import EmailRequested, TakeoverRequested
    from takeover.language.values import Json, Value

LONGEST_SUBJECT = 120
LONGEST_SUMMARY = 500
NEAREST = 5
UNDERSTOOD = (WhenText, WhenIntent, WhenContains, WhenPattern)
"""Triggers that understand words."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the payload says of its making: a try-out or not, and to which run and edition of the flows it belongs."""

    simulated: bool
    run_id: str | None = None
    flow_version: str | None = None


def build_takeover(program: Program, request: TakeoverRequested, origin: Origin) -> dict[str, Json]:
    """Give the payload of a takeover, as `schema.py` declares it: JSON, complete, sensitive values masked."""
    before, fields = request.before, request.fields
    payload = build_ticket(program, request, origin, request.reason, fields, request.to)
    note = fields.get("note", "")
    payload["notes"] = [*_notes(payload), *([note] if note.strip() else [])]
    payload["transcript"] = _transcript(before, program.bot.name, payload, request.transcript)
    for name in ("subject", "summary"):
        if fields.get(name, "").strip():
            payload[name] = fields[name]
    payload["bot"] = _bot_state(program.bot.name, request)
    payload["mode"] = "live" if request.pause and value_at(payload, "expectation.open_now") is not False else "ticket"
    return finish(before, payload)


def build_ticket(  # noqa: PLR0913, PLR0917, RUF100 - what both kinds of payload are made of
    program: Program,
    request: TakeoverRequested | EmailRequested,
    origin: Origin,
    reason: str,
    fields: Mapping[str, str],
    to: tuple[str, ...],
) -> dict[str, Json]:
    """Give a payload as it is before it is masked, with the whole talk and the usual subject and summary."""
    before, bot = request.before, program.bot
    facts = ConversationFacts(program, before)
    routed = route(bot, facts, fields, to)
    contact = build_contact(program, before)
    near = _near(before.missed)
    confidence = value_at(near[0], "score") if near else None
    why = build_reason(
        reason, request.cause, _intent(program, request), confidence if isinstance(confidence, float) else None
    )
    who = next((value for name in ("name", "email", "phone") if isinstance(value := contact[name], str)), "")
    hours = tuple(bot.hours.values())
    within = read_length(fields.get("within", ""))
    return {
        "schema": VERSION,
        "id": request.id,
        "type": TAKEOVER,
        "created_at": write_moment(before.clock),
        "source": {
            "tool": "takeover",
            "version": __version__,
            "run_id": origin.run_id,
            "simulated": origin.simulated,
        },
        "flow": {
            "name": request.flow,
            "version": origin.flow_version,
            "step": request.step,
            "trigger": request.cause,
        },
        "conversation": {
            "id": before.id,
            "channel": before.channel,
            "language": before.language,
            "started_at": write_moment(before.started),
            "url": None,
        },
        "contact": contact,
        "reason": why,
        "question": before.question or None,
        "near": near,
        "subject": before.question or str(why["text"]),
        "summary": summarise(str(why["code"]), str(why["text"]), who, before.question),
        "priority": routed.priority,
        "mode": "ticket",
        "routing": dict(routed.routing),
        "tags": [name if value == "true" else f"{name}={value}" for name, value in before.tags.items()],
        "parameters": {name: _last_or_all(values) for name, values in before.params.items() if values},
        "notes": [*before.notes, *routed.troubles],
        "transcript": _transcript(before, bot.name, {"contact": contact}, None),
        "expectation": {
            "text": before.told or None,
            "within_minutes": None if within is None else -(-within // 60),
            "open_now": any(open_.open_at(facts.local_now) for open_ in hours) if hours else None,
        },
        "bot": {
            "name": bot.name,
            "paused": before.paused,
            "paused_until": write_moment(before.paused_until) if before.paused and before.paused_until else None,
        },
        "masked": [],
    }


def finish(before: Conversation, payload: dict[str, Json]) -> dict[str, Json]:
    """Mask what is sensitive, and only then cut subject and summary: half a secret would not be recognised."""
    sensitive = masked_params(before)
    params = payload["parameters"]
    whole = mask_parameters(params, sensitive) if isinstance(params, dict) else {}
    masked = PAYLOAD.masked(tidy({**payload, "parameters": whole}), read_mask(before))
    assert isinstance(masked, dict)
    masked["masked"] = list(sensitive)
    masked["subject"] = cut_whole(str(masked["subject"]), LONGEST_SUBJECT)
    masked["summary"] = cut_whole(str(masked["summary"]), LONGEST_SUMMARY)
    return masked


def _notes(payload: Mapping[str, Json]) -> list[Json]:
    notes = payload["notes"]
    return notes if isinstance(notes, list) else []


def _near(missed: Missed | None) -> list[Json]:
    return [
        {
            "step": near.step,
            "example": near.example,
            "score": round(min(max(near.score, 0.0), 1.0), 4),
            "file": near.span.file,
            "line": near.span.line,
        }
        for near in islice(missed.near if missed else (), NEAREST)
    ]


def _intent(program: Program, request: TakeoverRequested | EmailRequested) -> str | None:
    """Give the step that hands over, if it is the user's own words that led to it and not another step."""
    number = program.named_steps.get((request.flow, request.step))
    if request.cause != "text" or number is None:
        return None
    linked = program.steps[number]
    return linked.address if any(isinstance(trigger, UNDERSTOOD) for trigger in linked.step.triggers) else None


def _last_or_all(values: History[Value]) -> Json:
    found = [value.value for value in values]
    return found[0] if len(found) == 1 else list(found)


def _transcript(before: Conversation, bot: str, payload: Mapping[str, Json], count: int | None) -> list[Json]:
    """Give the last `count` messages, or all."""
    contact = value_at(dict(payload), "contact.name")
    names: dict[str, Json] = {"user": contact, "bot": bot, "agent": None}
    lines = tuple(before.lines) if count is None else before.lines.tail(count)
    return [_line(line, names) for line in lines]


def _line(line: Line, names: Mapping[str, Json]) -> Json:
    shown = dict(line.shown or {})
    offered = {} if "shows" in shown else {name: shown.pop(name, None) for name in ("choices", "buttons")}
    return {
        "id": line.id,
        "at": write_moment(line.at),
        "role": line.role,
        "name": line.name or names[line.role],
        "text": line.text,
        "choices": offered.get("choices") or [],
        "buttons": offered.get("buttons") or [],
        "shown": shown or None,
    }


def _bot_state(name: str, request: TakeoverRequested) -> Json:
    before = request.before
    if not request.pause:
        until = before.paused_until if before.paused else None
    else:
        until = None if request.pause_for is None else _later(before.clock, request.pause_for)
    paused = request.pause or before.paused
    return {"name": name, "paused": paused, "paused_until": write_moment(until) if until else None}


def _later(moment: datetime, seconds: int) -> datetime:
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError:  # the calendar ends with the year 9999
        return datetime.max.replace(tzinfo=moment.tzinfo)
