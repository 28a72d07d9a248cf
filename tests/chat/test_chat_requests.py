"""What a flow asks of the outside: shown, sent only where that was asked for, and answered back into the talk."""

from __future__ import annotations

import json
import re
from _thread import interrupt_main
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from chats import BOT, begin_chat, open_chat
from loopback import answer, desk_that, read_request
from takeover.chat.ending import leave
from takeover.delivery.targets import Outlet, parse_to
from takeover.exitcode import ExitCode
from takeover.language.events import Answered
from targets_made import http_target

if TYPE_CHECKING:
    from pathlib import Path
    from socket import socket

    from loopback import Desk


def test_a_takeover_is_shown_and_stays_open(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    shown = talk.type("human")
    assert "+ Takeover  conv:2:1" in shown
    assert "note:  not sent; be the agent with /agent accept, refuse or say" in shown
    assert [pending.kind for pending in talk.chat.conversation.pending.values()] == ["takeover"]
    assert leave(talk.chat, talk.console.aside) == ExitCode.OK
    assert talk.new() == "note:  1 input, 1 takeover; nothing was sent\n"


def test_an_email_is_shown(tmp_path: Path) -> None:
    shown = open_chat(tmp_path).type("mail us")
    assert re.match(r"\+ E-mail\n\| to +help@acme\.example\n", shown)
    assert "A question" in shown
    assert "note:  not sent; --live sends e-mails" in shown


def test_a_call_is_answered_by_its_example(tmp_path: Path) -> None:
    shown = open_chat(tmp_path).type("my order")
    assert "+ Call\n|   GET https://shop.example/orders\n" in shown
    assert "not sent; the call is answered by its example" in shown
    assert "bot:   It is shipped.\n" in shown


def test_a_call_without_example_fails_and_says_what_to_do(tmp_path: Path) -> None:
    shown = open_chat(tmp_path).type("other order")
    assert "warning: not sent, so the call fails: add example: to it, or use --live\n" in shown
    assert "bot:   No luck.\n" in shown


def test_a_target_takes_every_takeover_and_no_email(tmp_path: Path) -> None:
    out = StringIO()
    talk = begin_chat(tmp_path, to=parse_to("-", {}), stdout=out)
    talk.chat.open()
    shown = talk.type("human", "/agent resume", "mail us", "human")
    assert shown.count("ok:    delivered: standard output: printed") == 2
    written = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [payload["type"] for payload in written] == ["takeover.requested"] * 2
    leave(talk.chat, talk.console.aside)
    assert "2 takeovers, 1 e-mail; 2 sent" in talk.new()


@pytest.mark.parametrize(
    ("status", "outcome", "said", "code"),
    [
        ("202 Accepted", None, "ok:    delivered:", ExitCode.OK),
        ("409 Conflict", "refused", "warning: refused:", ExitCode.UNDELIVERED),
        ("500 Broken", "failed", "warning: failed:", ExitCode.UNDELIVERED),
    ],
)
def test_what_the_receiver_says_goes_back_into_the_talk(
    tmp_path: Path, status: str, outcome: str | None, said: str, code: ExitCode
) -> None:
    with desk_that(answer(status)) as desk:
        talk = open_chat(tmp_path, to=parse_to(desk.url, {}))
        shown = talk.type("human")
    assert said in shown
    assert ("bot:   Nobody is there." in shown) == (outcome is not None)
    answers = [turn.event.outcome for turn in talk.chat.session.turns if isinstance(turn.event, Answered)]
    assert answers == ([] if outcome is None else [outcome])
    assert json.loads(desk.received[0].body)["id"] == "conv:2:1"
    assert leave(talk.chat, talk.console.aside) == code
    ending = talk.new()
    if code is ExitCode.UNDELIVERED:
        assert "kept in the outbox as 1" in ending
        assert ("was refused by" in ending, "did not reach" in ending) == (outcome == "refused", outcome == "failed")
        assert "to send it again: takeover outbox retry 1" in ending
        assert "1 takeover; 1 not delivered" in ending


def test_live_goes_where_the_bot_says_and_calls_for_real(tmp_path: Path) -> None:
    with desk_that(answer("200 OK", b'{"status": "lost"}')) as desk:
        bot = BOT.replace("https://shop.example/orders", desk.url)
        bot = f"targets: {{desk: {{http: '{desk.url}'}}}}\n{bot}"
        talk = open_chat(tmp_path, bot, live=True)
        assert "bot:   It is lost.\n" in (called := talk.type("my order"))
        assert "note:  the call came back: 200 OK" in called
        assert "ok:    delivered: desk:" in talk.type("human")
        mailed = talk.type("/agent resume", "mail us")
    assert "error: not sent: e-mail needs a target with a mail server" in mailed
    assert json.loads(desk.received[1].body)["source"]["simulated"] is False
    assert talk.chat.conversation.clock.microsecond == 0
    assert leave(talk.chat, talk.console.aside) == ExitCode.UNDELIVERED


def test_a_live_call_that_fails_is_told(tmp_path: Path) -> None:
    with desk_that(answer("503 Busy")) as desk:
        talk = open_chat(tmp_path, BOT.replace("https://shop.example/orders", desk.url), live=True)
        shown = talk.type("my order")
    assert "warning: the call came back: 503 Busy" in shown
    assert "bot:   No luck.\n" in shown


def test_what_is_interrupted_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = open_chat(tmp_path)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(talk.chat.requests, "settle", interrupt)
    with pytest.raises(KeyboardInterrupt):
        talk.type("my order")
    assert "bot:   No luck.\n" in talk.new()
    assert not talk.chat.conversation.pending


def test_a_sensitive_value_is_masked_where_it_would_leave(tmp_path: Path) -> None:
    bot = BOT.replace("{say: Got it.}", "{call: {url: 'https://shop.example/{{ card }}', json: {card: '{{ card }}'}}}")
    talk = open_chat(tmp_path, bot)
    shown = talk.type("pay by card", "4111 1111 1111 1111", "human", "/payload", "/save t.yaml")
    assert "4111" not in shown
    assert "masked in it: card" in shown
    assert "4111" not in (tmp_path / "t.yaml").read_text("utf-8")


def test_an_undo_calls_nothing_back(tmp_path: Path) -> None:
    talk = open_chat(tmp_path, to=parse_to("-", {}))
    talk.type("human")
    assert 'note:  undone: "human"; what was sent stays sent\n' in talk.type("/undo")
    assert talk.chat.requests.tally.sent == 1


def test_a_takeover_that_is_interrupted_is_kept_and_told(tmp_path: Path) -> None:
    def interrupt(connection: socket, desk: Desk) -> None:
        read_request(connection)
        interrupt_main()
        desk.closing.wait(20)

    with desk_that(interrupt) as desk:
        talk = open_chat(tmp_path, to=parse_to(desk.url, {}))
        with pytest.raises(KeyboardInterrupt):
            talk.type("human")
    shown = talk.new()
    assert f"unknown: {desk.url}: interrupted; it may have arrived" in shown
    assert "bot:   Nobody is there.\n" in shown
    assert "it is kept in the outbox as 1; to send it again: takeover outbox retry 1" in shown
    assert leave(talk.chat, talk.console.aside) == ExitCode.UNDELIVERED


def test_what_a_user_tells_unasked_is_masked_where_it_would_leave(tmp_path: Path) -> None:
    talk = open_chat(tmp_path, to=parse_to("out.jsonl", {}))
    talk.type("is 5500 0055 5555 5559 a card", "human", "/save t.yaml")
    for file in ("out.jsonl", "t.yaml"):
        text = next(tmp_path.rglob(file)).read_text("utf-8")
        assert "5555 5559" not in text
    assert "is 0000 0000 0000 0000 a card" in (tmp_path / "t.yaml").read_text("utf-8"), "it can be played again"


@pytest.mark.parametrize(("state", "told"), [("failed", True), ("accepted", False)])
def test_a_handoff_that_failed_goes_to_the_fallback(tmp_path: Path, state: str, *, told: bool) -> None:
    status = {"type": "event", "name": "handoff.status", "value": {"state": state}}
    with desk_that(answer("200 OK", json.dumps(status).encode())) as desk:
        talk = open_chat(tmp_path, to=Outlet("desk", http_target(desk.url, body="botframework")))
        shown = talk.type("human")
    assert ("bot:   Nobody is there." in shown) == told
