"""The turns in which something happens: the user, an agent or time does it, and each gives the event that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from takeover.language.events import AgentActed, AgentSaid, Changed, Chose, Heard, Opened, Sent, Triggered, Waited
from takeover.source.nodes import Fields, Node, Scalar
from takeover.source.shapes import Field, Kind, Length, OneKind, Table, Text
from takeover.source.shapes.scalars import write_length
from takeover.source.shapes.shape import Definitions, Schema, wanted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from takeover.language.conversation import Media
    from takeover.language.events import Act, Event
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

TEXT = Text()
Pairs = tuple[tuple[Scalar, Scalar], ...]


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

    def events(self, at: datetime) -> tuple[Event, ...]:
        """Give the event."""
        return (Heard(at, self.text.text),)

    def tell(self) -> tuple[str, str]:
        """Give the text."""
        return "user", self.text.text


class UserChooses(NamedTuple):
    """The user takes a choice or a button by its label."""

    label: Scalar
    span: Span

    def events(self, at: datetime) -> tuple[Event, ...]:
        """Give the event."""
        return (Chose(at, self.label.text),)

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


class Media_(NamedTuple):  # noqa: N801 - the room of events has a `Media`
    """What is sent: its kind, where it is, and what it is called."""

    kind: Media
    url: str
    name: str = ""


class UserSends(NamedTuple):
    """The user sends media or a location."""

    media: Media_
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


MEDIA: tuple[Media, ...] = ("image", "file", "audio", "video", "location")
NAMED = Field("name", TEXT, "what it is called")


def _sent(kind: Media) -> Kind[Media_]:
    def make(span: Span, url: Scalar, name: Scalar | None = None) -> Media_:  # noqa: ARG001 - a kind gives its place
        return Media_(kind, url.text, name.text if name else "")

    where = "latitude,longitude" if kind == "location" else "its address"
    return Kind(
        kind,
        kind,
        f"Sends {kind}.",
        f"{kind}: …",
        make,
        (Field("url", TEXT, where, required=True), NAMED),
        nested=False,
    )


SENT: Mapping[str, Kind[Media_]] = {kind: _sent(kind) for kind in MEDIA}

PARAMS = Field("params", Table(TEXT, "names with their values"), "params that come with it")
WHO = Field("name", TEXT, "what the agent is called")


def _act(act: str, help_: str, *, needs_text: bool = False) -> Kind[AgentDoes]:
    def make(span: Span, text: Scalar | None = None, name: Scalar | None = None, params: Pairs = ()) -> AgentDoes:
        return AgentDoes(act, span, text.text if text else "", name.text if name else "", params)

    fields: tuple[Field, ...] = (Field("text", TEXT, "the words", required=needs_text), WHO)
    if act == "event":
        fields = (Field("event", TEXT, "the event", required=True, attr="text"), WHO, PARAMS)
    return Kind(act, act, help_, f"{act}: …", make, fields, nested=False, bare=not needs_text)


ACTS = {
    kind.key: kind
    for kind in (
        _act("say", "Writes to the user.", needs_text=True),
        _act("accept", "Takes the takeover."),
        _act("refuse", "Refuses the takeover."),
        _act("resume", "Gives the talk back to the bot."),
        _act("resolve", "Closes the talk."),
        _act("event", "Fires an event, which also resumes the bot.", needs_text=True),
        _act("note", "Notes something that the user does not see.", needs_text=True),
    )
}
ACT: OneKind[AgentDoes] = OneKind("act", lambda: ACTS)


class Acting(NamedTuple):
    """The shape of what an agent does: words to the user, or an act."""

    label: str = "what the agent says or does"

    def read(self, node: Node, problems: Problems) -> AgentDoes | None:
        """Give it."""
        if isinstance(node, Fields):
            return ACT.read(node, problems)
        if isinstance(node, Scalar) and not node.missing:
            return AgentDoes("say", node.span, node.text)
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a text, or an act."""
        return {"anyOf": [TEXT.schema(definitions), ACT.schema(definitions)]}


def _make_agent(does: AgentDoes, span: Span) -> AgentDoes:
    return does._replace(span=span)


def _kind(key: str, help_: str, example: str, make: Any, *fields: Field, nested: bool = True) -> Kind[Any]:  # noqa: ANN401 - a class of this file
    return Kind(key, key, help_, example, make, fields, nested=nested)


HAPPENINGS = {
    kind.key: kind
    for kind in (
        _kind(
            "user",
            "The user writes.",
            "user: My parrot ate the invoice",
            UserSays,
            Field("text", TEXT, "what the user writes", required=True),
        ),
        _kind(
            "choose",
            "The user takes a choice or button.",
            'choose: "Yes"',
            UserChooses,
            Field("label", TEXT, "its label", required=True),
        ),
        _kind(
            "event",
            "An event happens outside.",
            "event: PAID",
            Happens,
            Field("name", TEXT, "the event", required=True),
            PARAMS,
        ),
        _kind(
            "send",
            "The user sends media or a location.",
            "send: {image: 'https://acme.example/parrot.jpg'}",
            UserSends,
            Field("media", OneKind("media", lambda: SENT), "what is sent", required=True),
            nested=False,
        ),
        _kind(
            "wait",
            "Time goes by, and nobody says anything.",
            "wait: 15m",
            TimePasses,
            Field("seconds", Length(), "how long", required=True),
            nested=False,
        ),
        _kind(
            "agent",
            "An agent writes or does something.",
            "agent: Hello Jane, this is Sam.",
            _make_agent,
            Field("does", Acting(), "what the agent says or does", required=True),
            nested=False,
        ),
        _kind(
            "set",
            "Sets params, or fields of the user, beside the talk.",
            "set: {topic: billing}",
            Sets,
            Field("values", Table(TEXT, "names with their values"), "names with their values", required=True),
            nested=False,
        ),
        _kind(
            "goto",
            "Goes to a flow or step, as the chat's /goto.",
            "goto: Billing",
            GoesTo,
            Field("place", TEXT, "the flow, or flow/step", required=True),
        ),
    )
}
