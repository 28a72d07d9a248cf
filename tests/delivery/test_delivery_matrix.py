"""The matrix: what each answer of a receiver comes to, by HTTP and by SMTP: the outcome, the outbox, how often tried.

A row a line: its name, what the receiver does, then outcome, state in the outbox, and requests made.
"""

from __future__ import annotations

import json
import ssl
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import trustme

from fake_host import MOMENT, fake_host
from loopback import answer, closed_port, desk_that, drip, hang_up, raw, read_head_only
from mailroom import Mailroom, mail_server
from payloads import payload, ticket
from takeover.delivery.outbox import Outbox
from takeover.delivery.pace import Pace
from takeover.delivery.send import Way, send
from takeover.delivery.smtp import SmtpTarget
from takeover.delivery.targets import Outlet
from targets_made import http_target

if TYPE_CHECKING:
    from pathlib import Path
    from socket import socket

    from loopback import Behave, Desk
    from takeover.delivery.target import Target

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
LATER = format_datetime(MOMENT.replace(minute=MOMENT.minute + 30))
SOON = format_datetime(MOMENT.replace(second=2))
SLOW = {"timeout": 0.4}
WHOLE = {"idempotent": True}


class Came(NamedTuple):
    """What became of a payload."""

    outcome: str
    state: str
    requests: int


def deliver(target: Target, some: Any, folder: Path, host: Any = None) -> tuple[str, str, str]:
    outbox = Outbox(folder / "o.db")
    way = Way(outbox, pace=Pace(sleep=lambda _: None))
    receipt = send(some, Outlet("desk", target), host or fake_host(cwd=folder), way)
    (item,) = outbox.items()
    outbox.close()
    assert receipt.takeover_id == some["id"]
    assert bool(receipt.again) == (item.state != "sent"), "what did not arrive can be sent again"
    return receipt.outcome, item.state, receipt.detail


