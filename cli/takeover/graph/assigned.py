"""Which names have a value when the talk comes to a place: on every way there, on some, or on none.

A talk begins with nothing known. An input can begin any top-level step at any time, so nothing is sure there but what
the step with `event: opened` always sets; what the bot sets anywhere is possible. A follow-up begins where the thread
of its parent listens (see `threads`); what the user does in between, in other flows, is not looked at. An event that
the bot fires itself begins a step only where it is fired; one from outside brings the params that the settings name.

Linear in the actions: sets of names are the bits of one number.
"""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from takeover.engine.program import TOP
from takeover.graph.changes import Change, Changes
from takeover.graph.effects import caught_by, taken_by
from takeover.graph.threads import may_not_fit, thread_changes
from takeover.graph.ways import find_arcs, find_thread
from takeover.language.conversation import Position
from takeover.language.triggers.empty import WhenEmpty
from takeover.language.triggers.event import WhenEvent
from takeover.language.triggers.media import WhenSent
from takeover.language.triggers.silence import WhenSilent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from takeover.engine.program import LinkedStep
    from takeover.graph.edges import Edge, Graph
    from takeover.graph.effects import Gift
    from takeover.language.triggers.trigger import Trigger

OPENED = "opened"
START = -1
"""The node before every talk."""
ENTERING = frozenset({"goto", "event", "unknown", "choice"})
"""Edges that enter a step, and do not only go on in one."""

Node = int | Position
"""A place, the beginning of a step by its number, or START."""


class Known(NamedTuple):
    """The names that have a value for certain, and those that may have one."""

    must: frozenset[str]
    may: frozenset[str]


class Arc(NamedTuple):
    """A way from one node to another. `absent` are names certainly not set behind it.

    An arc to a follow-up stands for the thread of its parent: `listens` says at which questions that listens for it.
    """

    source: Node
    target: Node
    change: Change
    absent: int = 0
    edge: Edge | None = None
    listens: Callable[[Position], bool] | None = None


class Assigned:
    """What is known where. At a place that no talk comes to, every name is sure and none is possible.

    `gifts` gives the places at which each name is set, in the program's order; a name that is not there nothing sets.
    """

    def __init__(self, graph: Graph) -> None:
        """Follow all edges of a program until nothing new is found."""
        self._graph = graph
        self._changes = Changes(graph.program)
        arcs = _Arcs(graph, self._changes)
        self._arriving: dict[Node, list[Arc]] = {}
        leaving: dict[Node, list[Arc]] = {}
        for arc in arcs.find():
            self._arriving.setdefault(arc.target, []).append(arc)
            leaving.setdefault(arc.source, []).append(arc)
        self._known = _spread(leaving, arcs.opened(), self._changes.everything)

    @property
    def gifts(self) -> Mapping[str, tuple[Gift, ...]]:
        """Give where each name is set."""
        return self._changes.gifts

    def reached(self, node: Node) -> bool:
        """Say whether a talk can come to a place, or to the beginning of a step, given by its number."""
        return node in self._known

    def before(self, node: Node) -> Known:
        """Give what is known before the action at a place, or at the beginning of a step."""
        must, may = self._at(node)
        return Known(self._changes.names_in(must), self._changes.names_in(may))

    def sure(self, node: Node, name: str) -> bool:
        """Say whether a name is set on every way to a place."""
        return bool(self._at(node)[0] & self._changes.bits.get(name, 0))

    def possible(self, node: Node, name: str) -> bool:
        """Say whether a name can be set when the talk comes to a place."""
        return bool(self._at(node)[1] & self._changes.bits.get(name, 0))

    def witness(self, node: Node, name: str) -> tuple[Edge, ...]:
        """Give a shortest way to a place on which a name is not set, () where it is sure, or begins so.

        The way begins with an input that begins the step of its first edge (or of the place), or with a reset.
        """
        bit = self._changes.bits.get(name, 0)
        if self.sure(node, name):
            return ()
        edges: list[Edge] = []
        for arc in find_arcs(self._arriving, lambda source: bool(self._at(source)[0] & bit), bit, node, START):
            if arc.listens is not None:
                edges += find_thread(self._graph, self._changes, arc, bit, self._at(arc.source)[0])
            elif arc.edge is not None:
                edges.append(arc.edge)
        return tuple(edges)

    def _at(self, node: Node) -> tuple[int, int]:
        return self._known.get(node, (self._changes.everything, 0))


