"""The ready bots: each loads without a problem, goes as its transcripts say, and these show all that it can do."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from places import ROOT
from playing import Player, play
from takeover.engine.step import step
from takeover.handover.schema import find_wrong, payload_schema
from takeover.language.actions.ask import Ask
from takeover.language.actions.branch import Branch
from takeover.language.actions.call import Call
from takeover.language.actions.email import Email
from takeover.language.actions.takeover import Takeover
from takeover.language.events import Answered, Heard
from takeover.language.outputs import (
    Branched,
    CallRequested,
    EmailRequested,
    Entered,
    TakeoverRequested,
    Unmatched,
    Warned,
)
from takeover.language.replies.card import Card
from takeover.language.replies.carousel import Carousel
from takeover.language.replies.listing import Listing
from takeover.language.replies.location import ShowLocation
from takeover.language.replies.say import Say
from takeover.language.run import Nesting
from takeover.loading.load import Loaded, load_program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation
    from takeover.language.events import Event
    from takeover.language.run import Action
    from takeover.source.span import Span

FLOWS = ROOT / "flows"
BOTS = sorted(folder.name for folder in FLOWS.iterdir() if folder.is_dir())
TRANSCRIPTS = sorted(path.relative_to(FLOWS).as_posix() for path in FLOWS.glob("*/transcripts/*.yaml"))
MOST_TURNS = 10
PERSON = {"double_tap": "talk to a librarian", "afspraak": "ik wil iemand spreken"}
TELLING = (Say, Ask, Card, Carousel, Listing, ShowLocation, Takeover, Email, Call)
"""Actions that are seen or sent: each gives an output with its own place."""


@cache
def loaded(bot: str) -> Loaded:
    return load_program(Path("flows", bot), ROOT)


def program_of(bot: str) -> Program:
    program = loaded(bot).program
    assert program is not None
    return program


@cache
def played(transcript: str) -> Player:
    return play(program_of(transcript.partition("/")[0]), FLOWS / transcript)


def played_of(bot: str) -> list[Player]:
    return [played(transcript) for transcript in TRANSCRIPTS if transcript.startswith(f"{bot}/")]


def inside(actions: tuple[Action, ...]) -> Iterator[Action]:
    for action in actions:
        yield action
        for nest in action.nests() if isinstance(action, Nesting) else ():
            yield from inside(nest.actions)


def test_there_are_bots() -> None:
    assert {"acme", "afspraak", "appointment", "double_tap", "pizza", "survey"} <= set(BOTS)


@pytest.mark.parametrize("bot", BOTS)
def test_a_bot_has_no_problem(bot: str) -> None:
    assert loaded(bot).problems == ()


@pytest.mark.parametrize("transcript", TRANSCRIPTS)
def test_a_transcript_goes_as_it_is_written(transcript: str) -> None:
    outputs = played(transcript).all
    assert [output.problem.message for output in outputs if isinstance(output, Warned)] == []
    assert [output.text for output in outputs if isinstance(output, Unmatched) and output.silent] == []


@pytest.mark.parametrize("transcript", TRANSCRIPTS)
def test_a_transcript_goes_the_same_when_the_talk_is_saved_after_each_turn(transcript: str) -> None:
    program = program_of(transcript.partition("/")[0])
    assert play(program, FLOWS / transcript, saved=True).all == played(transcript).all


def test_a_card_number_leaves_with_nobody() -> None:
    player = played("acme/transcripts/card_number.yaml")
    assert any("4111 1111 1111 1111" in line.text for line in player.conversation.lines)
    assert "1111" not in json.dumps(player.payloads)


@pytest.mark.parametrize("bot", BOTS)
def test_every_step_is_taken_in_a_transcript(bot: str) -> None:
    entered = {
        (found.flow, found.step) for player in played_of(bot) for found in player.all if isinstance(found, Entered)
    }
    assert [step.address for step in program_of(bot).steps if (step.flow, step.name) not in entered] == []


@pytest.mark.parametrize("bot", BOTS)
def test_everything_is_said_and_sent_and_every_branch_taken_in_a_transcript(bot: str) -> None:
    outputs = [output for player in played_of(bot) for output in player.all]
    seen: set[Span] = {output.span for output in outputs}
    ways = {(output.span, output.taken) for output in outputs if isinstance(output, Branched)}
    actions = [action for step in program_of(bot).steps for action in inside(step.step.actions)]
    missing = [action.span for action in actions if isinstance(action, TELLING) and action.span not in seen]
    for branch in actions:
        if isinstance(branch, Branch):
            missing += [way.span for number, way in enumerate(branch.ways) if (way.span, number) not in ways]
    assert missing == []


@pytest.mark.parametrize("bot", BOTS)
def test_every_takeover_is_a_payload_and_can_be_refused(bot: str) -> None:
    payloads = [payload for player in played_of(bot) for payload in player.payloads]
    assert payloads
    valid = jsonschema_rs.validator_for(payload_schema())
    for payload in payloads:
        assert list(find_wrong(payload)) == []
        valid.validate(payload)
        assert payload["expectation"]["text"]
        assert payload["expectation"]["within_minutes"]
    takeovers = [
        found for step in program_of(bot).steps for found in inside(step.step.actions) if isinstance(found, Takeover)
    ]
    assert [takeover.span for takeover in takeovers if not takeover.unavailable] == []


@pytest.mark.parametrize("bot", BOTS)
def test_an_example_is_never_written_twice(bot: str) -> None:
    for level in program_of(bot).index.levels.values():
        assert {text: found for text, found in level.exact.items() if len(found) > 1} == {}


@pytest.mark.parametrize("bot", BOTS)
@pytest.mark.parametrize("insisting", [False, True])
def test_from_every_place_somebody_is_reached(bot: str, insisting: bool) -> None:  # noqa: FBT001 - a case
    """Whatever the bot has asked, saying the same again and again leads to a takeover or an e-mail."""
    program = program_of(bot)
    states = {(at.waiting, at.contexts): at for player in played_of(bot) for at in player.states if not at.paused}
    words = PERSON.get(bot, "talk to a person") if insisting else "zxqv wvut"
    for conversation in states.values():
        assert turns_to_a_person(program, conversation, words) <= MOST_TURNS


def turns_to_a_person(program: Program, conversation: Conversation, words: str) -> int:
    """Count how often the user must say the words."""
    for turns in range(1, MOST_TURNS + 1):
        events: list[Event] = [Heard(conversation.clock, words)]
        while events:
            stepped = step(program, conversation, events.pop())
            conversation = stepped.conversation
            for output in stepped.outputs:
                if isinstance(output, TakeoverRequested | EmailRequested):
                    return turns
                if isinstance(output, CallRequested):
                    events.append(Answered(conversation.clock, output.id, "ok", 200, (output.example or ("",))[0]))
    return MOST_TURNS + 1
