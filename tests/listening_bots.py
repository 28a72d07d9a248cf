"""Bots for the matching tests: what their steps listen for, without flows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from takeover.language.types import TYPES, Entity, Place
from takeover.matching.index import Index, build_index
from takeover.matching.listening import Listening, Phrase
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.language.types import EntityType

PLACE = Place("en", "NL", datetime(2026, 3, 2, 10, 15, tzinfo=UTC))
SIZE = Entity("size", (("small", ("small", "tiny")), ("large", ("large", "big", "huge"))))
TOPPING = Entity("topping", (("pepperoni", ()), ("four cheese", ("quattro formaggi",))))
ENTITIES: Mapping[str, EntityType] = {
    "size": SIZE,
    "topping": TOPPING,
    "number": TYPES["number"],
    "email": TYPES["email"],
    "text": TYPES["text"],
    "large": Entity("large", (("large", ("huge",)),)),  # overlaps `size`
}

FAQ = (
    (
        "where is my order",
        "track my order",
        "has my parcel been shipped",
        "when will my package arrive",
        "order status",
    ),
    ("how do I return something", "I want to send this back", "return policy", "can I get a refund", "money back"),
    ("what are your opening hours", "when are you open", "are you open on sunday", "what time do you close"),
    ("how can I pay", "do you accept credit cards", "can I pay with paypal", "payment methods"),
    ("what does shipping cost", "delivery fees", "is delivery free", "do you ship to belgium"),
    ("I forgot my password", "reset my password", "I cannot log in", "login does not work"),
    ("talk to a person", "agent please", "human", "speak to someone", "I want a real person"),
    ("hello", "hi", "good morning", "hey"),
)
"""A bot as designers write them: eight steps of a few examples."""
STRANGE = (
    "my parrot ate the invoice",
    "what is the weather tomorrow",
    "do you sell shoes",
    "who is the president",
    "tell me a joke",
    "asdfgh",
    "👻",
    "42",
)
"""Texts that no bot of these tests should understand."""


def phrases(texts: Sequence[str], line: int = 1) -> tuple[Phrase, ...]:
    """Place texts one under the other."""
    return tuple(Phrase(text, Span("bot.yaml", line + at, 1, line + at, 2)) for at, text in enumerate(texts))


def listeners(steps: Sequence[Sequence[str]]) -> list[Listening]:
    """Give steps 0, 1, … that listen for examples."""
    return [Listening(step, phrases(texts, line=1 + 100 * step)) for step, texts in enumerate(steps)]


def index_of(*listening: Listening, threshold: float | None = None) -> Index:
    """Build an index of one level, the top."""
    return build_index({-1: listening}, entities=ENTITIES, threshold=threshold)


def index_examples(*steps: Sequence[str], threshold: float | None = None) -> Index:
    """Build an index of steps that listen for examples."""
    return index_of(*listeners(steps), threshold=threshold)
