"""The trigger `silence`: nobody said anything for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Length

if TYPE_CHECKING:
    from takeover.language.triggers.trigger import Ears
    from takeover.source.span import Span


class WhenSilent(NamedTuple):
    """The user was silent for so many seconds."""

    seconds: int
    span: Span

    def listen(self, ears: Ears) -> None:
        """Listen for nothing."""
        ears.silence(self.seconds, self.span)


SILENCE = Kind(
    "silence",
    "silence",
    "Nobody said anything for this long; once, until the user writes again. A question that was asked stays open.",
    "{silence: 5m}",
    WhenSilent,
    (Field("silence", Length(), "how long", required=True, attr="seconds"),),
)
