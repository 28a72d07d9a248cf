"""Do the actions from a place on, until something is awaited or nothing is left; nothing can go round here for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from takeover.engine.levels import first_open
from takeover.language.actions.ask import Ask
from takeover.language.run import Fire, Goto, Into, Listen, Move, Stop, Wait

if TYPE_CHECKING:
    from takeover.engine.running import Running
    from takeover.language.conversation import Position
    from takeover.source.span import Span

MOST_JUMPS = 100
"""So many times one event may send the talk from step to step, even when something changes on the way."""


def play(run: Running, place: Position, *, then_ask: bool = True) -> None:
    """Do the actions from `place` on. When all are done, a question that was interrupted is asked again."""
    if _play(run, place) and then_ask and run.waiting and not run.paused:
        ask_again(run)


def _play(run: Running, start: Position) -> bool:
    """Say whether it came to the end of a step by itself: nothing was asked, awaited or stopped."""
    blocks = run.program.blocks
    number, first = start
    way = [(blocks[number].step, run.changes)]
    while True:
        block = blocks[number]
        if run.step is None or run.step.number != block.step:
            run.step = run.program.steps[block.step]
        run.block = number
        move: Move = None
        actions = block.actions
        for run.index in range(first, len(actions)):
            move = actions[run.index].perform(run)
            if move is not None:
                break
        match move:
            case None:
                place = block.after
            case Listen():
                run.listen()
                return False
            case Into(block=nest):
                number, first = block.nests[run.index][nest], 0
                continue
            case Goto(place=ref):
                place = _jump(run, run.find_place(ref.text), ref.span, way)
            case Fire(event=ref):
                place = _jump(run, first_open(run, f"event:{ref.text}"), ref.span, way)
            case Wait() | Stop():
                return False
            case unexpected:
                assert_never(unexpected)
        if place is None:
            return True
        number, first = place


def _jump(run: Running, number: int | None, span: Span, way: list[tuple[int, int]]) -> Position | None:
    """Go to a step, unless the talk goes round: it was there before, and nothing has changed since."""
    if number is None:
        run.warn("nobody-listens", "warning", "no step that is open now listens to this event", span)
        return None
    here = (number, run.changes)
    if here in way or len(way) > MOST_JUMPS:
        begins = max((place for place, (step, _) in enumerate(way) if step == number), default=0)
        circle = " → ".join([run.program.steps[step].address for step, _ in [*way[begins:], here]])
        hint = "ask something on the way, or leave by a branch"
        run.warn("endless-loop", "error", f"the flow goes round without waiting for the user: {circle}", span, hint)
        return None
    way.append(here)
    return run.enter(number, "goto")


def ask_again(run: Running) -> None:
    """Repeat the question that is waiting."""
    waiting = run.waiting[-1]
    block = run.program.blocks[waiting.at.block]
    ask = block.actions[waiting.at.index]
    assert isinstance(ask, Ask)
    run.step = run.program.steps[block.step]
    run.ask(ask.span, run.fill(run.pick(ask.texts)), ask.choices)
