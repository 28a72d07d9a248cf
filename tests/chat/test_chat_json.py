"""A chat with another program: every event and output has its JSON, and no line whatever ends the talk."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chats import begin_chat
from fake_host import MOMENT
from made_bots import START, bots, events, program_of
from takeover.chat.codec import EVENTS, OUTPUTS, READERS, NotAnEvent, name_of, read_line, type_of, write_output
from takeover.chat.json_lines import JsonBoard, chat_in_json
from takeover.engine.step import begin, step
from takeover.language.events import Answered, Event, Heard, Triggered, Waited

if TYPE_CHECKING:
    from pathlib import Path

LATER = MOMENT + timedelta(hours=1)


def exchange(folder: Path, *lines: str) -> list[dict[str, Any]]:
    """Write lines, and give what is written back."""
    written = StringIO()
    board = JsonBoard(written)
    chat = begin_chat(folder, frozen=True, board=board).chat
    chat_in_json(chat, StringIO("".join(f"{line}\n" for line in lines)), board)
    return [json.loads(line) for line in written.getvalue().splitlines()]


def texts(outputs: list[dict[str, Any]]) -> list[str]:
    return [output["text"] for output in outputs if output["output"] == "said"]


def test_every_field_of_every_event_can_be_read() -> None:
    types = {type_of(kind, field) for kind in EVENTS.values() for field in kind._fields if field != "at"}
    assert types == set(READERS)


def test_names() -> None:
    assert set(EVENTS) == {
        *(
            "opened",
            "heard",
            "chose",
            "sent",
            "triggered",
            "waited",
            "agent_said",
            "agent_acted",
            "answered",
            "changed",
        ),
    }
    assert len(set(OUTPUTS.values())) == len(OUTPUTS)
    assert name_of(Heard) == "heard"


@given(events)
def test_an_event_is_read_as_it_was_written(event: Event) -> None:
    written = event._asdict()
    line = json.dumps({"event": name_of(type(event)), **written}, default=lambda at: at.isoformat())
    assert read_line(line, MOMENT) == (event, event.at)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
@given(bots, st.lists(events, max_size=5))
def test_every_output_has_its_json(bot: Any, happened: list[Event]) -> None:
    program = program_of(bot)
    conversation = begin(program, "conv", START)
    for event in happened:
        stepped = step(program, conversation, event)
        conversation = stepped.conversation
        for output in stepped.outputs:
            written = json.loads(json.dumps(write_output(output, program), allow_nan=False))
            assert written["output"] == OUTPUTS[type(output)]
            assert written["id"] == output.id
            assert "before" not in written


def test_a_talk(tmp_path: Path) -> None:
    outputs = exchange(tmp_path, '{"event": "heard", "text": "menu"}', '{"event": "chose", "label": "Red"}')
    opening = [output["output"] for output in outputs[:3]]
    assert opening == ["entered", "said", "done"]
    assert texts(outputs) == ["Hello.", "Which?", "Sorry."]
    said = next(output for output in outputs if output.get("text") == "Which?")
    assert said["span"] == "main.yaml:8:11"
    assert said["id"] == "conv:2:1"
    assert [choice["label"] for choice in said["choices"]] == ["Red", "Green", "Person"]
    assert said["choices"][2]["step"] == "Desk/handover"
    assert [output["turn"] for output in outputs if output["output"] == "done"] == [1, 2, 3]


def test_a_decision_names_its_steps(tmp_path: Path) -> None:
    entered = exchange(tmp_path, '{"event": "heard", "text": "menu"}')[3]
    assert entered["decision"]["taken"]["step"] == "Main/2"
    assert entered["decision"]["taken"]["score"] == 1


def test_a_takeover_and_its_payload(tmp_path: Path) -> None:
    outputs = exchange(tmp_path, '{"event": "heard", "text": "human"}', '{"event": "agent_acted", "act": "refuse"}')
    payload = next(output for output in outputs if output["output"] == "payload")["payload"]
    requested = next(output for output in outputs if output["output"] == "takeover_requested")
    assert payload["id"] == requested["id"]
    assert texts(outputs)[-1] == "Nobody is there."


def test_a_program_answers_a_request_itself(tmp_path: Path) -> None:
    refused = '{"event": "answered", "request": "conv:2:1", "outcome": "refused", "detail": "full"}'
    assert texts(exchange(tmp_path, '{"event": "heard", "text": "human"}', refused))[-1] == "Nobody is there."


def test_time_passes_as_it_is_said(tmp_path: Path) -> None:
    outputs = exchange(
        tmp_path,
        '{"event": "waited", "after": "6m"}',
        f'{{"event": "heard", "text": "menu", "at": "{LATER.isoformat()}"}}',
        '{"event": "waited", "at": "2020-01-01T00:00:00Z"}',
    )
    assert texts(outputs) == ["Hello.", "Still there?", "Which?"]
    assert [output["turn"] for output in outputs if output["output"] == "done"] == [1, 2, 4, 5]


def test_a_sensitive_value_leaves_masked(tmp_path: Path) -> None:
    outputs = exchange(
        tmp_path, '{"event": "heard", "text": "pay by card"}', '{"event": "heard", "text": "4111 1111 1111 1111"}'
    )
    assert "4111" not in json.dumps(outputs)
    captured = next(output for output in outputs if output["output"] == "captured")
    assert captured["value"] == "[masked: card]"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("hello", "this is not JSON", ""),
        ("[1]", "an event is a JSON object", "for example"),
        ("{}", '"event" must be one of opened, heard', ""),
        ('{"event": "haerd"}', '"event" must be one of', 'did you mean "heard"?'),
        ('{"event": ["heard"]}', '"event" must be one of', ""),
        ('{"event": "heard"}', '"text" is missing', ""),
        ('{"event": "heard", "text": 1}', '"text" must be a text', ""),
        ('{"event": "heard", "text": "a", "txet": "b"}', '"txet" is not a field of "heard"', 'did you mean "text"?'),
        ('{"event": "heard", "text": "a", "at": "noon"}', '"at" must be a time with its offset', "for example"),
        ('{"event": "heard", "text": "a", "at": "2026-03-02T10:15"}', '"at" must be a time with its offset', ""),
        ('{"event": "heard", "text": "a", "at": "9999-01-01T00:00Z"}', "out of the calendar", ""),
        ('{"event": "heard", "text": "a", "after": 3}', '"after" must be a length of time', "for example"),
        ('{"event": "heard", "text": "a", "after": "1m", "at": "2026-03-02T10:15Z"}', "say the same twice", "keep one"),
        ('{"event": "agent_acted", "act": "dance"}', '"act" must be one of accept', ""),
        ('{"event": "sent", "media": "image"}', '"url" is missing', ""),
        ('{"event": "triggered", "name": "paid", "params": {"a": 1}}', '"params" must be an object of texts', ""),
        ('{"event": "triggered", "name": "paid", "params": {"now": "x"}}', "is a built-in name", ""),
        ('{"event": "changed", "path": "1st", "value": "x"}', "cannot be the name of a param", "letters"),
        ('{"event": "triggered", "name": "paid", "by_agent": 1}', '"by_agent" must be true or false', ""),
        ('{"event": "answered", "request": "r", "status": true}', '"status" must be a whole number', ""),
        ('{"event": "answered", "request": "r", "body": 1e999}', '"body" must be JSON without infinite', ""),
        ('{"event": "answered", "request": "r", "body": NaN}', "this is not JSON: NaN is not JSON", ""),
        ('{"event": "answered", "request": "r", "body": ' + "[" * 200 + "]" * 200 + "}", '"body" must be nested', ""),
        ("[" * 100_000, "nested too deeply", ""),
    ],
)
def test_what_is_no_event_is_a_problem_and_the_talk_goes_on(tmp_path: Path, line: str, message: str, hint: str) -> None:
    outputs = exchange(tmp_path, line, '{"event": "heard", "text": "menu"}')
    problem = next(output for output in outputs if output["output"] == "problem")
    assert message in problem["message"]
    assert hint in problem["hint"]
    assert problem["line"] == 1
    assert texts(outputs)[-1] == "Which?"
    assert sum(output["output"] == "done" for output in outputs) == 3


def test_an_endless_line_is_left_out(tmp_path: Path) -> None:
    outputs = exchange(tmp_path, "x" * 2_500_000, '{"event": "heard", "text": "menu"}')
    assert "1,000,000 characters is left out" in outputs[3]["message"]
    assert texts(outputs)[-1] == "Which?"


parts: st.SearchStrategy[Any] = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(sorted(EVENTS))),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=2),
    st.sampled_from(("5m", "2026-03-02T10:15Z", "2500-01-01T00:00Z", "10 years", "ok", "refuse", "image", "conv:2:1")),
)
names = st.one_of(
    st.sampled_from(("text", "label", "at", "after", "name", "act", "request", "outcome", "body", "path", "value")),
    st.text(max_size=4),
)
objects = st.builds(
    lambda name, rest: json.dumps({"event": name, **rest}),
    st.one_of(st.sampled_from(sorted(EVENTS)), parts),
    st.dictionaries(names, parts, max_size=4),
)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(st.lists(st.one_of(objects, st.text(max_size=30)), max_size=6))
def test_no_line_ends_the_talk(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    lines = [" ".join(line.split("\n")) for line in lines]
    outputs = exchange(tmp_path_factory.mktemp("bot"), *lines)
    assert sum(output["output"] == "done" for output in outputs) == 1 + sum(bool(line.strip()) for line in lines)


def test_what_is_written_steers_no_terminal() -> None:
    written = StringIO()
    board = JsonBoard(written)
    board.note("\x1b[31m \x9b \u202e \u2028 \ud800")
    assert written.getvalue().isprintable() is False
    assert written.getvalue()[:-1].isprintable()
    assert json.loads(written.getvalue())["level"] == "note"


def test_an_event_needs_no_time() -> None:
    assert read_line('{"event": "waited"}', MOMENT) == (Waited(MOMENT), MOMENT)
    later = datetime.fromisoformat("2026-03-02T10:25+01:00")
    assert read_line('{"event": "triggered", "name": "a", "after": "10m"}', MOMENT)[1] == later
    assert read_line('{"event": "triggered", "name": "a"}', MOMENT)[0] == Triggered(MOMENT, "a")
    assert read_line('{"event": "answered", "request": "r", "body": null}', MOMENT)[0] == Answered(MOMENT, "r")
    with pytest.raises(NotAnEvent):
        read_line("", MOMENT)
