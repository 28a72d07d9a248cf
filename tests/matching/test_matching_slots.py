"""Slots in examples: how they are written, when a text equals an example with slots, and what they capture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listening_bots import PLACE, index_examples, listeners
from takeover.language.types import Found
from takeover.language.types.kind import Kind
from takeover.language.values import Value
from takeover.matching.hear import LONGEST
from takeover.matching.index import build_index
from takeover.matching.slots import BadSlot, Slot, slots_of
from takeover.matching.slotted import with_slots
from takeover.matching.understand import hear, understand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from takeover.language.types import EntityType, Place
    from takeover.matching.index import Index

PIZZA = (
    ["a {size:size} {topping:topping} please", "I want a {topping:topping} pizza", "{n:number} {size:size} pizzas"],
    ["call me {name:text}", "my name is {name:text}"],
    ["send it to {user.profile.email:email}"],
    ["from {a:size} to {b:size}", "resize from {a:size} to {b:size} please"],
)


def test_slots_and_where_they_stand() -> None:
    assert slots_of("a {size:size} pizza with {user.profile.top : topping}") == (
        ("size", "size", 2, 13),
        ("user.profile.top", "topping", 25, 53),
    )
    assert slots_of("no slots at all") == ()


@pytest.mark.parametrize(
    ("example", "offset", "why"),
    [
        ("a {size pizza", 2, "this { has no }"),
        ("a size} pizza", 6, "this } has no {"),
        ("a {{size:size}}", 2, "holds no {{ }}"),
        ("a {size} pizza", 2, "{size:size}"),
        ("a {} pizza", 2, "{name:name}"),
        ("a {size:} pizza", 2, "{size:size}"),
        ("a {:size} pizza", 2, "cannot be the name of a param: letters"),
        ("a {s:size:x} pizza", 2, "{s:s}"),
        ("a {2:size} pizza", 2, '"2" cannot be the name'),
        ("a {my size:size} pizza", 2, '"my size" cannot be the name'),
        ("a {question:size} pizza", 2, "built-in name"),
        ("from {a:size} to {a:size}", 17, 'the slot "a" stands twice'),
    ],
)
def test_a_bad_slot_says_where_and_why(example: str, offset: int, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as raised:
        slots_of(example)
    assert isinstance(raised.value, BadSlot)
    assert raised.value.offset == offset


@given(st.text(alphabet="ab:{} ._\ud800é", max_size=20))
def test_any_example_has_slots_or_a_reason(example: str) -> None:
    bad: list[int] = []
    slots: tuple[Slot, ...] = ()
    try:
        slots = slots_of(example)
    except BadSlot as error:
        bad.append(error.offset)
    assert [example[offset] for offset in bad if example[offset] not in "{}"] == []
    assert bool(bad or slots) == ("{" in example or "}" in example)
    for slot in slots:
        inside = example[slot.start + 1 : slot.end - 1].split(":")
        assert [part.strip() for part in inside] == [slot.name, slot.entity]


@pytest.mark.parametrize(
    ("text", "step", "captures"),
    [
        ("a large pepperoni please", 0, {"size": ("large", "large"), "topping": ("pepperoni", "pepperoni")}),
        (
            "A BIG quattro formaggi, please!",
            0,
            {"size": ("large", "BIG"), "topping": ("four cheese", "quattro formaggi")},
        ),
        ("two tiny pizzas", 0, {"n": (2, "two"), "size": ("small", "tiny")}),
        ("Call me (Jane  Doe)!", 1, {"name": ("Jane  Doe", "Jane  Doe")}),
        ("my name is large", 1, {"name": ("large", "large")}),
        ("Send it to jane@example.com.", 2, {"user.profile.email": ("jane@example.com", "jane@example.com")}),
        ("from small to huge", 3, {"a": ("small", "small"), "b": ("large", "huge")}),
    ],
)
def test_a_text_that_equals_an_example_with_slots(text: str, step: int, captures: dict[str, tuple[str, str]]) -> None:
    taken = understand(index_examples(*PIZZA), text, -1, place=PLACE).taken
    assert taken is not None
    assert (taken.step, taken.means, taken.score) == (step, "exact", 1)
    assert taken.captures == {name: Value(value, match) for name, (value, match) in captures.items()}


@pytest.mark.parametrize(
    "text", ["a large please", "a large pepperoni", "a pepperoni large please", "a largely pepperoni please", "call me"]
)
def test_the_rest_must_be_equal(text: str) -> None:
    taken = understand(index_examples(*PIZZA), text, -1, place=PLACE).taken
    assert taken is None or taken.means == "text"


@pytest.mark.parametrize(
    ("text", "step", "captures"),
    [
        ("could I get a huge pepperoni please", 0, {"size": ("large", "huge"), "topping": ("pepperoni", "pepperoni")}),
        ("a pepperoni please", 0, {"topping": ("pepperoni", "pepperoni")}),
        ("resize it from big to tiny please", 3, {"a": ("large", "big"), "b": ("small", "tiny")}),
        ("you can call me Jane", 1, {}),
        # The nearest example has no slot for a number; another example of the step has.
        (
            "could I get 2 huge pepperoni please",
            0,
            {"size": ("large", "huge"), "topping": ("pepperoni", "pepperoni"), "n": (2, "2")},
        ),
    ],
)
def test_what_a_scored_example_captures(text: str, step: int, captures: dict[str, tuple[str | int, str]]) -> None:
    taken = understand(index_examples(*PIZZA), text, -1, place=PLACE).taken
    assert taken is not None
    assert (taken.step, taken.means) == (step, "text")
    assert taken.captures == {name: Value(value, match) for name, (value, match) in captures.items()}


def test_a_slot_for_any_text_is_no_near_miss() -> None:
    index = index_examples(["call me {name:text} the {size:size}"], threshold=0.99)
    (near,) = understand(index, "you may call me Jane", -1, place=PLACE).candidates
    assert near.lacked.endswith("0.99; no {size} found")


def test_an_entity_makes_a_text_nearer_to_its_slot() -> None:
    index = index_examples(["a {size:size} one"], ["a round one"], threshold=0.5)
    huge = understand(index, "a huge one thanks", -1, place=PLACE).taken
    odd = understand(index, "a weird one thanks", -1, place=PLACE)
    assert huge is not None
    assert huge.step == 0
    assert huge.score > max(candidate.score for candidate in [*odd.candidates, *([odd.taken] if odd.taken else [])])


def test_words_of_entities_still_count_as_words() -> None:
    index = index_examples(["a {size:size} pizza"], ["I made a big mistake"])
    taken = understand(index, "it was a big mistake", -1, place=PLACE).taken
    assert taken is not None
    assert taken.step == 1


def test_the_step_written_first_has_an_equal_example_with_or_without_slots() -> None:
    slotted, plain = ["a {size:size} pizza"], ["a large pizza"]
    for steps in ([slotted, plain], [plain, slotted]):
        taken = understand(index_examples(*steps), "a large pizza", -1, place=PLACE).taken
        assert taken is not None
        assert taken.step == 0
    both = understand(index_examples([*plain, *slotted]), "a large pizza", -1, place=PLACE).taken
    assert both is not None
    assert both.captures == {"size": Value("large", "large")}


def test_the_linker_is_told_of_a_slot_that_it_let_through() -> None:
    with pytest.raises(BadSlot):
        index_examples(["a {size pizza"])
    with pytest.raises(KeyError):
        index_examples(["a {colour:colour} pizza"])


def finding(*words: str) -> Kind:
    """Make an entity that is found where one of some words stands, even inside another, and the country's code."""

    def read(text: str, place: Place) -> Iterable[Found]:
        places = sorted((text.find(word), word) for word in (*words, place.country or "?") if word in text)
        return [Found(word, at, at + len(word)) for at, word in places]

    return Kind("finding", "a finding", "", read)


