"""`type:` as it is written: the name of a type or entity, a choice of a list, or a regular expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.naming import Ref, Refer
from takeover.language.pattern import Pattern
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.shapes import Definitions, Field, Many, Record, Schema, Text
from takeover.source.shapes.shape import wanted

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span


class OwnType(NamedTuple):
    """A type that is made where it is used: one of a list of words, or what a regular expression finds."""

    span: Span
    choice: tuple[Scalar, ...] = ()
    regex: Scalar | None = None


OWN = Record(
    OwnType,
    (
        Field("choice", Many(Text(), "a list of words"), "one of these"),
        Field("regex", Pattern(), "what this regular expression finds"),
    ),
    "a type",
)

AskedType = Ref | OwnType


class TypeShape(NamedTuple):
    """The shape of `type:`; `/…/` is short for a regular expression."""

    label: str = "a type: its name, {choice: [...]} or {regex: ...}"

    def read(self, node: Node, problems: Problems) -> AskedType | None:
        """Give the type as it was asked for."""
        if isinstance(node, Fields):
            given = {entry.key.text for entry in node.entries}
            if not given or {"choice", "regex"} <= given:
                problems.error("wrong-type", "a type is either {choice: [...]} or {regex: ...}", node.span)
                return None
            return OWN.read(node, problems)
        if isinstance(node, Items):
            hint = "to choose from a list, write {choice: [...]}"
            wanted(self.label, node, problems, hint)
            return None
        if len(node.text) > len("//") and node.text[0] == node.text[-1] == "/":
            inner = Scalar(node.text[1:-1], node.within(1, len(node.text) - 1))
            pattern = Pattern().read(inner, problems)
            return None if pattern is None else OwnType(node.span, regex=pattern)
        return Refer("type").read(node, problems)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a name or an own type."""
        named: Schema = {
            "type": "string",
            "examples": ["text", "name", "email", "number", "phone", "date", "time", "url", "money"],
        }
        return {"anyOf": [named, OWN.schema(definitions)]}
