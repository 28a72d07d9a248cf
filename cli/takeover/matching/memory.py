"""A memory: what a function gave for a key, kept for the next time, and never more than so many."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Key = TypeVar("Key")
Found = TypeVar("Found")

MOST = 50_000
"""So many answers are kept; then all are forgotten. Strange words without end must not fill a process."""


class Memory(dict[Key, Found]):
    """A table that fills itself by asking; reading it costs a look-up, which no decorator does."""

    def __init__(self, ask: Callable[[Key], Found]) -> None:
        """Take who knows."""
        super().__init__()
        self._ask = ask

    def __missing__(self, key: Key) -> Found:
        """Ask, and keep the answer."""
        found = self._ask(key)
        if len(self) >= MOST:
            self.clear()
        self[key] = found
        return found
