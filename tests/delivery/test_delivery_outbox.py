"""The outbox: what is in it when, two processes that share it, and a process that is killed at every step."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from fake_host import MOMENT, fake_host
from loopback import answer, closed_port, desk_that, raw
from payloads import payload
from takeover.delivery.item import STATES, Item
from takeover.delivery.outbox import KEPT_FOR, Outbox, OutboxError
from takeover.delivery.pace import Pace, read_wait
from takeover.delivery.send import Way, leave, resume, send
from takeover.delivery.targets import Outlet
from targets_made import http_target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from socket import socket

    from loopback import Desk

NOW = MOMENT.timestamp()
POSIX = pytest.mark.skipif(os.name == "nt", reason="processes are killed by signals")


@pytest.fixture(name="outbox")
def make_outbox(tmp_path: Path) -> Iterator[Outbox]:
    made = Outbox(tmp_path / "state" / "outbox.db")
    yield made
    made.close()


@dataclass
class Slept:
    """The waits of a delivery, taken without waiting."""

    waits: list[float] = field(default_factory=list)

    @property
    def pace(self) -> Pace:
        return Pace(clock=lambda: sum(self.waits), sleep=self.waits.append)


def try_to_send(outbox: Outbox, url: str, slept: Slept | None = None, **fields: Any) -> Any:
    outlet = Outlet("desk", http_target(url, **fields))
    return send(payload(), outlet, fake_host(), Way(outbox, pace=(slept or Slept()).pace))


def only(outbox: Outbox) -> Item:
    (item,) = outbox.items()
    return item


def test_it_lies_there_before_the_first_byte_goes_out(outbox: Outbox) -> None:
    seen: list[tuple[str, str]] = []

    def look(connection: socket, desk: Desk) -> None:
        other = Outbox(outbox.path)
        seen.append((only(other).state, only(other).begun))
        assert json.loads(only(other).payload) == payload()
        other.close()
        answer("200 OK")(connection, desk)

    with desk_that(look) as desk:
        receipt = try_to_send(outbox, desk.url)
    assert (receipt.outcome, receipt.kept, receipt.again) == ("delivered", "", "")
    assert seen == [("unknown", "post")]
    assert (only(outbox).state, only(outbox).owner) == ("sent", "")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_it_is_for_its_owner_only(outbox: Outbox) -> None:
    outbox.put("desk", "", "a", "{}", NOW)
    assert stat.S_IMODE(outbox.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(outbox.path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("behave", "state", "tried"),
    [
        (answer("201 Created"), "sent", 1),
        (answer("409 Conflict"), "refused", 1),
        (answer("423 Locked"), "refused", 1),
        (answer("404 Not Found"), "dead", 1),
        (answer("401 Unauthorized"), "queued", 1),
        (answer("403 Forbidden"), "queued", 1),
        (answer("407 Proxy Authentication Required"), "queued", 1),
        (answer("302 Found", b"", "Location: /x"), "dead", 1),
        (answer("500 No"), "queued", 3),
        (answer("408 Request Timeout"), "queued", 3),
        (answer("429 Too Many Requests"), "queued", 3),
        (raw(), "unknown", 1),
    ],
)
def test_what_an_answer_makes_of_an_item(outbox: Outbox, behave: Any, state: str, tried: int) -> None:
    with desk_that(behave) as desk:
        receipt = try_to_send(outbox, desk.url)
    assert (only(outbox).state, only(outbox).attempts, len(desk.received)) == (state, tried, tried)
    assert receipt.attempts == tried
    assert (receipt.again == "takeover outbox retry 1") == (state != "sent")


def test_one_that_failed_first_is_delivered(outbox: Outbox) -> None:
    slept = Slept()
    with desk_that(answer("500 No"), answer("503 Busy", b"", "Retry-After: 2"), answer("200 OK")) as desk:
        receipt = try_to_send(outbox, desk.url, slept)
    assert (receipt.outcome, receipt.attempts) == ("delivered", 3)
    assert {request.headers["idempotency-key"] for request in desk.received} == {payload()["id"]}
    assert 0.2 <= slept.waits[0] <= 0.8
    assert 2 <= slept.waits[1] <= 2.6, "what it asked for, and a little by chance"


def test_a_wait_beyond_the_budget_goes_back_to_the_outbox(outbox: Outbox) -> None:
    with desk_that(answer("429 Too Many Requests", b"", "Retry-After: 120")) as desk:
        receipt = try_to_send(outbox, desk.url)
    assert (receipt.outcome, receipt.attempts) == ("failed", 1)
    assert "retry after 120 s" in receipt.detail
    assert (only(outbox).state, only(outbox).next_at) == ("queued", NOW + 120)


def test_the_number_of_attempts_is_the_targets(outbox: Outbox) -> None:
    with desk_that(answer("500 No")) as desk:
        assert try_to_send(outbox, desk.url, attempts=1).attempts == 1
    assert len(desk.received) == 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        (" 1.5 ", 1.5),
        ("Mon, 02 Mar 2026 09:16:00 GMT", 60),
        ("Mon, 02 Mar 2026 09:14:00 GMT", 0),
        ("Monday, 02-Mar-26 09:16:00 GMT", 60),
        ("9" * 30, None),
        ("999999999", 604800),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    assert read_wait(text, MOMENT) == seconds


def test_a_lost_answer_is_never_repeated_silently(outbox: Outbox) -> None:
    with desk_that(raw(), answer("200 OK")) as desk:
        first = try_to_send(outbox, desk.url)
        second = try_to_send(outbox, desk.url)
        assert (first.outcome, second.outcome, len(desk.received)) == ("unknown", "unknown", 1)
        assert "may have arrived" in second.detail
        outlet = Outlet("desk", http_target(desk.url))
        named = resume(only(outbox), outlet, fake_host(), Way(outbox), force=True)
    assert (named.outcome, only(outbox).state) == ("delivered", "sent")


def test_a_lost_answer_is_repeated_where_the_receiver_can_tell(outbox: Outbox) -> None:
    with desk_that(raw(), answer("200 OK")) as desk:
        receipt = try_to_send(outbox, desk.url, idempotent=True)
    assert (receipt.outcome, len(desk.received)) == ("delivered", 2)


def test_two_processes_do_not_send_one_item(outbox: Outbox) -> None:
    item = outbox.put("desk", "", "a", "{}", NOW)
    other = Outbox(outbox.path)
    other._me = f"{other._me.rpartition(':')[0]}:{os.getppid()}"
    assert other.claim(item.number, NOW, NOW + 60, STATES) is not None
    assert outbox.claim(item.number, NOW, NOW + 60, STATES) is None
    assert not outbox.drop(item.number, NOW)
    receipt = resume(item, Outlet("desk", http_target("http://localhost:1/")), fake_host(), Way(outbox))
    assert (receipt.outcome, receipt.detail) == ("failed", "another process is sending it")
    assert outbox.claim(item.number, NOW + 61, NOW + 99, STATES) is not None, "its lease is over"
    other.close()


def test_an_item_whose_process_is_gone_can_be_taken_at_once(outbox: Outbox) -> None:
    item = outbox.put("desk", "", "a", "{}", NOW)
    other = Outbox(outbox.path)
    other._me = f"{other._me.rpartition(':')[0]}:{2**22 + 1}"
    assert other.claim(item.number, NOW, NOW + 60, STATES) is not None
    assert outbox.claim(item.number, NOW, NOW + 60, STATES) is not None
    other.close()


def test_what_was_delivered_before_stays_so(outbox: Outbox) -> None:
    with desk_that(answer("200 OK")) as desk:
        try_to_send(outbox, desk.url)
        receipt = try_to_send(outbox, desk.url)
    assert (receipt.outcome, len(desk.received)) == ("delivered", 1)
    assert "delivered before, on 2026-03-02 at 09:15 UTC; not sent again" in receipt.detail


def test_an_interrupted_one_says_whether_it_may_have_arrived(outbox: Outbox) -> None:
    outlet, way = Outlet("desk", http_target("http://localhost:1/")), Way(outbox)
    assert leave(payload(), outlet, fake_host(), way).detail == "interrupted before it was sent"
    outbox.note(1, NOW, begun="post")
    assert leave(payload(), outlet, fake_host(), way).outcome == "unknown"


@pytest.mark.parametrize("content", [b"no database at all, and longer than a header" * 30, b""])
def test_a_file_that_is_no_outbox(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    outbox = Outbox(path)
    if content:
        with pytest.raises(OutboxError, match=r"x\.db"):
            outbox.put("desk", "", "a", "{}", NOW)
    else:
        assert outbox.put("desk", "", "a", "{}", NOW).number == 1
    outbox.close()


def test_an_outbox_of_a_later_edition_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as db:
        db.execute("pragma user_version = 9")
    db.close()
    with pytest.raises(OutboxError, match="another edition"):
        list(Outbox(path).items())


def test_nobody_listens(outbox: Outbox) -> None:
    receipt = try_to_send(outbox, f"http://127.0.0.1:{closed_port()}/")
    assert (receipt.outcome, receipt.attempts, only(outbox).state) == ("failed", 3, "queued")


@pytest.mark.parametrize("url", ["${NOWHERE}", "http://desk.acme.example/", "ftp://x/"])
def test_what_fails_for_our_own_settings_waits_until_they_are_mended(outbox: Outbox, url: str) -> None:
    receipt = try_to_send(outbox, url)
    assert (receipt.outcome, receipt.attempts, only(outbox).state) == ("failed", 1, "queued")
    assert "waits until our settings are mended" in receipt.detail
    assert only(outbox).detail == receipt.detail


def test_the_content_of_what_was_sent_goes_after_a_time_and_is_still_sent_once(outbox: Outbox) -> None:
    with desk_that(answer("200 OK", b'{"id": 7, "more": "x"}')) as desk:
        try_to_send(outbox, desk.url)
        sent = only(outbox)
        outbox.note(sent.number, NOW - KEPT_FOR - 1)
        later = Outbox(outbox.path)
        later.put("other", "", "a", "{}", NOW)
        forgotten = later.item(sent.number)
        assert forgotten is not None
        assert (forgotten.is_whole, forgotten.state, forgotten.facts) == (False, "sent", {"id": 7})
        receipt = try_to_send(later, desk.url)
        assert ("delivered before" in receipt.detail, len(desk.received)) == (True, 1)
        later.close()
        assert [item.is_whole for item in outbox.items()] == [True, True], "what comes again is there again"


def test_no_more_contents_than_that_are_kept(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("takeover.delivery.outbox.KEPT", 2)
    for number in range(5):
        item = outbox.put("desk", "", f"a{number}", f'{{"n": {number}}}', NOW)
        outbox.note(item.number, NOW, state="dead" if number == 0 else "sent")
    later = Outbox(outbox.path)
    later.put("desk", "", "b", "{}", NOW)
    later.close()
    assert [item.is_whole for item in outbox.items()] == [True, False, False, True, True, True]
