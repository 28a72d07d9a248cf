"""The action `event`: go where an event is listened to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.setting import SetShape
from takeover.language.naming import Ref, Refer, Slot
from takeover.language.run import Fire, Run
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind

if TYPE_CHECKING:
    from takeover.language.template import Template
    from takeover.source.span import Span


class FireEvent(NamedTuple):
    """Fire an event, with params."""

    name: Ref
    span: Span
    params: tuple[tuple[Slot, Template], ...] = ()

    def perform(self, run: Run) -> Fire:
        """Keep the params, and leave for the step that listens."""
        for slot, template in self.params:
            run.keep(slot, run.fill(template))
        return Fire(self.name)


EVENT = Kind(
    "event",
    "event",
    "Fires an event: the step that listens to it (follow-ups first) is taken, and nothing below is done.",
    "event: {name: FEEDBACK, params: {score: '1'}}",
    FireEvent,
    (
        Field("name", Refer("event"), "the event", required=True),
        Field("params", SetShape(), "values that go along"),
    ),
)
