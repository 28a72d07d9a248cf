"""A shortest way to a place on which a name is not set: what a message shows of it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from takeover.graph.edges import Edge
from takeover.graph.threads import in_thread
from takeover.language.actions.ask import Ask
from takeover.language.conversation import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from takeover.graph.assigned import Arc, Node
    from takeover.graph.changes import Changes
    from takeover.graph.edges import Graph


def find_arcs(
    arriving: Mapping[Node, Sequence[Arc]], sure: Callable[[Node], bool], bit: int, place: Node, start: Node
) -> list[Arc]:
    """Give a shortest list of arcs to a node, the name of `bit` being unset behind each: from the start, or a reset."""
    onward: dict[Node, Arc] = {}
    waiting: deque[Node] = deque([place])
    seen = {place}
    while waiting:
        node = waiting.popleft()
        for arc in arriving.get(node, ()):
            if arc.change.gives & bit:
                continue
            taken = not arc.change.keeps & bit
            if not taken and sure(arc.source):
                continue
            if taken or arc.source == start:
                found = [arc]
                while found[-1].target != place:
                    found.append(onward[found[-1].target])
                return found
            if arc.source not in seen:
                seen.add(arc.source)
                onward[arc.source] = arc
                waiting.append(arc.source)
    return []


def find_thread(graph: Graph, changes: Changes, arc: Arc, bit: int, before: int) -> tuple[Edge, ...]:
    """Give the edges from the beginning of a step to where it listens for a follow-up, the name of `bit` being unset.

    The last edge is the one to the follow-up. `before` holds `bit` if the name is set when the step begins.
    """
    program = graph.program
    assert isinstance(arc.source, int)
    assert isinstance(arc.target, int)
    follow = graph.entries[arc.target] or Position(program.steps[arc.target].block, 0)
    entry = graph.entries[arc.source]
    if entry is None:
        return (Edge(Position(program.steps[arc.source].block, 0), follow, "follow-up", waits=True),)
    start = (entry, before & bit)
    came: dict[tuple[Position, int], tuple[tuple[Position, int], Edge]] = {}
    waiting = deque([start])
    seen = {start}
    while waiting:
        state = waiting.popleft()
        place, known = state
        action = program.blocks[place.block].actions[place.index]
        at_question = isinstance(action, Ask) and arc.listens is not None and arc.listens(place) and not known
        at_end = any(
            in_thread(action, way) and not changes.made_by(action, way.why, way.number).of(known) & bit
            for way in graph.stops[place]
        )
        if at_question or at_end:
            edges = [Edge(place, follow, "follow-up", waits=True)]
            while state != start:
                state, edge = came[state]
                edges.append(edge)
            return tuple(reversed(edges))
        for edge in graph.leaving[place]:
            if in_thread(action, edge):
                then = (edge.target, changes.on(edge, action)[0].of(known) & bit)
                if then not in seen:
                    seen.add(then)
                    came[then] = (state, edge)
                    waiting.append(then)
    return ()
