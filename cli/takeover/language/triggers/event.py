"""The trigger `event`: something happened outside the talk, or another step said that it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Many, Text

if TYPE_CHECKING:
    from takeover.language.triggers.trigger import Ears
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span


class WhenEvent(NamedTuple):
    """An event of one of these names."""

    names: tuple[Scalar, ...]
    span: Span

    def listen(self, ears: Ears) -> None:
        """Listen for each name."""
        for name in self.names:
            ears.signal(f"event:{name.text.strip()}", name.span)


EVENT = Kind(
    "event",
    "an event",
    "An event of that name, from a choice, the action `event`, an agent, or outside. `opened`: the talk begins.",
    "{event: ORDER_SHIPPED}",
    WhenEvent,
    (
        Field(
            "event",
            Many(Text("the name of an event"), "names", single=True),
            "names of events",
            required=True,
            attr="names",
        ),
    ),
)
