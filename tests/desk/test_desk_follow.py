"""A takeover is followed at its desk: what the agent does comes once and in order, and what users write goes there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpx

from fake_host import fake_host
from open_desk import OpenDesk, open_desk
from payloads import payload
from takeover.delivery.following import Deed, Following, follow
from takeover.delivery.http import HttpTarget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def eventually(check: Callable[[], Any]) -> Any:
    """Wait until something is so; it takes a moment, because it happens in another thread."""
    until = time.monotonic() + 10
    while not (found := check()):
        assert time.monotonic() < until, "it never was"
        time.sleep(0.01)
    return found


def begin(desk: OpenDesk) -> Following:
    facts = httpx.post(desk.takeovers, json=payload()).json()
    following = follow(HttpTarget(desk.takeovers), facts, fake_host())
    assert following is not None
    return following


def test_what_the_agent_does_comes_once_and_in_order(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        following = begin(desk)
        ticket = next(iter(desk.tickets))
        desk.tickets.act(ticket, "accept", "", "Sam")
        assert eventually(following.take) == [Deed("accept", "", "Sam")]
        desk.tickets.act(ticket, "say", "Hello", "Sam")
        desk.tickets.act(ticket, "resolve", "done", "Sam")
        deeds: list[Deed] = []
        while len(deeds) < 2:
            deeds += eventually(following.take)
        following.stop()
    assert deeds == [Deed("say", "Hello", "Sam"), Deed("resolve", "done", "Sam")]


def test_what_the_user_writes_goes_to_the_agent(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        following = begin(desk)
        ticket = next(iter(desk.tickets))
        following.say("m1", "are you there?")
        following.say("m2", "<b>hello</b>")
        eventually(lambda: len(ticket.messages) == 2)
        following.stop()
    assert [message["text"] for message in ticket.messages] == ["are you there?", "<b>hello</b>"]


def test_an_answer_cannot_lead_the_chat_elsewhere(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk, open_desk(tmp_path / "other") as other:
        facts = httpx.post(other.takeovers, json=payload()).json()
        target = HttpTarget(desk.takeovers)
        assert follow(target, facts, fake_host()) is None
        assert follow(target, {"events": "http://[", "messages": "x"}, fake_host()) is None
        assert follow(target, {"events": 3}, fake_host()) is None
