"""A session is a value: undo and redo give back the very states; what happens by itself belongs to its cause."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from made_bots import START, bots, events, program_of
from takeover.chat.session import Session, Start, open_session
from takeover.language.events import Event, Heard, Opened, Waited

BEGIN = Start("conv", START, seed=7, params=(("topic", "billing"),), user=(("name", "Jane"),))
slow = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
talks = st.tuples(bots, st.lists(st.tuples(events, st.booleans()), max_size=8))


def play(bot: Any, happened: list[tuple[Event, bool]]) -> Session:
    session = open_session(program_of(bot), BEGIN)
    for event, by_itself in happened:
        session = session.add(event, by_itself=by_itself)
    return session


def acted(session: Session) -> int:
    return sum(not turn.by_itself for turn in session.turns) - len(BEGIN.events())


@slow
@given(talks, st.integers(1, 9))
def test_undo_gives_back_the_very_state(talk: tuple[Any, list[tuple[Event, bool]]], count: int) -> None:
    session = play(*talk)
    undone = session.undo(count)
    assert acted(undone) == max(0, acted(session) - count)
    kept = tuple(session.turns)[: len(undone.turns)]
    assert tuple(undone.turns) == kept
    assert undone.conversation is kept[-1].after


@slow
@given(talks, st.integers(1, 9), st.integers(1, 9))
def test_redo_gives_back_what_was_undone(talk: tuple[Any, list[tuple[Event, bool]]], back: int, forth: int) -> None:
    session = play(*talk)
    undone = session.undo(back)
    redone = undone.redo(forth)
    assert acted(redone) == min(acted(session), acted(undone) + forth)
    assert tuple(redone.turns) == tuple(session.turns)[: len(redone.turns)]
    assert undone.redo(99).turns == session.turns
    assert undone.redo(99).conversation is session.conversation


@slow
@given(talks, st.integers(1, 3))
def test_what_happens_by_itself_after_an_undo_is_no_obstacle(
    talk: tuple[Any, list[tuple[Event, bool]]], count: int
) -> None:
    session = play(*talk)
    assume(acted(session))
    later = session.undo(count).add(Waited(session.conversation.clock), by_itself=True)
    assert later.redo(99).turns == session.turns
    assert later.undo().redo(99).turns == session.turns


@slow
@given(talks)
def test_playing_the_events_again_gives_the_same(talk: tuple[Any, list[tuple[Event, bool]]]) -> None:
    session = play(*talk)
    again = Session(session.program, BEGIN)
    for turn in session.turns:
        again = again.add(turn.event, by_itself=turn.by_itself)
    assert again == session


def test_what_is_done_makes_redo_impossible() -> None:
    session = play({"flow": "Main", "steps": [{"when": "unknown", "do": [{"say": "Sorry."}]}]}, [])
    session = session.add(Heard(START, "a")).undo()
    assert session.undone
    assert not session.add(Heard(START, "b")).undone


def test_the_opening_is_not_undone() -> None:
    session = play({"flow": "Main", "steps": [{"when": "unknown"}]}, [])
    assert session.undo() is session
    assert session.redo() is session
    assert [type(turn.event) for turn in session.turns][-1] is Opened
    assert session.conversation.user == {"name": "Jane"}
    assert session.conversation.params["topic"].last.value == "billing"


def test_looking_back_gives_what_was_done_and_what_followed() -> None:
    session = play({"flow": "Main", "steps": [{"when": "unknown"}]}, [])
    session = session.add(Heard(START, "a")).add(Waited(START), by_itself=True).add(Heard(START, "b"))
    assert [turn.event for turn in session.back(1)] == [Heard(START, "b")]
    assert [turn.event for turn in session.back(2)] == [Heard(START, "a"), Waited(START)]
    assert session.back(99) == ()
