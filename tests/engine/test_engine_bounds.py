"""What bounds a talk: nothing but the talk itself grows, and no turn costs more than an early one."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from made_bots import START, program_of
from takeover.engine.saved import NotSaved, load, save
from takeover.engine.step import begin, step
from takeover.engine.timers import MOST_LAPSES
from takeover.language.events import AgentActed, Event, Heard, Opened, Triggered, Waited
from takeover.language.outputs import Said, TakeoverRequested, Unmatched, Warned

BUSY: dict[str, Any] = {
    "flows": [
        {
            "flow": "Main",
            "steps": [
                {
                    "when": {"text": "order"},
                    "do": [
                        {
                            "ask": {"text": "Which?", "choices": ["Small", {"label": "Help", "step": "help"}]},
                            "save": "n",
                        },
                        {"call": {"url": "https://shop.example/1", "save": "o"}},
                    ],
                    "then": [{"when": {"text": "more"}, "do": [{"say": "{{ n.first.value }}"}]}],
                },
                {"when": {"text": "help me"}, "step": "help", "interrupts": True, "do": [{"say": "Help."}]},
                {
                    "when": {"text": "person"},
                    "do": [{"takeover": {"pause": "false"}}, {"email": {"to": "a@acme.example"}}],
                },
                {
                    "when": {"event": "PING"},
                    "do": [{"say": {"text": "Ping.", "choices": [{"label": "{{ now }}", "step": "help"}]}}],
                },
                {
                    "when": {"silence": "1m"},
                    "do": [{"say": "There?"}],
                    "then": [{"when": {"silence": "1m"}, "do": ["end"]}],
                },
                {"when": "unknown", "do": [{"say": ["Sorry.", "Pardon?"]}]},
            ],
        },
        {
            "flow": "Many",
            "steps": [
                {
                    "when": {"text": f"step {number}"},
                    "interrupts": True,
                    "do": [{"ask": "Well?", "type": "email"}],
                    "then": [{"when": {"text": f"below {number}"}, "do": [{"say": "Below."}]}],
                }
                for number in range(40)
            ],
        },
    ]
}


def round_of(number: int) -> list[Event]:
    texts = ("order", "Small", "more", "person", "zzz", "help me", f"step {number % 40}")
    at = START + timedelta(minutes=5 * number)
    happened: list[Event] = [Heard(at, text) for text in texts]
    return [*happened, Triggered(at, "PING"), AgentActed(at, "note", "x"), Waited(at + timedelta(minutes=4))]


def test_nothing_grows_but_the_talk() -> None:
    program = program_of(BUSY)
    conversation = begin(program, "c", START)
    calls: Counter[int] = Counter()
    for number in range(300):
        for event in round_of(number):
            sys.setprofile(lambda *_, turn=number: calls.update((turn // 100,)))
            stepped = step(program, conversation, event)
            sys.setprofile(None)
            conversation = stepped.conversation
    assert calls[2] < calls[1] * 1.02
    bounds = {"contexts": 16, "waiting": 8, "pending": 64, "offered": 1_000, "reminded": 2, "tags": 1, "params": 2}
    for name, most in bounds.items():
        assert len(getattr(conversation, name)) <= most, name


def test_choices_that_nobody_takes_are_forgotten_in_time() -> None:
    program = program_of(BUSY)
    conversation = begin(program, "c", START)
    for second in range(1_100):
        conversation = step(program, conversation, Triggered(START + timedelta(seconds=second), "PING")).conversation
    assert len(conversation.offered) == 1_000
    assert conversation.offered[-1].label.startswith("2026-03-02 09:33:19")


def test_the_newest_threads_and_questions_are_remembered() -> None:
    program = program_of(BUSY)
    conversation = begin(program, "c", START)
    for number in range(40):
        conversation = step(program, conversation, Heard(START, f"step {number}")).conversation
    assert [program.steps[context.step].step.actions for context in conversation.contexts] == [
        program.steps[program.flows["Many"] + 2 * number].step.actions for number in range(39, 23, -1)
    ]
    assert len(conversation.waiting) == 8


def test_a_step_taken_again_and_again_does_not_push_out_the_thread() -> None:
    program = program_of(BUSY)
    conversation = begin(program, "c", START)
    for text in ("order", *["step 1", "step 2"] * 20):
        conversation = step(program, conversation, Heard(START, text)).conversation
    assert len(conversation.contexts) == 3


def test_what_a_takeover_shows_is_the_state_in_which_it_was_requested() -> None:
    steps = [
        {
            "when": "unknown",
            "do": [{"set": {"a": "1"}}, {"takeover": {"pause": "false"}}, {"set": {"a": "2", "b": "3"}}],
        }
    ]
    program = program_of({"flow": "Main", "steps": steps})
    outputs = step(program, begin(program, "c", START), Heard(START, "x")).outputs
    (before,) = [output.before for output in outputs if isinstance(output, TakeoverRequested)]
    assert {name: values.last.value for name, values in before.params.items()} == {"a": "1"}


def test_params_stand_in_the_order_in_which_they_were_set_last() -> None:
    program = program_of(
        {"flow": "Main", "steps": [{"when": "unknown", "do": [{"set": {"a": "1", "b": "2"}}, {"set": {"a": "3"}}]}]}
    )
    conversation = step(program, begin(program, "c", START), Heard(START, "x")).conversation
    assert list(conversation.params) == ["b", "a"]


def test_a_decision_over_several_levels_has_the_nearest_first_and_the_threshold() -> None:
    follow = {"when": {"text": "the blue parrot"}, "do": [{"say": "Below."}]}
    first = {"when": {"text": "go"}, "do": [{"say": "Well?"}], "then": [follow]}
    steps = [first, {"when": {"text": "the red parrot eats an invoice"}, "do": [{"say": "Top."}]}]
    program = program_of({"match": {"threshold": "0.95"}, "flow": "Main", "steps": steps})
    conversation = step(program, begin(program, "c", START), Heard(START, "go")).conversation
    (missed,) = [
        output.decision
        for output in step(program, conversation, Heard(START, "a red parrot ate the invoice")).outputs
        if isinstance(output, Unmatched)
    ]
    assert missed is not None
    scores = [candidate.score for candidate in missed.candidates]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert missed.candidates[0].example == "the red parrot eats an invoice"
    bare = program_of({"match": {"threshold": "0.95"}, "flow": "Main", "steps": [first]})
    conversation = step(bare, begin(bare, "c", START), Heard(START, "go")).conversation
    far = program_of({"match": {"threshold": "0.95"}, "flow": "Main", "steps": [{**first, "when": {"contains": "go"}}]})
    conversation = step(far, begin(far, "c", START), Heard(START, "go")).conversation
    unmatched = step(far, conversation, Heard(START, "a parrot")).outputs[0]
    assert isinstance(unmatched, Unmatched)
    assert unmatched.decision is not None
    assert unmatched.decision.threshold == 0.95


def test_variations_and_chances_are_drawn_anew_each_turn_and_evenly() -> None:
    steps = [
        {"when": {"text": "go"}, "if": {"chance": "30%"}, "do": [{"say": "A"}]},
        {"when": {"text": "go"}, "do": [{"say": ["B", "C"]}, {"say": ["D", "E"]}]},
    ]
    program = program_of({"flow": "Main", "steps": steps})
    conversation = begin(program, "c", START)
    said: Counter[str] = Counter()
    for _ in range(2_000):
        stepped = step(program, conversation, Heard(START, "go"))
        conversation = stepped.conversation
        said["".join(output.text for output in stepped.outputs if isinstance(output, Said))] += 1
    assert said["A"] == pytest.approx(600, abs=80)
    for pair in ("BD", "BE", "CD", "CE"):
        assert said[pair] == pytest.approx(350, abs=70)


@pytest.mark.parametrize("size", [1_000_000])
@pytest.mark.parametrize("text", ["a", "order ", " ", "{", "\udc80\ud83d x", "0.", "漢", "\n", "a@"])
def test_a_huge_text_is_a_text(text: str, size: int) -> None:
    program = program_of(BUSY)
    conversation = step(program, begin(program, "c", START), Heard(START, "order")).conversation
    huge = text * (size // len(text))
    assert step(program, conversation, Heard(START, huge)).conversation.lines.tail(2)[0].text == huge


def test_a_bot_that_hears_nothing_can_be_talked_to() -> None:
    program = program_of({"flow": "Main", "steps": [{"when": "unknown", "disabled": "true", "do": [{"say": "Hm."}]}]})
    conversation = begin(program, "c", START)
    for event in (Opened(START), Opened(START, "Main"), *round_of(0)):
        conversation = step(program, conversation, event).conversation
    assert not any(line.role == "bot" for line in conversation.lines)


def test_a_conversation_of_other_flows_is_not_loaded() -> None:
    program = program_of(BUSY)
    other = program_of({"flow": "Main", "steps": [{"when": "unknown", "do": [{"say": "Hm."}]}]})
    saved = save(program, begin(program, "c", START))
    with pytest.raises(NotSaved, match="other flows"):
        load(other, saved)
    damages: list[Any] = [
        None,
        [],
        {},
        {**saved, "conversation": {}},
        {**saved, "conversation": {"id": {"$": "nothing"}}},
    ]
    for damaged in damages:
        with pytest.raises(NotSaved):
            load(program, damaged)


def test_takeovers_that_nobody_takes_come_to_an_end() -> None:
    again = [{"set": {"n": "1"}}, {"event": "AGAIN"}]
    do = [{"takeover": {"within": "1s", "unavailable": again}}]
    program = program_of({"flow": "Main", "steps": [{"when": ["unknown", {"event": "AGAIN"}], "do": do}]})
    handed = step(program, begin(program, "c", START), Heard(START, "hello"))
    stepped = step(program, handed.conversation, Waited(START + timedelta(days=3_000)))
    requests = [output for output in stepped.outputs if isinstance(output, TakeoverRequested)]
    assert 1 < len(requests) <= MOST_LAPSES
    assert [output.problem.code for output in stepped.outputs if isinstance(output, Warned)] == ["endless-loop"]
    assert stepped.conversation.control == "handover"
    later = step(program, stepped.conversation, Waited(START + timedelta(days=6_000)))
    assert not later.outputs


def test_a_step_leaves_no_ring_of_references_behind() -> None:
    program = program_of(BUSY)
    conversation = begin(program, "c", START)
    events = [Heard(START, text) for text in ("order", "Small", "person", "step 1", "no address", "what?")] * 2
    for event in events[:6]:  # what is made once is made now
        step(program, conversation, event)
    gc.collect()
    gc.disable()
    try:
        for event in events:
            conversation = step(program, conversation, event).conversation
        assert gc.collect() == 0
    finally:
        gc.enable()
