"""Looks into the trees of foreign YAML and JSON, whose shapes other tools decide: what is not there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.nodes import Fields, Items, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.source.nodes import Entry


def lines_of(text: str) -> list[str]:
    """Give the lines of a text, as an editor counts them."""
    return [line.removesuffix("\r") for line in text.split("\n")]


def find(node: Node | None, *path: str) -> Node | None:
    """Give what lies at a path of names."""
    for name in path:
        if not isinstance(node, Fields):
            return None
        node = next((entry.value for entry in node.entries if entry.key.text == name), None)
    return node


def text_at(node: Node | None, *path: str) -> str:
    """Give the text at a path, or ""."""
    found = find(node, *path)
    return found.text if isinstance(found, Scalar) else ""


def items_of(node: Node | None) -> tuple[Node, ...]:
    """Give the items of a list; of anything else that is there, itself alone."""
    match node:
        case None | Scalar(missing=True):
            return ()
        case Items(items=items):
            return items
        case _:
            return (node,)


def entries_of(node: Node | None) -> tuple[Entry, ...]:
    """Give the entries of a mapping."""
    return node.entries if isinstance(node, Fields) else ()


def has(node: Node | None, *names: str) -> bool:
    """Say whether a mapping has one of these names."""
    return any(entry.key.text in names for entry in entries_of(node))


def others(node: Node | None, known: Sequence[str]) -> Iterator[Entry]:
    """Give the entries of a mapping by other names than the known ones: what nobody reads must be said."""
    return (entry for entry in entries_of(node) if entry.key.text not in known)


def tell(node: Node) -> str:
    """Say in a few words what a node holds."""
    match node:
        case Scalar(text=text):
            return text
        case Items(items=items):
            return f"[{', '.join(tell(item) for item in items[:5])}]"
        case Fields(entries=entries):
            return f"{{{', '.join(f'{entry.key.text}: {tell(entry.value)}' for entry in entries[:5])}}}"
