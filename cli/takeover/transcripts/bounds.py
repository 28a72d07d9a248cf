"""What a figure of a conversation may be: `4`, `<= 4`, `at least 2`."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.nodes import Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes.shape import Definitions, Schema, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.source.diagnostic import Problems

BOUND = regex(r"\s*(<=|>=|<|>|=|at most|at least|under|over)?\s*(\d{1,9}(?:\.\d{1,9})?)\s*(%?)\s*")
COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "at most": operator.le,
    "at least": operator.ge,
    "under": operator.lt,
    "over": operator.gt,
}


class Bound(NamedTuple):
    """A comparison with a number, as it was `written`."""

    word: str
    number: float
    written: Scalar

    def holds(self, figure: float) -> bool:
        """Compare."""
        return COMPARE[self.word](figure, self.number)


class BoundShape(NamedTuple):
    """The shape of a bound."""

    label: str = "a number, or a bound such as <= 4 or at least 2"

    def read(self, node: Node, problems: Problems) -> Bound | None:
        """Give the bound."""
        found = BOUND.fullmatch(node.text) if isinstance(node, Scalar) else None
        if found is None or not isinstance(node, Scalar):
            wanted(self.label, node, problems)
            return None
        number = float(found[2]) / (100 if found[3] else 1)
        return Bound(found[1] or "=", number, node)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a number or a text."""
        return {"type": ["number", "string"], "examples": ["<= 4", "at least 2", 0]}
