"""A way to a place on which a name is not set, for a message to show; or the certainty that there is none.

What is known of names alone gives candidates: which ways lead there without setting the name. Of those a way is wanted
that does not contradict itself (see `assumed`): who is in a branch for talks with a tag has got the tag somewhere, and
the name with it.
"""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from takeover.graph.arcs import START, Arc, Node
from takeover.graph.assumed import ABSENT, Fact, Facts, Thing, after, assume, name_of, thing_of, without_hours
from takeover.graph.edges import Edge
from takeover.graph.threads import in_thread
from takeover.language.actions.ask import Ask
from takeover.language.actions.branch import Branch
from takeover.language.conversation import Position
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from takeover.graph.arcs import Arcs
    from takeover.graph.changes import Changes
    from takeover.graph.edges import Graph
    from takeover.graph.past import Past

MOST_NODES = 3_000
MOST_STATES = 3_000
"""So many places, and states at places, are looked at for one name at one place."""
THREAD = 8
"""How long a thread counts that a follow-up interrupts: ways without one are told rather."""
MOST_WORK = 150_000
"""So many states are looked at for all of a program."""


class State(NamedTuple):
    """A node on a way, what is known there, and whether the way began with an input and not with what forgets."""

    node: Node
    facts: Facts
    fresh: bool


class Leading(NamedTuple):
    """The arcs that lead to a place without setting a name, by their sources, and those that forget it and begin there.

    `first` is a shortest way that looks at names alone. `whole`: nothing was left out.
    """

    arcs: Mapping[Node, Sequence[Arc]]
    forgetting: Sequence[Arc]
    first: list[Arc]
    whole: bool


class Search:
    """The search for ways of one program."""

    def __init__(
        self, arcs: Arcs, arriving: Mapping[Node, Sequence[Arc]], at: Callable[[Node], int], past: Past
    ) -> None:
        """Take the arcs by their targets, what is sure at a node, and what must have happened before."""
        self._arcs = arcs
        self._program = arcs.program
        self._arriving = arriving
        self._at = at
        self._past = past
        self._left = MOST_WORK
        self._begun: dict[int, Facts] = {}

    def find(self, name: str, place: Node) -> list[Arc] | None:
        """Give the arcs of a shortest way to a place that is not set on it; None: every way contradicts itself."""
        bit = self._arcs.changes.bits[name]
        leading = self._leading(bit, place)
        came: dict[State, tuple[State, Arc]] = {}
        thing = thing_of(name)
        nothing: Facts = frozenset({(thing, ABSENT)})
        began = State(START, nothing, fresh=True)
        first = State(START, nothing, fresh=False)
        waiting: list[tuple[int, int, State]] = [(0, 0, began)]
        seen = {began}
        most = min(MOST_STATES, self._left)
        arcs: Sequence[Arc] = leading.forgetting
        cost, state = 0, first
        while True:
            if state.node == place:
                self._left -= len(seen)
                return _way(came, state)
            for arc in arcs:
                for facts in self._behind(arc, state, thing, bit):
                    then = State(arc.target, facts, state.fresh)
                    if then not in seen:
                        came[then] = (state, arc)
                        seen.add(then)
                        further = cost + (1 if arc.listens is None else THREAD)
                        heappush(waiting, (further, len(seen), then))
            if not waiting or len(seen) >= most:
                break
            cost, _, state = heappop(waiting)
            arcs = leading.arcs.get(state.node, ())
        self._left -= len(seen)
        return None if leading.whole and not waiting else leading.first

    def _leading(self, bit: int, place: Node) -> Leading:
        arcs: dict[Node, list[Arc]] = {}
        forgetting: list[Arc] = []
        onward: dict[Node, Arc] = {}
        first: list[Arc] = []
        waiting: deque[Node] = deque([place])
        seen: set[Node] = {place}
        while waiting and len(seen) < MOST_NODES:
            for arc in self._arriving.get(waiting.popleft(), ()):
                forgets = not arc.change.keeps & bit
                if arc.change.gives & bit or (not forgets and self._at(arc.source) & bit):
                    continue
                (forgetting if forgets else arcs.setdefault(arc.source, [])).append(arc)
                if not first and (forgets or arc.source == START):
                    first = [arc]
                    while first[-1].target != place:
                        first.append(onward[first[-1].target])
                if not forgets and arc.source not in seen:
                    seen.add(arc.source)
                    onward[arc.source] = arc
                    waiting.append(arc.source)
        return Leading(arcs, forgetting, first, not waiting)

    def _behind(self, arc: Arc, state: State, thing: Thing, bit: int) -> Iterator[Facts]:
        """Give what is known behind an arc, for each way in which it can be gone."""

        def past(asked: Thing, values: frozenset[str]) -> bool:
            return self._past.lacks(asked, values, bit)

        asked = past if state.fresh else None
        absent = (thing, ABSENT)
        facts = state.facts
        if arc.edge is None:
            if isinstance(arc.target, int):  # an input begins the step
                facts = self._caught(arc) | {absent}
                yield from assume(facts, self._program.steps[arc.target].rule, holds=True, past=asked)
            else:
                yield facts
            return
        action = self._program.blocks[arc.edge.source.block].actions[arc.edge.source.index]
        found = [facts]
        if isinstance(action, Branch):
            number = arc.edge.number if arc.edge.why == "branch" else len(action.ways)
            for way in action.ways[:number]:
                found = [more for one in found for more in assume(one, way.rule, holds=False, past=asked)]
            for way in action.ways[number : number + 1]:
                found = [more for one in found for more in assume(one, way.rule, holds=True, past=asked)]
        else:
            known = after(facts, action, arc.edge.why, self._program.bot, self._past.tested)
            found = [frozenset(fact for fact in known if fact[0] != thing) | {absent}]
        if arc.edge.why == "event" and isinstance(arc.target, int):
            rule = self._program.steps[arc.target].rule
            found = [more for one in found for more in assume(one, rule, holds=True, past=asked)]
        yield from (without_hours(one) for one in found) if arc.edge.waits else found

    def _caught(self, arc: Arc) -> Facts:
        """Give what the input that begins a step has set, as far as rules ask about it."""
        found = self._begun.get(id(arc))
        if found is None:
            bits, gives = self._arcs.changes.bits, arc.change.gives if arc.source == START else 0
            there = [thing for thing in self._past.tested if gives and gives & bits.get(name_of(thing), 0)]
            found = self._begun[id(arc)] = frozenset((thing, Fact(there=True)) for thing in there)
        return found


def _way(came: Mapping[State, tuple[State, Arc]], state: State) -> list[Arc]:
    arcs: list[Arc] = []
    while state in came:
        state, arc = came[state]
        arcs.append(arc)
    return arcs[::-1]


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
    return (Edge(entry, follow, "follow-up", waits=True),)  # it goes round, and the bot stops it somewhere
