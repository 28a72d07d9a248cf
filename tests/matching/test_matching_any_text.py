"""Any text at all gets a decision: long, empty, broken, in every script."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from listening_bots import ENTITIES, FAQ, PLACE, index_of, listeners, phrases
from takeover.matching.hear import LONGEST
from takeover.matching.listening import Listening
from takeover.matching.understand import hear, understand
from takeover.source.span import Span

HERE = Span("bot.yaml", 1, 1, 1, 2)
BOT = (
    *listeners([*FAQ, ["a {size:size} {topping:topping} please", "call me {name:text}", "?"]]),
    Listening(20, words=phrases(["refund", "返品", "!", "a b"]), patterns=phrases([r"(?P<x>\d+)$", "(a|b)*c"])),
    Listening(21, typed=(("mail", ENTITIES["email"], HERE), ("n", ENTITIES["number"], HERE))),
)
INDEX = index_of(*BOT)
MEGABYTES = 10_000_000


@example("0:A:DO")
@given(st.one_of(st.text(), st.text("a{}\0\ud800\udfff👍🏽\u200d é返\n1@.", max_size=200)))
def test_any_text_gets_a_decision(text: str) -> None:
    decision = understand(INDEX, text, -1, place=PLACE)
    closed = understand(INDEX, text, -1, place=PLACE, open_step=lambda _: False)
    assert decision.text == closed.text == text
    assert closed.taken is None
    assert (decision.taken is None) == all("rules" not in candidate.lacked for candidate in closed.candidates)


@given(
    st.one_of(st.sampled_from([text for step in FAQ for text in step]), st.text("refund 12ca@b.nl?", max_size=20)),
    st.frozensets(st.integers(0, len(FAQ) + 1) | st.just(20) | st.just(21)),
)
def test_with_only_some_steps_the_others_are_as_good_as_closed(text: str, only: frozenset[int]) -> None:
    decision = understand(INDEX, text, -1, place=PLACE, only=only)
    assert decision.taken == understand(INDEX, text, -1, place=PLACE, open_step=only.__contains__).taken
    assert {candidate.step for candidate in decision.candidates} <= only


@pytest.mark.parametrize(
    "unit",
    ["x", "a b ", "a large ", "1 ", "\0", "\ud800", "👍", "e\u0301", "返品", "{size:size} ", "@a.", "refund "],
    ids=ascii,
)
def test_ten_megabytes_get_a_decision(unit: str) -> None:
    understand(INDEX, unit * (MEGABYTES // len(unit)), -1, place=PLACE)


def test_words_are_found_at_the_end_of_a_long_text() -> None:
    taken = understand(INDEX, "blah " * 100_000 + "refund", -1, place=PLACE).taken
    assert taken is not None
    assert taken.means == "contains"


def test_a_long_text_is_scored_by_its_first_part() -> None:
    index = index_of(*listeners(FAQ))
    near = "can I talk to a human please "
    start = understand(index, near + " " * LONGEST + "parrot " * 1000, -1, place=PLACE)
    short = understand(index, near, -1, place=PLACE)
    assert start.taken == short.taken is not None
    assert understand(index, "parrot " * LONGEST + near, -1, place=PLACE).taken is None


def test_a_long_text_equals_an_example_as_long() -> None:
    long = "where is my order " * 1000
    taken = understand(index_of(*listeners([[long]])), long.upper(), -1, place=PLACE).taken
    assert taken is not None
    assert taken.means == "exact"


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\n"])
def test_a_blank_text_comes_near_to_nothing(text: str) -> None:
    decision = understand(INDEX, text, -1, place=PLACE)
    assert (decision.taken, decision.candidates) == (None, ())


def test_what_folding_leaves_nothing_of_is_compared_as_written() -> None:
    taken = understand(INDEX, " ? ", -1, place=PLACE).taken
    assert taken is not None
    assert taken.example == "?"
    assert understand(INDEX, "...", -1, place=PLACE).taken is None


def test_a_text_is_heard_once_for_several_levels() -> None:
    heard = hear(INDEX, "a huge pepperoni please")
    words = heard.words
    understand(INDEX, heard, 7, place=PLACE)
    understand(INDEX, heard, -1, place=PLACE)
    assert heard.words is words
