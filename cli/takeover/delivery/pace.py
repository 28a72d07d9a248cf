"""How long a delivery goes on: attempts, the waits between them, and a bound on all of it, because a command must end.

`stamina` and `tenacity` do this for a function that raises. Here the outbox has to know of each attempt before it is
made, and a wait beyond the bound leaves the payload there; what is left of such a library is this file.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = regex(r"[0-9]{1,9}(?:\.[0-9]{0,3})?", re.ASCII)
LONGEST_ASKED = 7 * 24 * 3600
"""Seconds that a receiver may ask us to stay away; more is a mistake of its."""


@dataclass(frozen=True, slots=True)
class Pace:
    """`total` bounds all attempts and waits of a delivery, in seconds; the first wait is about `first`, the next 4x."""

    total: float = 30
    first: float = 0.5
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def wait(self, failures: int, asked: float, chance: float) -> float:
        """Give how long to wait after so many failures; `chance` (0 to 1) spreads those who fail together."""
        return asked + chance * self.first if asked else self.first * 4 ** (failures - 1) * (0.5 + chance)


USUAL = Pace()
BURST = 10
"""Requests beyond the rate that may go out at once: a ticket is made of a few."""


class Turns:
    """When each receiver is asked next, so that none of them is asked more often than it takes."""

    def __init__(self) -> None:
        """Begin with everybody's turn."""
        self._next: dict[str, float] = {}

    def take(self, name: str, rate: int, pace: Pace) -> float:
        """Take the next turn of a receiver that takes `rate` requests a minute (0: any), and give the wait until it.

        The first few wait for nobody: the generic cell rate algorithm, with a burst of `BURST`.
        """
        if not rate:
            return 0
        now, apart = pace.clock(), 60 / rate
        turn = max(now, self._next.get(name, now))
        self._next[name] = turn + apart
        return max(0.0, turn - now - BURST * apart)


def read_wait(text: str, now: datetime) -> float | None:
    """Read `Retry-After` (RFC 9110, 10.2.3), in seconds from now; None where it says nothing that can be understood."""
    text = text.strip()
    if SECONDS.fullmatch(text):
        return min(float(text), LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), LONGEST_ASKED)
