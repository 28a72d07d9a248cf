"""Which way of matching decides, which step of several, and what the others are said to lack."""

from __future__ import annotations

from functools import partial
from operator import eq
from typing import TYPE_CHECKING

import pytest

from listening_bots import ENTITIES, FAQ, PLACE, index_examples, index_of, listeners, phrases
from takeover.language.types import TYPES
from takeover.language.types.kind import Kind
from takeover.language.values import Value
from takeover.matching.index import build_index
from takeover.matching.listening import Listening
from takeover.matching.understand import MOST, hear, understand
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from takeover.language.types import Found, Place

HERE = Span("bot.yaml", 7, 3, 7, 9)
WAYS = (
    ("any", Listening(0, anything=HERE)),
    ("typed", Listening(1, typed=(("email", ENTITIES["email"], HERE),))),
    ("text", Listening(2, phrases(["mail the invoice to bob@example.com"]))),
    ("contains", Listening(3, words=phrases(["Invoice"]))),
    ("pattern", Listening(4, patterns=phrases([r"(?P<who>\w+)@(?P<host>\w+)"]))),
    ("exact", Listening(5, phrases(["Mail the invoice to jane@example.com!"]))),
)
"""One step for each way, the weakest written first."""
TEXT = "mail the invoice to Jane@example.com"


@pytest.mark.parametrize("strongest", range(len(WAYS)))
def test_the_stronger_way_wins_whatever_was_written_first(strongest: int) -> None:
    index = index_of(*(listening for _, listening in WAYS[: strongest + 1]), threshold=0.3)
    taken = understand(index, TEXT, -1, place=PLACE).taken
    assert taken is not None
    assert (taken.step, taken.means, taken.lacked) == (strongest, WAYS[strongest][0], "")
    assert taken.score == 1 or taken.means == "text"


def test_when_rules_close_a_step_the_next_way_is_tried() -> None:
    means = []
    asked: list[int] = []
    for closed in range(len(WAYS), -1, -1):
        index = index_of(*(listening for _, listening in WAYS), threshold=0.3)  # one that remembers no decision

        def is_open(step: int, closed: int = closed) -> bool:
            asked.append(step)
            return step < closed

        decision = understand(index, TEXT, -1, place=PLACE, open_step=is_open)
        means.append(decision.taken.means if decision.taken else None)
        missed = [(candidate.means, candidate.lacked) for candidate in decision.candidates]
        assert missed == [(way, "its rules did not hold") for way, _ in reversed(WAYS[closed:])][:MOST]
    assert means == ["exact", "pattern", "contains", "text", "typed", "any", None]
    # A step is asked once a decision, and only when all stronger ones are closed.
    assert asked == [step for closed in range(6, -1, -1) for step in range(5, max(closed - 2, -1), -1)]


def test_captures_of_each_way() -> None:
    index = index_of(*(listening for _, listening in WAYS), threshold=0.3)
    captured = {}
    for step, (means, _) in enumerate(WAYS):
        taken = understand(index, TEXT, -1, place=PLACE, open_step=partial(eq, step)).taken
        assert taken is not None
        captured[means] = taken.captures
    assert captured == {
        "exact": {},
        "pattern": {"who": Value("Jane", "Jane"), "host": Value("example", "example")},
        "contains": {},
        "text": {},
        "typed": {"email": Value("Jane@example.com", TEXT)},
        "any": {},
    }


@pytest.mark.parametrize(
    "both",
    [
        lambda step: Listening(step, phrases(["hello there"])),
        lambda step: Listening(step, words=phrases(["there"])),
        lambda step: Listening(step, patterns=phrases(["^hel+o"])),
        lambda step: Listening(step, phrases(["hello there you"])),
        lambda step: Listening(step, typed=((None, ENTITIES["text"], HERE),)),
        lambda step: Listening(step, anything=HERE),
    ],
    ids=["exact", "contains", "pattern", "text", "typed", "any"],
)
def test_of_equals_the_step_written_first_wins(both: object) -> None:
    assert callable(both)
    decision = understand(index_of(both(7), both(3)), "Hello, there!", -1, place=PLACE)
    assert decision.taken is not None
    assert decision.taken.step == 3
    if decision.taken.means not in {"typed", "any"}:  # there the others are not looked for
        assert [(other.step, other.lacked) for other in decision.candidates] == [
            (7, "a step written before it hears the same")
        ]


