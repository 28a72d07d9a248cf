"""What an entity type is: something that finds readings of itself in a text, and the designer's words for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from takeover.language.values import Json


class Found(NamedTuple):
    """One reading: its normalised value, and where it stands in the text (characters, the end exclusive)."""

    value: Json
    start: int
    end: int


class Place(NamedTuple):
    """How national forms and relative dates are read.

    `language` is a BCP 47 tag (`en`, `pt-BR`), `country` an ISO 3166 code (`NL`) or None, and `now` the
    conversation's clock: aware, in the bot's time zone. Nothing else is asked what time it is.
    """

    language: str
    country: str | None
    now: datetime


class EntityType(Protocol):
    """A kind of answer. Reading is pure and total: any text, in bounded time, never an exception."""

    @property
    def name(self) -> str:
        """What a flow writes: `email`."""
        ...

    @property
    def label(self) -> str:
        """What the designer and messages call it: `an e-mail address`."""
        ...

    @property
    def example(self) -> str:
        """An answer that fits: `jane@example.com`."""
        ...

    def find(self, text: str, place: Place) -> Found | None:
        """Return the best reading anywhere in the text, None if none fits."""
        ...

    def find_all(self, text: str, place: Place) -> tuple[Found, ...]:
        """Return every reading, in order, none overlapping another."""
        ...


class Kind(NamedTuple):
    """An entity type that a flow names: its words, and the function that reads a text, best or first reading first."""

    name: str
    label: str
    example: str
    read: Callable[[str, Place], Iterable[Found]]

    def find(self, text: str, place: Place) -> Found | None:
        """Return the first reading."""
        return next(iter(self.read(text, place)), None)

    def find_all(self, text: str, place: Place) -> tuple[Found, ...]:
        """Return every reading in order."""
        return tuple(self.read(text, place))
