"""Walk through what was written: every reference, template and slot of a flow, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from takeover.source.nodes import Entry, Fields, Items, Scalar
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")
LEAVES = frozenset({str, int, float, bool, type(None), Span, Scalar, Fields, Items, Entry})


def find_all(root: object, *kinds: type[T]) -> Iterator[T]:
    """Give every value of these kinds inside `root`, in written order; what is inside a found one is not looked at."""
    stack: list[object] = [root]
    while stack:
        value = stack.pop()
        kind = value.__class__
        if kind in kinds:
            yield cast("T", value)
        elif kind not in LEAVES and isinstance(value, tuple):
            stack += value[::-1]
