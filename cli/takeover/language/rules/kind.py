"""What a kind of rule is, and the shape of `if:`: several keys, all of which must hold."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.shapes.records import unknown_key
from takeover.source.shapes.shape import Definitions, Schema, Shape, read_meant, wanted
from takeover.source.suggest import closest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.language.run import Facts, Rule
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span


class RuleKind(NamedTuple):
    """One kind of rule: its key, its shape, and what the reference says of it."""

    key: str
    label: str
    help: str
    example: str
    shape: Shape[Any]


class Every(NamedTuple):
    """Several rules that must all hold."""

    rules: tuple[Rule, ...]
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Say whether all hold; the first that does not ends the asking."""
        return all(rule.holds(facts) for rule in self.rules)


class Conditions(NamedTuple):
    """The shape of `if:`."""

    label: str = "rules such as {hours: office} or {param: {topic: billing}}"

    def read(self, node: Node, problems: Problems) -> Rule | None:
        """Give one rule that stands for all keys."""
        kinds = _rules()
        if not isinstance(node, Fields) or not node.entries:
            hint = ""
            if isinstance(node, Scalar) and node.text in kinds:
                hint = f"write {kinds[node.text].example}"
            elif isinstance(node, Items):
                hint = "write {all: [...]} or {any: [...]}"
            wanted(self.label, node, problems, hint)
            return None
        rules: list[Rule] = []
        for entry in node.entries:
            kind = kinds.get(entry.key.text)
            if kind is None:
                near = closest(entry.key.text, kinds)
                value = entry.value.text if isinstance(entry.value, Scalar) else "…"
                test = f"to test a param, write {{param: {{{entry.key.text}: {value[:40]}}}}}"
                unknown_key(entry, '"if"', kinds, near, problems, test)
                if near is None:
                    continue
                rule = read_meant(partial(kinds[near].shape.read, entry.value), entry.value.span, problems)
            else:
                rule = kind.shape.read(entry.value, problems)
            if rule is not None:
                rules.append(rule)
        if len(rules) < len(node.entries):
            return None
        return rules[0] if len(rules) == 1 else Every(tuple(rules), node.span)

    def schema(self, definitions: Definitions) -> Schema:
        """Refer to the definition of all rules."""

        def build() -> Schema:
            properties = {
                key: {"description": kind.help, **kind.shape.schema(definitions)} for key, kind in _rules().items()
            }
            return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}

        return definitions.refer("if", build)


def _rules() -> Mapping[str, RuleKind]:
    """Fetch the table when it is needed: `not`, `all` and `any` hold rules themselves."""
    from takeover.language.rules import RULES

    return RULES
