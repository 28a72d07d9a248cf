"""The rule `hours`: somebody is there now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from takeover.language.naming import Ref, Refer
from takeover.language.rules.kind import RuleKind

if TYPE_CHECKING:
    from takeover.language.run import Facts
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Node
    from takeover.source.shapes import Definitions, Schema
    from takeover.source.span import Span


class HoursOpen(NamedTuple):
    """It is within these business hours."""

    name: Ref
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Ask the hours."""
        return facts.hours(self.name.text).open_at(facts.local_now)


class HoursShape(NamedTuple):
    """The shape of the rule."""

    label: str = "the name of business hours"

    def read(self, node: Node, problems: Problems) -> HoursOpen | None:
        """Give the rule."""
        name = Refer("hours").read(node, problems)
        return None if name is None else HoursOpen(name, node.span)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a name."""
        return Refer("hours").schema(definitions)


HOURS = RuleKind(
    "hours", "business hours", "It is within the business hours of that name.", "{hours: office}", HoursShape()
)
