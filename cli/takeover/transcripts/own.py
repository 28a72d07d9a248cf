"""Writes a conversation as one of our transcripts: what happened are turns, and what the bot did is expected of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from takeover.language.choices import MOST_OFFERED
from takeover.language.events import (
    AgentActed,
    AgentSaid,
    Answered,
    Changed,
    Chose,
    Heard,
    Opened,
    Sent,
    Triggered,
    Waited,
)
from takeover.language.intents import write_confidence
from takeover.language.outputs import CallRequested, EmailRequested, Said, Shown, TakeoverRequested
from takeover.source.shapes.scalars import LONGEST, write_length
from takeover.transcripts.scalars import quote, write_json, write_scalar
from takeover.transcripts.shown import tell_shown
from takeover.transcripts.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime, timedelta

    from takeover.language.events import Event
    from takeover.language.outputs import Output
    from takeover.language.values import Json

CONTACT = ("name", "email", "phone")
REQUESTS = (CallRequested, TakeoverRequested, EmailRequested)


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as a transcript tells it. `at` is aware, and when it began; `bot` the path of its flows.

    `turns` are the events with their outputs, in order, the opening included. `payloads` are those of its takeovers, by
    the ids of their requests. `params` and `user` were set, in this order, before the opening, and `start` is the flow
    that it opened with, "" for none. Time goes on in its `Waited` alone, as a chat lets it. What the bot
    did is expected from the turn `begins` on.
    """

    name: str
    bot: str
    at: datetime
    turns: Sequence[tuple[Event, Sequence[Output]]]
    seed: int
    channel: str = "web"
    language: str = ""
    params: Sequence[tuple[str, str]] = ()
    user: Sequence[tuple[str, str]] = ()
    start: str = ""
    payloads: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    begins: int = 0

    @property
    def opening(self) -> int:
        """Count the turns that `given` stands for: what was set, and the opening itself."""
        return len(self.params) + len(self.user) + 1


def write(talk: Talk) -> str:
    """Give the transcript as YAML. What a transcript has no words for becomes a comment: `left_out` names it."""
    lines = [f"transcript: {write_scalar(talk.name)}", f"bot: {write_scalar(talk.bot)}", f"at: {_moment(talk.at)}"]
    lines += ["given:", *(f"  {line}" for line in _given(talk))]
    before, turns = _write_turns(talk)
    if before:
        lines += ["before:", *(f"  {line}" for line in before)]
    lines += ["turns:", *(f"  {line}" for line in turns)] if turns else ["turns: []"]
    return "\n".join(lines) + "\n"


def left_out(talk: Talk) -> tuple[str, ...]:
    """Name what happened that a transcript has no words for; one that leaves something out plays otherwise."""
    asked = _requests(talk)
    return tuple(what for event, _ in talk.turns[talk.opening :] if (what := _untold(event, asked)))


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds" if at.second else "minutes")


def _given(talk: Talk) -> Iterator[str]:
    for name, pairs in (("params", talk.params), ("user", talk.user)):
        if pairs:
            yield f"{name}:"
            yield from (f"  {write_scalar(key)}: {write_scalar(value)}" for key, value in dict(pairs).items())
    yield f"channel: {write_scalar(talk.channel)}"
    if talk.language:
        yield f"language: {write_scalar(talk.language)}"
    if talk.start:
        yield f"start: {write_scalar(talk.start)}"
    yield f"seed: {talk.seed}"


def _write_turns(talk: Talk) -> tuple[list[str], list[str]]:
    """Give the lines of what happens before, and of the turns."""
    clock = talk.at
    asked = _requests(talk)
    before: list[str] = []
    lines: list[str] = []
    for number, (event, outputs) in enumerate(talk.turns):
        told = number >= talk.begins
        if number >= talk.opening:
            (lines if told else before).extend(_write_event(event, clock, asked))
        clock = max(clock, event.at)
        if told:
            lines.extend(_write_outputs(event, outputs, talk.payloads))
    return before, lines


def _write_outputs(
    event: Event, outputs: Sequence[Output], payloads: Mapping[str, Mapping[str, Json]]
) -> Iterator[str]:
    for output in outputs:
        yield from write_output(output, payloads.get(output.id, {}))
    answering = any(isinstance(output, Said | Shown | CallRequested) for output in outputs)
    if isinstance(event, Heard | Chose | Sent) and not answering:
        yield "- silent: true"


def _requests(talk: Talk) -> dict[str, Output]:
    return {output.id: output for _, outputs in talk.turns for output in outputs if isinstance(output, REQUESTS)}


