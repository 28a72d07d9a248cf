"""Which actions reach a person, and how many answers of the user lie between a place and the next of them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from takeover.language.actions.call import Call
from takeover.language.actions.email import Email
from takeover.language.actions.takeover import Takeover

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.graph.edges import Edge, Graph
    from takeover.language.conversation import Position
    from takeover.language.outputs import Output
    from takeover.language.run import Action

LOOKING_UP = "GET"
"""The method of calls that only look something up, and reach nobody."""


def reaches_person(action: Action) -> bool:
    """Say whether an action hands over: a takeover, an e-mail, or a call that sends something."""
    match action:
        case Takeover() | Email():
            return True
        case Call():
            return sends(action)
        case _:
            return False


def sends(call: Call) -> bool:
    """Say whether a call sends something: its method says so or, without one, that it has a body."""
    if call.method:
        return call.method != LOOKING_UP
    return call.json is not None or bool(call.form) or call.body is not None


def is_person(output: Output) -> bool:
    """Say whether an output asks for a person: what such an action does, whatever becomes of it."""
    from takeover.language.outputs import CallRequested, EmailRequested, TakeoverRequested

    match output:
        case TakeoverRequested() | EmailRequested():
            return True
        case CallRequested(method=method):
            return method != LOOKING_UP
        case _:
            return False


def answers_before(graph: Graph) -> Mapping[Position, int]:
    """Give, for each action from which one that reaches a person can follow, the fewest answers before that."""
    before: dict[Position, list[Edge]] = {}
    for edges in graph.leaving.values():
        for edge in edges:
            before.setdefault(edge.target, []).append(edge)
    blocks = graph.program.blocks
    fewest = {place: 0 for place in graph.leaving if reaches_person(blocks[place.block].actions[place.index])}
    waiting = deque(fewest)
    while waiting:  # edges without an answer go first, so that the first way found is the shortest
        place = waiting.popleft()
        for edge in before.get(place, ()):
            answers = fewest[place] + edge.waits
            if answers < fewest.get(edge.source, answers + 1):
                fewest[edge.source] = answers
                if edge.waits:
                    waiting.append(edge.source)
                else:
                    waiting.appendleft(edge.source)
    return fewest
