"""The action `goto`: leave this step for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.naming import Ref, Refer
from takeover.language.run import Goto, Run
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind

if TYPE_CHECKING:
    from takeover.source.span import Span


class GoTo(NamedTuple):
    """Go on at the beginning of a flow, or of a step."""

    place: Ref
    span: Span

    def perform(self, run: Run) -> Goto:
        """Leave; nothing below is done."""
        return Goto(self.place)


GOTO = Kind(
    "goto",
    "goto",
    "Goes on at a flow, a flow/step, or a step of this flow; nothing below is done. A flow begins with its first step.",
    "goto: Takeover",
    GoTo,
    (Field("place", Refer("place"), "a flow or flow/step", required=True),),
    nested=False,
)
