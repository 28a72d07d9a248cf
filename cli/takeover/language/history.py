"""A sequence that only grows, as a value: adding to it costs the same however long it is, and the older one stays."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


class History(Generic[T]):
    """An immutable sequence, newest last. `add` and a look at either end are O(1), iteration and equality O(n)."""

    __slots__ = ("_before", "_first", "_last", "_length")
    _before: History[T]
    _first: T
    _last: T
    _length: int

    def __init__(self, items: Iterable[T] = ()) -> None:
        """Hold `items`, oldest first."""
        self._length = 0
        for item in items:
            before: History[T] = History.__new__(History)
            before._length = self._length
            if self._length:
                before._before, before._first, before._last = self._before, self._first, self._last
            else:
                self._first = item
            self._before, self._last, self._length = before, item, self._length + 1

    def add(self, item: T) -> History[T]:
        """Give the sequence with one more."""
        longer: History[T] = History.__new__(History)
        longer._before, longer._last, longer._length = self, item, self._length + 1
        longer._first = self._first if self._length else item
        return longer

    @property
    def last(self) -> T:
        """Give the newest; IndexError when there is none."""
        if not self._length:
            raise IndexError
        return self._last

    @property
    def first(self) -> T:
        """Give the oldest; IndexError when there is none."""
        if not self._length:
            raise IndexError
        return self._first

    def newest_first(self) -> Iterator[T]:
        """Walk from the newest to the oldest."""
        node = self
        while node._length:
            yield node._last
            node = node._before

    def tail(self, count: int) -> tuple[T, ...]:
        """Give the newest `count`, oldest of them first."""
        return tuple(reversed(tuple(islice(self.newest_first(), count))))

    def __iter__(self) -> Iterator[T]:
        return reversed(tuple(self.newest_first()))

    def __len__(self) -> int:
        return self._length

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, History):
            return NotImplemented
        if self._length != other._length:
            return False
        mine = self
        while mine is not other and mine._length:
            if mine._last != other._last:
                return False
            mine, other = mine._before, other._before
        return True

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"History({list(self)!r})"


EMPTY: History[Any] = History()
"""The one to begin with."""
