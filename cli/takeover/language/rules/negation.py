"""The rule `not`: rules that must not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.rules.kind import Conditions, RuleKind
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from takeover.language.run import Facts, Rule
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Node
    from takeover.source.shapes import Definitions, Schema
    from takeover.source.span import Span


class Not(NamedTuple):
    """The rule inside does not hold."""

    rule: Rule
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Turn it round."""
        return not self.rule.holds(facts)


class NotShape(NamedTuple):
    """The shape of the rule."""

    label: str = Conditions().label

    def read(self, node: Node, problems: Problems) -> Not | None:
        """Give the rule."""
        rule = Conditions().read(node, problems)
        return None if rule is None else Not(rule, node.span)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept rules."""
        return Conditions().schema(definitions)


NOT = RuleKind("not", "the opposite", "These rules do not hold (together).", "{not: {hours: office}}", NotShape())
