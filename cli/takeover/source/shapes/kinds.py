"""Unions whose key picks the kind: `say:`, `ask:`, `takeover:`. A table of kinds, and the shape that reads one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from takeover.source.nodes import Entry, Fields, Node, Scalar
from takeover.source.shapes.records import Field, fields_schema, read_entries, unknown_key
from takeover.source.shapes.shape import Definitions, Schema, wanted
from takeover.source.suggest import closest, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.source.diagnostic import Problems

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One entry of a union: the key that picks it, what it means, and the fields it has.

    The value of the key is the first field, or (unless `nested` is off) a mapping of all of them; the other fields may
    stand beside the key too. A `bare` kind can be written as its key alone. `example` is YAML for the reference.
    """

    key: str
    label: str
    help: str
    example: str
    make: Callable[..., T]
    fields: tuple[Field, ...] = ()
    nested: bool = True
    bare: bool = False

    def read(self, entry: Entry, beside: tuple[Entry, ...], problems: Problems) -> T | None:
        """Read the kind from its own entry and those beside it."""
        value = entry.value
        named = f"{_article(self.key)} {self.key}"
        if self.bare and isinstance(value, Scalar) and (value.missing or not self.fields):
            if not value.missing:
                wanted("nothing", value, problems, f'"{self.key}" stands alone')
                return None
            values = read_entries(beside, self.fields, named, entry.key.span, problems)
        elif isinstance(value, Fields) and self.nested:
            values = read_entries((*value.entries, *beside), self.fields, named, entry.key.span, problems)
        else:
            given = {self.fields[0].key: value} if self.fields else {}
            values = read_entries(beside, self.fields, named, entry.key.span, problems, given)
        return None if values is None else self.make(span=entry.key.span, **values)

    def schema(self, definitions: Definitions) -> Schema:
        """Give the object form: the key with its short or full value, and the other fields beside it."""
        if not self.fields:
            return {
                "type": "object",
                "properties": {self.key: {"type": "null"}},
                "required": [self.key],
                "additionalProperties": False,
            }
        first, *others = self.fields
        forms = [first.shape.schema(definitions)]
        if self.nested:
            forms.append(fields_schema(self.fields, definitions))
        if self.bare:
            forms.append({"type": "null"})
        properties: Schema = {self.key: {"description": self.help, "anyOf": forms}}
        properties |= {field.key: {"description": field.help, **field.shape.schema(definitions)} for field in others}
        return {"type": "object", "properties": properties, "required": [self.key], "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class OneKind(Generic[T]):
    """Exactly one kind of a table, which is fetched when needed: kinds hold kinds (a branch holds actions)."""

    noun: str
    table: Callable[[], Mapping[str, Kind[Any]]]
    plain_word: str = ""

    @property
    def label(self) -> str:
        """Name the union."""
        return f"{_article(self.noun)} {self.noun}"

    def read(self, node: Node, problems: Problems) -> T | None:
        """Give the value of the kind that the key picks."""
        kinds = self.table()
        if isinstance(node, Scalar) and not node.missing:
            return self._read_word(node, kinds, problems)
        if not isinstance(node, Fields):
            wanted(self.label, node, problems)
            return None
        found = [entry for entry in node.entries if entry.key.text in kinds]
        if not found:
            self._no_kind(node, kinds, problems)
            return None
        first, *more = found
        kind = kinds[first.key.text]
        others = {field.key for field in kind.fields}
        for entry in more:
            if entry.key.text not in others:
                hint = f'start a new list item with "- {entry.key.text}:"'
                problems.error(
                    "two-kinds",
                    f'"{first.key.text}" and "{entry.key.text}" cannot stand in one item',
                    entry.key.span,
                    hint,
                )
                return None
        beside = tuple(entry for entry in node.entries if entry is not first)
        made: T | None = kind.read(first, beside, problems)
        return made

    def _read_word(self, node: Scalar, kinds: Mapping[str, Kind[Any]], problems: Problems) -> T | None:
        kind = kinds.get(node.text)
        if kind is not None and kind.bare:
            made: T | None = kind.make(span=node.span)
            return made
        if kind is not None:
            problems.error("missing-value", f'"{node.text}" needs a value', node.span, f"write {kind.example}")
            return None
        bare = [name for name, known in kinds.items() if known.bare]
        hint = did_you_mean(node.text, bare)
        if not hint and self.plain_word:
            hint = self.plain_word.format(text=node.text)
        problems.error(f"unknown-{self.noun}", f'"{node.text}" is not {self.label}', node.span, hint)
        return None

    def _no_kind(self, node: Fields, kinds: Mapping[str, Kind[Any]], problems: Problems) -> None:
        if not node.entries:
            wanted(self.label, node, problems)
            return
        for entry in node.entries:
            near = closest(entry.key.text, kinds)
            if near is not None:
                unknown_kind = f'"{entry.key.text}" is not {self.label}'
                problems.error(f"unknown-{self.noun}", unknown_kind, entry.key.span, f'did you mean "{near}"?')
                return
        entry = node.entries[0]
        if len(node.entries) == 1:
            hint = f"known: {', '.join(kinds)}"
            problems.error(f"unknown-{self.noun}", f'"{entry.key.text}" is not {self.label}', entry.key.span, hint)
        else:
            unknown_key(entry, self.label, kinds, None, problems)

    def schema(self, definitions: Definitions) -> Schema:
        """Refer to the union's definition."""

        def build() -> Schema:
            kinds = self.table()
            bare: Schema = {"enum": [key for key, kind in kinds.items() if kind.bare]}
            forms = [
                definitions.refer(f"{self.noun}.{key}", partial(_titled, kind, definitions))
                for key, kind in kinds.items()
            ]
            return {"anyOf": [bare, *forms] if bare["enum"] else forms}

        return definitions.refer(self.noun, build)


def _titled(kind: Kind[Any], definitions: Definitions) -> Schema:
    return {"title": kind.label, **kind.schema(definitions)}


def _article(noun: str) -> str:
    return "an" if noun[:1] in "aeiou" else "a"
