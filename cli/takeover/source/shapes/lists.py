"""Shapes of many values: lists, and tables whose keys the designer chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.shapes.shape import Definitions, Schema, Shape, owns, wanted

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems

T = TypeVar("T")
SHORT = 40
"""Characters that are repeated in a hint."""


class Many(NamedTuple, Generic[T]):
    """A list of one shape. With `single`, one value stands for a list of one."""

    item: Shape[T]
    label: str = "a list"
    single: bool = False
    least: int = 1

    def read(self, node: Node, problems: Problems) -> tuple[T, ...] | None:
        """Give the values; those that are wrong are noted and left out, so that the others' names are still known."""
        if not isinstance(node, Items):
            if self.single:
                one = self.item.read(node, problems)
                return None if one is None else (one,)
            wanted(self.label, node, problems, _listed(node))
            return None
        if len(node.items) < self.least:
            problems.error("empty-list", f"this list is empty; it should be {self.label}", node.span)
            return None
        values = [self.item.read(item, problems) for item in node.items]
        return tuple(value for value in values if value is not None)

    def owns(self, node: Fields) -> bool:
        """Say whether fields are the single value."""
        return self.single and owns(self.item, node)

    def schema(self, definitions: Definitions) -> Schema:
        """Give the list, and the single value where one will do."""
        item = self.item.schema(definitions)
        many: Schema = {"type": "array", "items": item}
        if self.least:
            many["minItems"] = self.least
        return {"anyOf": [item, many]} if self.single else many


def _listed(node: Node) -> str:
    """Say how what stands alone becomes a list."""
    if isinstance(node, Fields):
        return "put - before each item"
    if isinstance(node, Scalar) and not node.missing and "\n" not in node.text and len(node.text) <= SHORT:
        return f"write [{node.text}]"
    return ""


class Table(NamedTuple, Generic[T]):
    """Fields whose names the designer chooses, all of one shape."""

    value: Shape[T]
    label: str = "fields"
    least: int = 1
    name: Shape[Any] | None = None
    """What the names must look like, where not every text will do."""

    def read(self, node: Node, problems: Problems) -> tuple[tuple[Scalar, T], ...] | None:
        """Give the keys with their places, and the values; those that are wrong are noted and left out."""
        if not isinstance(node, Fields):
            wanted(self.label, node, problems)
            return None
        if len(node.entries) < self.least:
            problems.error("empty-list", f"there is nothing here; it should be {self.label}", node.span)
            return None
        if self.name is not None:
            for entry in node.entries:
                self.name.read(entry.key, problems)
        problems.texts += (entry.key for entry in node.entries)
        read = [(entry.key, self.value.read(entry.value, problems)) for entry in node.entries]
        return tuple((key, value) for key, value in read if value is not None)

    def schema(self, definitions: Definitions) -> Schema:
        """Give an object of any keys."""
        made: Schema = {"type": "object", "additionalProperties": self.value.schema(definitions)}
        if self.least:
            made["minProperties"] = self.least
        return made
