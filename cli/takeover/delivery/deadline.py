"""A bound on the whole of an exchange. Timeouts of sockets bound each read: a server that drips outlasts them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class GivenUpError(Exception):
    """Raised in an exchange that nobody waits for any longer, before it would say anything more to the other side."""


class Exchange:
    """How far an exchange has come, as seen from two threads: the one that works and the one that waits.

    Once `give_up` was called, the next `reach` raises: what was not begun then will never be.
    """

    __slots__ = ("_given_up", "_lock", "_stage")

    def __init__(self) -> None:
        """Begin before anything was sent."""
        self._lock = threading.Lock()
        self._stage = "connecting"
        self._given_up = False

    @property
    def stage(self) -> str:
        """Give the stage that was reached: `connecting`, and what the exchange calls the others."""
        return self._stage

    def reach(self, stage: str) -> None:
        """Go on to a stage; raises GivenUpError when nobody waits any longer."""
        with self._lock:
            if self._given_up:
                raise GivenUpError
            self._stage = stage

    def give_up(self) -> None:
        """Let the exchange go no further than where it is."""
        with self._lock:
            self._given_up = True


class _Work(Generic[T]):
    """A piece of work in a thread of its own, and what came of it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self.done: list[T] = []
        self.failed: list[BaseException] = []

    def run(self) -> None:
        """Work, and keep what came of it."""
        try:
            self.done.append(self._work())
        except BaseException as raised:  # noqa: BLE001 - it is raised again where somebody waits
            self.failed.append(raised)


def within(seconds: float, exchange: Exchange, work: Callable[[], T]) -> T:
    """Do some work, and stop waiting for it after so many seconds: TimeoutError then. What it raises is raised here.

    The thread that is left behind keeps nothing alive: it ends with the process, or with its own sockets' timeouts.
    """
    piece = _Work(work)
    thread = threading.Thread(target=piece.run, name="takeover-delivery", daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    finally:
        exchange.give_up()
    if thread.is_alive():
        raise TimeoutError
    if piece.failed:
        raise piece.failed[0]
    return piece.done[0]
