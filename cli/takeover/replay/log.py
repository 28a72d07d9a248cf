"""Plays what people really wrote: what becomes of each input and of each conversation, on one version of the flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from takeover.engine.step import begin, step
from takeover.language.events import Answered, Heard, Opened
from takeover.language.outputs import (
    CallRequested,
    Captured,
    EmailRequested,
    Ended,
    Entered,
    Forwarded,
    Resolved,
    TakeoverRequested,
    Unmatched,
)
from takeover.replay.naming import name_conversation
from takeover.replay.playing import MOST_ANSWERS, USUAL_START

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from takeover.engine.program import Program
    from takeover.engine.step import Stepped
    from takeover.language.conversation import Conversation
    from takeover.language.outputs import Output
    from takeover.transcripts.logged import Logged, Said

FATES = {
    "understood": "understood: a step took it",
    "answered": "an answer to a question",
    "unknown": "not understood",
    "agent": "written while an agent has the conversation",
    "else": "none of these: asked again, or no answer",
}
"""What can become of an input."""
ENDS = {
    "handed": "handed over to a person",
    "email": "an e-mail ticket",
    "ended": "ended or resolved by the bot",
}
"""What can become of a conversation; what is none of these is still open when the user stops writing."""


class Fate(NamedTuple):
    """What became of an input: a key of FATES, and the step that took it ("" for none)."""

    what: str
    step: str = ""


class Played(NamedTuple):
    """What became of a conversation: of each input, and keys of ENDS, in the order in which they first came."""

    logged: Logged
    fates: tuple[Fate, ...]
    ends: tuple[str, ...]


def ignore(said: Said, outputs: Sequence[Output]) -> None:
    """Look at nothing."""


def play_logged(program: Program, logged: Logged, watch: Callable[[Said, Sequence[Output]], None] = ignore) -> Played:
    """Play a conversation. Never raises; the same twice. A call is answered by its example, and fails without one.

    `watch` is given each input with what the bot did.
    """
    start = next((said.at for said in logged.inputs if said.at is not None), None)
    at = _aware(program, start) if start is not None else USUAL_START
    conversation = begin(program, name_conversation(logged.name), at)
    ends: dict[str, None] = {}
    stepped = _settle(program, step(program, conversation, Opened(at)), at)
    _note_ends(stepped.outputs, ends)
    fates: list[Fate] = []
    for said in logged.inputs:
        at = max(at, _aware(program, said.at)) if said.at is not None else at
        heard = _settle(program, step(program, stepped.conversation, Heard(at, said.text)), at)
        _note_ends(heard.outputs, ends)
        fates.append(_fate(heard.outputs))
        watch(said, heard.outputs)
        stepped = heard
    return Played(logged, tuple(fates), tuple(ends))


def _aware(program: Program, at: datetime) -> datetime:
    """Give a time with an offset: one without is in the bot's zone."""
    if at.utcoffset() is not None:
        return at
    from zoneinfo import ZoneInfo

    return at.replace(tzinfo=ZoneInfo(program.bot.timezone))


def _settle(program: Program, stepped: Stepped, at: datetime) -> Stepped:
    """Answer the calls that a step made."""
    outputs: list[Output] = list(stepped.outputs)
    conversation: Conversation = stepped.conversation
    calls = [one for one in outputs if isinstance(one, CallRequested)]
    answered = 0
    while calls and answered < MOST_ANSWERS:
        call = calls.pop(0)
        answered += 1
        found = call.example is not None
        event = Answered(
            at, call.id, "ok" if found else "failed", 200 if found else 0, call.example[0] if call.example else None
        )
        more = step(program, conversation, event)
        conversation = more.conversation
        outputs += more.outputs
        calls += [one for one in more.outputs if isinstance(one, CallRequested)]
    return stepped if not answered else type(stepped)(conversation, tuple(outputs))


def _note_ends(outputs: Sequence[Output], ends: dict[str, None]) -> None:
    for output in outputs:
        if isinstance(output, TakeoverRequested):
            ends.setdefault("handed")
        elif isinstance(output, EmailRequested):
            ends.setdefault("email")
        elif isinstance(output, Ended | Resolved):
            ends.setdefault("ended")


def _fate(outputs: Sequence[Output]) -> Fate:
    entered = next((one for one in outputs if isinstance(one, Entered)), None)
    place = f"{entered.flow}/{entered.step}" if entered is not None else ""
    if any(isinstance(one, Unmatched) for one in outputs):
        return Fate("unknown", place)
    if any(isinstance(one, Forwarded) for one in outputs):
        return Fate("agent")
    first = next((one for one in outputs if isinstance(one, Entered | Captured)), None)
    if isinstance(first, Captured):
        return Fate("answered", place)
    return Fate("understood", place) if entered is not None else Fate("else")
