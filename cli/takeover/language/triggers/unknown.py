"""The trigger `unknown`: nothing else understood the input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.shapes import Kind

if TYPE_CHECKING:
    from takeover.language.triggers.trigger import Ears
    from takeover.source.span import Span


class WhenUnknown(NamedTuple):
    """Nothing understood the input."""

    span: Span

    def listen(self, ears: Ears) -> None:
        """Listen for what is left."""
        ears.signal("unknown", self.span)


UNKNOWN = Kind(
    "unknown",
    "the unknown",
    "Nothing else understood the input, or an answer did not fit too often. A follow-up goes before the top level.",
    "unknown",
    WhenUnknown,
    bare=True,
)
