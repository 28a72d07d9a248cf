"""Fields with known names: each has a shape, and an unknown one is an error at its own place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from takeover.source.light import NamedTuple
from takeover.source.nodes import Entry, Fields, Node, Scalar
from takeover.source.shapes.shape import Definitions, Schema, Shape, owns, read_meant, wanted
from takeover.source.suggest import closest, respell, space_missing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

T = TypeVar("T")
LISTED = 14
"""So many allowed keys are named in a message; more would not be read."""
POINT = "a comma ends a value within { } and [ ]: write a number with a point, such as 0.5"
COMMA = "a comma ends a text within { } and [ ]: put quotes around the whole text"

Elsewhere = Callable[[str], str]
"""Gives a hint where a key belongs that is not known here, or ""."""


def nowhere(key: str) -> str:  # noqa: ARG001 - an `Elsewhere`
    """Know no other place for any key."""
    return ""


class Field(NamedTuple):
    """One known key. `attr` is the argument it fills, where the key itself is a Python word."""

    key: str
    shape: Shape[Any]
    help: str
    required: bool = False
    attr: str = ""

    @property
    def argument(self) -> str:
        """Name the argument that the value is passed as."""
        return self.attr or self.key


class Record(NamedTuple, Generic[T]):
    """Fields with known names. `make` is called with them as keywords and with `span`; left-out ones keep its defaults.

    With `short`, a value that is not fields is read as that field. `elsewhere` gives the hint for keys that stand in
    other places.
    """

    make: Callable[..., T]
    fields: tuple[Field, ...]
    label: str
    short: str = ""
    elsewhere: Elsewhere = nowhere

    def read(self, node: Node, problems: Problems) -> T | None:
        """Give what `make` builds."""
        if isinstance(node, Fields) and not is_short(node, self.fields, self.short):
            values = read_entries(node.entries, self.fields, self.label, node.span, problems, elsewhere=self.elsewhere)
        elif self.short:
            values = read_entries((), self.fields, self.label, node.span, problems, {self.short: node})
        else:
            wanted(self.label, node, problems)
            return None
        return None if values is None else self.make(span=node.span, **values)

    def schema(self, definitions: Definitions) -> Schema:
        """Give the object, and the short form."""
        made = fields_schema(self.fields, definitions)
        if not self.short:
            return made
        short = next(field for field in self.fields if field.key == self.short)
        return {"anyOf": [short.shape.schema(definitions), made]}


def is_short(node: Fields, fields: Sequence[Field], short: str) -> bool:
    """Say whether fields are the value of the one that may stand for all: none has a known key, and it owns them."""
    known = keys_of(fields)
    if not short or any(entry.key.text in known for entry in node.entries):
        return False
    return short in known and owns(known[short].shape, node)


def read_entries(
    entries: Sequence[Entry],
    fields: Sequence[Field],
    label: str,
    span: Span,
    problems: Problems,
    given: dict[str, Node] | None = None,
    elsewhere: Elsewhere = nowhere,
) -> dict[str, object] | None:
    """Read entries into keyword arguments; `given` are values that stand elsewhere (the short form).

    Returns None when a required value is missing or wrong. One mistake is one problem: what stands under a mistyped key
    is read as what was meant, and where a key is strange altogether, a missing one is not reported too.
    """
    known = keys_of(fields)
    nodes: dict[str, Node] = dict(given or ())
    strange: list[Entry] = []
    for entry in entries:
        key = entry.key.text
        if key in nodes:
            problems.error("duplicate-key", f'"{key}" is given twice', entry.key.span, "keep one of them")
        elif key in known:
            nodes[key] = entry.value
        else:
            strange.append(entry)
    meant: set[str] = set()
    unexplained = False
    for entry in strange:
        if problems.full:
            break
        possible = [key for key in known if key not in nodes]
        near = closest(entry.key.text, possible)
        unknown_key(entry, label, possible, near, problems, elsewhere(entry.key.text) or _given(entry.key.text, nodes))
        if near is not None:
            nodes[near] = entry.value
            meant.add(near)
        unexplained = unexplained or near is None
    missing = [field for field in known.required if field.key not in nodes]
    for field in () if unexplained else missing:
        problems.error("missing-key", f'{label} needs "{field.key}": {field.help}', span)
    values = _read_values(nodes, known, meant, problems)
    return None if missing else values


def _read_values(
    nodes: Mapping[str, Node], known: Keys, meant: Collection[str], problems: Problems
) -> dict[str, object] | None:
    """Read the values of known keys, of which those in `meant` were mistyped. None: a required one is wrong."""
    values: dict[str, object] = {}
    complete = True
    for key, node in nodes.items():
        field = known[key]
        if key in meant:
            value = read_meant(partial(field.shape.read, node), node.span, problems)
        else:
            value = field.shape.read(node, problems)
        if value is not None:
            values[field.attr or key] = value
        elif field.required:
            complete = False
    return values if complete else None


class Keys(dict[str, Field]):
    """Fields by their keys, and those of them that are required: found once, as all of a kind have the same."""

    __slots__ = ("required",)

    def __init__(self, fields: Sequence[Field]) -> None:
        """Take the fields of a shape."""
        super().__init__((field.key, field) for field in fields)
        self.required = tuple(field for field in fields if field.required)


MOST_KEPT = 1_000
_KEYS: dict[int, tuple[Sequence[Field], Keys]] = {}
"""By the identity of the fields, which are kept so that it stays theirs: to hash them would take as long as to read."""


def keys_of(fields: Sequence[Field]) -> Keys:
    """Give the fields of a shape by their keys."""
    kept = _KEYS.get(id(fields))
    if kept is None:
        if len(_KEYS) >= MOST_KEPT:  # fields that were made for one file and are gone
            _KEYS.clear()
        kept = _KEYS[id(fields)] = (fields, Keys(fields))
    return kept[1]


def _given(key: str, given: Iterable[str]) -> str:
    """Say that what a key may mean is given already."""
    near = closest(key, given)
    return f'"{near}" is given already' if near is not None else ""


def unknown_key(
    entry: Entry,
    label: str,
    known: Iterable[str],
    near: str | None,
    problems: Problems,
    otherwise: str = "",
) -> None:
    """Say that a key is not known here: the `near` one may be meant; else the hint `otherwise`, or what is known."""
    names = list(known)
    text = entry.key.text
    hint = f'did you mean "{near}"?' if near else otherwise or space_missing(text, names)
    if not hint and names:
        more = ", …" if len(names) > LISTED else ""
        hint = f"known here: {', '.join(names[:LISTED])}{more}"
    fix = respell(text, entry.key.span, names) if near else None
    message = f'{label} has no "{text}"'
    if near is None and _stands_alone(entry):
        message, hint = f'"{text}" has no value', POINT if text.isdigit() else COMMA
    problems.error("unknown-key", message, entry.key.span, hint or "nothing else can stand here", fix=fix)


def _stands_alone(entry: Entry) -> bool:
    """Say whether a key of words, or a number, has no colon: what follows a comma, as in `{say: Yes, of course}`."""
    key, value = entry.key, entry.value
    if not (isinstance(value, Scalar) and value.missing and (" " in key.text or key.text.isdigit())):
        return False
    return (value.span.line, value.span.col) == (key.span.end_line, key.span.end_col)


def fields_schema(fields: Sequence[Field], definitions: Definitions) -> Schema:
    """Give the JSON Schema of an object with these fields and no others."""
    properties = {field.key: {"description": field.help, **field.shape.schema(definitions)} for field in fields}
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    required = [field.key for field in fields if field.required]
    if required:
        made["required"] = required
    return made
