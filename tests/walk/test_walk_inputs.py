"""What a walk makes up: texts for patterns, answers that fit, answers of calls, and the circumstances of a talk."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linted_bots import TAIL, program_of_text
from takeover.engine.program import TOP
from takeover.engine.step import begin
from takeover.graph.edges import build_graph
from takeover.language.conversation import Position
from takeover.language.events import Heard, Sent, Triggered, Waited
from takeover.language.pattern import PatternError, compile_pattern
from takeover.walk.asked_facts import AskedFacts
from takeover.walk.inputs import Inputs
from takeover.walk.pattern_samples import sample_pattern
from takeover.walk.quick_program import quicken
from takeover.walk.rules import Rules
from takeover.walk.samples import GIBBERISH
from takeover.walk.worlds import USUAL, find_worlds

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.walk.worlds import World


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\bAC-?\d{5}\b", "AC-11111"),
        (r"(?P<order>[A-Z]{2}-[0-9]{4})", "AA-0000"),
        (r"(?i)lost|stolen", "lost"),
        (r"^\s*help\s*$", " help "),
        (r"[^\d]+x", "Ax"),
        (r"[]a]", "a"),
        (r"[[:digit:]]{2}", "00"),
        (r"\x41\x{42}", "AB"),
        (r"(?:a|b)*?c", "ac"),
        (r"\pN\p{Lu}", "0A"),
        (r"a.c\.d", "aAc.d"),
        (r"x{2,}", "xx"),
    ],
)
def test_a_text_is_made_up_for_a_pattern(pattern: str, text: str) -> None:
    assert sample_pattern(pattern) == text


@pytest.mark.parametrize(
    "pattern", ["^$", "a*(?:)^b^", r"\p{Thai}", "a{1001}", "(", "[", "(?=a)b", "[[:nope:]]", r"\x{110000}"]
)
def test_where_none_can_be_made_up_none_is(pattern: str) -> None:
    assert sample_pattern(pattern) is None


@given(st.text("ab01 .^$|()[]{}?*+\\dwsbpPxQE,:<>=!-_", max_size=14))
def test_what_is_made_up_is_found(pattern: str) -> None:
    text = sample_pattern(pattern)
    try:
        compiled = compile_pattern(pattern)
    except PatternError:
        assert text is None
    else:
        assert text is None or compiled.search(text).group()


def inputs_of(program: Program) -> Inputs:
    quick = quicken(program)
    return Inputs(quick, AskedFacts(quick, Rules(quick)), build_graph(program).fired)


def worlds_of(text: str) -> tuple[World, ...]:
    program = program_of_text(text, TAIL)
    rules = Rules(program)
    return find_worlds(program, rules, AskedFacts(program, rules))


TRIGGERS = """
entities: {size: {small: [tiny], large: [big]}}
flow: Shop
steps:
  - when: {text: ["a {size:size} pizza for {name:name}", "pizza {size:size}"]}
  - when: {contains: [refund, money back]}
  - when: {pattern: '(?P<order>[A-Z]{2}\\d{4})'}
  - when: {any: email, save: email}
  - when: [image, location]
  - when: {silence: 5m}
  - when: empty
  - when: {event: [SHIPPED, FIRED]}
    do: [{event: FIRED}]
"""


def test_every_trigger_has_an_input() -> None:
    inputs = inputs_of(program_of_text(TRIGGERS, TAIL))
    told = [
        made.event.text
        if isinstance(made.event, Heard)
        else made.event.media
        if isinstance(made.event, Sent)
        else made.event.name
        if isinstance(made.event, Triggered)
        else made.seconds
        if isinstance(made.event, Waited)
        else None
        for _, made in inputs.at_level(TOP)
    ]
    assert told == [
        "a small pizza for Jane Doe",
        "refund",
        "AA1111",
        "jane@example.com",
        "image",
        "location",
        300,
        "",
        "SHIPPED",
        "person",
    ]
    assert inputs.blind == set()


ANSWERS = """
flow: Shop
steps:
  - when: {text: [how was it]}
    do:
      - ask: How many stars?
        save: stars
        type: number
        else: [{say: All right.}]
      - ask: Good or bad?
        save: rating
        choices: [Good, Bad, Neither]
        else: [{say: All right.}]
      - ask: Why?
        save: why
      - call: {url: "https://api.acme.example/", save: order, example: {id: 7}}
      - branch:
          - if: {param: {stars: {over: 3}}}
            do: [{say: Thanks.}]
          - if: {any: [{param: {rating: Bad}}, {param: {why: price}}, {param: {order.state.name: [lost, late]}}]}
            do: [{say: Oh.}]
"""


def test_answers_are_those_that_rules_tell_apart() -> None:
    program = program_of_text(ANSWERS, TAIL)
    inputs = inputs_of(program)
    conversation = begin(program, "made", USUAL.replace(tzinfo=UTC))
    given_answers = [
        [made.event.text for made in inputs.answers(Position(0, index), conversation) if isinstance(made.event, Heard)]
        for index in range(3)
    ]
    assert given_answers == [["42", "2"], ["Good", "Bad"], ["My parrot ate the invoice", "price"]]
    assert inputs.bodies("order", {"id": 7}) == (
        {"id": 7},
        {"id": 7, "state": {"name": "lost"}},
        {"id": 7, "state": {"name": "late"}},
        None,
    )
    assert inputs.gibberish.event == Heard(inputs.gibberish.event.at, GIBBERISH)


def test_hours_are_open_and_closed_in_every_way_that_there_is() -> None:
    worlds = worlds_of("""
hours: {office: {mon-fri: 09:00-17:00}, phone: {mon-fri: 09:00-12:00, sat: 10:00-12:00}, unused: {sun: 10:00-12:00}}
flow: Shop
steps:
  - when: {text: [hello]}
    if: {any: [{hours: office}, {not: {hours: phone}}]}
""")
    assert [(world.at.strftime("%a %H:%M"), world.told) for world in worlds] == [
        ("Mon 10:15", ""),
        ("Mon 00:00", 'while "office" is closed, while "phone" is closed'),
        ("Mon 12:00", 'while "phone" is closed'),
        ("Sat 10:00", 'while "office" is closed'),
    ]


def test_channels_chances_and_what_is_known_beforehand_are_tried() -> None:
    worlds = worlds_of("""
params: {plan: text}
flow: Shop
steps:
  - when: {text: [hello]}
    if: {channel: [Web, sms]}
    do:
      - branch:
          - if: {chance: 50%}
            do: [{say: Hi.}]
          - if: {param: {plan: gold}}
            do: [{say: Dear customer.}]
          - if: {param: asked}
            do: [{say: Again.}]
      - set: {asked: "yes"}
""")
    assert {world.channel for world in worlds} == {"web", "sms", "whatsapp"}
    assert {world.given for world in worlds} == {(), (("plan", "gold"),)}
    assert len({world.seed for world in worlds}) == 2
    assert len(worlds) == 3, "all combinations are too many: each circumstance is in one of them"


def test_a_bot_without_circumstances_is_walked_through_once() -> None:
    (world,) = worlds_of("flow: Shop\nsteps: [{when: {text: [hello]}}]\n")
    assert (world.channel, world.seed, world.given, world.told) == ("web", 0, (), "")
