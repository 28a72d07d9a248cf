"""The proof without a walk: where it says that all is well, the walk finds nothing either; and what it can see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linted_bots import program_of_text
from made_bots import actions, bots, program_of
from places import ROOT
from takeover.graph.edges import build_graph
from takeover.loading.load import load_program
from takeover.walk.plain_proof import is_plain
from takeover.walk.proof import prove

PROOFS = sorted((Path(__file__).parent / "proofs").glob("*.yaml"))
READY = ("acme", "double_tap", "double_tap_counted", "pizza", "survey")
"""The others lead back into a form from its own end, which what was answered before ends sooner or later."""
HELP = "  - {when: {text: help}, interrupts: true, do: [{takeover: {unavailable: [{say: No}]}}]}"
UNKNOWN = "  - {when: unknown, do: [{takeover: {unavailable: [{say: No}]}}]}"


def plain(text: str, turns: int = 4) -> bool:
    program = program_of_text(text)
    return is_plain(program, build_graph(program), turns)


def helping(made: dict[str, Any], unknown: list[Any], asked: list[Any], *, interrupts: bool) -> dict[str, Any]:
    """Give a bot a step for what is not understood and one for a word: without them hardly any made-up bot is plain."""
    steps = [{"when": "unknown", "do": unknown}, {"when": {"text": "help"}, "interrupts": interrupts, "do": asked}]
    return {**made, "flows": [*made["flows"], {"flow": "Help", "steps": steps}]}


reaching = st.one_of(st.just(["takeover"]), actions.map(lambda before: [*before, "takeover"]), actions)


@settings(suppress_health_check=list(HealthCheck), max_examples=150)
@given(st.builds(helping, bots, reaching, reaching, interrupts=st.booleans()))
def test_the_walk_finds_nothing_where_all_is_plain(bot: Any) -> None:
    program = program_of(bot)
    graph = build_graph(program)
    if is_plain(program, graph, 4):
        proof = prove(program, graph, 4)
        assert (proof.person, proof.far, proof.lost, proof.blind) == (True, [], [], ())


@pytest.mark.parametrize("path", PROOFS, ids=lambda path: path.stem)
def test_nothing_is_plain_where_the_walk_finds_something(path: Path) -> None:
    program = program_of_text(path.read_text("utf-8"))
    graph = build_graph(program)
    proof = prove(program, graph, program.bot.person.turns)
    wrong = bool(not proof.person or proof.far or proof.lost or proof.blind)
    assert not (wrong and is_plain(program, graph, program.bot.person.turns))


@pytest.mark.parametrize("name", READY)
def test_most_ready_bots_are_plain(name: str) -> None:
    program = load_program(ROOT / "flows" / name).program
    assert program is not None
    assert is_plain(program, build_graph(program), program.bot.person.turns)


def bot(*steps: str) -> str:
    return "\n".join(["flow: Main", "steps:", *steps])


def test_who_is_not_understood_meets_a_person_at_once() -> None:
    assert plain(bot(UNKNOWN))


def test_a_bot_that_stays_silent_is_not_plain() -> None:
    assert not plain(bot(HELP))


def test_an_unknown_step_that_only_asks_again_is_not_plain() -> None:
    assert not plain(bot(HELP, "  - {when: unknown, do: [{say: What?}]}"))


def test_the_second_unknown_may_stand_in_a_follow_up() -> None:
    again = "  - {when: unknown, do: [{say: What?}], then: [{when: unknown, do: [{takeover: {}}]}]}"
    assert plain(bot(HELP, again))


@pytest.mark.parametrize(("count", "sure"), [(2, True), (5, True), (9, False)])
def test_unknown_inputs_are_counted_so_far(count: int, sure: bool) -> None:  # noqa: FBT001
    ways = f"[{{if: {{unknowns: {count}}}, do: [{{takeover: {{}}}}]}}, {{do: [{{say: What?}}]}}]"
    assert plain(bot(HELP, f"  - {{when: unknown, do: [{{branch: {ways}}}]}}"), 12) == sure


def test_a_follow_up_that_takes_everything_is_not_plain() -> None:
    trap = "  - {when: {text: hi}, do: [{say: Hi}], then: [{when: any, do: [{say: Yes}]}]}"
    assert not plain(bot(HELP, UNKNOWN, trap))


@pytest.mark.parametrize(("questions", "sure"), [(3, True), (4, False)])
def test_a_form_is_as_far_as_it_has_questions(questions: int, sure: bool) -> None:  # noqa: FBT001
    asks = ", ".join(f"{{ask: What is it?, save: answer_{number}}}" for number in range(questions))
    assert plain(bot(UNKNOWN, f"  - {{when: {{text: form}}, do: [{asks}, {{takeover: {{}}}}]}}"), 3) == sure


def test_a_long_form_is_left_by_a_step_that_interrupts() -> None:
    asks = ", ".join(f"{{ask: What is it?, save: answer_{number}}}" for number in range(9))
    form = f"  - {{when: {{text: form}}, do: [{asks}]}}"
    assert plain(bot(HELP, UNKNOWN, form), 1)
    assert not plain(bot(HELP.replace("interrupts: true", "interrupts: false"), UNKNOWN, form), 1)


def test_a_step_that_rules_can_close_counts_for_nothing() -> None:
    closed = "  - {when: unknown, if: {tag: vip}, do: [{takeover: {}}]}"
    assert not plain(bot(HELP, closed))
    assert plain(bot(HELP, closed, UNKNOWN))


def test_a_choice_that_reads_like_the_words_for_a_person_takes_them() -> None:
    offered = "  - {when: {text: hi}, do: [{ask: What?, choices: [{label: Help, step: other}], type: number}]}"
    other = "  - {when: {text: other}, step: other, do: [{say: Other}]}"
    form = "  - {when: {text: form}, do: [{ask: A?, save: a}, {ask: B?, save: b}, {ask: C?, save: c}]}"
    assert not plain(bot(HELP, UNKNOWN, offered, other, form), 2)
    assert plain(bot(HELP, UNKNOWN, offered.replace("label: Help", "label: Aid"), other, form), 2)


def test_an_event_that_nobody_may_hear_leads_nowhere() -> None:
    fires = "  - {when: unknown, do: [{event: GO}]}"
    hears = "  - {when: {event: GO}, do: [{takeover: {}}]}"
    assert plain(bot(fires, hears))
    assert not plain(bot(fires, hears.replace("do:", "if: {tag: vip}, do:")))


def test_a_question_that_waits_below_another_comes_again() -> None:
    form = "  - {when: {text: form}, do: [{ask: What is it?, save: first}]}"
    other = "  - {when: {text: other}, interrupts: true, do: [{ask: And that?, save: second}]}"
    assert not plain(bot(UNKNOWN, form, other), 2)
    assert plain(bot(UNKNOWN, form, other.replace("interrupts: true, ", "")), 2)
