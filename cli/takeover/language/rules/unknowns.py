"""The rule `unknowns`: how many inputs in a row were not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.rules.kind import RuleKind
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Node
from takeover.source.shapes import Definitions, Field, Number, Record, Schema, Whole

if TYPE_CHECKING:
    from takeover.language.run import Facts
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span


class UnknownsInRow(NamedTuple):
    """The number of unknown inputs in a row, the present one counted, lies between bounds."""

    span: Span
    least: int | None = None
    is_: int | None = None
    over: float | None = None
    under: float | None = None

    def holds(self, facts: Facts) -> bool:
        """Compare the count."""
        count = facts.unknowns
        return (
            (self.least is None or count >= self.least)
            and (self.is_ is None or count == self.is_)
            and (self.over is None or count > self.over)
            and (self.under is None or count < self.under)
        )


BOUNDS = Record(
    UnknownsInRow,
    (
        Field("is", Whole(0, 100), "exactly so many", attr="is_"),
        Field("over", Number(0, 100), "more than this"),
        Field("under", Number(0, 100), "fewer than this"),
    ),
    "a count",
)


class UnknownsShape(NamedTuple):
    """The shape of the rule: a number means at least so many."""

    label: str = "a count such as 2, {is: 1} or {over: 2}"

    def read(self, node: Node, problems: Problems) -> UnknownsInRow | None:
        """Give the rule."""
        if isinstance(node, Fields):
            return BOUNDS.read(node, problems)
        least = Whole(1, 100).read(node, problems)
        return None if least is None else UnknownsInRow(node.span, least=least)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a count or bounds."""
        return {"anyOf": [Whole(1, 100).schema(definitions), BOUNDS.schema(definitions)]}


UNKNOWNS = RuleKind(
    "unknowns",
    "unknown inputs in a row",
    "So many inputs in a row were not understood, this one counted: 2 means at least two; or {is: 2}, {over: 2}.",
    "{unknowns: 2}",
    UnknownsShape(),
)
