"""The proof: what it says of bots that are wrong and of bots that only look so, and that its talks really happen."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linted_bots import lint, program_of_text
from made_bots import bots, program_of
from places import ROOT
from takeover.engine.program import TOP
from takeover.engine.step import step
from takeover.graph.edges import build_graph
from takeover.language.events import Heard
from takeover.language.outputs import EmailRequested, TakeoverRequested
from takeover.loading.load import load_program
from takeover.loading.yaml_tree import read_tree
from takeover.replay.play import play
from takeover.source.diagnostic import Problems
from takeover.transcripts.reading import read_transcripts
from takeover.walk.asked_facts import AskedFacts
from takeover.walk.inputs import Input, Inputs
from takeover.walk.player import Player
from takeover.walk.proof import prove
from takeover.walk.quick_program import quicken
from takeover.walk.rules import Rules
from takeover.walk.samples import GIBBERISH
from takeover.walk.states import States
from takeover.walk.walker import Walker
from takeover.walk.worlds import find_worlds

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation
    from takeover.walk.proved import Far, Proof
    from takeover.walk.replayed import Replayed
    from takeover.walk.states import State

CODE = "person-out-of-reach"
HERE = Path(__file__).parent / "proofs"
NAMES = sorted(path.stem for path in HERE.glob("*.yaml"))
READY = sorted(path.name for path in (ROOT / "flows").iterdir() if path.is_dir())
REACHING = (TakeoverRequested, EmailRequested)
MOST_ROUNDS = 60
slow = settings(suppress_health_check=list(HealthCheck), max_examples=30)


def proof_of(program: Program, turns: int = 4) -> Proof:
    return prove(program, build_graph(program), turns)


def tell(program: Program, proof: Proof) -> str:
    """Write a proof as a golden file holds it."""
    lines = [f"person: {proof.person}, complete: {proof.complete}, places: {proof.places}, blind: {len(proof.blind)}"]
    for far in proof.far:
        turns = "never" if far.distance.never else far.distance.turns
        lines.append(f"far: {place_of(program, far)}, turns: {turns}, {far.talk.world.told or 'as usual'}")
        lines.append(far.talk.write("far"))
    for lost in proof.lost:
        step_ = program.steps[lost.step].address if lost.step is not None else "nowhere"
        question = lost.question and program.blocks[lost.question.block].actions[lost.question.index].span.line
        lines.append(f"lost: {step_}, question on line {question}, {lost.talk.world.told or 'as usual'}")
        lines.append(lost.talk.write("lost"))
    return "\n".join(lines).rstrip() + "\n"


def place_of(program: Program, far: Far) -> str:
    if far.question is not None:
        return f"question on line {program.blocks[far.question.block].actions[far.question.index].span.line}"
    return program.steps[far.step].address if far.step is not None else "the beginning"


@pytest.mark.parametrize("name", NAMES)
def test_a_bot_is_judged(name: str) -> None:
    program = program_of_text((HERE / f"{name}.yaml").read_text("utf-8"))
    told = tell(program, proof_of(program))
    assert told.splitlines() == (HERE / f"{name}.out").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("fine_")])
def test_what_only_looks_wrong_is_fine(name: str) -> None:
    proof = proof_of(program_of_text((HERE / f"{name}.yaml").read_text("utf-8")))
    assert (proof.person, proof.complete, proof.far, proof.lost) == (True, True, [], [])


def check_replays(program: Program, talk: Replayed) -> None:
    """See that a talk, written as a transcript and read again, goes as it says, word for word."""
    problems = Problems()
    tree = read_tree(talk.write("a talk"), "talk.yaml", problems)
    assert tree is not None
    (transcript,) = read_transcripts(tree, (), problems)
    assert problems.found == []
    result = play(program, transcript)
    assert result.outcome == "passed", result.failure


@slow
@given(bots)
def test_a_counterexample_goes_as_it_says_and_ends_where_it_says(bot: Any) -> None:
    program = program_of(bot)
    proof = proof_of(program)
    for far in proof.far:
        if not far.talk.is_empty:
            check_replays(program, far.talk)
        there = far.there
        assert (there.waiting[-1].at if there.waiting else None) == far.question
        assert far.step == there.last_step
        assert not there.paused
    for lost in proof.lost:
        check_replays(program, lost.talk)
        unheard = [outputs for event, outputs in lost.talk.turns if event == Heard(event.at, GIBBERISH)]
        assert len(unheard) > 1
        assert not any(isinstance(output, REACHING) for output in unheard[-1])


@slow
@given(bots)
def test_from_where_nothing_leads_to_a_person_nothing_does(bot: Any) -> None:
    program = program_of(bot)
    for far in proof_of(program).far:
        if far.distance.never:
            walker = walker_of(program)
            seen: set[State] = set()
            waiting = [far.there]
            while waiting and len(seen) < MOST_ROUNDS:
                conversation = waiting.pop()
                for made in inputs_at(walker, conversation):
                    stepped = step(program, conversation, made.happen(conversation))
                    assert not any(isinstance(output, REACHING) for output in stepped.outputs)
                    state = walker.states.of(stepped.conversation)
                    if state not in seen:
                        seen.add(state)
                        waiting.append(stepped.conversation)


def walker_of(program: Program) -> Walker:
    """Give a walker over the bot itself, and not over its quick copy."""
    rules = Rules(program)
    asked = AskedFacts(program, rules)
    inputs = Inputs(quicken(program), asked, build_graph(program).fired)
    return Walker(Player(program, inputs), inputs, States(program, asked))


def inputs_at(walker: Walker, conversation: Conversation) -> list[Input]:
    """Give everything that the user can do."""
    return [*walker.local(conversation), *(made for _, made in walker.inputs.at_level(TOP))]


@cache
def ready(name: str) -> Program:
    program = load_program(Path("flows", name), ROOT).program
    assert program is not None
    return program


@cache
def walker_of_ready(name: str) -> Walker:
    return walker_of(ready(name))


@pytest.mark.parametrize("name", READY)
def test_a_ready_bot_is_fine(name: str) -> None:
    proof = proof_of(ready(name))
    assert (proof.complete, proof.doubts, proof.blind, proof.far, proof.lost) == (True, 0, (), [], [])


@slow
@given(st.sampled_from(READY), st.data())
def test_whoever_is_not_understood_comes_to_a_person_from_anywhere(name: str, data: st.DataObject) -> None:
    program, walker = ready(name), walker_of_ready(name)
    world = data.draw(st.sampled_from(find_worlds(program, Rules(program), AskedFacts(program, Rules(program)))))
    conversation = data.draw(st.sampled_from(walker.player.open(world))).conversation
    for _ in range(data.draw(st.integers(0, 8))):
        if conversation.paused:
            break
        made = data.draw(st.sampled_from(inputs_at(walker, conversation)))
        conversation = data.draw(st.sampled_from(walker.player.play(conversation, made))).conversation
    for _ in range(MOST_ROUNDS):
        if conversation.paused:
            return
        played = data.draw(st.sampled_from(walker.player.play(conversation, walker.inputs.gibberish)))
        conversation = played.conversation
        if played.person:
            return
    pytest.fail("nobody came")


def test_a_bot_says_how_many_turns_are_allowed() -> None:
    text = (HERE / "form_is_long.yaml").read_text("utf-8")
    found = {
        turns: [problem.severity for problem in lint(f"person: {{turns: {turns}}}\n{text}", select={CODE})]
        for turns in (6, 7)
    }
    assert found == {6: ["warning"], 7: []}
