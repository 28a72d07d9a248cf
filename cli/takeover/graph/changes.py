"""What each edge of the graph does to the names that are known, as a function on sets of names.

A set of names is a number with a bit for each. A change keeps some of the set and adds some: `names & keeps | gives`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.graph.effects import ALL_PARAMS, CHANGING, QUESTION, Gift, caught_by, given_by, implied, taken_by
from takeover.language.actions.branch import Branch
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from takeover.engine.program import Program
    from takeover.graph.edges import Edge, Graph, Why
    from takeover.language.conversation import Position
    from takeover.language.run import Action, Rule


EVERYTHING = -1
"""All names, as many as there may be: a number of all ones, which is as short as none."""

Move = tuple["Edge", "Change", int]
"""An edge, what it changes, and the names that are certainly not set behind it."""


class Change(NamedTuple):
    """What happens to a set of names: of those in it `keeps` stay, and `gives` come."""

    gives: int
    keeps: int

    def of(self, names: int) -> int:
        """Change a set."""
        return names & self.keeps | self.gives

    def then(self, other: Change) -> Change:
        """Give the change that this one and then the other make."""
        return Change(other.of(self.gives), self.keeps & other.keeps)

    def meet(self, other: Change) -> Change:
        """Give what is so after either of two changes."""
        return Change(self.gives & other.gives, (self.keeps | self.gives) & (other.keeps | other.gives))


class Changes:
    """The names of a program, numbered, and the changes that its actions, triggers and rules make.

    `gifts` are the places at which each name is given a value.
    """

    def __init__(self, program: Program) -> None:
        """Give every name that anything sets a number."""
        gifts: dict[str, list[Gift]] = {}
        for block in program.blocks:
            for action in block.actions:
                for gift in given_by(action):
                    gifts.setdefault(gift.name, []).append(gift)
        for linked in program.steps:
            for trigger in linked.step.triggers:
                for gift in caught_by(trigger):
                    gifts.setdefault(gift.name, []).append(gift)
        self.program = program
        self.gifts: Mapping[str, tuple[Gift, ...]] = {name: tuple(found) for name, found in gifts.items()}
        self.bits: Mapping[str, int] = {name: 1 << number for number, name in enumerate(self.gifts)}
        self.everything = EVERYTHING
        self.params = self.set_of(name for name in self.bits if not name.startswith("user.") and name != QUESTION)
        self.nothing = Change(0, self.everything)

    def set_of(self, names: Iterable[str]) -> int:
        """Give the set of some names; those that nothing sets are in no set."""
        found = 0
        for name in names:
            more = self.params if name == ALL_PARAMS else self.bits.get(name, 0)
            found = found | more if found else more  # a set of one is the very number that is kept for it
        return found

    def names_in(self, found: int) -> frozenset[str]:
        """Give the names of a set."""
        return frozenset(name for name, bit in self.bits.items() if bit & found)

    def made_by(self, action: Action, why: Why, number: int = 0) -> Change:
        """Give what an action changes when the talk leaves it that way."""
        if isinstance(action, Branch):
            return Change(self.set_of(self.guard(action, why, number)[0]), self.everything)
        if not isinstance(action, CHANGING):
            return self.nothing
        gives = self.set_of(gift.name for gift in given_by(action, why))
        return Change(gives, self.everything & ~self.set_of(taken_by(action)))

    def guard(self, branch: Branch, why: Why, number: int) -> tuple[frozenset[str], frozenset[str]]:
        """Give the names that are there, and those that are not, on the way into a branch or past all of them."""
        failed = branch.ways[:number] if why == "branch" else branch.ways
        known = [implied(way.rule, holds=False) for way in failed]
        if why == "branch":
            known.append(implied(branch.ways[number].rule, holds=True))
        none: frozenset[str] = frozenset()
        return none.union(*(there for there, _ in known)), none.union(*(absent for _, absent in known))

    def on(self, edge: Edge, action: Action) -> tuple[Change, int]:
        """Give what an edge changes, and the names that are certainly not set behind it."""
        absent = 0
        if isinstance(action, Branch):
            absent = self.set_of(self.guard(action, edge.why, edge.number)[1])
        change = self.made_by(action, edge.why, edge.number)
        if edge.why == "event":
            entered = self.program.steps[self.program.blocks[edge.target.block].step]
            change = change.then(self.opened_by(entered.rule))
        return change, absent

    def moves(self, graph: Graph) -> Mapping[Position, Sequence[Move]]:
        """Give all edges with what they change, by the places that they leave."""
        blocks = self.program.blocks
        return {
            place: [(edge, *self.on(edge, blocks[place.block].actions[place.index])) for edge in edges]
            for place, edges in graph.leaving.items()
        }

    def opened_by(self, rule: Rule | None) -> Change:
        """Give what is known where a rule holds."""
        return Change(self.set_of(implied(rule, holds=True)[0]), self.everything)
