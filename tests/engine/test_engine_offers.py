"""Choices and buttons: those that are the same in every talk are made once, as they would be made each time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from made_bots import program_of
from takeover.engine.speech import offers
from takeover.engine.step import begin, step
from takeover.language.choices import Choice
from takeover.language.events import Heard, Opened
from takeover.language.outputs import Said

NOW = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
SAYS: list[Any] = [
    {"say": {"text": "One", "choices": ["Yes", {"label": "No", "event": "NO"}]}},
    {"say": {"text": "Two", "choices": ["Yes", {"label": "There", "step": "there"}]}},
    {"say": {"text": "Three", "choices": ["{{ word }}"], "buttons": [{"label": "Page", "url": "https://a.example"}]}},
    {"say": {"text": "Four", "buttons": [{"label": "Go", "event": "NO"}]}},
    {"ask": "Five?", "choices": ["Small", "Large"], "save": "size"},
]
STEPS = [
    {"when": {"event": "opened"}, "do": [{"set": {"word": "Hello"}}, *SAYS]},
    {"when": {"event": "NO"}, "step": "there", "do": [{"say": "No."}]},
]
OFFERED = [
    [Choice("Yes"), Choice("No", event="NO")],
    [Choice("Yes"), Choice("There", step=1)],
    [Choice("Hello"), Choice("Page", url="https://a.example")],
    [Choice("Go", event="NO")],
    [Choice("Small"), Choice("Large")],
]


def test_choices_are_offered_as_they_were_written() -> None:
    program = program_of({"flow": "Main", "steps": STEPS})
    opened = step(program, begin(program, "c", NOW), Opened(NOW))
    said = [[*output.choices, *output.buttons] for output in opened.outputs if isinstance(output, Said)]
    assert said == OFFERED
    assert opened.conversation.offered == tuple(choice for offered in OFFERED for choice in offered)
    # Only those that are the same in every talk stand in the program.
    assert [list(offered) for _, offered in offers(program.blocks).values()] == [OFFERED[at] for at in (0, 3, 4)]


def test_a_program_whose_choices_moved_makes_them_anew() -> None:
    program = program_of({"flow": "Main", "steps": STEPS})
    keys = list(program.offers)
    moved = program._replace(offers=dict(zip(keys, list(program.offers.values())[::-1], strict=True)))
    opened = step(moved, begin(moved, "c", NOW), Opened(NOW))
    assert opened.conversation.offered == tuple(choice for offered in OFFERED for choice in offered)
    assert step(moved, opened.conversation, Heard(NOW, "no")).conversation.last_step == 1
