"""What holds for every bot and every conversation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_bots import START, bots, events, link_made
from takeover.engine.saved import load, save
from takeover.engine.step import Stepped, begin, step
from takeover.language.conversation import Conversation
from takeover.language.events import Answered, Event
from takeover.language.outputs import (
    CallRequested,
    EmailRequested,
    Paused,
    Resolved,
    Resumed,
    Said,
    Shown,
    TakeoverRequested,
)

if TYPE_CHECKING:
    from takeover.engine.program import Program

talks = st.tuples(bots, st.lists(events, min_size=1, max_size=8), st.integers(0, 1 << 32))
slow = settings(suppress_health_check=list(HealthCheck), deadline=None)


def play(program: Program, happened: list[Event], seed: int) -> list[Stepped]:
    """Step through the events; every second request is answered at once, and truthfully addressed."""
    conversation = begin(program, "made", START, seed=seed)
    played: list[Stepped] = []
    for number, event in enumerate(happened):
        played.append(step(program, conversation, event))
        conversation = played[-1].conversation
        for output in played[-1].outputs:
            if isinstance(output, TakeoverRequested | EmailRequested | CallRequested) and (number + seed) % 2:
                outcome: Any = ("ok", "failed", "refused")[seed % 3]
                answer = Answered(event.at, output.id, outcome, 200, {"status": "shipped"})
                played.append(step(program, conversation, answer))
                conversation = played[-1].conversation
    return played


def made(bot: Any) -> Program:
    program, problems = link_made(bot)
    assert program is not None, problems
    return program


@slow
@given(talks)
def test_a_talk_is_the_same_twice(talk: tuple[Any, list[Event], int]) -> None:
    bot, happened, seed = talk
    assert play(made(bot), happened, seed) == play(made(bot), happened, seed)


@slow
@given(talks)
def test_a_saved_conversation_is_the_very_same(talk: tuple[Any, list[Event], int]) -> None:
    bot, happened, seed = talk
    program = made(bot)
    conversation = begin(program, "made", START, seed=seed)
    for event in happened:
        through = load(program, json.loads(json.dumps(save(program, conversation))))
        assert through == conversation
        assert step(program, through, event) == step(program, conversation, event)
        conversation = step(program, conversation, event).conversation


@slow
@given(talks)
def test_a_step_leaves_the_conversation_before_it_as_it_was(talk: tuple[Any, list[Event], int]) -> None:
    bot, happened, seed = talk
    program = made(bot)
    conversation = begin(program, "made", START, seed=seed)
    past: list[tuple[Conversation, str]] = []
    for event in happened:
        past.append((conversation, json.dumps(save(program, conversation))))
        conversation = step(program, conversation, event).conversation
    for kept, written in past:
        assert json.dumps(save(program, kept)) == written


@slow
@given(talks)
def test_a_paused_bot_never_speaks(talk: tuple[Any, list[Event], int]) -> None:
    bot, happened, seed = talk
    paused = False
    for stepped in play(made(bot), happened, seed):
        for output in stepped.outputs:
            if isinstance(output, Paused):
                paused = True
            elif isinstance(output, Resumed | Resolved):
                paused = False
            assert not (paused and isinstance(output, Said | Shown))
        assert stepped.conversation.paused == paused


@slow
@given(talks)
def test_ids_never_repeat(talk: tuple[Any, list[Event], int]) -> None:
    bot, happened, seed = talk
    played = play(made(bot), happened, seed)
    ids = [output.id for stepped in played for output in stepped.outputs]
    assert len(ids) == len(set(ids))
    lines = [line.id for line in played[-1].conversation.lines]
    assert len(lines) == len(set(lines))


@slow
@given(talks)
def test_the_clock_never_goes_back(talk: tuple[Any, list[Event], int]) -> None:
    bot, happened, seed = talk
    clocks = [stepped.conversation.clock for stepped in play(made(bot), happened, seed)]
    assert clocks == sorted(clocks)


def test_every_part_of_a_conversation_is_saved() -> None:
    program = made({"flow": "Main", "steps": [{"when": "unknown", "do": [{"say": "Sorry?"}]}]})
    saved = save(program, begin(program, "made", START))
    assert set(saved["conversation"]) == set(Conversation._fields)  # type: ignore[arg-type]
