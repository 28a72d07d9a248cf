"""The payload `takeover/1`, declared once: its JSON Schema, the check and the masking of a payload come from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.parts import Anything, Flag, Maybe, Number, Text, Word, Wrong
from takeover.handover.records import Key, Listed, Record, Table
from takeover.language.actions.takeover import PRIORITIES, REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.values import Json
    from takeover.source.shapes import Schema

VERSION = "takeover/1"
TAKEOVER = "takeover.requested"
EMAIL = "email.requested"

FREE = Text()
FIXED = Text(free=False)
ID = Text(free=False, empty=False)
MOMENT = Text(free=False, pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?(Z|[+-]\d\d:\d\d(:\d\d)?)$")
UNSURE = Maybe(Number(0, 1))

SOURCE = Record(
    (
        Key("tool", Word(("takeover",)), "what made this payload"),
        Key("version", ID, "its version"),
        Key("run_id", Maybe(ID), "the run that it belongs to, where one was named"),
        Key("simulated", Flag(), "true: the talk was a try-out and nobody waits for an answer"),
    )
)
FLOW = Record(
    (
        Key("name", FIXED, "the flow that handed over"),
        Key("version", Maybe(ID), "which edition of the flows that was, where it was given"),
        Key("step", FIXED, "the step of it; one without a name is called by its place: 2, 2.1"),
        Key(
            "trigger",
            ID,
            "what began the thread that led here: unknown, text, choice, event, media, empty, silence, goto, start",
        ),
    )
)
CONVERSATION = Record(
    (
        Key("id", ID, "the conversation; the same in every takeover of it"),
        Key("channel", FIXED, "where the user writes from"),
        Key("language", FIXED, "the language of the talk, as a BCP 47 tag"),
        Key("started_at", MOMENT, "when it began"),
        Key("url", Maybe(FIXED), "where it can be read, where there is such a place"),
    )
)
CONTACT = Record(
    (
        Key("id", Maybe(FREE), "who the channel says it is"),
        Key("name", Maybe(FREE), "the name that is known of the user, or that was asked for"),
        Key("email", Maybe(FREE), "an e-mail address"),
        Key("phone", Maybe(FREE), "a telephone number, as E.164 where it was read as one"),
        Key("language", Maybe(FREE), "what the user speaks"),
        Key("timezone", Maybe(FREE), "where the user is"),
        Key("attributes", Table(FREE), "all other fields of the user, by their path"),
    )
)
REASON = Record(
    (
        Key("code", Word(REASONS), "why, in a word that programs can read"),
        Key("text", FREE, "why, for people; the flow's own words where it has some"),
        Key("intent", Maybe(FIXED), "the step, as flow/step, that the user's words led to; null for none"),
        Key("confidence", UNSURE, "how near the best step came to taking the question, 0 to 1"),
    )
)
NEAR = Record(
    (
        Key("step", FIXED, "a step that nearly took the question, as flow/step"),
        Key("example", FREE, "what of it came nearest"),
        Key("score", Number(0, 1), "how near, 0 to 1"),
        Key("file", FIXED, "the file in which that is written"),
        Key("line", Number(1, whole=True), "and its line there"),
    )
)
RULE = Record(
    (
        Key("number", Number(1, whole=True), "its place in the bot's routing, from 1"),
        Key("file", FIXED, "the file in which it is written"),
        Key("line", Number(1, whole=True), "and its line there"),
    )
)
ROUTING = Record(
    (
        Key("queue", Maybe(FIXED), "the general mailbox or team that gets it"),
        Key("assignee", Maybe(FREE), "the agent who gets it"),
        Key("to", Listed(FIXED), "the bot's targets that it goes to; none named: the bot's first"),
        Key("rule", Maybe(RULE), "the rule of the routing that held"),
    )
)
LINE = Record(
    (
        Key("id", ID, "the message"),
        Key("at", MOMENT, "when it was said"),
        Key("role", Word(("user", "bot", "agent")), "who said it"),
        Key("name", Maybe(FREE), "what that one is called"),
        Key("text", FREE, "what was said; empty for something shown"),
        Key("choices", Listed(FREE), "quick replies that were offered"),
        Key("buttons", Listed(FREE), "buttons that were offered"),
        Key("shown", Maybe(Table(Anything())), "what was sent beside or in place of a text: media, a location, a card"),
    )
)
EXPECTATION = Record(
    (
        Key("text", Maybe(FREE), "what the bot last told the user before it handed over"),
        Key("within_minutes", Maybe(Number(0, whole=True)), "the time within which an answer was promised"),
        Key("open_now", Maybe(Flag()), "whether any of the bot's business hours is open; null for a bot without hours"),
    )
)
BOT = Record(
    (
        Key("name", FIXED, "the bot"),
        Key("paused", Flag(), "whether it is silent from now on"),
        Key("paused_until", Maybe(MOMENT), "until when; null: until somebody resumes it"),
    )
)
MAIL = Record(
    (
        Key("to", Listed(FREE), "where it goes"),
        Key("cc", Listed(FREE), "who gets a copy"),
        Key("from", Maybe(FREE), "the sender; null: the target's"),
        Key("reply_to", Maybe(FREE), "where an answer goes"),
        Key("subject", FREE, "the subject"),
        Key("body", FREE, "the text"),
    )
)
PAYLOAD = Record(
    (
        Key("schema", Word((VERSION,)), "the version of this schema"),
        Key("id", ID, "this takeover; the same whenever it is sent, so that it can be told when it comes twice"),
        Key("type", Word((TAKEOVER, EMAIL)), "a conversation handed over, or an e-mail ticket"),
        Key("created_at", MOMENT, "when, in UTC, by the conversation's clock"),
        Key("source", SOURCE, "what made it"),
        Key("flow", FLOW, "where in the flows it happened"),
        Key("conversation", CONVERSATION, "the talk that it is about"),
        Key("contact", CONTACT, "who the user is, as far as anybody knows"),
        Key("reason", REASON, "why it is handed over"),
        Key("question", Maybe(FREE), "the input that was not understood"),
        Key("near", Listed(NEAR), "what came nearest to understanding it, best first: what the bot lacks"),
        Key("subject", FREE, "one line for a list of tickets"),
        Key("summary", FREE, "what happened, in a sentence"),
        Key("priority", Word(PRIORITIES), "how urgent it is"),
        Key("mode", Word(("ticket", "live")), "live: the bot waits for an agent to join; ticket: it is answered later"),
        Key("routing", ROUTING, "who gets it"),
        Key("tags", Listed(FREE), "the conversation's tags: name, or name=value"),
        Key("parameters", Table(Anything()), "each param's value; a list where it has several"),
        Key("notes", Listed(FREE), "for the agent only; the user never saw these"),
        Key("transcript", Listed(LINE), "the talk, oldest first"),
        Key("expectation", EXPECTATION, "what the user was told to expect"),
        Key("bot", BOT, "the state of the bot from now on"),
        Key("masked", Listed(FIXED), "the sensitive params whose values were masked wherever they stood"),
        Key("email", MAIL, "the message; there when the type is email.requested", optional=True),
    )
)


def payload_schema() -> Schema:
    """Give the JSON Schema (draft 2020-12) that every payload satisfies. One that does not is our bug."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": VERSION,
        "title": "A takeover",
        "description": "A conversation handed to a person, with all that the person needs.",
        **PAYLOAD.schema(),
        "if": {"properties": {"type": {"const": EMAIL}}},
        "then": {"required": ["email"]},
        "else": {"properties": {"email": False}},
    }


def find_wrong(payload: Json) -> Iterator[Wrong]:
    """Find everything that keeps a value from being a payload; the same as the JSON Schema says, in words."""
    yield from PAYLOAD.wrong(payload, "")
    if isinstance(payload, dict) and (payload.get("type") == EMAIL) != ("email" in payload):
        message = "is missing" if "email" not in payload else f'belongs to the type "{EMAIL}" only'
        yield Wrong("email", message)
