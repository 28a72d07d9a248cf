"""What time does by itself: pauses that end, takeovers that nobody takes, silences; each at its own moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from takeover.engine.control import resume, stop_watching
from takeover.engine.levels import is_open
from takeover.engine.play import play
from takeover.engine.program import TOP
from takeover.engine.requests import lapse
from takeover.language.conversation import Context
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.engine.running import Running
    from takeover.language.conversation import Conversation


MOST_LAPSES = 100
"""So many takeovers may nobody take while one event lets time pass: each may be followed by the next."""


def pass_time(run: Running, until: datetime) -> None:
    """Let the clock run to `until`, never back, and do what falls due on the way, each at its own moment."""
    lapses = 0
    while True:
        due = _next(run.program, run)
        if due is None or due > until:
            break
        run.clock = max(run.clock, due)
        if not run.paused:
            _notice_silence(run)
            continue
        late = _next_lapse(run)
        if late is None or due < late[0]:
            resume(run, NOWHERE, "time")
        elif lapses < MOST_LAPSES:
            lapses += 1
            lapse(run, late[1])
        else:
            hint = "let one of them wait for an agent without a time"
            message = f"nobody takes the conversation, and it was handed over {MOST_LAPSES} times meanwhile"
            run.warn("endless-loop", "error", message, NOWHERE, hint)
            stop_watching(run)
    run.clock = max(run.clock, until)


def next_due(program: Program, conversation: Conversation) -> datetime | None:
    """Give the moment at which time will do something, if nobody says anything before; None: never."""
    return _next(program, conversation)


def _next(program: Program, state: Conversation | Running) -> datetime | None:
    if state.paused:
        late = _next_lapse(state)
        if late is None or (state.paused_until is not None and state.paused_until < late[0]):
            return state.paused_until
        return late[0]
    silence = _next_silence(program, state)
    return silence[0] if silence else None


def _next_lapse(state: Conversation | Running) -> tuple[datetime, str] | None:
    """Give the moment at which the first takeover will not have been taken in time, and its request."""
    if state.control != "handover":
        return None
    watched = ((pending.due, request) for request, pending in state.pending.items() if pending.due is not None)
    return min(watched, default=None)


def _next_silence(program: Program, state: Conversation | Running) -> tuple[datetime, tuple[int, ...]] | None:
    """Give the next silence that is due, and the steps that listen to it, nearest level first."""
    if state.quiet_since is None or state.control == "resolved":
        return None
    if not program.silences:
        return None
    soonest = 0.0
    numbers: list[int] = []
    for level, since in (*state.contexts, Context(TOP, state.quiet_since)):
        late = max(0.0, (since - state.quiet_since).total_seconds())
        for seconds, number in program.silences.get(level, ()):
            if number in state.reminded:
                continue
            if not numbers or late + seconds < soonest:
                soonest, numbers = late + seconds, [number]
            elif late + seconds == soonest:
                numbers.append(number)
    return (state.quiet_since + timedelta(seconds=soonest), tuple(numbers)) if numbers else None


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
