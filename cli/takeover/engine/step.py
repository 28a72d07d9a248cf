"""The one function: program, conversation and event give the next conversation and what goes out. Pure and total."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from takeover.engine.agents import agent_acted, agent_said
from takeover.engine.control import reopen, resume
from takeover.engine.facts import within_calendar
from takeover.engine.hearing import hear_media, hear_text
from takeover.engine.levels import first_open
from takeover.engine.names import find_place
from takeover.engine.play import play
from takeover.engine.requests import answered
from takeover.engine.running import Running
from takeover.engine.timers import pass_time
from takeover.language.conversation import Conversation
from takeover.language.events import (
    AgentActed,
    AgentSaid,
    Answered,
    Changed,
    Chose,
    Event,
    Heard,
    Opened,
    Sent,
    Triggered,
    Waited,
)
from takeover.language.naming import Slot
from takeover.source.light import NamedTuple
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from datetime import datetime

    from takeover.engine.program import Program
    from takeover.language.outputs import Output


class Stepped(NamedTuple):
    """The conversation after an event, and what the event made the bot do, in order."""

    conversation: Conversation
    outputs: tuple[Output, ...]


def begin(
    program: Program, name: str, at: datetime, *, seed: int = 0, channel: str = "web", language: str = ""
) -> Conversation:
    """Give a conversation in which nothing has happened. `at` is aware; `name` is its id."""
    at = within_calendar(at)
    return Conversation(name, seed, at, at, channel, language or program.bot.language)


def step(program: Program, conversation: Conversation, event: Event) -> Stepped:
    """Work one event through. Never raises for any conversation and event; the same in gives the same out."""
    run = Running(program, conversation)
    pass_time(run, within_calendar(event.at))
    if not isinstance(event, Waited):
        run.quiet_since, run.reminded = run.clock, ()
    _happen(run, event)
    run.facts.forget()
    return Stepped(run.freeze(), tuple(run.outputs))


def _happen(run: Running, event: Event) -> None:
    match event:
        case Heard(text=text, understood=understood):
            hear_text(run, text, understood)
        case Chose(label=label, number=number):
            hear_text(run, label, chosen=True, number=number)
        case Sent():
            hear_media(run, event)
        case Waited():
            pass
        case Opened(start=start):
            _open(run, start)
        case Triggered():
            _trigger(run, event)
        case AgentSaid():
            agent_said(run, event)
        case AgentActed():
            agent_acted(run, event)
        case Answered():
            answered(run, event)
        case Changed(path=path, value=value):
            run.keep(Slot(path, NOWHERE), value)
        case unexpected:
            assert_never(unexpected)


def _open(run: Running, start: str) -> None:
    if start:
        number = find_place(start, "", run.program.flows, run.program.named_steps)
        if number is None:
            run.warn("unresolved-flow", "error", f'there is no flow "{start}" to start with', NOWHERE)
        else:
            play(run, run.enter(number, "start"))
        return
    number = first_open(run, "event:opened")
    if number is not None:
        play(run, run.enter(number, "event"))


def _trigger(run: Running, event: Triggered) -> None:
    """Take the step that listens. An agent's event resumes the bot; another one is not heard while it is paused."""
    if event.by_agent:
        resume(run, NOWHERE, "event")
    for path, value in event.params.items():
        run.keep(Slot(path, NOWHERE), value)
    if run.paused:
        run.warn("event-while-paused", "note", f'the event "{event.name}" came while the bot is paused', NOWHERE)
        return
    number = first_open(run, f"event:{event.name}")
    if number is None:
        run.warn("nobody-listens", "note", f'no step that is open now listens to the event "{event.name}"', NOWHERE)
        return
    if run.control == "resolved":  # the bot takes it up again, as when it asks how it went
        reopen(run, NOWHERE, "event")
    play(run, run.enter(number, "event"))
