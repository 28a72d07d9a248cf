"""Reading transcripts: one problem for one mistake, at its place, with what was meant; what is shared; tables."""

# ruff: noqa: E501 - a case is a line

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
import yaml

from places import ROOT
from replayed import bot_of, read_all, transcript_of
from takeover.loading.yaml_tree import read_tree
from takeover.replay.checking import check_transcript
from takeover.source.diagnostic import Problems
from takeover.transcripts.reading import Shared, read_shared, transcript_schema
from takeover.transcripts.transcript import TURNS

SCHEMA = jsonschema_rs.validator_for(transcript_schema())


@pytest.mark.parametrize(
    ("turn", "place", "message", "hint"),
    [
        ("- usr: hi", "3:3", '"usr" is not a turn', 'did you mean "user"?'),
        ("- bot: {contians: x}", "3:9", 'what the bot says has no "contians"', 'did you mean "contains"?'),
        ("- bot: {one_of: x}", "3:17", 'this should be a list of texts, not "x"', "write [x]"),
        ("- bot: /(/", "3:8", "this pattern cannot be read: missing ): (", 'a text that begins and ends with a slash is written {is: "/…/"}'),
        ("- bot: [a, b]", "3:8", "this should be a text, or a /pattern/, not a list", ""),
        ("- agent: {refus: x}", "3:11", '"refus" is not an act', 'did you mean "refuse"?'),
        ("- agent: {say: hi, event: X}", "3:20", '"say" and "event" cannot stand in one item', 'start a new list item with "- event:"'),
        ("- send: {picture: x}", "3:10", '"picture" is not a media', "known: image, file, audio, video, location"),
        ("- wait: long", "3:9", 'this should be a length of time such as 90s, 15m or 1h 30m, not "long"', ""),
        ("- silent: maybe", "3:11", 'this should be true or false, not "maybe"', ""),
        ("- takeover: unknown", "3:13", 'this should be fields such as reason: or contact.email:, not "unknown"', "write {reason: unknown}, or nothing for any takeover"),
        ("- takeover: {reason: {contans: x}}", "3:23", 'a matcher has no "contans"', 'did you mean "contains"?'),
        ("- takeover: {exactly: perhaps}", "3:23", 'this should be true or false, not "perhaps"', ""),
        ("- email: {subjct: x}", "3:11", '"email" has no "subjct"', 'did you mean "subject"?'),
        ("- call: x\n  retruns: 1", "4:3", '"call" has no "retruns"', 'did you mean "returns"?'),
        ("- user: hi\n  bot: ho", "4:3", '"user" and "bot" cannot stand in one item', 'start a new list item with "- bot:"'),
        ("- hello", "3:3", '"hello" is not a turn', 'write "- user: hello" or "- bot: hello": each turn says who does what'),
        ("- user:", "3:8", "there is nothing here; it should be a text", ""),
        ("- params: topic", "3:11", 'this should be names with their values, not "topic"', ""),
        ("- any_order: [{user: x}]", "3:16", '"user" is not a message', "known: bot, takeover, email"),
        ("- include: greting", "3:12", 'no _shared.yaml above names turns "greting"', 'did you mean "greeting"?'),
        ("- include: round", "1:9", '"round" includes itself', ""),
    ],
)  # fmt: skip
def test_a_mistake_is_one_problem_at_its_place(turn: str, place: str, message: str, hint: str) -> None:
    shared = shared_of("turns:\n  greeting: [{bot: Hi}]\n  round:\n  - include: round\n")
    _, found = read_all(f"transcript: T\nturns:\n{turn}\n", (shared,))
    told = [(f"{one.span.line}:{one.span.col}", one.message, one.hint) for one in found]
    if turn == "- include: round":
        assert [(one[1], one[2]) for one in told] == [(message, hint)]
    else:
        assert told == [(place, message, hint)]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("transcrpt: T\nturns: []\n", 'a transcript has no "transcrpt"', 'did you mean "transcript"?'),
        ("transcript: T\n", 'a transcript needs "turns": what happens, and what is expected', ""),
        ("transcript: T\nat: tomorrow\nturns: []\n", 'this should be a time such as 2026-03-02T10:15+01:00, not "tomorrow"', ""),
        ("transcript: T\nat: 9999-12-31T23:59\nturns: []\n", 'this should be a time such as 2026-03-02T10:15+01:00, not "9999-12-31T23:59"', ""),
        ("transcript: T\ngiven: {parms: {a: b}}\nturns: []\n", 'given has no "parms"', 'did you mean "params"?'),
        ("transcript: T\nexpect: {turns_to_persn: 4}\nturns: []\n", 'expect has no "turns_to_persn"', 'did you mean "turns_to_person"?'),
        ("transcript: T\nexpect: {turns: few}\nturns: []\n", 'this should be a number, or a bound such as <= 4 or at least 2, not "few"', ""),
        ("- user: hi\n", "this should be a transcript: transcript: and turns:, not a list", ""),
        ("transcripts:\n- transcript: A\n  turns: []\n- transcript: A\n  turns: []\n", 'there is a transcript "A" already in this file', "give it another name"),
        ("tags: x\ntranscripts: [{transcript: A, turns: []}]\n", '"tags" cannot stand beside "transcripts"', "put it into each transcript, or a _shared.yaml"),
        ("transcript: T <size>\ncases: [{siz: S}]\nturns: [{user: x}]\n", 'no text holds "<siz>"', "take the column out, or write it where it is meant"),
        ("transcript: T\ncases: {columns: [a, b], rows: [[1, 2], [3]]}\nturns: [{user: <a> <b>}]\n", "this row has 1 values for 2 columns", ""),
        ("transcript: T\ncases: [{a: 1}, {b: 1}]\nturns: [{user: <a>}]\n", 'this case has no "a"', ""),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_is_told(text: str, message: str, hint: str) -> None:
    _, found = read_all(text)
    assert (message, hint) in [(one.message, one.hint) for one in found]


