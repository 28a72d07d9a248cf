"""What the payload is put together with: lists, tables whose field names vary, and records of fixed fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.handover.parts import SURROGATE, Part, Wrong, below, mismatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from takeover.language.values import Json
    from takeover.source.shapes import Schema


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of one part."""

    item: Part

    def schema(self) -> Schema:
        """Give the list."""
        return {"type": "array", "items": self.item.schema()}

    def wrong(self, value: Json, path: str) -> Iterator[Wrong]:
        """Want a list, each item right."""
        if not isinstance(value, list):
            yield mismatch(value, "a list", path)
            return
        for index, item in enumerate(value):
            yield from self.item.wrong(item, below(path, index))

    def masked(self, value: Json, mask: Callable[[str], str]) -> Json:
        """Mask each item."""
        return [self.item.masked(item, mask) for item in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Table:
    """An object whose field names are not fixed, all its values one part."""

    value: Part

    def schema(self) -> Schema:
        """Give the object."""
        return {"type": "object", "additionalProperties": self.value.schema()}

    def wrong(self, value: Json, path: str) -> Iterator[Wrong]:
        """Want an object, each value right."""
        if not isinstance(value, dict):
            yield mismatch(value, "an object", path)
            return
        for key, item in value.items():
            if SURROGATE.search(key):
                yield Wrong(path, "has a field whose name holds half a character (a lone surrogate)")
            yield from self.value.wrong(item, below(path, key))

    def masked(self, value: Json, mask: Callable[[str], str]) -> Json:
        """Mask each value."""
        return {key: self.value.masked(item, mask) for key, item in value.items()} if isinstance(value, dict) else value


@dataclass(frozen=True, slots=True)
class Key:
    """One field of a record, and what the schema says of it. All are there always, save the `optional` ones."""

    name: str
    part: Part
    help: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """An object with these fields and no others."""

    keys: tuple[Key, ...]

    def schema(self) -> Schema:
        """Give the closed object, each field described."""
        return {
            "type": "object",
            "properties": {key.name: {"description": key.help, **key.part.schema()} for key in self.keys},
            "required": [key.name for key in self.keys if not key.optional],
            "additionalProperties": False,
        }

    def wrong(self, value: Json, path: str) -> Iterator[Wrong]:
        """Want all fields, and none besides."""
        if not isinstance(value, dict):
            yield mismatch(value, "an object", path)
            return
        parts = {key.name: key.part for key in self.keys}
        for key in self.keys:
            if key.name not in value and not key.optional:
                yield Wrong(below(path, key.name), "is missing")
        for name, item in value.items():
            if name in parts:
                yield from parts[name].wrong(item, below(path, name))
            else:
                yield Wrong(below(path, name[:40]), "is not a field of the payload")

    def masked(self, value: Json, mask: Callable[[str], str]) -> Json:
        """Mask each field."""
        if not isinstance(value, dict):
            return value
        parts = {key.name: key.part for key in self.keys}
        return {name: parts[name].masked(item, mask) if name in parts else item for name, item in value.items()}
