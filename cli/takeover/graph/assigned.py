"""Which names have a value when the talk comes to a place: on every way there, on some, or on none.

A talk begins with nothing known. An input can begin any top-level step at any time, so nothing is sure there but what
the step with `event: opened` always sets; what the bot sets anywhere is possible. A follow-up begins where the thread
of its parent listens (see `threads`); what the user does in between, in other flows or while a call is on its way, is
not looked at. An event that the bot fires itself begins a step only where it is fired; one from outside brings the
params that the settings name.

`sure` is quick and careful: it looks at names alone. `witness` looks at single ways, and finds out that a name is there
after all where every way without it contradicts itself. Who is about to report something asks both.

Linear in the actions: sets of names are the bits of one number.
"""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING

from takeover.graph.arcs import START, Arc, Arcs, Node
from takeover.graph.changes import Changes
from takeover.graph.past import Past
from takeover.graph.ways import Search, find_thread
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.graph.edges import Edge, Graph
    from takeover.graph.effects import Gift


class Known(NamedTuple):
    """The names that have a value for certain, and those that may have one."""

    must: frozenset[str]
    may: frozenset[str]


class Assigned:
    """What is known where: places are those before an action, steps (by their numbers) their beginnings.

    At a place that no talk comes to, every name is sure and none is possible.
    """

    def __init__(self, graph: Graph) -> None:
        """Follow all edges of a program until nothing new is found."""
        self._graph = graph
        self._changes = Changes(graph.program)
        self._arcs = Arcs(graph, self._changes)
        self._arriving: dict[Node, list[Arc]] = {}
        leaving: dict[Node, list[Arc]] = {}
        for arc in self._arcs.find():
            self._arriving.setdefault(arc.target, []).append(arc)
            leaving.setdefault(arc.source, []).append(arc)
        self._known = _spread(leaving, self._arcs.opened(), self._changes.everything)

    @property
    def gifts(self) -> Mapping[str, Sequence[Gift]]:
        """Give the places at which each name is set, in the program's order; a name that is not there nothing sets."""
        return self._changes.gifts

    def reached(self, node: Node) -> bool:
        """Say whether a talk can come to a place, or to the beginning of a step."""
        return node in self._known

    def before(self, node: Node) -> Known:
        """Give what is known at a place."""
        must, may = self._at(node)
        return Known(self._changes.names_in(must), self._changes.names_in(may))

    def sure(self, node: Node, name: str) -> bool:
        """Say whether a name is set on every way to a place."""
        return bool(self._at(node)[0] & self._changes.bits.get(name, 0))

    def possible(self, node: Node, name: str) -> bool:
        """Say whether a name can be set when the talk comes to a place."""
        return bool(self._at(node)[1] & self._changes.bits.get(name, 0))

    def witness(self, node: Node, name: str) -> tuple[Edge, ...] | None:
        """Give a shortest way to a place on which a name is not set; None: there is none that holds together.

        The way begins with an input that begins the step of its first edge (or of the place), or with what forgets the
        name. The name is one that something sets. Its cost is bounded, and so is that of all calls together: past that
        a way is given that looks at names alone.
        """
        if not self.reached(node) or self.sure(node, name):
            return None
        arcs = self._search.find(name, node)
        if arcs is None:
            return None
        bit = self._changes.bits[name]
        edges: list[Edge] = []
        for arc in arcs:
            if arc.listens is not None:
                edges += find_thread(self._graph, self._changes, arc, bit, self._at(arc.source)[0])
            elif arc.edge is not None:
                edges.append(arc.edge)
        return tuple(edges)

    @cached_property
    def _search(self) -> Search:
        past = Past(self._arcs, lambda node: self._at(node)[0])
        return Search(self._arcs, self._arriving, lambda node: self._at(node)[0], past)

    def _at(self, node: Node) -> tuple[int, int]:
        return self._known.get(node, (self._changes.everything, 0))


def assigned(graph: Graph) -> Assigned:
    """Find out which names are set where."""
    return Assigned(graph)


def _spread(leaving: Mapping[Node, list[Arc]], opened: int, everything: int) -> dict[Node, tuple[int, int]]:
    """Give, for each node that is reached, what must and what may be set there."""
    known: dict[Node, tuple[int, int]] = {START: (opened, everything)}
    waiting: deque[Node] = deque([START])
    queued: set[Node] = {START}
    while waiting:
        node = waiting.popleft()
        queued.discard(node)
        must, may = known[node]
        for arc in leaving.get(node, ()):
            possible = everything if arc.listens is not None else arc.change.of(may) & ~arc.absent
            met = (arc.change.of(must), possible)
            old = known.get(arc.target)
            if old is not None:
                met = (old[0] & met[0], old[1] | met[1])
            if met != old:
                known[arc.target] = met
                if arc.target not in queued:
                    queued.add(arc.target)
                    waiting.append(arc.target)
    return known