def index_entities(entities: Mapping[str, EntityType], *steps: Sequence[str], threshold: float | None = None) -> Index:
    return build_index({-1: listeners(steps)}, entities=entities, threshold=threshold)


def test_a_slot_stands_for_whole_words() -> None:
    index = index_entities({"x": finding("ar", "two words")}, ["a {x:x} pizza"])
    inside = understand(index, "a large pizza", -1, place=PLACE).taken
    assert inside is None or inside.means != "exact"
    whole = understand(index, "a (two words) pizza", -1, place=PLACE).taken
    assert whole is not None
    assert whole.means == "exact"
    assert whole.captures == {"x": Value("two words", "two words")}


def test_of_overlapping_entities_the_leftmost_then_the_longest_is_a_slot() -> None:
    entities = {"a": finding("new york"), "b": finding("new york city"), "c": finding("city of", "york")}
    heard = hear(index_entities(entities, ["hi"]), "to new york city of now")
    assert with_slots(heard, entities, PLACE) == ["to", "{b}", "of", "now"]
    assert with_slots(heard, {"a": entities["a"], "c": entities["c"]}, PLACE) == ["to", "{a}", "{c}", "now"]
    assert with_slots(heard, {"b": entities["a"], "a": entities["a"]}, PLACE) == ["to", "{b}", "city", "of", "now"]


def test_a_long_text_does_not_equal_an_example_by_its_start() -> None:
    taken = understand(index_examples(*PIZZA), "two tiny pizzas" + " " * LONGEST + "parrots", -1, place=PLACE).taken
    assert taken is None or taken.means != "exact"


def test_another_place_reads_entities_anew() -> None:
    index = index_entities({"x": finding()}, ["to {x:x}"])
    heard = hear(index, "to BE")
    captured = []
    for country in ("NL", "BE"):
        taken = understand(index, heard, -1, place=PLACE._replace(country=country)).taken
        assert taken is not None
        captured.append((taken.means, taken.captures))
    assert captured == [("text", {}), ("exact", {"x": Value("BE", "BE")})]