def test_names_that_lead_nowhere_are_told_at_their_place() -> None:
    bot = bot_of("flow: Main\nsteps: [{when: unknown, do: [{takeover: {reason: unknown}}]}]\n")
    text = (
        "transcript: T\ngiven: {start: Mian}\nturns:\n- takeover: {contact.emial: x}\n- flow: Main/2\n- goto: Other\n"
        "- any_order: [{takeover: {reson: x, parameters.anything: y, routing.rule.number: 1}}]\n"
    )
    problems = Problems()
    check_transcript(bot, transcript_of(text), problems)
    assert [(one.span.line, one.message, one.hint) for one in problems.found] == [
        (2, 'this bot has no flow or step "Mian"', 'did you mean "Main"?'),
        (4, 'a takeover has no "contact.emial"', 'did you mean "contact.email"?'),
        (5, 'this bot has no flow or step "Main/2"', 'did you mean "Main/1"?'),
        (6, 'this bot has no flow or step "Other"', "the flows are: Main"),
        (7, 'a takeover has no "reson"', 'did you mean "reason"?'),
    ]


def shared_of(text: str) -> Shared:
    problems = Problems()
    tree = read_tree(text, "_shared.yaml", problems)
    assert tree is not None
    shared = read_shared(tree, problems)
    assert problems.found == []
    return shared


