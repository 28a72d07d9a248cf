"""The reply `carousel`: cards side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.replies.card import ONE_CARD, Card
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Many

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.source.span import Span


class Carousel(NamedTuple):
    """Several cards."""

    cards: tuple[Card, ...]
    span: Span

    def perform(self, run: Run) -> None:
        """Show them, with the buttons of all."""
        buttons = tuple(button for card in self.cards for button in card.buttons)
        run.show(self.span, "carousel", {"cards": [card.content(run) for card in self.cards]}, buttons)


CAROUSEL = Kind(
    "carousel",
    "a carousel",
    "The bot shows cards side by side.",
    "carousel: [{title: Margherita, subtitle: € 9}, {title: Funghi, subtitle: € 11}]",
    Carousel,
    (Field("cards", Many(ONE_CARD, "a list of cards"), "the cards", required=True),),
)
