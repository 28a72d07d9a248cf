"""Who has the conversation: the bot, an agent while it is paused, or nobody once it is resolved."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from takeover.language.outputs import Ended, Paused, Resolved, Resumed

if TYPE_CHECKING:
    from takeover.engine.running import Running
    from takeover.language.conversation import Control
    from takeover.source.span import Span

STATE_TAG = "control_state"
AGENTS = frozenset({"agent", "event"})
"""Ways of resuming by which an agent shows to have had the conversation: what was requested is not refused any more."""


def pause(run: Running, span: Span, seconds: int | None) -> None:
    """Be silent, for a time or until resumed. A pause that is running is never shortened."""
    until = None if seconds is None else run.clock + timedelta(seconds=seconds)
    if run.paused and (run.paused_until is None or (until is not None and until < run.paused_until)):
        return
    run.paused, run.paused_until = True, until
    run.emit(Paused(run.next_id(), span, run.paused_until))


def resume(run: Running, span: Span, why: str) -> None:
    """Answer again: afresh, unless the flow itself goes on, about the same question, or the bot was never silent."""
    if not run.paused and run.control != "handover":
        return
    if why not in {"refused", "flow"}:
        run.missed, run.unknowns = None, 0
        if run.paused:
            run.waiting, run.contexts, run.last_step, run.offered = (), (), None, ()
    run.paused, run.paused_until = False, None
    stop_watching(run)
    if run.control == "handover":
        _set_control(run, "open")
    if why in AGENTS:
        drop_takeovers(run)
    run.emit(Resumed(run.next_id(), span, why))


def resolve(run: Running, span: Span, text: str, by: str) -> None:
    """Close the conversation; nothing waits for an answer any more."""
    run.paused, run.paused_until = False, None
    stop_watching(run)
    _set_control(run, "resolved")
    run.missed, run.unknowns = None, 0
    run.waiting, run.contexts, run.last_step, run.offered = (), (), None, ()
    if by == "agent":
        drop_takeovers(run)
    run.emit(Resolved(run.next_id(), span, text, "agent" if by == "agent" else "bot"))


def reopen(run: Running, span: Span, why: str) -> None:
    """Open a conversation again that was resolved. While an agent keeps the bot silent, it does not answer yet."""
    _set_control(run, "open")
    if not run.paused:
        run.emit(Resumed(run.next_id(), span, why))


def end(run: Running, span: Span) -> None:
    """Forget the questions and follow-ups: the next input starts afresh."""
    run.waiting, run.contexts, run.last_step = (), (), None
    run.emit(Ended(run.next_id(), span))


def stop_watching(run: Running) -> None:
    """Wait no longer for somebody to take the conversation: an agent has it, or the bot."""
    for request in [name for name, pending in run.pending.items() if pending.due is not None]:
        run.wait_no_longer(request)


def drop_takeovers(run: Running) -> None:
    """Forget the takeovers that were requested: an agent had the conversation."""
    for request in [name for name, pending in run.pending.items() if pending.kind == "takeover"]:
        run.drop_pending(request)


def forget_everything(run: Running) -> None:
    """Forget params, tags, questions, follow-ups, and what was not understood."""
    run.forget(None)
    for name in tuple(run.tags):
        run.drop_tag(name)
    run.waiting, run.contexts, run.offered = (), (), ()
    run.missed, run.unknowns = None, 0


def _set_control(run: Running, control: Control) -> None:
    """Say who has it; that it is resolved is a tag as well."""
    run.control = control
    if control == "resolved":
        run.set_tag(STATE_TAG, "resolved")
    else:
        run.drop_tag(STATE_TAG)