def test_what_is_shared_is_put_in_and_the_nearest_goes_first() -> None:
    far = shared_of("bot: ../far\nat: 2026-03-02T10:15Z\ngiven: {params: {a: 1, b: 1}, channel: sms, seed: 4}\n"
                    "turns: {hi: [{bot: Far}], bye: [{bot: Bye}, {include: hi}]}\n")  # fmt: skip
    near = shared_of("given: {params: {b: 2, c: 2}, user: {name: Jo}}\nturns: {hi: [{bot: Hi}]}\n")
    (transcript,), found = read_all(
        "transcript: T\ngiven: {params: {c: 3}}\nturns: [{include: hi}, {include: bye}]\n", (near, far)
    )
    assert found == []
    given = transcript.given
    assert given is not None
    assert {name.text: value.text for name, value in given.params} == {"a": "1", "b": "2", "c": "3"}
    assert [(name.text, value.text) for name, value in given.user] == [("name", "Jo")]
    assert given.channel is not None
    assert (given.channel.text, given.seed, transcript.bot) == ("sms", 4, "../far")
    assert transcript.at is not None
    turns: list[Any] = list(transcript.turns)
    assert [turn.text.tell() for turn in turns] == ["Hi", "Bye", "Hi"]


def test_what_is_shared_must_be_right_too() -> None:
    problems = Problems()
    tree = read_tree("givn: {}\nturns: {a: [{usr: x}]}\n", "_shared.yaml", problems)
    assert tree is not None
    read_shared(tree, problems)
    assert [one.hint for one in problems.found] == ['did you mean "given"?', 'did you mean "user"?']


def test_a_table_is_played_with_each_of_its_rows() -> None:
    text = "transcript: Sizes\ncases: {columns: [size, price], rows: [[small, 8], [large, 12]]}\n"
    transcripts, found = read_all(text + "turns: [{user: a <size> one}, {bot: 'That is <price>, <i>not</i> more.'}]\n")
    assert found == []
    assert [one.name for one in transcripts] == ["Sizes [small, 8]", "Sizes [large, 12]"]
    second: list[Any] = list(transcripts[1].turns)
    assert second[0].text.text == "a large one"
    assert second[1].text.tell() == "That is 12, <i>not</i> more."


def test_cases_have_names_of_their_own() -> None:
    turns = "turns: [{user: <size>}]\n"
    named, _ = read_all("transcript: T\ncases: [{name: the big one, size: L}]\n" + turns)
    assert [one.name for one in named] == ["T [the big one]"]
    titled, _ = read_all("transcript: Size <size>\ncases: [{size: L}, {size: S}]\n" + turns)
    assert [one.name for one in titled] == ["Size L", "Size S"]


def test_a_column_that_is_nearly_one_is_told() -> None:
    _, found = read_all("transcript: T\ncases: [{size: L}]\nturns: [{user: <size>}, {bot: <sise>}]\n")
    assert [(one.message, one.hint) for one in found] == [('there is no column "sise"', 'did you mean "size"?')]


@pytest.mark.parametrize("path", sorted(ROOT.glob("flows/*/transcripts/*.yaml")), ids=lambda path: path.stem)
def test_the_schema_takes_what_the_reader_takes(path: Any) -> None:
    with path.open(encoding="utf-8") as file:
        SCHEMA.validate(json.loads(json.dumps(yaml.load(file, Loader=yaml.CBaseLoader))))  # noqa: S506 - makes texts only


@pytest.mark.parametrize(
    "wrong",
    [
        {"transcript": "T", "turns": [{"usr": "x"}]},
        {"transcript": "T", "turns": [{"bot": {"contians": "x"}}]},
        {"transcript": "T", "turns": [{"agent": {"refus": "x"}}]},
        {"transcrpt": "T", "turns": []},
        {"transcript": "T", "turns": [{"user": "x", "bot": "y"}]},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(wrong: Any) -> None:
    assert not SCHEMA.is_valid(wrong)


@pytest.mark.parametrize("key", TURNS)
def test_the_example_of_a_kind_of_turn_is_one(key: str) -> None:
    example = TURNS[key].example.replace(", returns:", "\nreturns:")
    written = "\n".join(f"  {line}" for line in example.split("\n"))
    shared = Shared(turns={"greeting": ()})
    _, found = read_all(f"transcript: T\nturns:\n-{written[1:]}\n", (shared,))
    assert found == []