def _write_event(event: Event, clock: datetime, asked: Mapping[str, Output]) -> Iterator[str]:
    match event:
        case Heard():
            yield from _write_heard(event)
        case Chose(label=label, number=number) if 0 < number <= MOST_OFFERED:
            yield from ("- choose:", f"    label: {write_scalar(label)}", f"    number: {number}")
        case Chose(label=label):
            yield f"- choose: {write_scalar(label)}"
        case Sent(media=media, url=url, name=name):
            yield from _mapped("send", {media: url or None, "name": name})
        case Triggered():
            yield from _write_trigger(event)
        case Waited(at=at):
            yield from _write_wait(at - clock)
        case AgentSaid(text=text, name=name):
            named = _mapped("agent", {"say": text or None, "name": name})
            yield from named if name else [f"- agent: {write_scalar(text)}"]
        case AgentActed(act=act, text=text, name=name):
            yield from _mapped("agent", {act: text or None, "name": name})
        case Opened(start=start) if start:
            yield f"- goto: {write_scalar(start)}"
        case Changed(path=path, value=value):
            yield from _mapped("set", {path: value or None})
        case Answered() | Opened():
            yield from _write_answer(event, asked)
        case unexpected:
            assert_never(unexpected)


def _write_heard(heard: Heard) -> Iterator[str]:
    """Write what the user wrote, and what a service took it for: it is not asked when this is played."""
    if not heard.understood:
        yield f"- user: {write_scalar(heard.text)}"
        return
    yield from ("- user:", f"    text: {write_scalar(heard.text)}", "    understood:")
    yield from (f"      {write_scalar(name)}: {write_confidence(sure)}" for name, sure in heard.understood)


def _write_trigger(event: Triggered) -> Iterator[str]:
    if event.by_agent:
        yield from _mapped("agent", {"event": event.name or None}, event.params)
    elif event.params:
        yield from _mapped("event", {"name": event.name or None}, event.params)
    else:
        yield f"- event: {write_scalar(event.name)}"


def _write_answer(event: Answered | Opened, asked: Mapping[str, Output]) -> Iterator[str]:
    """Write what came back. A takeover that failed goes on as one that an agent refused; the rest is untold."""
    untold = _untold(event, asked)
    if untold or not isinstance(event, Answered):
        yield f"# {quote(untold)} came here, which a transcript cannot tell"
        return
    request = asked[event.request]
    if not isinstance(request, CallRequested):
        yield from _mapped("agent", {"refuse": event.detail or None})
        return
    yield f"- call: {write_scalar(request.url or request.target)}"
    if event.outcome == "ok":
        yield f"  returns: {write_json(event.body)}"
    else:
        yield f"  failed: {write_scalar(event.detail or str(event.status))}"


def _untold(event: Event, asked: Mapping[str, Output]) -> str:
    """Name an event that a transcript has no turn for, or give ""."""
    match event:
        case Opened(start=start):
            return "" if start else "the event opened"
        case Answered(outcome=outcome, request=name):
            request = asked.get(name)
            told = isinstance(request, CallRequested) or (isinstance(request, TakeoverRequested) and outcome != "ok")
            return "" if told else f"the answer to {name}"
        case _:
            return ""


def _write_wait(length: timedelta) -> Iterator[str]:
    """Write a time as lengths that can be read; one that is longer than they may be, as several."""
    seconds = int(length.total_seconds())
    while seconds > 0:
        yield f"- wait: {write_length(min(seconds, LONGEST))}"
        seconds -= LONGEST


def write_output(output: Output, payload: Mapping[str, Json]) -> Iterator[str]:
    """Give the lines of the turn that expects an output; none for what no turn expects. `payload` is a takeover's."""
    written = expect_output(output, payload)
    yield from written.lines() if written is not None else ()


def expect_output(output: Output, payload: Mapping[str, Json]) -> Written | None:
    """Give the turn that expects an output, or None for what no turn expects. `payload` is a takeover's."""
    match output:
        case Said(text=text):
            return Written("bot", text)
        case Shown(shows=shows, content=content) if shows != "delay":
            return Written("bot", fields={shows: tell_shown(content)}, inline=True)
        case TakeoverRequested():
            return Written("takeover", fields=_expect_takeover(output, payload))
        case EmailRequested(fields=fields):
            return Written("email", fields={name: text for name in ("to", "subject") if (text := fields.get(name, ""))})
        case _:
            return None


def _expect_takeover(request: TakeoverRequested, payload: Mapping[str, Json]) -> dict[str, str]:
    """Give what a payload must hold: what an agent would miss first."""
    reason, routing, contact = (_part(payload, name) for name in ("reason", "routing", "contact"))
    code = str(reason.get("code") or request.reason or "flow")
    expected = {
        "reason": str(reason.get("text")) if code == "flow" and request.reason else code,
        "queue": routing.get("queue"),
        "question": payload.get("question"),
        **{f"contact.{name}": contact.get(name) for name in CONTACT},
    }
    return {name: value for name, value in expected.items() if isinstance(value, str) and value}


def _part(payload: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    found = payload.get(name)
    return found if isinstance(found, dict) else {}


def _mapped(key: str, values: Mapping[str, str | None], params: Mapping[str, str] | None = None) -> Iterator[str]:
    """Write a turn that is a mapping. A text that is empty is left out; None is one that is written although empty."""
    lines = [f"    {write_scalar(name)}: {write_scalar(value or '')}" for name, value in values.items() if value != ""]
    if params:
        named = (f"      {write_scalar(name)}: {write_scalar(text)}" for name, text in params.items())
        lines += ["    params:", *named]
    yield from (f"- {key}:", *lines) if lines else (f"- {key}: {{}}",)
