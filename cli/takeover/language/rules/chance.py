"""The rule `chance`: it holds for a part of the turns, as the seed decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.rules.kind import RuleKind
from takeover.source.light import NamedTuple
from takeover.source.shapes import Definitions, Fraction, Schema

if TYPE_CHECKING:
    from takeover.language.run import Facts
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Node
    from takeover.source.span import Span


class Chance(NamedTuple):
    """It holds with this probability. Within one turn the same rule always gives the same answer."""

    part: float
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Draw."""
        return facts.draw(self.span.line * 10_007 + self.span.col) < self.part


class ChanceShape(NamedTuple):
    """The shape of the rule."""

    label: str = Fraction().label

    def read(self, node: Node, problems: Problems) -> Chance | None:
        """Give the rule."""
        part = Fraction().read(node, problems)
        return None if part is None else Chance(part, node.span)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a part or a percentage."""
        return Fraction().schema(definitions)


CHANCE = RuleKind(
    "chance", "a chance", "It holds for this part of the turns; the seed decides which.", "{chance: 25%}", ChanceShape()
)
