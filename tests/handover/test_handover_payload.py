"""The payload: complete, true to its schema for every bot and talk, and filled as a designer would expect."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_bots import START, bots, events, program_of
from takeover.engine.step import begin, step
from takeover.handover.email import build_email, split_addresses
from takeover.handover.schema import MOMENT, find_wrong, payload_schema
from takeover.handover.takeover import Origin, build_takeover
from takeover.handover.writing import write_json, write_moment
from takeover.language.events import Changed, Event, Heard
from takeover.language.outputs import EmailRequested, Output, TakeoverRequested

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.language.values import Json

LIVE = Origin(simulated=False)
CLOSED = datetime(2026, 3, 1, 10, tzinfo=UTC)
"""A Sunday."""

ASKING = [
    {"say": "Sorry."},
    {"ask": "Your first name?", "save": "user.profile.firstName"},
    {"ask": "Your e-mail?", "save": "mail", "type": "email"},
    {"say": "A colleague answers within the hour."},
    {"note": "Was polite."},
    {"takeover": {"note": "Asked: {{ question }}", "within": "50m"}},
]
ACME: dict[str, Any] = {
    "bot": "Acme Support",
    "timezone": "Europe/Amsterdam",
    "hours": {"office": {"mon-fri": "09:00-17:30"}},
    "routing": [
        {"if": {"param": {"topic": "billing"}}, "queue": "billing", "priority": "high", "assignee": "{{ topic }} team"},
        {"if": {"not": {"hours": "office"}}, "queue": "night", "to": "tickets"},
        {"queue": "general", "to": ["archive", "tickets"]},
    ],
    "targets": {"archive": {"file": "t.jsonl"}, "tickets": {"smtp": "${SMTP}", "to": "help@acme.example"}},
    "flow": "Takeover",
    "steps": [
        {"when": "unknown", "do": ASKING},
        {"when": {"text": "talk to a person"}, "step": "person", "do": [{"takeover": {"reason": "requested"}}]},
        {"when": {"text": "my invoice is wrong"}, "do": [{"takeover": {"queue": "night", "priority": "urgent"}}]},
        {"when": {"contains": "kangaroo"}, "do": [{"takeover": {"reason": "about kangaroos.", "pause": "10m"}}]},
        {"when": {"contains": "notify"}, "do": [{"takeover": {"pause": "false", "to": "archive", "transcript": 1}}]},
        {"when": {"contains": "mail me"}, "do": [{"email": {"to": "help@acme.example"}}]},
    ],
}


@cache
def validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(payload_schema())


def talk(program: Program, *happened: Event | str, at: datetime = START) -> list[Output]:
    conversation = begin(program, "made", at)
    outputs: list[Output] = []
    for event in happened:
        stepped = step(program, conversation, Heard(at, event) if isinstance(event, str) else event)
        conversation = stepped.conversation
        outputs += stepped.outputs
    return outputs


def payloads(program: Program, outputs: list[Output], origin: Origin = LIVE) -> list[Any]:
    built: list[Any] = []
    for output in outputs:
        if isinstance(output, TakeoverRequested):
            built.append(build_takeover(program, output, origin))
        if isinstance(output, EmailRequested):
            built.append(build_email(program, output, origin))
    for payload in built:
        assert list(find_wrong(payload)) == []
        assert [error.message for error in validator().iter_errors(payload)] == []
        assert json.loads(write_json(payload)) == payload
    return built


def hand_over(*happened: Event | str, bot: Any = ACME, at: datetime = START) -> Any:
    program = program_of(bot)
    (payload,) = payloads(program, talk(program, *happened, at=at))
    return payload


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(bots, st.lists(events, min_size=1, max_size=8), st.integers(0, 1 << 32), st.booleans())
def test_every_takeover_of_every_talk_is_a_payload(bot: Any, happened: list[Event], seed: int, live: bool) -> None:  # noqa: FBT001
    program = program_of(bot)
    conversation = begin(program, "made", START, seed=seed)
    for event in happened:
        stepped = step(program, conversation, event)
        conversation = stepped.conversation
        payloads(program, list(stepped.outputs), Origin(simulated=not live))


def test_an_unknown_question_with_all_that_was_learnt() -> None:
    payload = hand_over("Do parrots bite?", "Jane", "it's jane@example.com")
    assert payload["id"] == "made:3:3"
    assert payload["created_at"] == "2026-03-02T09:15:00Z"
    assert payload["source"] == {"tool": "takeover", "version": payload["source"]["version"], "run_id": None} | {
        "simulated": False
    }
    assert payload["flow"] == {"name": "Takeover", "version": None, "step": "1", "trigger": "unknown"}
    assert payload["contact"] == {
        "id": None,
        "name": "Jane",
        "email": "jane@example.com",
        "phone": None,
        "language": None,
        "timezone": None,
        "attributes": {},
    }
    assert payload["reason"]["code"] == "unknown"
    assert payload["question"] == "Do parrots bite?"
    assert payload["subject"] == "Do parrots bite?"
    assert payload["summary"] == 'Jane asked something that the bot did not understand: "Do parrots bite?"'
    assert payload["priority"] == "normal"
    assert payload["mode"] == "live"
    assert payload["routing"] == {
        "queue": "general",
        "assignee": None,
        "to": ["archive", "tickets"],
        "rule": {"number": 3, "file": "made.yaml", "line": payload["routing"]["rule"]["line"]},
    }
    assert payload["parameters"] == {"mail": "jane@example.com"}
    assert payload["notes"] == ["Was polite.", "Asked: Do parrots bite?"]
    assert [(line["role"], line["name"], line["text"]) for line in payload["transcript"]][-3:] == [
        ("bot", "Acme Support", "Your e-mail?"),
        ("user", "Jane", "it's jane@example.com"),
        ("bot", "Acme Support", "A colleague answers within the hour."),
    ]
    assert payload["expectation"] == {
        "text": "A colleague answers within the hour.",
        "within_minutes": 50,
        "open_now": True,
    }
    assert payload["bot"] == {"name": "Acme Support", "paused": True, "paused_until": None}
    assert payload["masked"] == []


def test_near_misses_say_what_the_bot_lacks() -> None:
    strict = ACME | {"match": {"threshold": "1"}}
    payload = hand_over("speak to a person now", "Jane", "jane@example.com", bot=strict)
    (nearest, *_) = payload["near"]
    assert (nearest["step"], nearest["example"]) == ("Takeover/person", "talk to a person")
    assert payload["reason"]["confidence"] == nearest["score"] < 1
    assert payload["reason"]["intent"] is None
    assert (nearest["file"], nearest["line"] > 1) == ("made.yaml", True)


@pytest.mark.parametrize(
    ("said", "code", "text", "intent"),
    [
        ("talk to a person", "requested", "The user asked for a person.", "Takeover/person"),
        ("my invoice is wrong", "flow", "The flow hands over here.", "Takeover/3"),
        ("a kangaroo!", "flow", "about kangaroos.", "Takeover/4"),
    ],
)
def test_the_reason(said: str, code: str, text: str, intent: str) -> None:
    assert hand_over(said)["reason"] == {"code": code, "text": text, "intent": intent, "confidence": None}


def test_silence_is_a_reason() -> None:
    bot = {"flow": "F", "steps": [{"when": {"text": "hello"}, "do": {"say": "Hi."}}]}
    bot["steps"] += [{"when": {"silence": "5m"}, "do": ["takeover"]}]  # type: ignore[operator]
    later = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    payload = hand_over("hello", Heard(later, "hello"), bot=bot)
    assert payload["reason"]["code"] == "silence"
    assert payload["expectation"]["open_now"] is None, "a bot without hours does not know"


def test_what_the_action_says_wins_over_the_routing() -> None:
    payload = hand_over("my invoice is wrong")
    assert (payload["routing"]["queue"], payload["priority"]) == ("night", "urgent")
    assert payload["routing"]["rule"]["number"] == 3


def test_the_first_rule_that_holds_decides() -> None:
    payload = hand_over(Changed(START, "topic", "billing"), "talk to a person")
    assert payload["routing"]["rule"]["number"] == 1
    assert payload["routing"] | {"rule": 0} == {"queue": "billing", "assignee": "billing team", "to": [], "rule": 0}
    assert payload["priority"] == "high"


def test_out_of_hours_it_is_a_ticket() -> None:
    payload = hand_over("talk to a person", at=CLOSED)
    assert (payload["mode"], payload["expectation"]["open_now"]) == ("ticket", False)
    assert payload["routing"]["queue"] == "night"


def test_a_pause_for_a_time_says_until_when() -> None:
    assert hand_over("a kangaroo!")["bot"]["paused_until"] == "2026-03-02T09:25:00Z"


def test_notify_only() -> None:
    payload = hand_over("hello notify me")
    assert (payload["mode"], payload["bot"]["paused"], payload["routing"]["to"]) == ("ticket", False, ["archive"])
    assert [line["text"] for line in payload["transcript"]] == ["hello notify me"]


@pytest.mark.parametrize(
    ("given", "contact"),
    [
        ({"user.name": "Ada", "user.profile.fullName": "Ada Lovelace"}, {"name": "Ada"}),
        ({"user.profile.fullName": "Ada Lovelace"}, {"name": "Ada Lovelace"}),
        ({"user.profile.firstName": "Ada", "user.profile.lastName": "L"}, {"name": "Ada L"}),
        ({"first_name": "Ada", "last_name": "L"}, {"name": "Ada L"}),
        ({"first_name": "Ada", "name": "Countess"}, {"name": "Countess"}),
        ({"user.profile.email": "a@x.example", "email": "b@x.example"}, {"email": "a@x.example"}),
        ({"email": "b@x.example"}, {"email": "b@x.example"}),
        ({"work": "w@x.example", "mobile": "+31612345678"}, {"email": "w@x.example", "phone": "+31612345678"}),
        ({"user.profile.phoneNumber": "+31 6", "user.profile.language": "nl"}, {"phone": "+31 6", "language": "nl"}),
        ({"user.profile.plan": "gold", "user.id": "u7"}, {"id": "u7", "attributes": {"profile.plan": "gold"}}),
    ],
)
def test_the_contact(given: dict[str, str], contact: dict[str, Json]) -> None:
    typed = {"params": {"work": {"type": "email"}, "mobile": "phone"}}
    payload = hand_over(
        *(Changed(START, path, value) for path, value in given.items()), "a kangaroo!", bot=ACME | typed
    )
    assert {name: payload["contact"][name] for name in contact} == contact


def test_a_slot_of_an_example_has_a_type_too() -> None:
    steps = [{"when": {"text": "write to {address:email} please"}, "do": ["takeover"]}]
    payload = hand_over("write to ada@x.example please", bot={"flow": "F", "steps": steps})
    assert payload["contact"]["email"] == "ada@x.example"


def test_several_values_are_a_list() -> None:
    payload = hand_over(Changed(START, "order", "17"), Changed(START, "order", "18"), "a kangaroo!")
    assert payload["parameters"] == {"order": ["17", "18"]}


def test_tags_with_and_without_a_value() -> None:
    steps = [{"when": {"contains": "go"}, "do": [{"tag": "vip"}, {"tag": {"topic": "billing"}}, "takeover"]}]
    assert hand_over("go", bot={"flow": "F", "steps": steps})["tags"] == ["vip", "topic=billing"]


def test_choices_and_cards_are_in_the_talk() -> None:
    shown = [{"say": "Which?", "choices": ["Small", "Large"]}, {"card": {"title": "Margherita"}}, "takeover"]
    lines = hand_over("go", bot={"flow": "F", "steps": [{"when": {"contains": "go"}, "do": shown}]})["transcript"]
    assert [line["choices"] for line in lines] == [[], ["Small", "Large"], []]
    assert (lines[1]["shown"], lines[2]["shown"]["title"]) == (None, "Margherita")


def test_an_assignee_that_cannot_be_filled_is_noted() -> None:
    endless = "{% for i in (1..9999) %}xxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}"
    payload = hand_over("a kangaroo!", bot=ACME | {"routing": [{"queue": "night", "assignee": endless}]})
    assert payload["routing"]["assignee"] is None
    assert "assignee" in payload["notes"][0]


def test_an_email_ticket() -> None:
    payload = hand_over(Changed(START, "email", "jane@example.com"), "what is this", "Jane", "j@x.example", at=START)
    assert payload["type"] == "takeover.requested"
    payload = hand_over(Changed(START, "email", "jane@example.com"), "please mail me")
    assert payload["type"] == "email.requested"
    assert (payload["mode"], payload["routing"]["to"]) == ("ticket", [])
    assert payload["email"] | {"body": ""} == {
        "to": ["help@acme.example"],
        "cc": [],
        "from": None,
        "reply_to": "jane@example.com",
        "subject": payload["subject"],
        "body": "",
    }
    assert "jane@example.com" in payload["email"]["body"]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("", ()),
        ("a@x.example", ("a@x.example",)),
        ('a@x.example, "Doe, Jane" <j@x.example>,', ("a@x.example", '"Doe, Jane" <j@x.example>')),
        ('"' * 3 + "a, b", ('"""a, b',)),
    ],
)
def test_addresses_are_parted_at_commas(text: str, addresses: tuple[str, ...]) -> None:
    assert split_addresses(text) == addresses


