"""Our own transcripts: what is written is read back as the same texts, and tells what happened."""

from __future__ import annotations

import json
import unicodedata
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from made_bots import START, bots, events, program_of
from takeover.engine.step import begin, step
from takeover.language.events import (
    AgentActed,
    AgentSaid,
    Answered,
    Changed,
    Chose,
    Event,
    Heard,
    Opened,
    Sent,
    Triggered,
    Waited,
)
from takeover.language.outputs import Output, Said
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Problems
from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.transcripts.own import Talk, left_out, write
from takeover.transcripts.scalars import quote, write_expected, write_json, write_scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.engine.program import Program
    from takeover.language.values import Json

AT = datetime.fromisoformat("2026-03-02T10:15+01:00")
texts = st.text().map(lambda text: "".join(c for c in text if unicodedata.category(c) != "Cs"))


def read(text: str) -> Node:
    """Read with our own reader, which says nothing against it."""
    problems = Problems()
    tree = read_tree(text, "t.yaml", problems)
    assert tree is not None, problems.found
    assert problems.found == []
    return tree


def plain(node: Node) -> Any:
    match node:
        case Scalar(text=text):
            return text
        case Items(items=items):
            return [plain(item) for item in items]
        case Fields(entries=entries):
            return {entry.key.text: plain(entry.value) for entry in entries}


@given(texts)
@example("yes")
@example("012")
@example("/quit")
@example("a: b")
@example("a #b")
@example("- a")
@example("")
@example(" a ")
@example("two\nlines\n")
@example("\x85\u2028\ufeff\u202e\x1b[31m\x00")
@example("emoji 👩‍👩‍👧 漢字 é e\u0301")
@example("1e3")
@example("2026-03-02")
@example("null")
@example("{a}")
@example("a" * 500)
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    for written in (write_scalar(text), quote(text)):
        assert "\n" not in written
        assert plain(read(f"- user: {written}\n- {{a: {quote(text)}, b: 1}}\n")) == [
            {"user": text},
            {"a": text, "b": "1"},
        ]
        assert yaml.safe_load(f"user: {written}") == {"user": text}


@given(texts)
def test_what_is_written_steers_no_terminal(text: str) -> None:
    assert write_scalar(text).isprintable()


def test_half_a_character_is_replaced() -> None:
    assert plain(read(f"a: {write_scalar(chr(0xD800))}")) == {"a": "\ufffd"}


@pytest.mark.parametrize(
    "text", ["Hello there", "I'm fine, thanks!", "Jane (30) is here?", "café", "a/b", "€ is money"]
)
def test_what_people_write_needs_no_quotes(text: str) -> None:
    assert write_scalar(text) == (text if text != "€ is money" else '"€ is money"')


@pytest.mark.parametrize("text", ["/yes/", "/a b/c #d: e/", "/.*/i", "/two\nlines/", "/ spaced /", "/a\u202eb/"])
def test_a_text_between_slashes_is_expected_as_itself(text: str) -> None:
    assert plain(read(f"- bot: {write_expected(text)}")) == [{"bot": {"is": text}}]


@given(texts.filter(lambda text: not (text.startswith("/") and text.endswith(("/", "/i")))))
def test_any_other_text_is_expected_as_it_is(text: str) -> None:
    assert plain(read(f"- bot: {write_expected(text)}")) == [{"bot": text}]


json_values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=8,
)


def as_texts(value: Json) -> Any:
    match value:
        case list():
            return [as_texts(item) for item in value]
        case dict():
            return {key: as_texts(item) for key, item in value.items()}
        case str():
            return value
        case _:
            return json.dumps(value)


@given(json_values)
def test_json_is_read_back_as_it_was(value: Json) -> None:
    assert plain(read(f"returns: {write_json(value)}")) == {"returns": as_texts(value)}


def play(program: Program, happened: Sequence[Event]) -> list[tuple[Event, Sequence[Output]]]:
    conversation = begin(program, "conv", AT)
    turns: list[tuple[Event, Sequence[Output]]] = []
    for event in happened:
        stepped = step(program, conversation, event)
        conversation = stepped.conversation
        turns.append((event, stepped.outputs))
    return turns


def talk(bot: Any, *happened: Event, **more: Any) -> Talk:
    turns = play(program_of(bot), (Opened(AT), *happened))
    return Talk("A talk", "..", AT, turns, 7, **more)


BOT = {
    "flow": "Main",
    "steps": [
        {"when": {"event": "opened"}, "do": [{"say": "Hello."}, {"delay": "2s"}, {"image": "https://x.example/a.png"}]},
        {
            "when": {"text": ["human"]},
            "do": [{"takeover": {"reason": "requested", "unavailable": [{"say": "Nobody."}]}}],
        },
        {"when": {"text": ["mail"]}, "do": [{"email": {"to": "a@b.example", "subject": "Hi: there"}}]},
        {
            "when": {"text": ["call"]},
            "do": [{"call": {"url": "https://x.example/", "save": "x"}}, {"say": "{{ x.n }}."}],
        },
        {"when": "location", "do": [{"location": {"latitude": 52.1, "longitude": 4.3, "title": "Here"}}]},
    ],
}


