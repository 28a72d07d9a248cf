"""The time of a chat: the machine's, or one that stands still. It is moved on by a wait, and back by an undo."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

EARLIEST = 1970
LATEST = 9000
"""Years that a chat can be in: the calendar of the machine ends with 9999, and a pause of ten years must still fit."""


class Clock:
    """The time in whole seconds, because that is how exactly a transcript tells it."""

    def __init__(self, now: Callable[[], datetime], frozen: datetime | None = None) -> None:
        """Follow `now`, or stand still at `frozen`; both are aware."""
        self._base = now if frozen is None else lambda: frozen
        self._offset = timedelta()
        self.frozen = frozen is not None

    def now(self) -> datetime:
        """Give the time."""
        return (self._base() + self._offset).replace(microsecond=0)

    def set(self, moment: datetime) -> None:
        """Let it be `moment` now; the time goes on from there."""
        self._offset = moment - self._base().replace(microsecond=0)

    @property
    def moved(self) -> bool:
        """Whether it is another time than the machine's."""
        return self.frozen or abs(self._offset) >= timedelta(minutes=1)


def in_calendar(moment: datetime) -> bool:
    """Say whether a chat can be at that time."""
    return EARLIEST <= moment.year <= LATEST
