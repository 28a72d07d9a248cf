"""The edges of a program: from each action to those that can come after it, and why.

A place is an action, by its block and index. Edges that time, the user or an agent decide are there as well, so that
what no edge leads to cannot happen at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.engine.names import find_place
from takeover.engine.program import TOP
from takeover.engine.walk import find_all
from takeover.language.actions.ask import Ask
from takeover.language.actions.branch import Branch
from takeover.language.actions.call import Call
from takeover.language.actions.end import End
from takeover.language.actions.event import FireEvent
from takeover.language.actions.goto import GoTo
from takeover.language.actions.takeover import Takeover
from takeover.language.choices import Option
from takeover.language.conversation import Position
from takeover.language.naming import Ref
from takeover.language.rules.param import ParamIs
from takeover.language.rules.tag import TagIs
from takeover.language.rules.user import UserIs
from takeover.language.template import Template
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.engine.program import Block, LinkedStep, Program
    from takeover.language.run import Action

Why = Literal[
    "next",
    "branch",
    "no branch",
    "answer",
    "else",
    "unknown",
    "answered",
    "failed",
    "goto",
    "event",
    "unavailable",
    "choice",
    "end",
    "follow-up",
]
"""What makes the talk go on there. A `follow-up` is an input that a follow-up step takes: see `graph.assigned`."""


ANY_TEXT = "text"

HELD = (Template, Option, ParamIs, TagIs, UserIs, Ref)
"""What is looked for in actions: texts, choices and buttons, rules about values, and other references."""


class Edge(NamedTuple):
    """One way to go on. `number` is that of the branch, from 0; `waits`: the user says something on the way."""

    source: Position
    target: Position
    why: Why
    number: int = 0
    waits: bool = False


class Stop(NamedTuple):
    """One way in which the talk leaves an action and finds nothing more to do.

    `enters` is the step that is taken on the way, and has no actions.
    """

    source: Position
    why: Why
    number: int = 0
    enters: int | None = None


class Graph(NamedTuple):
    """All edges, by the place that they leave, and for every step the place of its first action (None: there is none).

    `stops` are the ways that lead to no action, by the place as well. `fired` are the events that the bot fires itself.
    `held` gives what each action holds of the kinds of HELD, in written order, without the actions inside it.
    """

    program: Program
    leaving: Mapping[Position, tuple[Edge, ...]]
    stops: Mapping[Position, tuple[Stop, ...]]
    entries: Mapping[int, Position | None]
    fired: frozenset[str]
    held: Mapping[Position, tuple[object, ...]]


class _Building(NamedTuple):
    """What the edges are found with: the program, who listens to its events, and which of them were fired so far."""

    program: Program
    heard: Mapping[str, tuple[int, ...]]
    fired: set[str]

    def listening(self, event: str) -> tuple[int, ...]:
        """Give who listens to an event that is fired here."""
        self.fired.add(event)
        return self.heard.get(event, ())


def build_graph(program: Program) -> Graph:
    """Find the edges of a program. Linear in its actions."""
    building = _Building(program, all_listeners(program), set())
    leaving: dict[Position, tuple[Edge, ...]] = {}
    stops: dict[Position, tuple[Stop, ...]] = {}
    held: dict[Position, tuple[object, ...]] = {}
    for block in program.blocks:
        for index, action in enumerate(block.actions):
            here = Position(block.number, index)
            held[here] = tuple(find_all(own_parts(action), *HELD))
            ways = [*_addressed(building, block, here, held[here]), *_edges(building, block, here, action)]
            leaving[here] = tuple([way for way in ways if isinstance(way, Edge)])
            stops[here] = tuple([way for way in ways if isinstance(way, Stop)])
    entries = {linked.number: settle(program, Position(linked.block, 0)) for linked in program.steps}
    return Graph(program, leaving, stops, entries, frozenset(building.fired), held)


def settle(program: Program, place: Position | None) -> Position | None:
    """Give the action that a place stands for: past the end of a block, what comes after it (None: nothing)."""
    while place is not None and place.index >= len(program.blocks[place.block].actions):
        place = program.blocks[place.block].after
    return place


def may_not_fit(program: Program, place: Position) -> bool:
    """Say whether an answer to the question at a place can be refused: one that takes any text has no `else`."""
    answer = program.answers.get((place.block, place.index))
    return answer is None or answer.name != ANY_TEXT


def unknown_of(program: Program, number: int) -> tuple[int, ...]:
    """Give the unknown steps that can take an input after a step: one closed by its rules leaves it to the next."""
    found: list[int] = []
    level = number
    while True:
        for candidate in program.signals.get((level, "unknown"), ()):
            found.append(candidate)
            if program.steps[candidate].rule is None:
                return tuple(found)
        if level == TOP:
            return tuple(found)
        level = program.steps[level].parent


def all_listeners(program: Program) -> Mapping[str, tuple[int, ...]]:
    """Give the steps that listen to each event, on whatever level, by its name."""
    heard: dict[str, tuple[int, ...]] = {}
    for (_, signal), numbers in program.signals.items():
        kind, _, name = signal.partition(":")
        if kind == "event":
            heard[name] = (*heard.get(name, ()), *numbers)
    return heard


def _edges(  # noqa: C901, PLR0912 - one match over all actions
    building: _Building, block: Block, here: Position, action: Action
) -> Iterator[Edge | Stop]:
    program = building.program
    linked = program.steps[block.step]
    nests = [settle(program, Position(number, 0)) for number in block.nests.get(here.index, ())]
    below = settle(program, Position(here.block, here.index + 1))
    match action:
        case Branch(ways=ways):
            for number, inside in enumerate(nests):
                yield from _edge(here, inside, "branch", number)
            if all(way.rule is not None for way in ways):
                yield from _edge(here, below, "no branch")
        case Ask():
            yield from _edge(here, below, "answer", waits=True)
            if may_not_fit(program, here):
                for inside in nests:
                    yield from _edge(here, inside, "else", waits=True)
                for number in () if nests else unknown_of(program, block.step):
                    yield _enter(program, here, "unknown", number, waits=True)
        case Call():
            yield from _edge(here, below, "answered")
            yield from _edge(here, nests[0] if nests else below, "failed")
        case GoTo(place=ref):
            yield from _enter_any(program, here, "goto", _meant(program, linked, ref))
        case FireEvent(name=ref):
            yield from _enter_any(program, here, "event", building.listening(ref.text))
        case End():
            yield Stop(here, "end")
        case Takeover():
            yield from _edge(here, below, "next")
            for inside in nests or [None]:
                yield from _edge(here, inside, "unavailable")
        case _:
            yield from _edge(here, below, "next")


def _addressed(building: _Building, block: Block, here: Position, held: tuple[object, ...]) -> Iterator[Edge | Stop]:
    """Give the ways that choices and buttons of the action itself open."""
    for option in held:
        if not isinstance(option, Option):
            continue
        numbers: tuple[int, ...] = ()
        if option.place is not None:
            numbers = _meant(building.program, building.program.steps[block.step], option.place)
        elif option.event is not None:
            numbers = building.listening(option.event.text)
        for number in numbers:
            yield _enter(building.program, here, "choice", number, waits=True)


def own_parts(action: Action) -> tuple[object, ...]:
    """Give what is written in an action, without the actions inside it, which stand in blocks of their own."""
    if isinstance(action, Branch):
        return tuple(way.rule for way in action.ways)
    nested = {"otherwise", "unavailable", "failed"}
    return tuple(getattr(action, name) for name in action._fields if name not in nested)  # type: ignore[attr-defined]


def _meant(program: Program, linked: LinkedStep, ref: Ref) -> tuple[int, ...]:
    number = find_place(ref.text, linked.flow, program.flows, program.named_steps)
    return () if number is None else (number,)


def _enter_any(program: Program, here: Position, why: Why, numbers: tuple[int, ...]) -> Iterator[Edge | Stop]:
    for number in numbers:
        yield _enter(program, here, why, number)
    if not numbers:  # it leads nowhere, which the linker has reported
        yield Stop(here, why)


def _enter(program: Program, here: Position, why: Why, number: int, *, waits: bool = False) -> Edge | Stop:
    entry = settle(program, Position(program.steps[number].block, 0))
    return Stop(here, why, enters=number) if entry is None else Edge(here, entry, why, waits=waits)


def _edge(
    source: Position, target: Position | None, why: Why, number: int = 0, *, waits: bool = False
) -> Iterator[Edge | Stop]:
    yield Stop(source, why, number) if target is None else Edge(source, target, why, number, waits)
