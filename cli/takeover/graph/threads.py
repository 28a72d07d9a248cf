"""What the thread of a step has done to the names by the time that its follow-ups are listened for.

A step's thread begins with its first action and goes on through everything that follows by itself. It listens where it
ends, and where a question is asked whose answer may not fit. Where the bot forgets its follow-ups (`end`, a pause) it
does not.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from takeover.language.actions.ask import Ask
from takeover.language.actions.end import End
from takeover.language.actions.pause import Pause
from takeover.language.actions.reset import Reset
from takeover.language.actions.resolve import Resolve
from takeover.language.actions.takeover import Takeover

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from takeover.graph.changes import Change, Changes, Move
    from takeover.graph.edges import Edge, Graph, Stop
    from takeover.language.conversation import Position
    from takeover.language.run import Action


def forgets_follow_ups(action: Action) -> bool:
    """Say whether the follow-ups of the steps before are no longer listened for after an action."""
    match action:
        case Takeover(pause=pause):
            return pause is not False
        case Reset(what=what):
            return what == "everything"
        case _:
            return isinstance(action, End | Pause | Resolve)


def in_thread(action: Action, way: Edge | Stop) -> bool:
    """Say whether a way goes on with a thread in which follow-ups are still listened for."""
    return way.why != "choice" and (way.why == "unavailable" or not forgets_follow_ups(action))


def in_turn(action: Action, way: Edge | Stop) -> bool:  # noqa: ARG001 - as `in_thread`
    """Say whether the bot goes that way by itself, until it has done what an input made it do."""
    return way.why not in {"choice", "unavailable"}


def thread_changes(
    graph: Graph,
    changes: Changes,
    moves: Mapping[Position, Sequence[Move]],
    *,
    listens: Callable[[Position], bool],
    goes_on: Callable[[Action, Edge | Stop], bool] = in_thread,
) -> Mapping[Position, Change]:
    """Give, for each place, what its thread does until it listens; a place after which it never does is not there.

    `moves` are the edges with what they change. `listens` says at which questions it does, `goes_on` which ways are its
    own: those `in_thread`, or `in_turn`.
    """
    blocks = graph.program.blocks
    ways: dict[Position, list[tuple[Change, Position]]] = {}
    before: dict[Position, list[Position]] = {}
    fixed: dict[Position, Change] = {}
    for place, edges in moves.items():
        action = blocks[place.block].actions[place.index]
        ways[place] = [(change, edge.target) for edge, change, _ in edges if goes_on(action, edge)]
        for _, target in ways[place]:
            before.setdefault(target, []).append(place)
        here = [changes.made_by(action, way.why, way.number) for way in graph.stops[place] if goes_on(action, way)]
        if isinstance(action, Ask) and listens(place):
            here.append(changes.nothing)
        if here:
            fixed[place] = _meet(here)
    found = dict(fixed)
    waiting = deque(dict.fromkeys(source for place in fixed for source in before.get(place, ())))
    queued = set(waiting)
    while waiting:
        place = waiting.popleft()
        queued.discard(place)
        known = [change.then(found[target]) for change, target in ways[place] if target in found]
        met = _meet([fixed[place], *known] if place in fixed else known)
        if found.get(place) != met:
            found[place] = met
            for source in before.get(place, ()):
                if source not in queued:
                    queued.add(source)
                    waiting.append(source)
    return found


def _meet(changes: list[Change]) -> Change:
    met = changes[0]
    for change in changes[1:]:
        met = met.meet(change)
    return met
