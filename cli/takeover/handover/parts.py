"""What the payload is declared with: a part gives its JSON Schema, finds what is wrong in a value, masks its texts."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from takeover.language.values import Json
    from takeover.source.shapes import Schema

SURROGATE = regex("[\ud800-\udfff]")
DEEPEST = 60
"""Levels of lists and objects inside each other that a payload may have: readers of JSON have such bounds too."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something in a payload that its schema does not allow. `path` leads there: `transcript.2.role`."""

    path: str
    message: str


class Part(Protocol):
    """One kind of value in the payload."""

    def schema(self) -> Schema:
        """Give the JSON Schema (draft 2020-12)."""

    def wrong(self, value: Json, path: str) -> Iterator[Wrong]:
        """Find what is wrong with a value."""

    def masked(self, value: Json, mask: Callable[[str], str]) -> Json:
        """Give the value with its free texts masked: those that can hold what the user said."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text. One that is not `free` was written by the designer or made by us, and is never masked."""

    free: bool = True
    pattern: str = ""
    empty: bool = True

    def schema(self) -> Schema:
        """Give the type and its bounds."""
        made: Schema = {"type": "string"}
        if self.pattern:
            made["pattern"] = self.pattern
        if not self.empty:
            made["minLength"] = 1
        return made

    def wrong(self, value: Json, path: str) -> Iterator[Wrong]:
        """Want a text that can be written as UTF-8."""
        if not isinstance(value, str):
            yield mismatch(value, "a text", path)
        elif SURROGATE.search(value):
            yield Wrong(path, "holds half a character (a lone surrogate)")
        elif self.pattern and not re.search(self.pattern, value):
            yield Wrong(path, f'"{value[:40]}" does not look like {self.pattern}')
        elif not value and not self.empty:
            yield Wrong(path, "is empty")

    def masked(self, value: Json, mask: Callable[[str], str]) -> Json:
        """Mask a free text."""
        return mask(value) if self.free and isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a fixed list."""

    words: tuple[str, ...]

    def schema(self) -> Schema:
        """List the words."""
        return {"const": self.words[0]} if len(self.words) == 1 else {"enum": list(self.words)}

    def wrong(self, value: Json, path: str) -> Iterator[Wrong]:
        """Want one of the words."""
        if value not in self.words:
            yield mismatch(value, " or ".join(f'"{word}"' for word in self.words), path)

    def masked(self, value: Json, mask: Callable[[str], str]) -> Json:
        """Leave it."""
        return value


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `low` on, up to `high` where it has one; `whole` wants no fraction."""

    low: float = 0
    high: float | None = None
    whole: bool = False

    def schema(self) -> Schema:
        """Give the type and its bounds."""
        made: Schema = {"type": "integer" if self.whole else "number", "minimum": self.low}
        if self.high is not None:
            made["maximum"] = self.high
        return made

    def wrong(self, value: Json, path: str) -> Iterator[Wrong]:
        """Want a number between the bounds."""
        label = "a whole number" if self.whole else "a number"
        match value:
            case bool():
                yield mismatch(value, label, path)
            case int() | float() if math.isfinite(value) and not (self.whole and value % 1):
                if value < self.low or (self.high is not None and value > self.high):
                    yield Wrong(path, f"{value} is out of range")
            case _:
                yield mismatch(value, label, path)

    def masked(self, value: Json, mask: Callable[[str], str]) -> Json:
        """Leave it."""
        return value


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""

    def schema(self) -> Schema:
        """Give the type."""
        return {"type": "boolean"}

    def wrong(self, value: Json, path: str) -> Iterator[Wrong]:
        """Want true or false."""
        if not isinstance(value, bool):
            yield mismatch(value, "true or false", path)

    def masked(self, value: Json, mask: Callable[[str], str]) -> Json:
        """Leave it."""
        return value


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON; all its texts are free, the names of its fields are not."""

    def schema(self) -> Schema:
        """Accept anything."""
        return {}

    def wrong(self, value: Json, path: str, depth: int = 0) -> Iterator[Wrong]:
        """Want texts that can be written as UTF-8, and bounded nesting."""
        if depth > DEEPEST:
            yield Wrong(path, f"is nested more than {DEEPEST} levels deep")
            return
        match value:
            case str():
                yield from Text().wrong(value, path)
            case float() if not math.isfinite(value):
                yield Wrong(path, "is a number that JSON cannot write")
            case list():
                for index, item in enumerate(value):
                    yield from self.wrong(item, below(path, index), depth + 1)
            case dict():
                for key, item in value.items():
                    if SURROGATE.search(key):
                        yield Wrong(path, "has a field whose name holds half a character (a lone surrogate)")
                    yield from self.wrong(item, below(path, key), depth + 1)
            case _:
                pass

    def masked(self, value: Json, mask: Callable[[str], str]) -> Json:
        """Mask every text inside."""
        match value:
            case str():
                return mask(value)
            case list():
                return [self.masked(item, mask) for item in value]
            case dict():
                return {key: self.masked(item, mask) for key, item in value.items()}
            case _:
                return value


@dataclass(frozen=True, slots=True)
class Maybe:
    """A part, or null where it is not known."""

    part: Part

    def schema(self) -> Schema:
        """Accept null too."""
        made = self.part.schema()
        if isinstance(made.get("type"), str) and "enum" not in made:
            return {**made, "type": [made["type"], "null"]}
        return {"anyOf": [made, {"type": "null"}]}

    def wrong(self, value: Json, path: str) -> Iterator[Wrong]:
        """Want nothing, or the part."""
        if value is not None:
            yield from self.part.wrong(value, path)

    def masked(self, value: Json, mask: Callable[[str], str]) -> Json:
        """Mask the part."""
        return None if value is None else self.part.masked(value, mask)


def mismatch(value: Json, label: str, path: str) -> Wrong:
    """Say that `label` was wanted at a path, and what was found."""
    return Wrong(path, f"should be {label}, not {_name(value)}")


def _name(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value[:40]}"'
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return f"{value}"


def below(path: str, name: str | int) -> str:
    """Give the path of a field or item."""
    return f"{path}.{name}" if path else str(name)
