"""A choice is taken by its label or its number; of several with one label, the number tells which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_bots import START, program_of
from takeover.chat.choosing import find_choice
from takeover.engine.step import begin, step
from takeover.language.choices import Choice, numbers_of
from takeover.language.events import Chose, Triggered
from takeover.language.outputs import Said

OFFERED = (Choice("Buy", step=1), Choice("2"), Choice("Buy", step=2), Choice("More"))


@pytest.mark.parametrize(
    ("typed", "place", "number"),
    [("1", 0, 1), ("3", 2, 3), ("buy", 0, 0), ("2", 1, 0), ("4", 3, 0), ("more!", 3, 0)],
)
def test_what_is_typed_means_a_choice(typed: str, place: int, number: int) -> None:
    assert find_choice(OFFERED, typed) == (OFFERED[place], number)


@pytest.mark.parametrize("typed", ["5", "0", "-1", "sell", "", "٣"])
def test_what_means_none(typed: str) -> None:
    assert find_choice(OFFERED, typed) is None


@given(st.lists(st.sampled_from(["Buy", "More", "Less"]), min_size=1, max_size=6))
def test_each_number_takes_its_own_choice(labels: list[str]) -> None:
    choices = [{"label": label, "step": f"s{place}"} for place, label in enumerate(labels)]
    steps = [{"step": f"s{place}", "do": [{"say": f"Step {place}."}]} for place in range(len(labels))]
    show = {"when": {"event": "SHOW"}, "do": [{"say": "Which?", "choices": choices}]}
    program = program_of({"flow": "Main", "steps": [show, *steps]})
    shown = step(program, begin(program, "c", START), Triggered(START, "SHOW")).conversation
    for place, number in enumerate(numbers_of(shown.offered)):
        taken = step(program, shown, Chose(START, labels[place], number))
        assert [output.text for output in taken.outputs if isinstance(output, Said)] == [f"Step {place}."]
