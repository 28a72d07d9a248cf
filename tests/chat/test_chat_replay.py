"""Playing a talk again on edited flows: the same events, each answer to its own request, and what goes otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chats import BOT, open_chat
from made_bots import START, bots, events, program_of
from takeover.chat.replay import MOST_ANSWERS, first_change, replay, requests_of
from takeover.chat.session import Session, Start, open_session
from takeover.language.events import Answered, Event, Heard
from takeover.language.outputs import CallRequested

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

BEGIN = Start("conv", START, seed=7)


def instead(request: CallRequested, at: datetime) -> Answered:
    return Answered(at, request.id, "failed")


def play(bot: Any, happened: list[Event]) -> Session:
    """Play events, every call answered after the next event, so that answers and requests do not lie side by side."""
    session = open_session(program_of(bot), BEGIN)
    due: list[str] = []
    for event in happened:
        session = session.add(event)
        late, due = due, [r.id for r in requests_of(session.turns.last.outputs) if isinstance(r, CallRequested)]
        for request in late:
            session = session.add(Answered(event.at, request, body={"status": "shipped"}), by_itself=True)
    for request in due:
        session = session.add(Answered(START, request), by_itself=True)
    return session


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
@given(bots, st.lists(events.filter(lambda event: not isinstance(event, Answered)), max_size=6))
def test_on_the_same_flows_nothing_changes(bot: Any, happened: list[Event]) -> None:
    session = play(bot, happened)
    again = replay(session, session.program, instead)
    assert first_change(session, again) is None
    assert [turn.event for turn in again.turns][: len(BEGIN.events())] == list(BEGIN.events())


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
@given(bots, bots, st.lists(events, max_size=6))
def test_on_other_flows_it_comes_to_an_end(bot: Any, other: Any, happened: list[Event]) -> None:
    session = play(bot, happened)
    again = replay(session, program_of(other), instead)
    asked = [r.id for turn in again.turns for r in requests_of(turn.outputs) if isinstance(r, CallRequested)]
    assert len(set(asked)) == len(asked)


def test_the_first_difference_is_told(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    talk.type("what?", "menu")
    talk.edit("Sorry.", "Pardon?")
    talk.edit("Which?", "Which one?")
    talk.chat.notice_edit()
    assert 'the flows were edited: after "what?" the bot says "Pardon?" instead of "Sorry."' in talk.new()


def test_an_edit_that_changes_nothing_so_far_says_so(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    talk.type("what?")
    before = talk.chat.conversation
    talk.edit("A picture.", "A photo.")
    talk.chat.notice_edit()
    assert talk.new() == "note:  the flows were edited: nothing changed so far\n"
    assert talk.chat.conversation == before
    assert talk.type("/send image https://x.example/a.png").endswith("bot:   A photo.\n")


def test_a_broken_edit_is_shown_once_and_changes_nothing(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    talk.type("what?")
    program = talk.chat.program
    talk.edit("say: Sorry.", "sya: Sorry.")
    talk.chat.notice_edit()
    shown = talk.new()
    assert "error[unknown-action]" in shown
    assert "the edited flows do not run: the chat goes on with those before" in shown
    assert talk.chat.program is program
    assert talk.chat.broken
    talk.chat.notice_edit()
    assert talk.new() == ""
    assert talk.type("huh?").endswith("bot:   Sorry.\n")
    talk.edit("sya: Sorry.", "say: Sorry.")
    talk.chat.notice_edit()
    assert talk.new() == "note:  the flows are mended: nothing changed so far\n"
    assert not talk.chat.broken


def test_an_answer_finds_its_request_although_the_ids_have_moved(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    assert "It is shipped." in talk.type("my order")
    talk.edit("example: {status: shipped}, ", "")
    talk.edit("[my order]}\n    do:\n", "[my order]}\n    do:\n      - say: One moment.\n")
    talk.chat.notice_edit()
    shown = talk.new()
    assert 'after "my order" the bot says "One moment." instead of "It is shipped."' in shown
    assert "It is shipped." in shown
    assert "No luck." not in shown


def test_a_call_that_the_old_flows_did_not_make_is_answered_by_its_example(tmp_path: Path) -> None:
    talk = open_chat(tmp_path, BOT.replace("call: {url", "call: {method: PUT, url", 1))
    talk.type("my order")
    talk.edit("method: PUT, ", "")
    talk.chat.notice_edit()
    assert talk.new() == "note:  the flows were edited: nothing changed so far\n"


def test_a_circle_of_calls_ends(tmp_path: Path) -> None:
    circle = BOT.replace('say: "It is {{ order.status }}."', "set: {seen: again}\n      - goto: Main/order", 1)
    circle = circle.replace("- when: {text: [my order]}", "- when: {text: [my order]}\n    step: order")
    talk = open_chat(tmp_path, circle)
    assert "never waits for the user" in talk.type("my order")
    assert sum(isinstance(turn.event, Answered) for turn in talk.chat.session.turns) == MOST_ANSWERS
    again = replay(talk.chat.session, talk.chat.program, instead)
    assert sum(isinstance(turn.event, Answered) for turn in again.turns) <= 2 * MOST_ANSWERS


def test_what_was_undone_is_forgotten() -> None:
    session = open_session(program_of({"flow": "Main", "steps": [{"when": "unknown"}]}), BEGIN)
    session = session.add(Heard(START, "a")).undo()
    assert replay(session, session.program, instead).undone == ()


def test_an_answer_waits_for_a_request_that_comes_later_now() -> None:
    call = {"call": {"url": "https://x.example/", "save": "answer"}}
    say = {"say": "It is {{ answer }}."}
    old = {"flow": "Main", "steps": [{"when": {"text": ["alpha"]}, "do": [call, say]}, {"when": {"text": ["beta"]}}]}
    new = {"flow": "Main", "steps": [{"when": {"text": ["alpha"]}}, {"when": {"text": ["beta"]}, "do": [call, say]}]}
    session = open_session(program_of(old), BEGIN).add(Heard(START, "alpha"))
    session = session.add(Answered(START, "conv:2:1", body=3), by_itself=True).add(Heard(START, "beta"))
    again = replay(session, program_of(new), instead)
    assert [line.text for line in again.conversation.lines] == ["alpha", "beta", "It is 3."]