def test_a_talk_as_it_is_written() -> None:
    later = AT + timedelta(minutes=90)
    payload: dict[str, Json] = {
        "reason": {"code": "requested", "text": "The user asked for a person."},
        "routing": {"queue": "billing"},
        "question": "What: now?",
        "contact": {"name": "Jane", "email": None},
    }
    written = write(
        talk(
            BOT,
            Heard(AT, "yes"),
            Heard(AT, "call"),
            Answered(AT, "conv:3:1", "ok", 200, {"n": 3, "s": "3", "l": [True, None]}),
            Heard(AT, "call"),
            Answered(AT, "conv:5:1", "failed", 503, detail="503: no"),
            Chose(AT, "Blue one"),
            Heard(AT, "mail"),
            Waited(later),
            Sent(later, "location", "52.1,4.3", "Home"),
            Triggered(later, "paid"),
            Triggered(later, "paid", {"amount": "12"}),
            Changed(later, "topic", "billing"),
            Opened(later, "Main/2"),
            Heard(later, "hi?"),
            AgentActed(later, "accept"),
            AgentSaid(later, "Hello Jane", "Sam"),
            AgentSaid(later, "bye"),
            Triggered(later, "paid", {"amount": "12"}, by_agent=True),
            AgentActed(later, "note", "angry", "Sam"),
            Heard(later, "human"),
            Answered(later, "conv:21:1", "refused", 409, detail="full"),
            AgentActed(later, "resolve", "fixed"),
            channel="whatsapp",
            language="en",
            payloads={"conv:14:1": payload},
        )
    )
    read(written)
    assert written == GOLDEN


GOLDEN = """\
transcript: A talk
bot: ".."
at: 2026-03-02T10:15+01:00
given:
  channel: whatsapp
  language: en
  seed: 7
turns:
  - bot: Hello.
  - bot: {image: "https://x.example/a.png"}
  - user: "yes"
  - silent: true
  - user: call
  - call: "https://x.example/"
    returns: {"n": 3, "s": "3", "l": [true, null]}
  - bot: "3."
  - user: call
  - call: "https://x.example/"
    failed: "503: no"
  - bot: "3."
  - choose: Blue one
  - silent: true
  - user: mail
  - email:
      to: "a@b.example"
      subject: "Hi: there"
  - silent: true
  - wait: 1h 30m
  - send:
      location: "52.1,4.3"
      name: Home
  - bot: {location: "52.1,4.3"}
  - event: paid
  - event:
      name: paid
      params:
        amount: "12"
  - set:
      topic: billing
  - goto: Main/2
  - takeover:
      reason: requested
      queue: billing
      question: "What: now?"
      contact.name: Jane
  - user: hi?
  - silent: true
  - agent:
      accept: ""
  - agent:
      say: Hello Jane
      name: Sam
  - agent: bye
  - agent:
      event: paid
      params:
        amount: "12"
  - agent:
      note: angry
      name: Sam
  - user: human
  - takeover:
      reason: requested
  - silent: true
  - agent:
      refuse: full
  - bot: Nobody.
  - agent:
      resolve: fixed
"""


def test_what_is_given() -> None:
    begun = (Changed(AT, "topic", "yes"), Changed(AT, "user.name", "Jane: x"), Opened(AT, "Main/2"))
    turns = play(program_of(BOT), begun)
    pairs: dict[str, Any] = {"params": (("topic", "yes"),), "user": (("name", "Jane: x"),), "start": "Main/2"}
    written = plain(read(write(Talk("A talk", "..", AT, turns, 7, **pairs))))
    assert written["given"] == {
        "params": {"topic": "yes"},
        "user": {"name": "Jane: x"},
        "channel": "web",
        "start": "Main/2",
        "seed": "7",
    }
    assert next(iter(written["turns"][0])) == "takeover"


def test_nothing_happened() -> None:
    assert plain(read(write(talk({"flow": "Main", "steps": [{"when": "unknown"}]}))))["turns"] == []


def test_a_long_wait_is_several() -> None:
    written = plain(read(write(talk(BOT, Waited(AT + timedelta(days=5000))))))
    assert [turn["wait"] for turn in written["turns"] if "wait" in turn] == ["3660d", "1340d"]


def test_what_is_left_out_is_named() -> None:
    written = talk(BOT, Changed(AT, "topic", "x"), Opened(AT, "Main/2"), Opened(AT), Answered(AT, "conv:9:9"))
    assert left_out(written) == ("the event opened", "the answer to conv:9:9")
    assert left_out(talk(BOT, Heard(AT, "hi"))) == ()


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(bots, st.lists(events, max_size=8))
def test_any_talk_can_be_read(bot: Any, happened: list[Event]) -> None:
    turns = play(program_of(bot), (Opened(START), *happened))
    read_turns = plain(read(write(Talk("A talk", "..", START, turns, 7))))["turns"]
    said = [output.text for _, outputs in turns for output in outputs if isinstance(output, Said)]
    expected = [turn["bot"] for turn in read_turns if "bot" in turn]
    assert [
        text if isinstance(text, str) else text["is"] for text in expected if isinstance(text, str) or "is" in text
    ] == said
    heard = [event.text for event in happened if isinstance(event, Heard)]
    assert [turn["user"] for turn in read_turns if "user" in turn] == heard


def test_the_number_of_a_choice_is_kept() -> None:
    written = write(talk(BOT, Chose(AT, "Buy: now", 2), Chose(AT, "Buy", 0), Chose(AT, "Buy", -1)))
    assert '- choose:\n      label: "Buy: now"\n      number: 2\n' in written
    assert written.count("choose: Buy\n") == 2
