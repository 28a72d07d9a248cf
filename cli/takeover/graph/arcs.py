"""The arcs along which knowledge of names spreads: the edges of the graph, and the inputs that begin steps."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.graph.changes import Change
from takeover.graph.edges import Edge, may_not_fit
from takeover.graph.effects import caught_by, holds_at, taken_by
from takeover.graph.threads import in_turn, thread_changes
from takeover.language.conversation import Position
from takeover.language.rules.unknowns import UnknownsInRow
from takeover.language.triggers.empty import WhenEmpty
from takeover.language.triggers.event import WhenEvent
from takeover.language.triggers.media import WhenSent
from takeover.language.triggers.silence import WhenSilent
from takeover.language.triggers.unknown import WhenUnknown
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from takeover.engine.program import LinkedStep
    from takeover.graph.changes import Changes
    from takeover.graph.edges import Graph
    from takeover.language.run import Rule
    from takeover.language.triggers.trigger import Trigger

OPENED = "opened"
START = -1
"""The node before every talk."""
ENTERING = frozenset({"goto", "event", "unknown", "choice"})
"""Edges that enter a step, and do not only go on in one."""

Node = int | Position
"""A place, the beginning of a step by its number, or START."""


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


class Arcs:
    """What is needed to find the arcs of a program."""

    def __init__(self, graph: Graph, changes: Changes) -> None:
        """Take the edges, and what they change."""
        self.graph = graph
        self.program = graph.program
        self.changes = changes
        self.moves = changes.moves(graph)
        self.declared = changes.set_of(self.program.bot.params)

    @cached_property
    def after_text(self) -> Mapping[Position, Change]:
        """What threads do until a text can begin a follow-up."""
        return thread_changes(self.graph, self.changes, self.moves, listens=self.hears_text)

    @cached_property
    def after_all(self) -> Mapping[Position, Change]:
        """What threads do until something can that no question takes for its answer."""
        return thread_changes(self.graph, self.changes, self.moves, listens=hears_all)

    @cached_property
    def after_turn(self) -> Mapping[Position, Change]:
        """What the bot does until it waits for the user in any way."""
        return thread_changes(self.graph, self.changes, self.moves, listens=hears_all, goes_on=in_turn)

    @cached_property
    def levels_of_unknowns(self) -> set[int]:
        """Where unknown steps stand."""
        return {level for level, signal in self.program.signals if signal == "unknown"}

    def hears_text(self, place: Position) -> bool:
        """Say whether a question can leave its answer to the follow-ups."""
        return may_not_fit(self.program, place)

    def turn_of(self, number: int) -> Change:
        """Give what a step does until the bot waits."""
        entry = self.graph.entries[number]
        nothing = self.changes.nothing
        return nothing if entry is None else self.after_turn.get(entry, nothing)

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
        for place, moves in self.moves.items():
            for edge, change, absent in moves:
                target: Node = edge.target
                if edge.why in ENTERING:
                    target = program.blocks[edge.target.block].step
                made = change
                if edge.why == "unknown" and isinstance(target, int):
                    made = change.then(self.missed_before(target))
                yield Arc(place, target, made, absent, edge)
        for place, stops in self.graph.stops.items():
            for stop in stops:
                if stop.enters is not None:
                    action = program.blocks[place.block].actions[place.index]
                    edge = Edge(place, Position(program.steps[stop.enters].block, 0), stop.why, stop.number)
                    yield Arc(place, stop.enters, changes.made_by(action, stop.why, stop.number), 0, edge)
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
        if OPENED in outside:  # nothing was said before
            caught = caught._replace(keeps=0)
        elif outside:
            caught = caught.then(Change(self.declared, changes.everything))
        if isinstance(trigger, WhenUnknown):
            caught = caught.then(self.missed_before(linked.number))
        caught = caught.then(changes.opened_by(linked.rule))
        if linked.parent == TOP:
            yield Arc(START, linked.number, caught)
            return
        at_once = linked.interrupts or isinstance(trigger, WhenEvent | WhenSent | WhenSilent | WhenEmpty)
        entry = self.graph.entries[linked.parent]
        thread = changes.nothing if entry is None else (self.after_all if at_once else self.after_text).get(entry)
        if thread is None and entry not in self.after_turn:  # it goes round for ever, and the bot stops it somewhere
            thread = changes.nothing
        if thread is not None:
            listens = hears_all if at_once else self.hears_text
            yield Arc(linked.parent, linked.number, thread.then(caught), listens=listens)

    def missed_before(self, number: int) -> Change:
        """Give what was set at the first unknown input in a row, if a step only takes later ones."""
        level = self.program.steps[number].parent
        numbers = self.program.signals.get((level, "unknown"), ())
        if self.levels_of_unknowns != {level}:  # the first one may have been taken elsewhere
            return self.changes.nothing
        first = next((known for known in numbers if _takes_first(self.program.steps[known].rule) is not False), None)
        if first is None or first == number or _takes_first(self.program.steps[first].rule) is None:
            return self.changes.nothing
        return Change(self.turn_of(first).gives, self.changes.everything)


def hears_all(place: Position) -> bool:  # noqa: ARG001 - as `hears_text`
    """Say that a question can be left."""
    return True


def _takes_first(rule: Rule | None) -> bool | None:
    """Say whether an unknown step takes the first unknown input in a row; None: other things decide that."""
    if rule is None:
        return True
    return holds_at(rule, 1) if isinstance(rule, UnknownsInRow) else None