def test_text_that_cannot_be_written_is_mended() -> None:
    payload = hand_over(Heard(START, "a kangaroo \ud83d \x1b[31m"))
    assert payload["transcript"][0]["text"] == "a kangaroo \ufffd \x1b[31m"
    assert write_json(payload).isprintable()


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (START, "2026-03-02T09:15:00Z"),
        (START.astimezone(ZoneInfo("Asia/Tokyo")), "2026-03-02T09:15:00Z"),
        (START.replace(microsecond=5_999), "2026-03-02T09:15:00.005Z"),
        (datetime.min.replace(tzinfo=ZoneInfo("Asia/Tokyo")), "0001-01-01T00:00:00+09:18:59"),
        (datetime.max.replace(tzinfo=ZoneInfo("America/New_York")), "9999-12-31T23:59:59.999-05:00"),
    ],
)
def test_moments_are_in_utc_where_that_has_them(at: datetime, written: str) -> None:
    assert write_moment(at) == written
    assert list(MOMENT.wrong(written, "")) == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"id": ""}, "id"),
        ({"id": None}, "id"),
        ({"schema": "takeover/2"}, "schema"),
        ({"extra": 1}, "extra"),
        ({"priority": "asap"}, "priority"),
        ({"created_at": "yesterday"}, "created_at"),
        ({"email": {}}, "email.to"),
        ({"type": "email.requested"}, "email"),
        ({"contact": {}}, "contact.id"),
        ({"transcript": [{}]}, "transcript.0.id"),
        ({"transcript": {}}, "transcript"),
        ({"tags": [1]}, "tags.0"),
        ({"parameters": []}, "parameters"),
        ({"question": 3}, "question"),
        ({"near": [{"step": "", "example": "", "score": 1.5, "file": "", "line": 1}]}, "near.0.score"),
        ({"near": [{"step": "", "example": "", "score": 1, "file": "", "line": 0.5}]}, "near.0.line"),
    ],
)
def test_what_is_no_payload_is_said(change: dict[str, Any], path: str) -> None:
    broken = hand_over("a kangaroo!") | change
    assert path in [wrong.path for wrong in find_wrong(broken)]
    assert not validator().is_valid(broken)


@pytest.mark.parametrize(
    "change",
    [{"subject": "\ud800"}, {"parameters": {"a": float("inf")}}, {"parameters": {"a": ["\udfff"]}}],
)
def test_what_json_cannot_hold_is_no_payload(change: dict[str, Any]) -> None:
    assert list(find_wrong(hand_over("a kangaroo!") | change))


def test_deep_nesting_is_refused_and_mended() -> None:
    deep: Json = 1
    for _ in range(500):
        deep = [deep]
    assert list(find_wrong(hand_over("a kangaroo!") | {"parameters": {"a": deep}}))


def test_the_schema_is_one_and_says_so() -> None:
    schema = payload_schema()
    assert schema["$id"] == "takeover/1"
    jsonschema_rs.meta.validate(schema)

    def described(part: Any) -> bool:
        return all(inner.get("description") for inner in part.get("properties", {}).values() if inner is not False)

    assert described(schema)
    assert all(described(part) for part in schema["properties"].values())  # type: ignore[attr-defined]
