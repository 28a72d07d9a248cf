"""Examples with slots (`a {size:size} pizza`): understood with values they have not seen, and the values are found."""

from __future__ import annotations

from datetime import UTC, datetime
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from takeover.language.types import TYPES, Entity, Place
from takeover.matching.index import build_index
from takeover.matching.listening import Listening, Phrase
from takeover.matching.understand import understand
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.language.types import EntityType

PLACE = Place("en", "NL", datetime(2026, 3, 2, 10, 15, tzinfo=UTC))
ENTITIES: Mapping[str, EntityType] = {
    "size": Entity("size", (("small", ("tiny",)), ("medium", ()), ("large", ("big", "huge")))),
    "topping": Entity("topping", (("salami", ()), ("mushrooms", ("mushroom",)), ("tuna", ()), ("four cheese", ()))),
    "city": Entity("city", (("Amsterdam", ()), ("Utrecht", ()), ("The Hague", ()), ("Maastricht", ()), ("Delft", ()))),
    "number": TYPES["number"],
    "email": TYPES["email"],
}
INTENTS: Mapping[str, Sequence[str]] = {
    "order": ("a {size} {topping} pizza please", "I want a {size} pizza with {topping}", "one {topping} pizza",
              "can I order a {size} {topping}", "{topping} for me, {size}", "get me a pizza with {topping}",
              "I would like {topping} on a {size} one", "make it a {size} {topping} please"),
    "weather": ("what is the weather in {city}", "will it rain in {city} tomorrow", "how warm is it in {city}",
                "is it sunny in {city}", "weather for {city} please", "do I need a coat in {city}",
                "how is the weather in {city} today", "tell me the forecast of {city}"),
    "shop": ("do you have a shop in {city}", "where in {city} are you", "is there a restaurant in {city}",
             "when does {city} open", "opening hours of {city}", "the nearest place to {city}",
             "what is the address in {city}", "are you in {city} as well"),
    "receipt": ("send the receipt to {email}", "mail it to {email}", "my address is {email}",
                "can you send the invoice to {email}", "{email} is where I want the receipt",
                "use {email} for the invoice", "please send my bill to {email}", "email the receipt to {email} please"),
    "table": ("a table for {number}", "book a table for {number} people", "we are with {number} tonight",
              "can we sit with {number} of us", "reserve for {number}", "I need {number} seats",
              "is there room for {number} people", "table for {number} in {city} please"),
}  # fmt: skip
STRANGE = ("who is the mayor of Delft", "my parrot ate the tuna", "a huge mistake", "what is 12 times 4",
           "tell me a joke", "bob@example.com is broken", "how old is Amsterdam", "I lost my umbrella")  # fmt: skip
SEEN = {"size": "large", "topping": "salami", "city": "Utrecht", "number": "4", "email": "jane@example.com"}
"""The values that examples without slots are written with."""
ASKED = {"size": "tiny", "topping": "four cheese", "city": "The Hague", "number": "seven", "email": "bob@mail.test"}
MEANT = {"size": "small", "topping": "four cheese", "city": "The Hague", "number": 7, "email": "bob@mail.test"}
FOLDS = 4


class _Shares(NamedTuple):
    taken: list[bool]
    found: list[bool]
    caught: list[bool]


def print_slots() -> None:
    """Print how many texts with values never seen are understood, with all values, and how many unknown caught."""
    print(
        "\nslots (5 intents, 6 phrases of 8), values never seen: taken rightly, with all values, unknown caught, in %"
    )
    for title, slots in (("examples with slots", True), ("with values instead", False)):
        shares = _Shares([], [], [])
        for fold in range(FOLDS):
            _ask(fold, shares, slots=slots)
        print(f"{title:<34}" + " / ".join(f"{fmean(share) * 100:.0f}" for share in shares))


def _ask(fold: int, shares: _Shares, *, slots: bool) -> None:
    """Ask a bot for the phrases that it was not taught."""
    values = {name: f"{{{name}:{name}}}" for name in ENTITIES} if slots else SEEN
    listening = [
        Listening(step, tuple(
            Phrase(text.format_map(values), NOWHERE) for at, text in enumerate(texts) if at % FOLDS != fold
        ))
        for step, texts in enumerate(INTENTS.values())
    ]  # fmt: skip
    index = build_index({-1: listening}, entities=ENTITIES, threshold=None)
    for step, texts in enumerate(INTENTS.values()):
        for text in texts[fold::FOLDS]:
            taken = understand(index, text.format_map(ASKED), -1, place=PLACE).taken
            right = taken is not None and taken.step == step
            wanted = {name: MEANT[name] for name in ENTITIES if f"{{{name}}}" in text}
            shares.taken.append(right)
            got = {} if taken is None else {name: found.value for name, found in taken.captures.items()}
            shares.found.append(right and wanted.items() <= got.items())
    shares.caught.extend(understand(index, text, -1, place=PLACE).taken is None for text in STRANGE)
