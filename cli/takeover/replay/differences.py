"""Plays one transcript on two versions of the flows, and says in what they differ: outputs and payloads.

What the transcript expects does not count; what happens in it does, and the answers that it gives to calls.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from takeover.handover.email import build_email
from takeover.handover.takeover import Origin, build_takeover
from takeover.language.outputs import EmailRequested, Entered, Said, Shown, TakeoverRequested, Unmatched
from takeover.language.views import write_value
from takeover.replay.playing import Playing, Wrong, begin_playing
from takeover.transcripts.expected import (
    AnyOrder,
    BotSays,
    Calls,
    Knows,
    NotUnderstood,
    SendsEmail,
    StaysSilent,
    TakesOver,
    Took,
)
from takeover.transcripts.shown import tell_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.engine.program import Program
    from takeover.language.values import Json
    from takeover.replay.playing import Seen
    from takeover.source.span import Span
    from takeover.transcripts.transcript import Transcript

EXPECTED = (BotSays, TakesOver, SendsEmail, StaysSilent, Knows, Took, NotUnderstood, AnyOrder)
PLACES = frozenset({"file", "line"})
"""Where something is written, which is otherwise in every copy of the flows."""
CHANGING = frozenset({"id", "created_at", "source", "flow.version", "transcript"})
"""What is otherwise in a payload whenever the flows are, or is compared already, message by message."""
ORIGIN = Origin(simulated=True)


class Done(NamedTuple):
    """One thing that the bot did: its kind, how it reads in a line, and (for a request) the fields of its payload."""

    kind: str
    told: str
    fields: Mapping[str, str]


class Moment(NamedTuple):
    """What a turn of the transcript led to: how the turn reads, where it stands, the step taken, and what was done."""

    told: str
    span: Span
    step: str
    done: tuple[Done, ...]


class Difference(NamedTuple):
    """What is otherwise after a turn (`told`, at `span`).

    `field` is "" for what is said, else "step" or a path of a payload. `old` and `new` are "" for what is not there.
    """

    told: str
    span: Span
    field: str
    old: str
    new: str


def differ(old: Program, new: Program, transcript: Transcript) -> tuple[Difference, ...]:
    """Play a transcript on both, and give what is otherwise, in its order. Never raises."""
    before, after = (tuple(_observe(program, transcript)) for program in (old, new))
    found: list[Difference] = []
    for one, other in zip(before, after, strict=True):
        found += _differ(one, other)
    return tuple(found)


def _observe(program: Program, transcript: Transcript) -> Iterator[Moment]:
    """Play the happenings of a transcript, and tell what each led to."""
    playing = begin_playing(program, transcript)
    told, span, stuck = "", transcript.span, ""
    try:
        playing.open(transcript)
    except Wrong as wrong:
        stuck = wrong.failure.message
    for turn in transcript.turns:
        if isinstance(turn, EXPECTED):
            continue
        if isinstance(turn, Calls):
            call = next((one for one in playing.calls if turn.where.fits(one.url or one.target)), None)
            if call is not None and not stuck:
                stuck = _try(playing.answer, call, turn, turn.span)
            continue
        stuck = stuck or _try(playing.settle, turn.span)
        yield _moment(program, playing, told, span, stuck)
        told, span = ": ".join(part for part in turn.tell() if part), turn.span
        stuck = stuck or _try(playing.happen, turn)
    stuck = stuck or _try(playing.settle, span)
    yield _moment(program, playing, told, span, stuck)


def _try(act: object, *given: object) -> str:
    """Do something; give why the conversation cannot go on, or ""."""
    assert callable(act)
    try:
        act(*given)
    except Wrong as wrong:
        return wrong.failure.message
    return ""


def _moment(program: Program, playing: Playing, told: str, span: Span, stuck: str) -> Moment:
    done = [_done(program, playing, one) for one in playing.waiting]
    playing.waiting.clear()
    entered = [f"{one.flow}/{one.step}" for one in playing.since if isinstance(one, Entered)]
    unknown = any(isinstance(one, Unmatched) for one in playing.since)
    if stuck:
        done.append(Done("stuck", f"[{stuck}]", {}))
    return Moment(told, span, " ".join([*(["unknown:"] if unknown else []), *entered]), tuple(done))


def _done(program: Program, playing: Playing, output: Seen) -> Done:
    match output:
        case Said(text=text, choices=choices, buttons=buttons):
            labels = [choice.label for choice in (*choices, *buttons)]
            return Done("said", f"{text} [{' | '.join(labels)}]" if labels else text, {})
        case Shown(shows=shows, content=content, buttons=buttons):
            fields = dict(_flat(dict(content), "")) | {f"button {n}": one.label for n, one in enumerate(buttons, 1)}
            return Done(shows, f"[{shows} {tell_shown(content)}]", fields)
        case TakeoverRequested():
            payload: Json = build_takeover(program, output, ORIGIN)
            return Done("takeover", playing.name(output), dict(_flat(payload, "")))
        case EmailRequested():
            return Done("email", playing.name(output), dict(_flat(build_email(program, output, ORIGIN), "")))


def _flat(value: Json, path: str) -> Iterator[tuple[str, str]]:
    """Give the fields of a payload by their dotted paths."""
    if path in CHANGING or path.rpartition(".")[2] in PLACES:
        return
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _flat(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from _flat(inner, f"{path}.{number}")
    else:
        yield path, "" if value in ({}, []) else write_value(value)


def _differ(one: Moment, other: Moment) -> Iterator[Difference]:
    told, span = one.told or "the beginning", one.span
    if one.step != other.step:
        yield Difference(told, span, "step", one.step, other.step)
    matcher = SequenceMatcher(None, _keys(one.done), _keys(other.done), autojunk=False)
    for tag, begin, end, first, last in matcher.get_opcodes():
        olds, news = one.done[begin:end], other.done[first:last]
        if tag == "equal":
            for before, after in zip(olds, news, strict=True):
                yield from _fields(told, span, before, after)
            continue
        for number in range(max(len(olds), len(news))):
            before_ = olds[number] if number < len(olds) else None
            after_ = news[number] if number < len(news) else None
            yield Difference(told, span, "", before_.told if before_ else "", after_.told if after_ else "")
            if before_ is not None and after_ is not None and before_.kind == after_.kind:
                yield from _fields(told, span, before_, after_)


def _keys(done: Sequence[Done]) -> list[tuple[str, str]]:
    return [(one.kind, one.told) for one in done]


def _fields(told: str, span: Span, before: Done, after: Done) -> Iterator[Difference]:
    for path in dict.fromkeys((*before.fields, *after.fields)):
        old, new = before.fields.get(path, ""), after.fields.get(path, "")
        if old != new:
            yield Difference(told, span, f"{before.kind} {path}", old, new)
