"""The actions `pause` and `resume`: the bot is silent for a while, or answers again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Length

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.source.span import Span

PAUSE_SECONDS = 15 * 60
"""How long a pause lasts when nothing else is said: after `pause`, and after each message of an agent."""


class Pause(NamedTuple):
    """Be silent for so many seconds."""

    span: Span
    seconds: int = PAUSE_SECONDS

    def perform(self, run: Run) -> None:
        """Pause."""
        run.pause(self.span, self.seconds)


class Resume(NamedTuple):
    """Answer again."""

    span: Span

    def perform(self, run: Run) -> None:
        """Resume."""
        run.resume(self.span)


PAUSE = Kind(
    "pause",
    "pause",
    "The bot is silent for this long (default 15m); what the user writes meanwhile goes to the agent.",
    "pause: 15m",
    Pause,
    (Field("time", Length(), "how long", attr="seconds"),),
    bare=True,
)
RESUME = Kind("resume", "resume", "The bot answers again.", "resume", Resume, bare=True)
