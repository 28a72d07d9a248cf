"""The reply `list`: items below each other, under a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.choices import BUTTONS, Option
from takeover.language.replies.card import ONE_CARD, Card
from takeover.language.wording import Wording, Words
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Many

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.language.values import Json
    from takeover.source.span import Span


class Listing(NamedTuple):
    """Several items, each a title with perhaps more."""

    items: tuple[Card, ...]
    span: Span
    title: Wording | None = None
    buttons: tuple[Option, ...] = ()

    def perform(self, run: Run) -> None:
        """Show them, with the buttons of all."""
        inside = tuple(button for item in self.items for button in item.buttons)
        title = run.fill(self.title) if self.title else ""
        items: list[Json] = [item.content(run) for item in self.items]
        run.show(self.span, "list", {"title": title, "items": items}, (*inside, *self.buttons))


LIST = Kind(
    "list",
    "a list",
    "The bot shows items below each other.",
    "list: {title: Our pizzas, items: [Margherita, Funghi]}",
    Listing,
    (
        Field(
            "items",
            Many(ONE_CARD, "a list of items"),
            "texts, or cards with title, subtitle, image, url, buttons",
            required=True,
        ),
        Field("title", Words(), "the line above them"),
        Field("buttons", BUTTONS, "buttons below them"),
    ),
)
