"""How the turns that expect something are written: the table of their kinds, and the shapes of what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from takeover.language.outputs import Shows
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Node, Scalar
from takeover.source.shapes import Field, Flag, Kind, Many, OneKind, Record, Table, Text, Whole
from takeover.source.shapes.records import fields_schema, read_entries
from takeover.source.shapes.shape import Definitions, Schema, wanted
from takeover.transcripts.expected import (
    AnyOrder,
    BotSays,
    Calls,
    Includes,
    Knows,
    NotUnderstood,
    SendsEmail,
    StaysSilent,
    TakesOver,
    Took,
)
from takeover.transcripts.literal import LiteralJson
from takeover.transcripts.matchers import (
    ANYTHING,
    MATCH_FIELDS,
    VALUE,
    WRITTEN,
    Empty,
    Every,
    Listed,
    Matcher,
    is_text,
    join_matchers,
)

if TYPE_CHECKING:
    from takeover.language.values import Json
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

SHOWN = tuple(kind for kind in get_args(Shows) if kind != "delay")
OPTIONAL = Field("optional", Flag(), "it may also not come")


class Choices(NamedTuple):
    """The shape of labels that are offered: all of them, in their order."""

    label: str = "a list of labels"

    def read(self, node: Node, problems: Problems) -> Listed | None:
        """Give the list; `[]` wants none."""
        labels = Many(WRITTEN, self.label, least=0).read(node, problems)
        return None if labels is None else Listed(labels)

    def schema(self, definitions: Definitions) -> Schema:
        """Give the list."""
        return Many(WRITTEN, self.label, least=0).schema(definitions)


BOT_FIELDS = (
    *MATCH_FIELDS,
    *(Field(kind, VALUE, f"a {kind} that is shown: its title or address") for kind in SHOWN),
    Field("choices", Choices(), "the labels of all choices, in their order"),
    Field("buttons", Choices(), "the labels of all buttons, in their order"),
    OPTIONAL,
)


class Saying(NamedTuple):
    """The shape of what the bot says or shows."""

    label: str = "what the bot says, or a matcher"

    def read(self, node: Node, problems: Problems) -> BotSays | None:
        """Give it, without its place."""
        if isinstance(node, Fields):
            return BOT.read(node, problems)
        text = WRITTEN.read(node, problems)
        return None if text is None else BotSays(text, node.span)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a text, or the fields."""
        return {"anyOf": [WRITTEN.schema(definitions), fields_schema(BOT_FIELDS, definitions)]}


def _make_saying(
    span: Span,
    choices: Matcher | None = None,
    buttons: Matcher | None = None,
    optional: bool = False,  # noqa: FBT001, FBT002 - a field that is read
    **given: Any,  # noqa: ANN401 - the fields of a matcher, and what is shown
) -> BotSays:
    shows = next((kind for kind in SHOWN if kind in given), "")
    shown = given.pop(shows) if shows else None
    matcher = join_matchers(**{name: given[name] for name in given if name not in SHOWN})
    if shown is not None:
        told = ANYTHING if isinstance(shown, Empty) else shown
        matcher = told if matcher == ANYTHING else Every((told, matcher))
    return BotSays(matcher, span, shows, choices, buttons, optional)


BOT = Record(_make_saying, BOT_FIELDS, "what the bot says")


class Payload(NamedTuple):
    """The shape of what a takeover must hold: fields by their dotted path, `exactly` and `optional`."""

    label: str = "fields such as reason: or contact.email:"

    def read(self, node: Node, problems: Problems) -> TakesOver | None:
        """Give it, without its place."""
        if not isinstance(node, Fields):
            wanted(self.label, node, problems, "write {reason: unknown}, or nothing for any takeover")
            return None
        flags = tuple(entry for entry in node.entries if entry.key.text in FLAG_KEYS)
        read = read_entries(flags, FLAGS, "a takeover", node.span, problems)
        fields = tuple(
            (entry.key, value)
            for entry in node.entries
            if entry.key.text not in FLAG_KEYS and (value := VALUE.read(entry.value, problems)) is not None
        )
        return None if read is None else TakesOver(fields, node.span, **read)  # type: ignore[arg-type]

    def schema(self, definitions: Definitions) -> Schema:
        """Accept any path; those that are none are found when the transcript is played."""
        made = fields_schema(FLAGS, definitions)
        return {**made, "additionalProperties": VALUE.schema(definitions)}


FLAGS = (Field("exactly", Flag(), "nothing else may be there that the flow decides"), OPTIONAL)
FLAG_KEYS = frozenset(field.key for field in FLAGS)
MAIL_FIELDS = tuple(
    Field(key, VALUE, help_, attr=f"mail_{key}")
    for key, help_ in (
        ("to", "where it goes"),
        ("cc", "who gets a copy"),
        ("from", "the sender"),
        ("reply_to", "where an answer goes"),
        ("subject", "the subject"),
        ("body", "the text"),
    )
)


