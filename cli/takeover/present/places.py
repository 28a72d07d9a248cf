"""Places and moments as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from takeover.source.span import Span


def write_place(span: Span) -> str:
    """Give `file:line`, or "" for what no file wrote."""
    return f"{span.file}:{span.line}" if span.file else ""


def write_local(moment: datetime, timezone: str) -> str:
    """Give `2026-03-02 10:15`, with the seconds where there are any. The zone is one that the bot's reader let pass."""
    from zoneinfo import ZoneInfo

    try:
        local = moment.astimezone(ZoneInfo(timezone))
    except OverflowError:  # the first and the last day of the calendar
        local = moment
    return local.isoformat(" ", "seconds")[:19].removesuffix(":00")
