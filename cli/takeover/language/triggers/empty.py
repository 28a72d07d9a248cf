"""The trigger `empty`: a message without anything in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.shapes import Kind

if TYPE_CHECKING:
    from takeover.language.triggers.trigger import Ears
    from takeover.source.span import Span


class WhenEmpty(NamedTuple):
    """An empty message, which is never unknown."""

    span: Span

    def listen(self, ears: Ears) -> None:
        """Listen for empty messages."""
        ears.signal("empty", self.span)


EMPTY = Kind(
    "empty",
    "an empty message",
    "A message with nothing in it, which never counts as unknown.",
    "empty",
    WhenEmpty,
    bare=True,
)
