"""Choices (quick replies) and buttons: what the user can take instead of typing, and where it leads."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from takeover.language.naming import Ref, Refer
from takeover.language.wording import Wording, Words
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Many, Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.language.template import Template
    from takeover.source.span import Span


class Choice(NamedTuple):
    """A choice as it was offered: its label, and its address if it has one (an event, a step's number, or a link)."""

    label: str
    event: str = ""
    step: int | None = None
    url: str = ""

    @property
    def addressed(self) -> bool:
        """Whether it goes somewhere by itself; one that does not is as if its label had been typed."""
        return bool(self.event) or self.step is not None


MOST_OFFERED = 1_000
"""So many choices can be taken, of all that were shown since the user wrote."""


def numbers_of(offered: Sequence[Choice]) -> tuple[int, ...]:
    """Give for each choice the number, from 1, that tells it from others with its label; 0 where there are none."""
    labels = Counter(choice.label for choice in offered)
    return tuple(number if labels[choice.label] > 1 else 0 for number, choice in enumerate(offered, 1))


class Option(NamedTuple):
    """A choice as it was written."""

    label: Wording
    span: Span
    event: Ref | None = None
    flow: Ref | None = None
    step: Ref | None = None
    url: Wording | None = None

    @property
    def place(self) -> Ref | None:
        """Give the address as one reference: `flow`, `flow/step`, or a step of this flow."""
        if self.flow is not None and self.step is not None:
            return Ref("place", f"{self.flow.text}/{self.step.text}", self.step.span)
        return self.flow or self.step

    @property
    def typed(self) -> tuple[Template, ...]:
        """Give what taking it is as if it had been typed, in each language, as far as that is known beforehand."""
        if self.place is not None or self.event is not None or self.url is not None:
            return ()
        return tuple(text for text in self.label.all if text.fixed)


ADDRESS = (
    Field("event", Refer("event"), "the event that it fires"),
    Field("flow", Refer("place"), "the flow (or flow/step) that it goes to"),
    Field("step", Refer("place"), "the step that it goes to, in this flow or in `flow`"),
)
LABEL = Field("label", Words(), "what the user reads, and what typing it would say", required=True)
CHOICE = Record(Option, (LABEL, *ADDRESS), "a choice", short="label")
BUTTON = Record(Option, (LABEL, *ADDRESS, Field("url", Words(), "the page that it opens")), "a button", short="label")
CHOICES = Many(CHOICE, "a list of choices")
BUTTONS = Many(BUTTON, "a list of buttons")
