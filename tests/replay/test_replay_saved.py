"""What the writer writes, the player plays: a saved talk passes at once, and no longer when a text changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from made_bots import START, bots, events, program_of
from takeover.engine.step import begin, step
from takeover.handover.takeover import Origin, build_takeover
from takeover.language.events import Answered, Changed, Event, Opened, Waited
from takeover.language.outputs import CallRequested, Said, TakeoverRequested
from takeover.loading.yaml_tree import read_tree
from takeover.replay.play import play
from takeover.replay.recording import rewrite
from takeover.source.diagnostic import Problems
from takeover.transcripts.editing import Pages, Text
from takeover.transcripts.own import Talk, write
from takeover.transcripts.reading import read_transcripts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.engine.program import Program
    from takeover.language.outputs import Output
    from takeover.language.values import Json
    from takeover.transcripts.transcript import Transcript

SEED = 7
MOST_ANSWERS = 20
BODIES: tuple[Json, ...] = (None, {"status": "shipped"}, ["a", 2], "012", 3.5, True, {"a b": {"c": None}})


def talk_to(program: Program, happened: Sequence[Event], seed: int) -> Talk:
    """Talk as a chat does: time goes on in a `Waited` of its own, and calls are answered at once."""
    conversation = begin(program, "made", START, seed=seed)
    begun: tuple[Event, ...] = (Changed(START, "topic", "billing"), Changed(START, "user.name", "Jane"), Opened(START))
    turns: list[tuple[Event, tuple[Output, ...]]] = []
    payloads: dict[str, Any] = {}

    def happen(event: Event) -> None:
        nonlocal conversation
        stepped = step(program, conversation, event)
        conversation = stepped.conversation
        turns.append((event, stepped.outputs))
        for output in stepped.outputs:
            if isinstance(output, TakeoverRequested):
                payloads[output.id] = build_takeover(program, output, Origin(simulated=True))
        for output in stepped.outputs:
            if isinstance(output, CallRequested) and len(turns) < MOST_ANSWERS + len(happened):
                body = BODIES[len(turns) % len(BODIES)]
                now = conversation.clock
                failed = len(turns) % 3 == 0
                happen(
                    Answered(now, output.id, "failed", 503, detail="503: no") if failed
                    else Answered(now, output.id, "ok", 200, body)
                )  # fmt: skip

    for event in begun:
        happen(event)
    for event in happened:
        if isinstance(event, Answered | Waited) or (isinstance(event, Opened) and not event.start):
            continue
        later = conversation.clock + timedelta(seconds=max(0, int((event.at - conversation.clock).total_seconds())))
        if later > conversation.clock:
            happen(Waited(later))
        happen(event._replace(at=conversation.clock))
    return Talk(
        "A talk",
        "..",
        START,
        turns,
        seed,
        params=(("topic", "billing"),),
        user=(("name", "Jane"),),
        payloads=payloads,
    )


def read(text: str) -> Transcript:
    problems = Problems()
    tree = read_tree(text, "t.yaml", problems)
    assert tree is not None, problems.found
    (transcript,) = read_transcripts(tree, (), problems)
    assert problems.found == [], (problems.found, text)
    return transcript


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=150)
@given(bots, st.lists(events, max_size=10), st.integers(0, 2**32 - 1))
def test_a_saved_talk_passes(bot: Any, happened: list[Event], seed: int) -> None:
    program = program_of(bot)
    written = write(talk_to(program, happened, seed))
    assume("turns: []" not in written)
    transcript = read(written)
    result = play(program, transcript)
    assert result.failure is None, (result.failure, written)
    assert play(program, transcript) == result


def with_another_text(talk: Talk, which: int) -> tuple[Talk, Said]:
    """Give the talk as if one text had been another, and that one as it was."""
    said = [
        (at, number)
        for at, (_, outputs) in enumerate(talk.turns)
        for number, one in enumerate(outputs)
        if isinstance(one, Said)
    ]
    assume(said)
    turn, number = said[which % len(said)]
    event, outputs = talk.turns[turn]
    other = outputs[number]
    assert isinstance(other, Said)
    changed = (*outputs[:number], other._replace(text=f"{other.text} x"), *outputs[number + 1 :])
    return replace(talk, turns=[*talk.turns[:turn], (event, changed), *talk.turns[turn + 1 :]]), other


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(bots, st.lists(events, max_size=8), st.integers(0, 3))
def test_one_other_text_is_noticed_and_can_be_rewritten(bot: Any, happened: list[Event], which: int) -> None:
    program = program_of(bot)
    talk = talk_to(program, happened, SEED)
    changed, other = with_another_text(talk, which)
    written = write(changed)
    result = play(program, read(written))
    assert result.failure is not None
    assert result.failure.spoke == other.span
    assert [(one.expected, one.actual) for one in result.failure.differs] == [(f"{other.text} x", other.text)]
    tree = read_tree(written, "t.yaml", Problems())
    assert tree is not None
    page = Text(written, tree)
    rewrite(program, read(written), Pages({"t.yaml": page}))
    assert page.changed() == write(talk)
