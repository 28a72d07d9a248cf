"""Unions whose key picks the kind: `say:`, `ask:`, `takeover:`. A table of kinds, and the shape that reads one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from takeover.source.light import NamedTuple
from takeover.source.nodes import Entry, Fields, Node, Scalar
from takeover.source.shapes.records import Field, fields_schema, is_short, keys_of, read_entries
from takeover.source.shapes.shape import Definitions, Schema, read_meant, wanted
from takeover.source.suggest import closest, did_you_mean, respell, space_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from takeover.source.diagnostic import Problems

T = TypeVar("T")


class Kind(NamedTuple, Generic[T]):
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

    @property
    def has_full_form(self) -> bool:
        """Whether all fields can stand below the key; not where the first is called like it (`text: {text: …}`)."""
        return self.nested and bool(self.fields) and self.fields[0].key != self.key

    def read(self, entry: Entry, beside: tuple[Entry, ...], problems: Problems) -> T | None:
        """Read the kind from its own entry and those beside it."""
        value = entry.value
        given: dict[str, Node] = {}
        if not self.fields and not (isinstance(value, Scalar) and value.missing):
            wanted("nothing", value, problems, f'"{self.key}" stands alone')
            return None
        if not self.bare and isinstance(value, Scalar) and value.missing and self._stands_beside(beside):
            hint = f'indent them deeper than "{self.key}"'
            problems.error(
                "missing-value", f'the fields of "{self.key}" stand beside it, not below it', entry.key.span, hint
            )
        elif isinstance(value, Fields) and self.has_full_form and not is_short(value, self.fields, self.fields[0].key):
            beside = (*value.entries, *beside)
        elif not (self.bare and isinstance(value, Scalar) and value.missing):
            given = {self.fields[0].key: value}
        values = read_entries(beside, self.fields, f'"{self.key}"', entry.key.span, problems, given)
        return None if values is None else self.make(span=entry.key.span, **values)

    def _stands_beside(self, beside: tuple[Entry, ...]) -> bool:
        return self.has_full_form and any(entry.key.text == self.fields[0].key for entry in beside)

    def schema(self, definitions: Definitions) -> Schema:
        """Give the object form: the key with its short or full value, and the other fields beside it."""
        if not self.fields:
            return {
                "type": "object",
                "properties": {self.key: {"type": "null"}},
                "required": [self.key],
                "additionalProperties": False,
            }
        first = self.fields[0]
        others = self.fields if self.bare and self.has_full_form else self.fields[1:]
        forms = [first.shape.schema(definitions)]
        if self.has_full_form:
            forms.append(fields_schema(self.fields, definitions))
        if self.bare:
            forms.append({"type": "null"})
        properties: Schema = {self.key: {"description": self.help, "anyOf": forms}}
        properties |= {field.key: {"description": field.help, **field.shape.schema(definitions)} for field in others}
        return {"type": "object", "properties": properties, "required": [self.key], "additionalProperties": False}


class OneKind(NamedTuple, Generic[T]):
    """Exactly one kind of a table, which is fetched when needed: kinds hold kinds (a branch holds actions)."""

    noun: str
    table: Callable[[], Mapping[str, Kind[Any]]]
    plain_word: str = ""
    other_words: Mapping[str, str] = {}
    """What other tools call a kind, with its key here."""
    misplaced: Mapping[str, str] = {}
    """Keys of what a kind stands in, each with the hint that leads it there."""

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
            return self._read_mistyped(node, kinds, problems)
        first = _picks(found, kinds)
        kind = kinds[first.key.text]
        beside = tuple([entry for entry in node.entries if entry is not first])
        others = keys_of(kind.fields)
        for entry in beside:
            if entry.key.text in kinds and entry.key.text not in others:
                message = f'"{first.key.text}" and "{entry.key.text}" cannot stand in one item'
                hint = f'start a new list item with "- {entry.key.text}:"'
                problems.error("two-kinds", message, entry.key.span, hint)
                return None
            if entry.key.text in self.misplaced and entry.key.text not in others:
                message, hint = f'"{first.key.text}" has no "{entry.key.text}"', self.misplaced[entry.key.text]
                problems.error("unknown-key", message, entry.key.span, hint)
                return None
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
        hint = _colon_or_comma(node.text, kinds) or did_you_mean(node.text, bare) or self._translate(node.text)
        if not hint and self.plain_word:
            hint = self.plain_word.format(text=node.text)
        fix = respell(node.text, node.span, bare)
        problems.error(f"unknown-{self.noun}", f'"{node.text}" is not {self.label}', node.span, hint, fix=fix)
        return None

    def _translate(self, word: str) -> str:
        if word in self.misplaced:
            return self.misplaced[word]
        key = self.other_words.get(word.casefold())
        return f'did you mean "{key}"?' if key else ""

    def _read_mistyped(self, node: Fields, kinds: Mapping[str, Kind[Any]], problems: Problems) -> T | None:
        """Say that no key picks a kind; what was probably meant is read as that, so that its own problems are found."""
        if not node.entries:
            wanted(self.label, node, problems)
            return None
        first = node.entries[0]
        glued = _colon_or_comma(first.key.text, kinds) if _is_missing(first.value) else ""
        if glued:
            problems.error(f"unknown-{self.noun}", f'"{first.key.text}" is not {self.label}', first.key.span, glued)
            return None
        entry, near = next(
            ((entry, near) for entry in node.entries if (near := closest(entry.key.text, kinds)) is not None),
            (node.entries[0], None),
        )
        text = entry.key.text
        if near is not None:
            hint = f'did you mean "{near}"?'
        else:
            hint = space_missing(text, kinds) or self._translate(text) or f"known: {', '.join(kinds)}"
        fix = respell(text, entry.key.span, kinds) if near is not None else None
        problems.error(f"unknown-{self.noun}", f'"{text}" is not {self.label}', entry.key.span, hint, fix=fix)
        if near is None:
            return None
        beside = tuple(one for one in node.entries if one is not entry)
        return read_meant(partial(kinds[near].read, entry, beside), entry.value.span, problems)

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


def _is_missing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.missing


def _titled(kind: Kind[Any], definitions: Definitions) -> Schema:
    return {"title": kind.label, **kind.schema(definitions)}


def _picks(found: Sequence[Entry], kinds: Mapping[str, Kind[Any]]) -> Entry:
    """Give the key that picks the kind: the one that has all others as fields (`takeover` has `note`), or the first."""
    for entry in found if len(found) > 1 else ():
        fields = keys_of(kinds[entry.key.text].fields)
        if all(other is entry or other.key.text in fields for other in found):
            return entry
    return found[0]


def _colon_or_comma(text: str, kinds: Mapping[str, Kind[Any]]) -> str:
    """Give the hint for `say Hello` and `text:hello`, and for `unknown, empty`."""
    first, _, rest = text.partition(" ")
    if first in kinds and rest.strip():
        return f'a colon is missing: write "{first}: {rest.strip()}"'
    if "," in text and all(part.strip() in kinds for part in text.split(",")):
        return f"write [{text}]"
    return space_missing(text, kinds)


def _article(noun: str) -> str:
    return "an" if noun[:1] in "aeiou" else "a"