def test_the_best_score_wins_not_the_first() -> None:
    decision = understand(index_examples(*FAQ), "can I please talk to a human", -1, place=PLACE)
    assert decision.taken is not None
    assert (decision.taken.step, decision.taken.means) == (6, "text")
    assert decision.taken.score >= decision.threshold
    scores = [candidate.score for candidate in decision.candidates]
    assert scores == sorted(scores, reverse=True)
    assert decision.taken.score > scores[0]
    assert decision.taken.example in FAQ[6]
    assert decision.taken.span == phrases(FAQ[6], line=601)[FAQ[6].index(decision.taken.example)].span


def test_what_a_lower_score_lacks() -> None:
    index = index_examples(["where is my order"], ["where is my invoice"], threshold=0.5)
    decision = understand(index, "where is my order now", -1, place=PLACE)
    assert decision.taken is not None
    (behind,) = decision.candidates
    assert behind.lacked == (
        f"another step scored higher ({decision.taken.score:.2f})"
        if behind.score >= 0.5
        else f"score {behind.score:.2f} is under the threshold 0.50"
    )


def test_what_an_unknown_text_lacked() -> None:
    index = index_examples(["a {size:size} {topping:topping} please"], ["goodbye"], threshold=0.9)
    decision = understand(index, "a medium pepperoni please", -1, place=PLACE)
    assert decision.taken is None
    assert decision.threshold == 0.9
    (near,) = decision.candidates
    assert (near.step, near.means) == (0, "text")
    assert near.lacked == f"score {near.score:.2f} is under the threshold 0.90; no {{size}} found"
    assert near.captures == {"topping": Value("pepperoni", "pepperoni")}


def test_a_score_that_looks_like_the_threshold_is_given_more_digits() -> None:
    text = "where is the order"
    plain = understand(index_examples(["where is my order"], threshold=0.1), text, -1, place=PLACE).taken
    assert plain is not None
    threshold = plain.score + 0.0004
    near = understand(index_examples(["where is my order"], threshold=threshold), text, -1, place=PLACE).candidates[0]
    _, score, *_, under = near.lacked.split()
    assert score != under
    assert float(score) < float(under)


def test_a_level_is_asked_alone() -> None:
    yes, no = listeners([["yes"], ["no"]])
    index = build_index({-1: [yes], 0: [no]}, entities={}, threshold=None)
    heard = hear(index, "no")
    assert understand(index, heard, -1, place=PLACE).taken is None
    taken = understand(index, heard, 0, place=PLACE).taken
    assert taken is not None
    assert taken.step == 1
    nobody = understand(index, heard, 5, place=PLACE)
    assert (nobody.taken, nobody.candidates, nobody.threshold) == (None, (), 0.0)


def test_what_another_index_heard_is_heard_again() -> None:
    old, new = index_examples(["where is my order"]), index_examples(["what about the order of mine"])
    heard = hear(old, "where's the order?")
    understand(old, heard, -1, place=PLACE)
    assert understand(new, heard, -1, place=PLACE) == understand(new, "where's the order?", -1, place=PLACE)


def test_at_most_five_near_misses_are_kept() -> None:
    index = index_examples(*([f"where is my {thing}"] for thing in ("hat", "bag", "cat", "dog", "tie", "car", "pen")))
    assert len(understand(index, "where is my order", -1, place=PLACE).candidates) == MOST


def test_a_step_is_named_once() -> None:
    both = Listening(4, phrases(["where is my order"]), patterns=phrases(["ord", "order"]), anything=HERE)
    closed = understand(index_of(both), "where is my order", -1, place=PLACE, open_step=lambda _: False)
    assert [candidate.means for candidate in closed.candidates] == ["exact"]
    # It came near by score and was taken after all: that is no miss.
    late = understand(index_of(both, threshold=1), "where is the odrer", -1, place=PLACE)
    assert late.taken is not None
    assert (late.taken.means, late.candidates) == ("any", ())


def test_types_are_looked_for_until_one_is_found() -> None:
    asked: list[str] = []

    def read(text: str, place: Place) -> Iterable[Found]:
        asked.append(text)
        return TYPES["email"].find_all(text, place)

    asking = Kind("mail", "a mail address", "", read)
    steps = [Listening(step, typed=((None, asking, HERE),)) for step in range(3)]
    assert understand(index_of(*steps), "jane@example.com", -1, place=PLACE).taken is not None
    assert asked == ["jane@example.com"]
