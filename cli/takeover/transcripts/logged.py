"""A conversation of a log: what its user really wrote, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECONDS_FROM = 100_000_000_000
"""Numbers from here on are milliseconds since 1970: as seconds they would be in the year 5138."""
EARLIEST, LATEST = 1970, 9000


class Said(NamedTuple):
    """What a user wrote, when (None: the log does not say), and in which line of the log."""

    text: str
    at: datetime | None
    line: int


class Logged(NamedTuple):
    """One conversation of a log: what its user wrote, in order."""

    name: str
    inputs: tuple[Said, ...]


def read_moment(written: object) -> datetime | None:
    """Read a time of a log: ISO 8601, or seconds or milliseconds since 1970. Raises ValueError; None where none is."""
    if written is None or written == "":
        return None
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        raise ValueError("this is no time")  # noqa: TRY004 - one kind of error for all that is no time
    try:
        if isinstance(written, str):
            found = datetime.fromisoformat(written)
        else:
            found = EPOCH + timedelta(seconds=written / (1000 if abs(written) >= MILLISECONDS_FROM else 1))
    except OverflowError as error:
        raise ValueError("this time is beyond the calendar") from error
    if not EARLIEST <= found.year <= LATEST:
        raise ValueError("this time is beyond the calendar")
    return found
