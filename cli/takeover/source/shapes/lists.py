"""Shapes of many values: lists, and tables whose keys the designer chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.shapes.shape import Definitions, Schema, Shape, wanted

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Many(Generic[T]):
    """A list of one shape. With `single`, one value stands for a list of one."""

    item: Shape[T]
    label: str = "a list"
    single: bool = False
    least: int = 1

    def read(self, node: Node, problems: Problems) -> tuple[T, ...] | None:
        """Give the values; None when any of them is wrong, after all were read."""
        if not isinstance(node, Items):
            if self.single:
                one = self.item.read(node, problems)
                return None if one is None else (one,)
            wanted(self.label, node, problems, "put - before each item" if isinstance(node, Fields) else "")
            return None
        if len(node.items) < self.least:
            problems.error("empty-list", f"this list is empty; it should be {self.label}", node.span)
            return None
        values = [self.item.read(item, problems) for item in node.items]
        kept = tuple(value for value in values if value is not None)
        return kept if len(kept) == len(values) else None

    def schema(self, definitions: Definitions) -> Schema:
        """Give the list, and the single value where one will do."""
        item = self.item.schema(definitions)
        many: Schema = {"type": "array", "items": item}
        if self.least:
            many["minItems"] = self.least
        return {"anyOf": [item, many]} if self.single else many


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """Fields whose names the designer chooses, all of one shape."""

    value: Shape[T]
    label: str = "fields"
    least: int = 1

    def read(self, node: Node, problems: Problems) -> tuple[tuple[Scalar, T], ...] | None:
        """Give the keys with their places, and the values."""
        if not isinstance(node, Fields):
            wanted(self.label, node, problems)
            return None
        if len(node.entries) < self.least:
            problems.error("empty-list", f"there is nothing here; it should be {self.label}", node.span)
            return None
        read = [(entry.key, self.value.read(entry.value, problems)) for entry in node.entries]
        kept = tuple((key, value) for key, value in read if value is not None)
        return kept if len(kept) == len(read) else None

    def schema(self, definitions: Definitions) -> Schema:
        """Give an object of any keys."""
        made: Schema = {"type": "object", "additionalProperties": self.value.schema(definitions)}
        if self.least:
            made["minProperties"] = self.least
        return made
