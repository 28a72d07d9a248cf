"""The protocol of a shape, and what the shapes share: naming what was found, and the definitions of a JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, assert_never

from takeover.source.diagnostic import Problems
from takeover.source.nodes import Fields, Items, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    from takeover.source.span import Span

Schema = dict[str, object]
"""A JSON Schema (draft 2020-12)."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
SHOWN = 40
"""Characters of a wrong value that a message shows."""


class Shape(Protocol[T_co]):
    """What a value must look like. `label` is how messages call it, with its article: `a text`."""

    @property
    def label(self) -> str:
        """Name the shape, with its article."""

    def read(self, node: Node, problems: Problems) -> T_co | None:
        """Give the value, or None after saying what is wrong with it."""

    def schema(self, definitions: Definitions) -> Schema:
        """Give the JSON Schema of the same thing."""


class Definitions:
    """The `$defs` of a JSON Schema: shapes that are used again, or inside themselves."""

    __slots__ = ("named",)

    def __init__(self) -> None:
        """Start with no definition."""
        self.named: dict[str, Schema] = {}

    def refer(self, name: str, build: Callable[[], Schema]) -> Schema:
        """Give a reference to the definition `name`, building it at its first use."""
        if name not in self.named:
            self.named[name] = {}
            self.named[name] = build()
        return {"$ref": f"#/$defs/{name}"}


def owns(shape: Shape[object], node: Fields) -> bool:
    """Say whether fields are one value of a shape, as a text by language is, and not fields beside it."""
    asked: Callable[[Fields], bool] | None = getattr(shape, "owns", None)
    return asked is not None and asked(node)


def describe(node: Node) -> str:
    """Say what was found where something else was wanted."""
    match node:
        case Scalar(missing=True):
            return "nothing"
        case Scalar(text=text):
            first = text.partition("\n")[0]
            return f'"{first[:SHOWN]}…"' if len(text) > len(first) or len(first) > SHOWN else f'"{text}"'
        case Items(items=()):
            return "an empty list"
        case Items():
            return "a list"
        case Fields(entries=entries):
            return f'"{entries[0].key.text[:40]}: …"' if entries else "{}"
        case _:
            assert_never(node)


def read_meant(read: Callable[[Problems], T | None], span: Span, problems: Problems) -> T | None:
    """Read the value of a mistyped key as what was probably meant, so that what is wrong inside it is found too.

    Where the value at `span` does not fit at all, the guess was wrong, and nothing more is said than that the key is
    not known.
    """
    found = Problems()
    value = read(found)
    if not any(problem.span == span for problem in found.found):
        problems.found += found.found
    return value


def wanted(label: str, node: Node, problems: Problems, hint: str = "") -> None:
    """Say that `label` was wanted where `node` stands."""
    if isinstance(node, Scalar) and node.missing:
        problems.error("missing-value", f"there is nothing here; it should be {label}", node.span, hint)
    else:
        problems.error("wrong-type", f"this should be {label}, not {describe(node)}", node.span, hint)
