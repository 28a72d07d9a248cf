"""What time does by itself: pauses that end, and silences that are noticed, each at its own moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from takeover.engine.control import resume
from takeover.engine.levels import is_open
from takeover.engine.play import play
from takeover.engine.program import TOP
from takeover.language.conversation import Context
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.engine.running import Running
    from takeover.language.conversation import Conversation


def pass_time(run: Running, until: datetime) -> None:
    """Let the clock run to `until`, never back, and do what falls due on the way, each at its own moment."""
    while True:
        due = _next(run.program, run)
        if due is None or due > until:
            break
        run.clock = max(run.clock, due)
        if run.paused:
            resume(run, NOWHERE, "time")
        else:
            _notice_silence(run)
    run.clock = max(run.clock, until)


def next_due(program: Program, conversation: Conversation) -> datetime | None:
    """Give the moment at which time will do something, if nobody says anything before; None: never."""
    return _next(program, conversation)


def _next(program: Program, state: Conversation | Running) -> datetime | None:
    if state.paused:
        return state.paused_until
    silence = _next_silence(program, state)
    return silence[0] if silence else None


def _next_silence(program: Program, state: Conversation | Running) -> tuple[datetime, tuple[int, ...]] | None:
    """Give the next silence that is due, and the steps that listen to it, nearest level first."""
    if state.quiet_since is None or state.control == "resolved":
        return None
    if not program.silences:
        return None
    found: dict[datetime, list[int]] = {}
    for level, since in (*state.contexts, Context(TOP, state.quiet_since)):
        if level in program.silences:
            for seconds, number in program.silences[level]:
                if number not in state.reminded:
                    due = max(since, state.quiet_since) + timedelta(seconds=seconds)
                    found.setdefault(due, []).append(number)
    if not found:
        return None
    due = min(found)
    return due, tuple(found[due])


def _notice_silence(run: Running) -> None:
    silence = _next_silence(run.program, run)
    if silence is None:
        return
    _, numbers = silence
    run.reminded = (*run.reminded, *numbers)
    for number in numbers:
        if is_open(run, number):
            play(run, run.enter(number, "silence"), then_ask=False)
            return
