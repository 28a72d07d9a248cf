"""The reply `delay`: the bot seems to type for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Length

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.source.span import Span


class Delay(NamedTuple):
    """A moment's rest between two messages; the conversation's clock does not move."""

    seconds: int
    span: Span

    def perform(self, run: Run) -> None:
        """Show that the bot is typing."""
        run.show(self.span, "delay", {"seconds": self.seconds})


DELAY = Kind(
    "delay",
    "a delay",
    "The bot rests for a moment, as if it typed. A simulation does not wait.",
    "delay: 2s",
    Delay,
    (Field("seconds", Length(), "how long", required=True),),
)
