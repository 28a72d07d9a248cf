"""What the answer to a request does: a takeover that was refused, a call that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.control import resume
from takeover.engine.play import play
from takeover.language.actions.call import Call
from takeover.language.conversation import Position
from takeover.language.values import Value
from takeover.language.views import write_value
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from takeover.engine.running import Running
    from takeover.language.events import Answered


def answered(run: Running, answer: Answered) -> None:
    """Go on where the request was made; an answer to nothing is said and ignored."""
    pending = run.pending.get(answer.request)
    if pending is None:
        run.warn("nothing-asked", "note", f'nothing waits for an answer to "{answer.request}"', NOWHERE)
    elif pending.kind == "call":
        _call_came_back(run, answer)
    elif pending.kind == "takeover" and answer.outcome != "ok":
        refuse(run, answer.request)
    elif pending.kind == "email":
        run.drop_pending(answer.request)


def refuse(run: Running, request: str) -> None:
    """Nobody takes the conversation: the bot answers again, and does what `unavailable` says."""
    at, run.cause = run.pending[request].at, run.pending[request].cause
    run.drop_pending(request)
    resume(run, NOWHERE, "refused")
    block = run.program.blocks[at.block]
    nests = block.nests.get(at.index, ())
    if nests:
        play(run, Position(nests[0], 0))
    else:
        span = block.actions[at.index].span
        message = "the takeover was not accepted, and the user is told nothing"
        run.warn("left-alone", "warning", message, span, "add unavailable: to the takeover")


def lapse(run: Running, request: str) -> None:
    """Do the same where the time is over within which somebody should have taken it."""
    run.note(NOWHERE, "nobody took the conversation in time")
    refuse(run, request)


def _call_came_back(run: Running, answer: Answered) -> None:
    at, run.cause = run.pending[answer.request].at, run.pending[answer.request].cause
    run.drop_pending(answer.request)
    block = run.program.blocks[at.block]
    call = block.actions[at.index]
    assert isinstance(call, Call)
    run.step = run.program.steps[block.step]
    if answer.outcome == "ok" and call.save is not None:
        run.store(call.save.path, Value(answer.body, write_value(answer.body)), call.save.span)
    if run.paused or run.control == "resolved":  # an agent has it, or had it; the flow does not talk into that
        return
    nests = block.nests.get(at.index, ())
    if answer.outcome != "ok" and nests:
        play(run, Position(nests[0], 0))
    else:
        play(run, Position(at.block, at.index + 1))
