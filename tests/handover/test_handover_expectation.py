"""What the user was told to expect is what was said, not what was asked."""

from __future__ import annotations

from typing import Any

from made_bots import START, program_of
from takeover.engine.step import begin, step
from takeover.handover.takeover import Origin, build_takeover
from takeover.language.events import Heard
from takeover.language.outputs import TakeoverRequested

HAND_OVER: list[Any] = [
    {"say": "A colleague writes to you today."},
    {"ask": "Your address?", "save": "email", "type": "email", "retry": "That is no address.", "attempts": 3},
    {"takeover": {"pause": "false"}},
]
BOT: Any = {
    "flow": "Main",
    "steps": [
        {"when": {"text": ["hello there"]}, "do": [{"say": "Hi!"}]},
        {"when": "unknown", "do": HAND_OVER},
        {"when": {"text": ["a person please"]}, "do": ["takeover"]},
    ],
}


def told(*texts: str) -> object:
    program = program_of(BOT)
    conversation = begin(program, "made", START)
    request: TakeoverRequested | None = None
    for text in texts:
        stepped = step(program, conversation, Heard(START, text))
        conversation = stepped.conversation
        request = next((output for output in stepped.outputs if isinstance(output, TakeoverRequested)), request)
    assert request is not None
    payload: Any = build_takeover(program, request, Origin(simulated=True))
    return payload["expectation"]["text"]


def test_a_question_and_its_repetition_promise_nothing() -> None:
    assert told("hello there", "my parrot", "jane@", "jane@example.com") == "A colleague writes to you today."


def test_what_was_said_in_another_thread_is_no_promise() -> None:
    assert told("hello there", "a person please") is None
