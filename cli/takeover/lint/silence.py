"""Where the user hears something: which actions speak, and from which places the talk can stop without a word."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from takeover.language.actions.ask import Ask
from takeover.language.replies.attachment import Attachment
from takeover.language.replies.card import Card
from takeover.language.replies.carousel import Carousel
from takeover.language.replies.listing import Listing
from takeover.language.replies.location import ShowLocation
from takeover.language.replies.say import Say
from takeover.language.triggers.event import WhenEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.graph.edges import Edge, Graph
    from takeover.language.conversation import Position
    from takeover.language.run import Action
    from takeover.language.triggers.trigger import Trigger

LATER = frozenset({"choice", "unavailable"})
"""Edges that the user or an agent takes some time afterwards."""


def speaks(action: Action) -> bool:
    """Say whether the user sees something of an action."""
    match action:
        case Say(agent_only=agent_only):
            return not agent_only
        case Ask() | Attachment() | Card() | Carousel() | Listing() | ShowLocation():
            return True
        case _:
            return False


def can_end_silently(graph: Graph, place: Position) -> bool:
    """Say whether some way from a place comes to its end, and nothing is said on it."""
    blocks = graph.program.blocks
    seen = {place}
    waiting = [place]
    while waiting:
        here = waiting.pop()
        if speaks(blocks[here.block].actions[here.index]):
            continue
        if any(stop.why not in LATER for stop in graph.stops[here]):
            return True
        for edge in graph.leaving[here]:
            if edge.why not in LATER and edge.target not in seen:
                seen.add(edge.target)
                waiting.append(edge.target)
    return False


class Untold:
    """The places that a talk can come to without a word to the user since they last said something."""

    def __init__(self, graph: Graph) -> None:
        """Follow every way from where inputs begin steps or answer questions, until something is said."""
        blocks = graph.program.blocks
        self._came: dict[Position, Edge | None] = dict.fromkeys(begun_by_inputs(graph))
        for edges in graph.leaving.values():
            self._came |= {edge.target: None for edge in edges if edge.waits}
        waiting = deque(self._came)
        while waiting:
            here = waiting.popleft()
            if speaks(blocks[here.block].actions[here.index]):
                continue
            for edge in graph.leaving[here]:
                if edge.why not in LATER and edge.target not in self._came:
                    self._came[edge.target] = edge
                    waiting.append(edge.target)

    def __contains__(self, place: object) -> bool:
        return place in self._came

    def way(self, place: Position) -> tuple[Edge, ...]:
        """Give a shortest such way to a place, from the input on."""
        edges: list[Edge] = []
        while (edge := self._came[place]) is not None:
            edges.append(edge)
            place = edge.source
        return tuple(reversed(edges))


def begun_by_inputs(graph: Graph) -> Iterator[Position]:
    """Give where the steps begin that an input can begin; an event that the bot fires itself is none."""
    for linked in graph.program.steps:
        entry = graph.entries[linked.number]
        if entry is not None and any(_is_input(trigger, graph) for trigger in linked.step.triggers):
            yield entry


def _is_input(trigger: Trigger, graph: Graph) -> bool:
    return not isinstance(trigger, WhenEvent) or any(name.text.strip() not in graph.fired for name in trigger.names)
