"""What must have happened before a way began: a thing with a value got it somewhere, and other names with it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.graph.assumed import Thing, given_values, thing_of, things_asked
from takeover.graph.edges import Edge
from takeover.graph.effects import caught_by
from takeover.graph.threads import in_turn
from takeover.language.rules.param import ParamIs
from takeover.language.rules.tag import TagIs
from takeover.language.rules.user import UserIs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.graph.arcs import Arcs, Node
    from takeover.graph.edges import Stop

Setting = tuple[int, str | None]
"""What is set by the end of the turn in which a thing gets a value, and the folded value, None where it varies."""


class Past:
    """The turns of a program in which things get the values that its rules ask about. Found when first asked for."""

    def __init__(self, arcs: Arcs, at: Callable[[Node], int]) -> None:
        """Take the arcs, and what is sure at a node."""
        self._arcs = arcs
        self._at = at

    @cached_property
    def tested(self) -> frozenset[Thing]:
        """What the rules of the program ask about."""
        program = self._arcs.program
        rules = (linked.step.rule for linked in program.steps)
        kinds = (ParamIs, TagIs, UserIs)
        asked = [*find_all(tuple(rules), *kinds)]
        for block in program.blocks:
            asked += find_all(block.actions, *kinds)
        return things_asked(asked)

    def lacks(self, thing: Thing, values: frozenset[str], bit: int) -> bool:
        """Say whether a thing can have got one of these values (none: any) in a turn that did not set a name.

        What was forgotten since is not looked at. A thing that the bot sets nowhere comes from outside, and can.
        """
        settings = self._settings.get((thing[0], thing[1].partition(".")[0] if thing[0] == "param" else thing[1]), ())
        given = [must for must, value in settings if not values or value is None or value in values]
        return not given or any(not must & bit for must in given)

    @cached_property
    def _settings(self) -> Mapping[Thing, list[Setting]]:
        found: dict[Thing, list[Setting]] = {}
        graph, changes, after = self._arcs.graph, self._arcs.changes, self._arcs.after_turn
        program = graph.program
        tested = self.tested | {(kind, name.partition(".")[0]) for kind, name in self.tested}
        for place, edges in graph.leaving.items():
            action = program.blocks[place.block].actions[place.index]
            ways: tuple[Edge | Stop, ...] = (*edges, *graph.stops[place])
            for way in ways:
                given = [given for given in given_values(action, way.why, program.bot) if given[0] in tested]
                if not given or not in_turn(action, way):
                    continue
                change = changes.made_by(action, way.why, way.number)
                if isinstance(way, Edge) and way.target in after:
                    change = change.then(after[way.target])
                for thing, value in given:
                    found.setdefault(thing, []).append((change.of(self._at(place)), value))
        for linked in program.steps:
            for trigger in linked.step.triggers:
                for gift in caught_by(trigger):
                    thing = thing_of(gift.name)
                    if thing in tested:
                        must = self._arcs.turn_of(linked.number).of(self._at(linked.number) | changes.bits[gift.name])
                        found.setdefault(thing, []).append((must, None))
        return found
