"""The reply `card`: a title, a text, an image and buttons in one frame; a carousel and a list are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.choices import BUTTONS, Option
from takeover.language.template import TemplateText
from takeover.language.wording import Wording, Words
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Record

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.language.values import Json
    from takeover.source.span import Span


class Card(NamedTuple):
    """One card."""

    title: Wording
    span: Span
    subtitle: Wording | None = None
    image: Wording | None = None
    url: Wording | None = None
    buttons: tuple[Option, ...] = ()

    def content(self, run: Run) -> dict[str, Json]:
        """Give the card filled, its buttons by their labels."""
        return {
            "title": run.fill(self.title),
            "subtitle": run.fill(self.subtitle) if self.subtitle else "",
            "image": run.fill(self.image) if self.image else "",
            "url": run.fill(self.url) if self.url else "",
            "buttons": [run.fill(button.label) for button in self.buttons],
        }

    def perform(self, run: Run) -> None:
        """Show it."""
        run.show(self.span, "card", self.content(run), self.buttons)


FIELDS = (
    Field("title", Words(), "the line in bold", required=True),
    Field("subtitle", Words(), "the text below it"),
    Field("image", Words(TemplateText("an address")), "the address of an image"),
    Field("url", Words(TemplateText("an address")), "what opens when the card is touched"),
    Field("buttons", BUTTONS, "buttons below it"),
)
ONE_CARD = Record(Card, FIELDS, "a card", short="title")
CARD = Kind("card", "a card", "The bot shows a card.", "card: {title: Margherita, subtitle: € 9}", Card, FIELDS)
