"""The time of a chat: it follows the machine or stands still, and time that passes is an event where it can matter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from chats import BOT, begin_chat, open_chat
from fake_host import MOMENT
from takeover.chat.clock import Clock
from takeover.language.events import Waited

if TYPE_CHECKING:
    from pathlib import Path

SECOND = timedelta(seconds=1)


def test_it_follows_the_machine() -> None:
    moment = [MOMENT + timedelta(microseconds=7)]
    clock = Clock(lambda: moment[0])
    assert clock.now() == MOMENT
    moment[0] += SECOND
    assert clock.now() == MOMENT + SECOND
    assert not clock.moved
    clock.set(MOMENT + timedelta(hours=1))
    moment[0] += SECOND
    assert clock.now() == MOMENT + timedelta(hours=1) + SECOND
    assert clock.moved


def test_it_stands_still() -> None:
    clock = Clock(lambda: MOMENT + timedelta(days=9), MOMENT)
    assert clock.now() == MOMENT
    clock.set(MOMENT + SECOND)
    assert clock.now() == MOMENT + SECOND
    assert clock.moved


def waits(talk: object) -> list[Waited]:
    return [turn.event for turn in talk.chat.session.turns if isinstance(turn.event, Waited)]  # type: ignore[attr-defined]


def test_where_a_silence_is_timed_every_second_counts(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    talk.later(seconds=7)
    talk.type("menu")
    assert waits(talk) == [Waited(MOMENT + timedelta(seconds=7))]
    assert all(turn.by_itself for turn in talk.chat.session.turns if isinstance(turn.event, Waited))


def test_where_nothing_is_timed_less_than_a_minute_is_no_event(tmp_path: Path) -> None:
    talk = open_chat(tmp_path, BOT.replace("{silence: 5m}", "{event: never}"))
    talk.later(seconds=59)
    talk.type("menu")
    assert waits(talk) == []
    assert talk.chat.conversation.clock == MOMENT
    talk.later(seconds=1)
    talk.type("menu")
    assert waits(talk) == [Waited(MOMENT + timedelta(seconds=60))]


def test_what_falls_due_is_done_before_what_is_typed(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    talk.later(minutes=6)
    shown = talk.type("menu")
    assert shown.index("Still there?") < shown.index("Which?")


def test_when_time_does_something_by_itself(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    assert talk.chat.due_in() == 300
    talk.later(minutes=4)
    assert talk.chat.due_in() == 60
    talk.later(minutes=4)
    assert talk.chat.due_in() == 0
    talk.chat.pass_time()
    assert "Still there?" in talk.new()
    assert talk.chat.due_in() is None


def test_a_clock_that_stands_still_does_nothing(tmp_path: Path) -> None:
    talk = begin_chat(tmp_path, frozen=True)
    talk.chat.open()
    talk.later(minutes=6)
    assert talk.chat.due_in() is None
    assert "Still there?" not in talk.type("menu")
