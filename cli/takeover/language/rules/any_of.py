"""The rule `any`: several sets of rules of which one must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.rules.kind import Conditions, RuleKind
from takeover.source.light import NamedTuple
from takeover.source.shapes import Definitions, Many, Schema

if TYPE_CHECKING:
    from takeover.language.run import Facts, Rule
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Node
    from takeover.source.span import Span


class Some(NamedTuple):
    """One of the rules holds."""

    rules: tuple[Rule, ...]
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Say whether one does; the first that does ends the asking."""
        return any(rule.holds(facts) for rule in self.rules)


class AnyShape(NamedTuple):
    """The shape of the rule."""

    label: str = "a list of rules"

    def read(self, node: Node, problems: Problems) -> Some | None:
        """Give the rule."""
        rules = Many(Conditions(), self.label).read(node, problems)
        return None if rules is None else Some(rules, node.span)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a list."""
        return Many(Conditions()).schema(definitions)


ANY = RuleKind(
    "any", "one of several", "At least one of these holds.", "{any: [{tag: vip}, {unknowns: 2}]}", AnyShape()
)