def _make_bot(says: BotSays | None = None, span: Span | None = None) -> BotSays:
    assert span is not None
    return BotSays(ANYTHING, span) if says is None else says._replace(span=span)


def _make_takeover(takes: TakesOver | None = None, span: Span | None = None) -> TakesOver:
    assert span is not None
    return TakesOver((), span) if takes is None else takes._replace(span=span)


def _make_email(span: Span, optional: bool = False, **fields: Matcher) -> SendsEmail:  # noqa: FBT001, FBT002 - a field that is read
    return SendsEmail(span, tuple((name.removeprefix("mail_"), value) for name, value in fields.items()), optional)


def _make_call(
    span: Span,
    where: Matcher = ANYTHING,
    returns: tuple[Json] | None = None,
    failed: Scalar | None = None,
    status: int | None = None,
    method: Scalar | None = None,
) -> Calls:
    return Calls(
        where, span, returns, None if failed is None else failed.text, status, is_text(method.text) if method else None
    )


def _make_silent(span: Span, silent: bool = True) -> StaysSilent:  # noqa: FBT001, FBT002 - a field that is read
    return StaysSilent(silent, span)


def _make_unknown(span: Span, unknown: bool = True) -> NotUnderstood:  # noqa: FBT001, FBT002 - a field that is read
    return NotUnderstood(unknown, span)


def _knows(what: str) -> Any:  # noqa: ANN401 - what a kind makes
    def make(values: tuple[tuple[Scalar, Matcher], ...], span: Span) -> Knows:
        return Knows(what, values, span)

    return make


MESSAGES: OneKind[BotSays | TakesOver | SendsEmail] = OneKind(
    "message", lambda: {key: EXPECTATIONS[key] for key in ("bot", "takeover", "email")}
)
VALUES = Field("values", Table(VALUE, "names with their values"), "names with their values", required=True)

EXPECTATIONS: dict[str, Kind[Any]] = {
    kind.key: kind
    for kind in (
        Kind(
            "bot",
            "bot",
            "The bot says or shows something.",
            "bot: {contains: e-mail}",
            _make_bot,
            (Field("says", Saying(), "what it says"),),
            nested=False,
            bare=True,
        ),
        Kind(
            "silent",
            "silent",
            "The bot does not answer.",
            "silent: true",
            _make_silent,
            (Field("silent", Flag(), "true"),),
            nested=False,
            bare=True,
        ),
        Kind(
            "takeover",
            "takeover",
            "The conversation is handed over, with these fields in its payload.",
            "takeover: {reason: unknown, contact.email: jane@example.com}",
            _make_takeover,
            (Field("takes", Payload(), "fields of the payload"),),
            nested=False,
            bare=True,
        ),
        Kind(
            "email",
            "e-mail",
            "An e-mail goes out.",
            "email: {to: help@acme.example}",
            _make_email,
            (*MAIL_FIELDS, OPTIONAL),
            bare=True,
        ),
        Kind(
            "call",
            "call",
            "A call is made, and this is its answer; without one, its example is.",
            "call: https://acme.example/orders\nreturns: {status: shipped}",
            _make_call,
            (
                Field("where", WRITTEN, "its address, or the target that it names"),
                Field("returns", LiteralJson(), "the answer"),
                Field("failed", Text(), "it fails: why, or its status"),
                Field("status", Whole(100, 599), "the HTTP status of the answer"),
                Field("method", Text(), "the method that it must have"),
            ),
            bare=True,
        ),
        Kind(
            "params",
            "params",
            "Params have these values now; one without a value must not be set.",
            "params: {topic: billing}",
            _knows("params"),
            (VALUES,),
            nested=False,
        ),
        Kind(
            "tags",
            "tags",
            "Tags have these values now; one without a value must not be set.",
            "tags: {vip: 'true'}",
            _knows("tags"),
            (VALUES,),
            nested=False,
        ),
        Kind(
            "flow",
            "flow",
            "The last input led to this flow, or flow/step.",
            "flow: Takeover/1",
            Took,
            (Field("place", Text(), "the flow, or flow/step", required=True),),
            nested=False,
        ),
        Kind(
            "unknown",
            "unknown",
            "The last input was not understood.",
            "unknown: true",
            _make_unknown,
            (Field("unknown", Flag(), "true"),),
            nested=False,
            bare=True,
        ),
        Kind(
            "any_order",
            "any order",
            "All of these come, in whichever order.",
            "any_order: [{bot: A}, {bot: B}]",
            AnyOrder,
            (Field("turns", Many(MESSAGES, "a list of bot, takeover and email turns"), "them", required=True),),
            nested=False,
        ),
    )
}
INCLUDE = Kind(
    "include",
    "include",
    "Puts turns here that a _shared.yaml names.",
    "include: greeting",
    Includes,
    (Field("name", Text(), "their name", required=True),),
    nested=False,
)
