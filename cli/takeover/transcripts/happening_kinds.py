"""How the turns in which something happens are written: the table of their kinds, and the shapes of what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from takeover.language.choices import MOST_OFFERED
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Node, Scalar
from takeover.source.shapes import Field, Kind, Length, Number, OneKind, Table, Text, Whole
from takeover.source.shapes.shape import Definitions, Schema, wanted
from takeover.transcripts.happenings import (
    AgentDoes,
    GoesTo,
    Happens,
    Medium,
    Sets,
    TimePasses,
    UserChooses,
    UserSays,
    UserSends,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.language.conversation import Media
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span
    from takeover.transcripts.happenings import Pairs

TEXT = Text()
MEDIA: tuple[Media, ...] = ("image", "file", "audio", "video", "location")
NAMED = Field("name", TEXT, "what it is called")


def _sent(kind: Media) -> Kind[Medium]:
    def make(span: Span, url: Scalar, name: Scalar | None = None) -> Medium:  # noqa: ARG001 - a kind gives its place
        return Medium(kind, url.text, name.text if name else "")

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


SENT: Mapping[str, Kind[Medium]] = {kind: _sent(kind) for kind in MEDIA}

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
            Field(
                "understood",
                Table(Number(0, 1, "a number from 0 to 1"), "intents, each with how sure the service was"),
                "what the service of `match: {http: URL}` took it for, surest first: it is not asked again",
            ),
        ),
        _kind(
            "choose",
            "The user takes a choice or button.",
            'choose: "Yes"',
            UserChooses,
            Field("label", TEXT, "its label", required=True),
            Field(
                "number",
                Whole(1, MOST_OFFERED),
                "where several have that label: its number among all choices shown since the user wrote, as the chat "
                "numbers them (left out: the newest)",
            ),
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
