"""The flow goes round without waiting for the user.

Steps that lead to each other and neither ask, nor end, nor leave by a branch, would talk for ever. The bot notices and
stops in the middle: the customer is left there, without an answer and without a person.

Bad:
    flow: Shop
    steps:
      - step: shop
        when: {text: [where is your shop, how do I get there, your address]}
        do:
          - say: We are in Utrecht.
          - goto: Shop/map
      - step: map
        when: {text: [show me a map, a map please, the map]}
        do:
          - say: Here is the map.
          - goto: Shop/shop
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Shop
    steps:
      - step: shop
        when: {text: [where is your shop, how do I get there, your address]}
        do:
          - say: We are in Utrecht.
          - goto: Shop/map
      - step: map
        when: {text: [show me a map, a map please, the map]}
        do: [{say: Here is the map.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.language.actions.event import FireEvent
from takeover.language.actions.goto import GoTo
from takeover.lint.telling import step_of
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.graph.edges import Edge, Graph
    from takeover.language.conversation import Position
    from takeover.lint.rule import Checked

CODE = "endless-loop"
SEVERITY: Severity = "error"
LATER = frozenset({"choice", "unavailable"})
"""Edges that the user or an agent takes some time afterwards, if at all."""
MOST = 8
"""So many steps of a circle are told."""


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for places from which no way leads to where the talk stops or waits, and follow each circle once."""
    graph = checked.graph
    free = _free(graph)
    seen: set[Position] = set()
    for start in graph.leaving:
        if start in free or start in seen or not checked.assigned.reached(start):
            continue
        way: dict[Position, Edge] = {}
        place = start
        while place not in way and place not in seen:
            way[place] = next(edge for edge in graph.leaving[place] if edge.why not in LATER)
            place = way[place].target
        seen.update(way)
        if place in way:
            places = list(way)
            yield _tell(graph, [way[at] for at in places[places.index(place) :]])


def _free(graph: Graph) -> set[Position]:
    """Give the places from which the talk can stop, or wait for the user."""
    program = graph.program
    arriving: dict[Position, list[Position]] = {}
    waiting: list[Position] = []
    for place, edges in graph.leaving.items():
        action = program.blocks[place.block].actions[place.index]
        going = [edge for edge in edges if edge.why not in LATER]
        stops = any(stop.why not in LATER for stop in graph.stops[place])
        if stops or not going or any(edge.waits for edge in going) or _may_be_unheard(graph, action):
            waiting.append(place)
        for edge in going:
            arriving.setdefault(edge.target, []).append(place)
    free = set(waiting)
    while waiting:
        for source in arriving.get(waiting.pop(), ()):
            if source not in free:
                free.add(source)
                waiting.append(source)
    return free


def _may_be_unheard(graph: Graph, action: object) -> bool:
    """Say whether an event can find no step that listens, because their rules do not hold or they are follow-ups."""
    if not isinstance(action, FireEvent):
        return False
    program = graph.program
    numbers = program.signals.get((TOP, f"event:{action.name.text}"), ())
    return not any(program.steps[number].rule is None for number in numbers)


def _tell(graph: Graph, circle: list[Edge]) -> Diagnostic:
    """Report a circle at the first of its jumps as they are written."""
    program = graph.program
    jumps: list[tuple[GoTo | FireEvent, Edge]] = []
    for edge in circle:
        action = program.blocks[edge.source.block].actions[edge.source.index]
        if isinstance(action, GoTo | FireEvent):
            jumps.append((action, edge))
    first = min(range(len(jumps)), key=lambda number: jumps[number][0].span)
    jumps = [*jumps[first:], *jumps[:first]]
    addresses = [step_of(program, edge.source).address for _, edge in jumps]
    told = [*addresses[:MOST], *(["…"] if len(addresses) > MOST else []), addresses[0]]
    message = f"the flow goes round without waiting for the user: {' → '.join(told)}"
    related = tuple(Related("and on from here", action.span) for action, _ in jumps[1:MOST])
    hint = "ask something on the way, or leave by a branch"
    return Diagnostic(CODE, SEVERITY, message, jumps[0][0].span, hint, related)
