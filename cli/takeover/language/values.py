"""What a param holds: a value that a machine can use, and the words it was read from; and values told by their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


Kind = TypeVar("Kind", bound=tuple[object, ...])
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
NOTHING: Mapping[str, Any] = {}
"""Where a mapping is left out. One for all: nothing writes into the mapping of a value."""


class Value(NamedTuple):
    """One value of a param: `value` is JSON, `match` the text it was found in (the whole answer)."""

    value: Json
    match: str


def apart(kind: type[Kind]) -> type[Kind]:
    """Keep a named tuple from being equal to another kind that holds the same: what was typed is not what was taken.

    Named tuples, because a step makes a dozen of them, and a frozen dataclass takes four times as long to make.
    """
    kind.__eq__ = _same  # type: ignore[method-assign]
    kind.__ne__ = _other  # type: ignore[method-assign, assignment]
    return kind


def _same(one: tuple[object, ...], other: object) -> bool:
    return one.__class__ is other.__class__ and tuple.__eq__(one, other)


def _other(one: tuple[object, ...], other: object) -> bool:
    return not _same(one, other)
