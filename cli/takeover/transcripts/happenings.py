"""The turns in which something happens: the user, an agent or time does it, and each gives the event that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from takeover.language.events import (
    AgentActed,
    AgentSaid,
    Changed,
    Chose,
    Heard,
    Intent,
    Opened,
    Sent,
    Triggered,
    Waited,
)
from takeover.source.light import NamedTuple
from takeover.source.shapes.scalars import write_length

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from takeover.language.conversation import Media
    from takeover.language.events import Act, Event
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span

Pairs = tuple[tuple["Scalar", "Scalar"], ...]


class Happening(Protocol):
    """A turn that makes events."""

    @property
    def span(self) -> Span:
        """Give its place in the transcript."""

    def events(self, at: datetime) -> tuple[Event, ...]:
        """Give what happens at that time."""

    def tell(self) -> tuple[str, str]:
        """Say who did it (user, agent or "") and what."""


class UserSays(NamedTuple):
    """The user writes."""

    text: Scalar
    span: Span
    understood: tuple[tuple[Scalar, float], ...] = ()
    """What a service took it for, surest first, and how sure it was."""

    def events(self, at: datetime) -> tuple[Event, ...]:
        """Give the event."""
        return (Heard(at, self.text.text, tuple(Intent(name.text, sure) for name, sure in self.understood)),)

    def tell(self) -> tuple[str, str]:
        """Give the text."""
        return "user", self.text.text


class UserChooses(NamedTuple):
    """The user takes a choice or a button by its label, and by its number where several have that label."""

    label: Scalar
    span: Span
    number: int = 0

    def events(self, at: datetime) -> tuple[Event, ...]:
        """Give the event."""
        return (Chose(at, self.label.text, self.number),)

    def tell(self) -> tuple[str, str]:
        """Give the label as a button."""
        return "user", f"[{self.label.text}]"


class Happens(NamedTuple):
    """An event happens outside."""

    name: Scalar
    span: Span
    params: Pairs = ()

    def events(self, at: datetime) -> tuple[Event, ...]:
        """Give the event."""
        return (Triggered(at, self.name.text, texts(self.params)),)

    def tell(self) -> tuple[str, str]:
        """Name it."""
        return "", f"event {self.name.text}"


class Medium(NamedTuple):
    """What is sent: its kind, where it is, and what it is called."""

    kind: Media
    url: str
    name: str = ""


class UserSends(NamedTuple):
    """The user sends media or a location."""

    media: Medium
    span: Span

    def events(self, at: datetime) -> tuple[Event, ...]:
        """Give the event."""
        return (Sent(at, self.media.kind, self.media.url, self.media.name),)

    def tell(self) -> tuple[str, str]:
        """Name the kind and the address."""
        return "user", f"[{self.media.kind} {self.media.url}]"


class TimePasses(NamedTuple):
    """Nobody says anything for a while."""

    seconds: int
    span: Span

    def events(self, at: datetime) -> tuple[Event, ...]:
        """Give the event; the player has moved the clock."""
        return (Waited(at),)

    def tell(self) -> tuple[str, str]:
        """Say how long."""
        return "", f"wait {write_length(self.seconds)}"


class AgentDoes(NamedTuple):
    """An agent writes (`act` is "say"), does something, or fires an event ("event"; `text` is its name)."""

    act: str
    span: Span
    text: str = ""
    name: str = ""
    params: Pairs = ()

    def events(self, at: datetime) -> tuple[Event, ...]:
        """Give the event."""
        if self.act == "say":
            return (AgentSaid(at, self.text, self.name),)
        if self.act == "event":
            return (Triggered(at, self.text, texts(self.params), by_agent=True),)
        act: Act = self.act  # type: ignore[assignment] # one of the table below
        return (AgentActed(at, act, self.text, self.name),)

    def tell(self) -> tuple[str, str]:
        """Give the text, or name the act."""
        return "agent", self.text if self.act == "say" else f"[{self.act}{f': {self.text}' if self.text else ''}]"


class Sets(NamedTuple):
    """Somebody beside the talk sets params or fields of the user."""

    values: Pairs
    span: Span

    def events(self, at: datetime) -> tuple[Event, ...]:
        """Give an event for each."""
        return tuple(Changed(at, name.text, value.text) for name, value in self.values)

    def tell(self) -> tuple[str, str]:
        """Name them."""
        return "", f"set {', '.join(f'{name.text}={value.text}' for name, value in self.values)}"


class GoesTo(NamedTuple):
    """The talk goes on at a flow, or flow/step, as the chat's /goto lets it."""

    place: Scalar
    span: Span

    def events(self, at: datetime) -> tuple[Event, ...]:
        """Give the event."""
        return (Opened(at, self.place.text),)

    def tell(self) -> tuple[str, str]:
        """Name the place."""
        return "", f"goto {self.place.text}"


def texts(pairs: Pairs) -> Mapping[str, str]:
    """Give pairs as a mapping."""
    return {name.text: value.text for name, value in pairs}
