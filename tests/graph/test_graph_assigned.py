"""Which names are set where: along branches, questions that are given up, calls, jumps, resets and follow-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from linted_bots import program_of_text
from takeover.graph.assigned import Assigned
from takeover.graph.edges import build_graph
from takeover.language.conversation import Position
from takeover.language.replies.say import Say

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.graph.edges import Edge

HEAD = """
hours: {office: {mon-fri: 09:00-17:30}}
params: {outside: {type: text}}
flows:
  - flow: Rest
    steps:
      - {when: unknown, do: [{takeover: {pause: false}}]}
      - {step: giver, when: {text: [give]}, do: [{set: {x: "1", y: "1", outside: "1"}}]}
"""


def assigned_of(flow: str) -> tuple[Program, Assigned]:
    """Link a flow named F beside one that sets x, y and outside; its lines are those of a list item."""
    lines = "\n".join(f"    {line}" for line in flow.strip("\n").splitlines())
    program = program_of_text(f"{HEAD}  - flow: F\n    steps:\n{lines}\n")
    return program, Assigned(build_graph(program))


def here(program: Program) -> Position:
    """Find the place where the bot says HERE."""
    for block in program.blocks:
        for index, action in enumerate(block.actions):
            if isinstance(action, Say) and action.texts[0].source.text == "HERE":
                return Position(block.number, index)
    raise AssertionError


def told(program: Program, way: tuple[Edge, ...] | None) -> str | None:
    """Write a way: the steps and reasons."""
    if way is None:
        return None
    return " ".join(f"{program.steps[program.blocks[edge.source.block].step].name}:{edge.why}" for edge in way)


SAY = "{say: HERE}"
SURE = [
    ("set above", "- {step: a, when: {text: [go]}, do: [{set: {x: a}}, {say: HERE}]}", True),
    ("set below", "- {step: a, when: {text: [go]}, do: [{say: HERE}, {set: {x: a}}]}", False),
    ("asked", "- {step: a, when: {text: [go]}, do: [{ask: What?, save: x}, {say: HERE}]}", True),
    (
        "asked, and given up below",
        "- {step: a, when: {text: [go]}, do: [{ask: What?, save: x, type: email, else: [{say: Pity.}]}, {say: HERE}]}",
        False,
    ),
    (
        "asked, and given up for elsewhere",
        "- {step: a, when: {text: [go]}, do: [{ask: What?, save: x, type: email, else: [end]}, {say: HERE}]}",
        True,
    ),
    (
        "in what is done when the question is given up",
        "- {step: a, when: {text: [go]}, do: [{ask: What?, save: x, type: email, else: [{say: HERE}]}]}",
        False,
    ),
    (
        "a call that can fail",
        "- {step: a, when: {text: [go]}, do: [{call: {url: 'https://a.example', save: x}}, {say: HERE}]}",
        False,
    ),
    (
        "a call whose failure leads away",
        (
            "- {step: a, when: {text: [go]}, do: [{call: {url: 'https://a.example', save: x, failed: "
            "[end]}}, {say: HERE}]}"
        ),
        True,
    ),
    (
        "one branch",
        "- {step: a, when: {text: [go]}, do: [{branch: [{if: {hours: office}, do: [{set: {x: a}}]}]}, {say: HERE}]}",
        False,
    ),
    (
        "every branch",
        (
            "- {step: a, when: {text: [go]}, do: [{branch: [{if: {hours: office}, do: [{set: {x: a}}]}, "
            "{do: [{set: {x: b}}]}]}, {say: HERE}]}"
        ),
        True,
    ),
    (
        "the branch for talks that lack it asks",
        (
            "- {step: a, when: {text: [go]}, do: [{branch: [{if: {not: {param: x}}, do: [{ask: What?, save: x}]}]}, "
            "{say: HERE}]}"
        ),
        True,
    ),
    (
        "in the branch for talks that have it",
        "- {step: a, when: {text: [go]}, do: [{branch: [{if: {param: {x: [a, b]}}, do: [{say: HERE}]}]}]}",
        True,
    ),
    (
        "below a branch that takes all others away",
        "- {step: a, when: {text: [go]}, do: [{branch: [{if: {not: {param: x}}, do: [end]}]}, {say: HERE}]}",
        True,
    ),
    (
        "one of two rules",
        "- {step: a, when: {text: [go]}, do: [{branch: [{if: {any: [{param: x}, {tag: vip}]}, do: [{say: HERE}]}]}]}",
        False,
    ),
    (
        "both of two rules",
        "- {step: a, when: {text: [go]}, do: [{branch: [{if: {all: [{param: x}, {param: y}]}, do: [{say: HERE}]}]}]}",
        True,
    ),
    ("the step's own rule", "- {step: a, when: {text: [go]}, if: {param: x}, do: [{say: HERE}]}", True),
    ("a reset", "- {step: a, when: {text: [go]}, do: [{set: {x: a}}, {reset: [x]}, {say: HERE}]}", False),
    ("a reset of others", "- {step: a, when: {text: [go]}, do: [{set: {x: a}}, {reset: [y]}, {say: HERE}]}", True),
    (
        "a reset of everything",
        "- {step: a, when: {text: [go]}, do: [{set: {x: a}}, {reset: params}, {say: HERE}]}",
        False,
    ),
    ("a pattern", "- {step: a, when: {pattern: '(?P<x>[0-9]+)'}, do: [{say: HERE}]}", True),
    ("an optional group", "- {step: a, when: {pattern: 'no(?P<x> [0-9]+)?'}, do: [{say: HERE}]}", False),
    ("one of two patterns", "- {step: a, when: {pattern: ['(?P<x>[0-9]+)', 'none']}, do: [{say: HERE}]}", False),
    ("a slot", "- {step: a, when: {text: ['go {x:number}']}, do: [{say: HERE}]}", False),
    ("a typed trigger", "- {step: a, when: {any: email, save: x}, do: [{say: HERE}]}", True),
    ("one of two triggers", "- {step: a, when: [{any: email, save: x}, empty], do: [{say: HERE}]}", False),
    (
        "an event fired here alone",
        (
            "- {step: a, when: {text: [go]}, do: [{event: {name: RED, params: {x: a}}}]}\n"
            "- {step: b, when: {event: RED}, do: [{say: HERE}]}"
        ),
        True,
    ),
    (
        "an event fired without it too",
        (
            "- {step: a, when: {text: [go]}, do: [{event: {name: RED, params: {x: a}}}]}\n"
            "- {step: b, when: {event: RED}, do: [{say: HERE}]}\n"
            "- {step: c, when: {text: [come]}, do: [{event: RED}]}"
        ),
        False,
    ),
    ("an event from outside", "- {step: b, when: {event: RED}, do: [{say: HERE}]}", False),
    (
        "a choice with an address",
        (
            "- {step: a, when: {text: [go]}, do: [{set: {x: a}}, {say: {text: So?, choices: [{label: "
            "'Yes', step: b}]}}]}\n"
            "- {step: b, do: [{say: HERE}]}"
        ),
        True,
    ),
    (
        "a follow-up of a step that sets it",
        (
            "- step: a\n  when: {text: [go]}\n  do: [{set: {x: a}}]\n  then: [{step: b, when: {text: "
            "[yes]}, do: [{say: HERE}]}]"
        ),
        True,
    ),
    (
        "a follow-up of a question whose answer may not fit",
        (
            "- step: a\n  when: {text: [go]}\n  do: [{ask: What?, save: x, type: email, else: [end]}]\n"
            "  then: [{step: b, when: {text: [yes]}, do: [{say: HERE}]}]"
        ),
        False,
    ),
    (
        "a follow-up of a question that takes any text",
        (
            "- step: a\n  when: {text: [go]}\n  do: [{ask: What?, save: x}]\n"
            "  then: [{step: b, when: {text: [yes]}, do: [{say: HERE}]}]"
        ),
        True,
    ),
    (
        "a picture while a question waits that takes any text",
        (
            "- step: a\n  when: {text: [go]}\n  do: [{ask: What?, save: x}]\n"
            "  then: [{step: b, when: image, do: [{say: HERE}]}]"
        ),
        False,
    ),
    (
        "a follow-up of a step that jumps to where it is set",
        (
            "- step: a\n  when: {text: [go]}\n  do: [{goto: F/c}]\n  then: [{step: b, when: {text: "
            "[yes]}, do: [{say: HERE}]}]\n"
            "- {step: c, do: [{set: {x: a}}]}"
        ),
        True,
    ),
    (
        "what the opening of every talk sets",
        "- {step: a, when: {event: opened}, do: [{set: {x: a}}]}\n- {step: b, when: {text: [go]}, do: [{say: HERE}]}",
        True,
    ),
    ("the opening itself", "- {step: a, when: {event: opened}, do: [{say: HERE}, {set: {x: a}}]}", False),
    (
        "what the opening sets and something forgets",
        (
            "- {step: a, when: {event: opened}, do: [{set: {x: a}}]}\n- {step: b, when: {text: [go]}, "
            "do: [{say: HERE}]}\n"
            "- {step: c, when: {text: [forget]}, do: [{reset: [x]}]}"
        ),
        False,
    ),
    (
        "a field of the user",
        "- {step: a, when: {text: [go]}, do: [{ask: Who?, save: user.name}, {set: {x: a}}, {say: HERE}]}",
        True,
    ),
]


@pytest.mark.parametrize(("flow", "sure"), [case[1:] for case in SURE], ids=[case[0] for case in SURE])
def test_a_name_is_sure(flow: str, *, sure: bool) -> None:
    program, assigned = assigned_of(flow)
    place = here(program)
    assert assigned.reached(place)
    assert assigned.sure(place, "x") is sure
    assert (assigned.witness(place, "x") is None) is sure


def test_an_event_from_outside_brings_the_params_of_the_settings() -> None:
    program, assigned = assigned_of("- {step: b, when: {event: RED}, do: [{say: HERE}]}")
    assert assigned.before(here(program)).must == {"outside"}


def test_what_is_possible_goes_with_a_reset() -> None:
    program, assigned = assigned_of("- {step: a, when: {text: [go]}, do: [{reset: [x]}, {say: HERE}]}")
    place = here(program)
    assert not assigned.possible(place, "x")
    assert assigned.possible(place, "y")
    assert "x" not in assigned.before(place).may


def test_the_question_is_there_after_an_unknown_input_alone() -> None:
    program, assigned = assigned_of(
        "- {step: a, when: {text: [go]}, do: [{say: HERE}]}\n"
        "- {step: b, when: unknown, if: {unknowns: {over: 1}}, do: [{say: Again.}]}"
    )
    assert not assigned.sure(here(program), "question")
    assert assigned.sure(program.named_steps["F", "b"], "question")


@pytest.mark.parametrize(
    "forgets", ["end", "{pause: 5m}", "{takeover: {reason: x, unavailable: [end]}}", "resolve", "{reset: everything}"]
)
def test_a_follow_up_is_not_reached_when_the_bot_forgets_it(forgets: str) -> None:
    program, assigned = assigned_of(
        f"- step: a\n  when: {{text: [go]}}\n  do: [{{say: Hi.}}, {forgets}]\n"
        "  then: [{step: b, when: {text: [yes]}, do: [{say: HERE}]}]"
    )
    assert not assigned.reached(here(program))


def test_a_follow_up_is_reached_when_a_takeover_is_refused() -> None:
    program, assigned = assigned_of(
        "- step: a\n  when: {text: [go]}\n  do: [{takeover: {reason: x}}]\n"
        "  then: [{step: b, when: {text: [yes]}, do: [{say: HERE}]}]"
    )
    assert assigned.reached(here(program))


WITNESSES: list[tuple[str, str, str | None]] = [
    (
        "the way on which the question is given up",
        "- {step: a, when: {text: [go]}, do: [{ask: What?, save: x, type: email, else: [{say: Pity.}]}, {say: HERE}]}",
        "a:else a:next",
    ),
    (
        "from where it is forgotten",
        (
            "- {step: a, when: {text: [go]}, do: [{set: {x: a}}, {event: RED}]}\n"
            "- {step: b, when: {text: [come]}, do: [{set: {x: a}}, {reset: [x]}, {event: RED}]}\n"
            "- {step: c, when: {event: RED}, do: [{say: HERE}]}"
        ),
        "b:next b:event",
    ),
    (
        "through the parent of a follow-up",
        (
            "- step: a\n  when: {text: [go]}\n  do: [{say: Hm.}, {ask: What?, save: x, type: email, else: [end]}]\n"
            "  then: [{step: b, when: {text: [yes]}, do: [{say: Well.}, {say: HERE}]}]"
        ),
        "a:next a:follow-up b:next",
    ),
    (
        "a tag is only put where it is set",
        (
            "- {step: a, when: {text: [go]}, do: [{set: {x: a}}, {tag: {state: asking}}, {ask: Now?, type: email}]}\n"
            "- {step: b, when: {text: [again]}, interrupts: true, "
            "do: [{branch: [{if: {tag: {state: asking}}, do: [{say: HERE}]}]}]}"
        ),
        None,
    ),
    (
        "another value of the tag is put elsewhere",
        (
            "- {step: a, when: {text: [go]}, do: [{set: {x: a}}, {tag: {state: asking}}, {ask: Now?, type: email}]}\n"
            "- {step: c, when: {text: [come]}, do: [{tag: {state: asking}}]}\n"
            "- {step: b, when: {text: [again]}, interrupts: true, "
            "do: [{branch: [{if: {tag: {state: asking}}, do: [{say: HERE}]}]}]}"
        ),
        "b:branch",
    ),
    (
        "two branches about the same value",
        (
            "- step: a\n  when: {text: [go]}\n  do:\n"
            "    - {ask: Shall we bring it?, save: y, choices: [Bring it, Pick it up], else: [end]}\n"
            "    - branch: [{if: {param: {y: Bring it}, not: {param: x}}, do: [{ask: Where?, save: x}]}]\n"
            "    - branch: [{if: {param: {y: Bring it}}, do: [{say: HERE}]}]"
        ),
        None,
    ),
    (
        "two branches about different values",
        (
            "- step: a\n  when: {text: [go]}\n  do:\n"
            "    - {ask: Shall we bring it?, save: y, choices: [Bring it, Pick it up], else: [end]}\n"
            "    - branch: [{if: {param: {y: Bring it}, not: {param: x}}, do: [{ask: Where?, save: x}]}]\n"
            "    - branch: [{if: {param: {y: Pick it up}}, do: [{say: HERE}]}]"
        ),
        "a:answer a:no branch a:branch",
    ),
    (
        "the branch for closed hours after the one for open hours",
        (
            "- step: a\n  when: {text: [go]}\n  do:\n"
            "    - branch: [{if: {hours: office}, do: [{set: {x: a}}]}]\n"
            "    - branch: [{if: {hours: office}, do: [{say: HERE}]}]"
        ),
        None,
    ),
    (
        "hours that may have passed while a question waited",
        (
            "- step: a\n  when: {text: [go]}\n  do:\n"
            "    - branch: [{if: {hours: office}, do: [{set: {x: a}}]}]\n"
            "    - ask: Still there?\n"
            "    - branch: [{if: {hours: office}, do: [{say: HERE}]}]"
        ),
        "a:no branch a:answer a:branch",
    ),
    (
        "a value that is set on the way itself",
        (
            "- step: a\n  when: {text: [go]}\n  do:\n"
            "    - branch: [{if: {hours: office}, do: [{set: {y: open, x: a}}]}, {do: [{set: {y: closed}}]}]\n"
            "    - branch: [{if: {param: {y: open}}, do: [{say: HERE}]}]"
        ),
        None,
    ),
    (
        "two things that are kept together",
        (
            "- {step: a, when: {text: [go]}, do: [{ask: What?, save: n, type: email, else: [end]}, {set: {x: a}}]}\n"
            "- {step: b, when: {text: [when]}, do: [{branch: [{if: {param: n}, do: [{say: HERE}]}]}]}"
        ),
        None,
    ),
    (
        "the second unknown input in a row",
        (
            "- {step: a, when: unknown, if: {unknowns: {is: 1}}, do: [{set: {n: a}}]}\n"
            "- {step: b, when: unknown, do: [{say: HERE}]}"
        ),
        "",
    ),
]


@pytest.mark.parametrize(("flow", "way"), [case[1:] for case in WITNESSES], ids=[case[0] for case in WITNESSES])
def test_a_way_on_which_a_name_is_not_set(flow: str, way: str | None) -> None:
    program, assigned = assigned_of(flow)
    place = here(program)
    assert not assigned.sure(place, "x")
    assert told(program, assigned.witness(place, "x")) == way


def test_what_the_first_unknown_step_sets_is_there_for_the_second() -> None:
    program = program_of_text(
        """
flow: F
steps:
  - {step: a, when: unknown, if: {unknowns: {is: 1}}, do: [{set: {x: a}}]}
  - {step: b, when: unknown, do: [{say: HERE}]}
"""
    )
    assert Assigned(build_graph(program)).sure(here(program), "x")


def test_the_cost_of_ways_is_bounded() -> None:
    steps: list[Any] = [
        f"- {{step: s{number}, when: {{text: [go {number}]}}, do: [{{branch: [{{if: {{param: {{y: v{number}}}}}, "
        f"do: [{{goto: F/s{(number + 1) % 300}}}]}}]}}, {{goto: F/s{(number + 7) % 300}}}]}}"
        for number in range(300)
    ]
    steps.append(
        "- {step: last, when: {text: [last]}, do: [{goto: F/s0}]}\n- {step: z, when: {text: [z]}, do: [{say: HERE}]}"
    )
    program, assigned = assigned_of("\n".join(steps))
    assert told(program, assigned.witness(here(program), "x")) == ""