def assigned(graph: Graph) -> Assigned:
    """Find out which names are set where."""
    return Assigned(graph)


class _Arcs:
    """The arcs of a program."""

    def __init__(self, graph: Graph, changes: Changes) -> None:
        self.graph = graph
        self.program = graph.program
        self.changes = changes
        self.declared = changes.set_of(self.program.bot.params)

    @cached_property
    def after_text(self) -> Mapping[Position, Change]:
        """What threads do until a text can begin a follow-up."""
        return thread_changes(self.graph, self.changes, listens=self.hears_text)

    @cached_property
    def after_all(self) -> Mapping[Position, Change]:
        """What threads do until something can that no question takes for its answer."""
        return thread_changes(self.graph, self.changes, listens=hears_all)

    def hears_text(self, place: Position) -> bool:
        """Say whether a question can leave its answer to the follow-ups."""
        return may_not_fit(self.program, place)

    def opened(self) -> int:
        """Give what is set at the beginning of every talk, and never taken away."""
        first = self.program.signals.get((TOP, f"event:{OPENED}"), ())
        entry = self.graph.entries[first[0]] if first else None
        if entry is None or self.program.steps[first[0]].rule is not None or entry not in self.after_all:
            return 0
        taken = self.changes.set_of(
            name for block in self.program.blocks for action in block.actions for name in taken_by(action)
        )
        return self.after_all[entry].gives & ~taken

    def find(self) -> Iterator[Arc]:
        """Give all arcs."""
        program, changes = self.program, self.changes
        for place, edges in self.graph.leaving.items():
            action = program.blocks[place.block].actions[place.index]
            for edge in edges:
                change, absent = changes.on(edge, action)
                target = program.blocks[edge.target.block].step if edge.why in ENTERING else edge.target
                yield Arc(place, target, change, absent, edge)
        for linked in program.steps:
            entry = self.graph.entries[linked.number]
            if entry is not None:
                yield Arc(linked.number, entry, changes.nothing)
            for trigger in linked.step.triggers:
                yield from self.begun_by(linked, trigger)

    def begun_by(self, linked: LinkedStep, trigger: Trigger) -> Iterator[Arc]:
        """Give the arc by which an input begins a step."""
        changes = self.changes
        outside = {name.text.strip() for name in trigger.names} if isinstance(trigger, WhenEvent) else set()
        if outside and outside <= self.graph.fired:
            return
        caught = Change(changes.set_of(gift.name for gift in caught_by(trigger) if gift.sure), changes.everything)
        if outside - {OPENED}:
            caught = caught.then(Change(self.declared, changes.everything))
        caught = caught.then(changes.opened_by(linked.rule))
        if linked.parent == TOP:
            yield Arc(START, linked.number, caught)
            return
        at_once = linked.interrupts or isinstance(trigger, WhenEvent | WhenSent | WhenSilent | WhenEmpty)
        entry = self.graph.entries[linked.parent]
        thread = changes.nothing if entry is None else (self.after_all if at_once else self.after_text).get(entry)
        if thread is not None:
            listens = hears_all if at_once else self.hears_text
            yield Arc(linked.parent, linked.number, thread.then(caught), listens=listens)


def hears_all(place: Position) -> bool:  # noqa: ARG001 - as `may_not_fit`
    """Say that a question can be left."""
    return True


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
