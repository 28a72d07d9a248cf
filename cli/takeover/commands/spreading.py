"""Hands parts of work to others, a few at a time, and gives what they found in the order of the parts."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Part = TypeVar("Part")
Found_co = TypeVar("Found_co", covariant=True)
Result = TypeVar("Result")


class Unreached(Exception):  # noqa: N818 - says what is so
    """Those to whom work should be handed cannot be reached, or cannot do it; the message says why."""


class Pending(Protocol[Found_co]):
    """What is being worked on."""

    def result(self) -> Found_co:
        """Wait, and give what was found."""


def spread(submit: Callable[[Part], Pending[Result]], parts: Iterable[Part], ahead: int) -> Iterator[Result]:
    """Give results in order, with no more than `ahead` parts handed out at once: memory does not grow with the work."""
    waiting: deque[Pending[Result]] = deque()
    for part in parts:
        waiting.append(submit(part))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def in_parts(items: Iterable[Result], size: int) -> Iterator[tuple[Result, ...]]:
    """Give items in tuples of so many."""
    part: list[Result] = []
    for item in items:
        part.append(item)
        if len(part) == size:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)
