"""What a step took of the flows, as keys that coverage counts: a word, a place, and a number where it needs one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.email import build_email
from takeover.handover.takeover import Origin, build_takeover
from takeover.handover.writing import value_at
from takeover.language.actions.ask import Ask
from takeover.language.events import Answered, Chose, Heard
from takeover.language.outputs import Branched, Captured, EmailRequested, Entered, Resumed, TakeoverRequested
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.engine.program import Program
    from takeover.engine.step import Stepped
    from takeover.language.conversation import Conversation
    from takeover.language.events import Event
    from takeover.source.span import Span

Key = tuple[str, "Span", int]
LEFT = ("text", "choice", "empty", "media")
"""What takes a step in place of answering the question that waits."""


def take_keys(program: Program, before: Conversation, event: Event, stepped: Stepped) -> Iterator[Key]:
    """Give the keys of a step. `from ADDRESS` is the step that was left for another, at the place of that one."""
    last = program.steps[before.last_step].address if before.last_step is not None else ""
    for output in stepped.outputs:
        yield "did", output.span, 0
        match output:
            case Entered(span=span, by=by, decision=decision):
                yield f"from {last}", span, 0
                last = f"{output.flow}/{output.step}"
                yield "step", span, 0
                yield f"by {by}", span, 0
                if decision is not None and decision.taken is not None:
                    yield "heard", decision.taken.span, 0
            case Branched(span=span, taken=taken):
                yield "way", span, taken
            case TakeoverRequested() | EmailRequested():
                yield "asked", output.span, 0
                yield "route", NOWHERE, _route(program, output)
            case _:
                pass
    yield from _take_refusals(program, before, event, stepped)
    yield from _take_surrender(program, before, event, stepped)


def _route(program: Program, request: TakeoverRequested | EmailRequested) -> int:
    """Give the number of the rule that decided who gets it, from 1; 0 for none."""
    origin = Origin(simulated=True)
    if isinstance(request, TakeoverRequested):
        number = value_at(build_takeover(program, request, origin), "routing.rule.number")
    else:
        number = value_at(build_email(program, request, origin), "routing.rule.number")
    return number if isinstance(number, int) else 0


def _take_refusals(program: Program, before: Conversation, event: Event, stepped: Stepped) -> Iterator[Key]:
    """Give the takeovers that were refused, and the calls that failed."""
    refused = any(isinstance(output, Resumed) and output.why == "refused" for output in stepped.outputs)
    failed = isinstance(event, Answered) and event.outcome != "ok"
    for name, pending in before.pending.items():
        if name in stepped.conversation.pending:
            continue
        span = program.blocks[pending.at.block].actions[pending.at.index].span
        if (refused and pending.kind == "takeover") or (failed and pending.kind == "call"):
            yield "refused", span, 0


def _take_surrender(program: Program, before: Conversation, event: Event, stepped: Stepped) -> Iterator[Key]:
    """Give the question that was given up, after as many answers that did not fit as it allows."""
    if not before.waiting or not isinstance(event, Heard | Chose):
        return
    waiting = before.waiting[-1]
    ask = program.blocks[waiting.at.block].actions[waiting.at.index]
    if not isinstance(ask, Ask) or ask.save is None or waiting.misses + 1 < ask.attempts:
        return
    outputs = stepped.outputs
    answered = any(isinstance(output, Captured) and output.span == ask.save.span for output in outputs)
    left = any(isinstance(output, Entered) and output.by in LEFT for output in outputs)
    if not answered and not left and waiting not in stepped.conversation.waiting:
        yield "refused", ask.span, 0
