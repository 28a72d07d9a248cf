"""The rule `all`: several sets of rules that must hold together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.rules.kind import Conditions, Every, RuleKind
from takeover.source.light import NamedTuple
from takeover.source.shapes import Definitions, Many, Schema

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Node


class AllShape(NamedTuple):
    """The shape of the rule."""

    label: str = "a list of rules"

    def read(self, node: Node, problems: Problems) -> Every | None:
        """Give the rule."""
        rules = Many(Conditions(), self.label).read(node, problems)
        return None if rules is None else Every(rules, node.span)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a list."""
        return Many(Conditions()).schema(definitions)


ALL = RuleKind(
    "all", "all of several", "Every one of these holds.", "{all: [{hours: office}, {channel: web}]}", AllShape()
)