HTTP: list[tuple[str, tuple[Behave, ...], dict[str, Any], Came]] = [
    ("200", (answer("200 OK"),), {}, Came("delivered", "sent", 1)),
    ("201", (answer("201 Created", b'{"id": 1}'),), {}, Came("delivered", "sent", 1)),
    ("202", (answer("202 Accepted"),), {}, Came("delivered", "sent", 1)),
    ("204", (answer("204 No Content"),), {}, Came("delivered", "sent", 1)),
    ("a text as body", (answer("200 OK", b"ok"),), {}, Came("delivered", "sent", 1)),
    ("a number as body", (answer("201 Created", b"417"),), {}, Came("delivered", "sent", 1)),
    ("301", (answer("301 Moved", b"", "Location: /x"),), {}, Came("failed", "dead", 1)),
    ("302", (answer("302 Found", b"", "Location: /x"),), {}, Came("failed", "dead", 1)),
    ("303", (answer("303 See Other", b"", "Location: /x"),), {}, Came("failed", "dead", 1)),
    ("307", (answer("307 Temporary Redirect", b"", "Location: /x"),), {}, Came("failed", "dead", 1)),
    ("308", (answer("308 Permanent Redirect", b"", "Location: /x"),), {}, Came("failed", "dead", 1)),
    ("400", (answer("400 Bad Request"),), {}, Came("failed", "dead", 1)),
    ("401", (answer("401 Unauthorized"),), {}, Came("failed", "queued", 1)),
    ("403", (answer("403 Forbidden"),), {}, Came("failed", "queued", 1)),
    ("404", (answer("404 Not Found"),), {}, Came("failed", "dead", 1)),
    ("405", (answer("405 Method Not Allowed"),), {}, Came("failed", "dead", 1)),
    ("409", (answer("409 Conflict"),), {}, Came("refused", "refused", 1)),
    ("410", (answer("410 Gone"),), {}, Came("failed", "dead", 1)),
    ("413", (answer("413 Content Too Large"),), {}, Came("failed", "dead", 1)),
    ("415", (answer("415 Unsupported Media Type"),), {}, Came("failed", "dead", 1)),
    ("422", (answer("422 Unprocessable Content"),), {}, Came("failed", "dead", 1)),
    ("423", (answer("423 Locked"),), {}, Came("refused", "refused", 1)),
    ("408 then 200", (answer("408 Timeout"), answer("200 OK")), {}, Came("delivered", "sent", 2)),
    ("425 then 200", (answer("425 Too Early"), answer("200 OK")), {}, Came("delivered", "sent", 2)),
    ("429 in seconds", (answer("429 No", b"", "Retry-After: 2"), answer("200 OK")), {}, Came("delivered", "sent", 2)),
    ("429 by a date", (answer("429 No", b"", f"Retry-After: {SOON}"), raw(OK)), {}, Came("delivered", "sent", 2)),
    ("429 bare", (answer("429 No"), answer("200 OK")), {}, Came("delivered", "sent", 2)),
    ("429 that says nothing", (answer("429 No", b"", "Retry-After: soon"), raw(OK)), {}, Came("delivered", "sent", 2)),
    ("429 beyond the budget", (answer("429 No", b"", "Retry-After: 120"),), {}, Came("failed", "queued", 1)),
    ("429 by a date beyond", (answer("429 No", b"", f"Retry-After: {LATER}"),), {}, Came("failed", "queued", 1)),
    ("429 for ever", (answer("429 No"),), {}, Came("failed", "queued", 3)),
    ("429 twice, then 200", (answer("429 A"), answer("429 B"), raw(OK)), {}, Came("delivered", "sent", 3)),
    ("500 then 200", (answer("500 No"), answer("200 OK")), {}, Came("delivered", "sent", 2)),
    ("500 to a bad signature", (answer("500 No", b"bad signature"),), {}, Came("failed", "queued", 3)),
    ("502", (answer("502 Bad Gateway"),), {}, Came("failed", "queued", 3)),
    ("503", (answer("503 Unavailable"),), {}, Came("failed", "queued", 3)),
    ("504", (answer("504 Gateway Timeout"),), {}, Came("failed", "queued", 3)),
    ("slow headers", (drip(b"HTTP/1.1 200 OK\r\nX: ", b"a"),), SLOW, Came("unknown", "unknown", 1)),
    ("no headers", (raw(then_wait=True),), SLOW, Came("unknown", "unknown", 1)),
    ("slow body", (drip(b"HTTP/1.1 200 OK\r\n\r\n", b"a"),), SLOW, Came("delivered", "sent", 1)),
    ("a body cut short", (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"),), {}, Came("delivered", "sent", 1)),
    ("cut after the body", (raw(), raw(OK)), {}, Came("unknown", "unknown", 1)),
    ("cut after the body, a key", (raw(), raw(OK)), WHOLE, Came("delivered", "sent", 2)),
    ("no HTTP at all", (raw(b"hello\r\n\r\n"),), {}, Came("unknown", "unknown", 1)),
]


@pytest.mark.parametrize(("behaviours", "settings", "came"), [row[1:] for row in HTTP], ids=[row[0] for row in HTTP])
def test_http(tmp_path: Path, behaviours: tuple[Behave, ...], settings: dict[str, Any], came: Came) -> None:
    with desk_that(*behaviours) as desk:
        outcome, state, detail = deliver(http_target(desk.url, **settings), payload(), tmp_path)
    assert Came(outcome, state, len(desk.received)) == came, detail
    assert {request.line for request in desk.received} <= {"POST /takeovers HTTP/1.1"}, "no redirect is followed"
    assert len({request.headers["idempotency-key"] for request in desk.received}) <= 1


def test_http_cut_before_it_was_read(tmp_path: Path) -> None:
    with desk_that(hang_up) as desk:
        outcome, state, _ = deliver(http_target(desk.url), payload(), tmp_path)
    # Whether all of it had left when the connection broke is chance, and decides what can be known.
    assert (outcome, state) in {("unknown", "unknown"), ("failed", "queued")}


def test_http_cut_in_the_middle_of_the_body(tmp_path: Path) -> None:
    large = payload() | {"notes": ["x" * 9_000_000]}
    with desk_that(read_head_only, answer("200 OK")) as desk:
        outcome, state, _ = deliver(http_target(desk.url), large, tmp_path)
    assert (outcome, state, len(desk.received)) == ("delivered", "sent", 2), "it cannot have arrived, and goes again"


@pytest.mark.parametrize(("name", "issuer"), [("localhost", "unknown"), ("other.test", "known")])
def test_http_with_a_certificate_that_does_not_hold(tmp_path: Path, name: str, issuer: str) -> None:
    authority, other = trustme.CA(), trustme.CA()
    (authority if issuer == "known" else other).cert_pem.write_to_path(tmp_path / "ca.pem")
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(tls)
    with desk_that(answer("200 OK"), tls=tls) as desk:
        outcome, state, detail = deliver(http_target(desk.url, ca="ca.pem"), payload(), tmp_path)
    assert (outcome, state, desk.received, "certificate" in detail) == ("failed", "queued", [], True)


@pytest.mark.parametrize(
    "address", ["http://nowhere.invalid/", f"http://127.0.0.1:{closed_port()}/"], ids=["dns", "closed"]
)
def test_http_with_nobody_there(tmp_path: Path, address: str) -> None:
    outcome, state, detail = deliver(http_target(address, insecure=True), payload(), tmp_path)
    assert (outcome, state, "could not be reached" in detail) == ("failed", "queued", True)


TEXTS = ("👩‍👩‍👧 family", "\u202eright to left", "שלום עולם", "NUL \x00 here", "a\r\nBcc: eve@evil.example", "𝕊 \ud83d")


@pytest.mark.parametrize("text", TEXTS, ids=["emoji", "override", "hebrew", "nul", "headers", "half"])
def test_any_letters_arrive_by_both(tmp_path: Path, text: str) -> None:
    made, room = payload(text), Mailroom()
    with desk_that(answer("200 OK")) as desk, mail_server(room) as port:
        (tmp_path / "mail").mkdir()
        assert deliver(http_target(desk.url), made, tmp_path)[0] == "delivered"
        mail = SmtpTarget(f"smtp://127.0.0.1:{port}", ("help@acme.example",))
        assert deliver(mail, made, tmp_path / "mail")[0] == "delivered"
    assert json.loads(desk.received[0].body)["question"] == made["question"]
    assert made["question"].split()[-1] in room.text()
    assert (room.envelopes[0].rcpt_tos, room.read()["Bcc"]) == (["help@acme.example"], None)
    assert "\u202e" not in room.text(), "a letter is not read backwards"


def test_a_talk_of_600_messages_arrives_by_both(tmp_path: Path) -> None:
    long, room = payload(*["zzz"] * 300, "what?"), Mailroom()
    assert len(long["transcript"]) >= 600
    (tmp_path / "mail").mkdir()
    with desk_that(answer("200 OK")) as desk, mail_server(room) as port:
        assert deliver(http_target(desk.url), long, tmp_path)[0] == "delivered"
        mail = SmtpTarget(f"smtp://127.0.0.1:{port}", ("help@acme.example",), wants=http_target("x").wants)
        assert deliver(mail, long, tmp_path / "mail")[0] == "delivered"
    assert len(desk.received[0].body) > 20_000
    (attached,) = room.read().iter_attachments()
    assert len(attached.get_content().splitlines()) == len(long["transcript"])


def smtp_that(*replies: bytes) -> Behave:
    """Answer each line with the next reply; `message` reads one to its final dot, and then it hangs up."""

    def behave(connection: socket, desk: Desk) -> None:
        connection.sendall(replies[0])
        lines = connection.makefile("rb")
        for reply in replies[1:]:
            line = lines.readline()
            if line.upper().startswith(b"MAIL"):
                desk.received.append(None)  # type: ignore[arg-type] # it is only counted
            while reply == b"message" and line not in {b"", b".\r\n"}:
                line = lines.readline()
            if reply != b"message":
                connection.sendall(reply)

    return behave


HELLO = (b"220 hi\r\n", b"250 hi\r\n")
TAKING = (*HELLO, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n")
SMTP: list[tuple[str, tuple[bytes, ...], Came]] = [
    ("450", (*HELLO, b"250 ok\r\n", b"450 busy\r\n", b"250 ok\r\n", b"221 bye\r\n"), Came("failed", "queued", 3)),
    ("451 greylisted", (*HELLO, b"451 later\r\n", b"250 ok\r\n", b"221 bye\r\n"), Came("failed", "queued", 3)),
    ("530 log in first", (*HELLO, b"530 login\r\n", b"250 ok\r\n", b"221 bye\r\n"), Came("failed", "queued", 1)),
    ("550", (*HELLO, b"250 ok\r\n", b"550 nobody\r\n", b"250 ok\r\n", b"221 bye\r\n"), Came("failed", "dead", 1)),
    ("552", (*HELLO, b"552 too large\r\n", b"250 ok\r\n", b"221 bye\r\n"), Came("failed", "dead", 1)),
    ("cut before the message", HELLO, Came("failed", "queued", 0)),
    ("cut in the message", TAKING, Came("unknown", "unknown", 1)),
    ("cut after the final dot", (*TAKING, b"message"), Came("unknown", "unknown", 1)),
    ("no service", (b"421 later\r\n",), Came("failed", "queued", 0)),
    ("never", (b"554 no\r\n",), Came("failed", "dead", 0)),
]


@pytest.mark.parametrize(("replies", "came"), [row[1:] for row in SMTP], ids=[row[0] for row in SMTP])
def test_smtp(tmp_path: Path, replies: tuple[bytes, ...], came: Came) -> None:
    with desk_that(smtp_that(*replies)) as desk:
        target = SmtpTarget(f"smtp://127.0.0.1:{desk.port}", ("help@acme.example",), timeout=20)
        outcome, state, detail = deliver(target, payload(), tmp_path)
    assert Came(outcome, state, len(desk.received)) == came, detail


def test_smtp_535_and_no_starttls_wait_for_our_settings(tmp_path: Path) -> None:
    authority, tls = trustme.CA(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(tls)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    host = fake_host(environ={"PW": "wr0ng"}, cwd=tmp_path)
    servers: tuple[dict[str, Any], ...] = ({"tls_context": tls}, {"auth_require_tls": False})
    for number, settings in enumerate(servers):
        folder = tmp_path / str(number)
        folder.mkdir()
        with mail_server(Mailroom(), **settings) as port:
            target = SmtpTarget(f"smtp://bot:${{PW}}@localhost:{port}", ("help@acme.example",), ca="ca.pem")
            outcome, state, detail = deliver(target, payload(), folder, host)
        assert (outcome, state, "our settings" in detail, "wr0ng" in detail) == ("failed", "queued", True, False)


def test_smtp_limits_and_partial_recipients(tmp_path: Path) -> None:
    room = Mailroom(rcpt="550 unknown only boss@acme.example")
    with mail_server(room) as port:
        target = SmtpTarget(f"smtp://127.0.0.1:{port}", ("help@acme.example",))
        outcome, state, detail = deliver(target, ticket(), tmp_path)
    assert (outcome, state, "boss@acme.example was turned away: 550" in detail) == ("delivered", "sent", True)
    (tmp_path / "small").mkdir()
    with mail_server(room, data_size_limit=500) as port:
        target = SmtpTarget(f"smtp://127.0.0.1:{port}", ("help@acme.example",))
        assert deliver(target, payload(), tmp_path / "small")[:2] == ("failed", "dead")
    assert len(room.envelopes) == 1
