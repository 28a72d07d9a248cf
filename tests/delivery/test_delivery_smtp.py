"""E-mail tickets to real mail servers on this machine: what is said to them, when, and what their answers mean."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from fake_host import MOMENT, fake_host
from loopback import closed_port, desk_that
from mailroom import Mailroom, mail_server
from payloads import payload, ticket
from takeover.delivery.mail import BadMailboxError, Mail, Mailbox, compose, read_mailbox
from takeover.delivery.smtp import SmtpTarget

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from loopback import Desk
    from takeover.delivery.receipt import Verdict
    from takeover.host import Host


def deliver(address: str, some: Any = None, host: Host | None = None, **settings: Any) -> Verdict:
    target = SmtpTarget(address, ("help@acme.example",), **({"timeout": 20} | settings))
    return target.deliver(target.render(some or payload()), host or fake_host())


@pytest.fixture(name="trust")
def make_trust(tmp_path: Path) -> tuple[ssl.SSLContext, dict[str, str]]:
    """Give a server's TLS, and the environment that trusts it."""
    authority = trustme.CA()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(tls)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    return tls, {"SSL_CERT_FILE": str(tmp_path / "ca.pem"), "PW": "p@ss/word"}


def test_a_takeover_as_a_letter() -> None:
    room = Mailroom()
    with mail_server(room) as port:
        verdict = deliver(f"smtp://127.0.0.1:{port}")
    assert (verdict.outcome, verdict.status) == ("delivered", 250)
    message = room.read()
    assert room.envelopes[0].rcpt_tos == ["help@acme.example"]
    assert room.envelopes[0].mail_from == "takeover@acme.example"
    assert message["From"] == "takeover@acme.example"
    assert message["Reply-To"] == "jane@example.com"
    assert message["To"] == "help@acme.example"
    assert message["Subject"] == "Où est mon colis?"
    assert message["Message-ID"] == "<c7.2.4@acme.example>"
    assert message["X-Takeover-Id"] == payload()["id"]
    assert message["X-Takeover-Reason"] == "unknown"
    assert message["Date"] == "Mon, 02 Mar 2026 10:15:00 +0100"
    assert "X-Simulated" not in message
    assert not {"Auto-Submitted", "Precedence", "List-Id"} & set(message)
    assert 'asked something that the bot did not understand: "Où est mon colis?"' in room.text()
    content = room.envelopes[0].content
    assert isinstance(content, bytes)
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) < 998


def test_an_email_action_says_where_it_goes_itself() -> None:
    room = Mailroom()
    with mail_server(room) as port:
        assert deliver(f"smtp://127.0.0.1:{port}", ticket(), sender="Acme <bot@acme.example>").outcome == "delivered"
    assert room.envelopes[0].rcpt_tos == ["help@acme.example", "boss@acme.example"]
    assert (room.read()["Cc"], room.read()["From"]) == ("boss@acme.example", "Acme <bot@acme.example>")
    assert room.text() == ticket()["email"]["body"]


def test_a_long_talk_is_attached() -> None:
    room = Mailroom()
    long = payload(*["zzz"] * 30, "what?")
    with mail_server(room) as port:
        deliver(f"smtp://127.0.0.1:{port}", long)
    (attached,) = room.read().iter_attachments()
    assert attached.get_filename() == "transcript.txt"
    assert len(attached.get_content().splitlines()) == len(long["transcript"])


def test_a_try_out_says_so() -> None:
    room = Mailroom()
    tried = payload() | {"source": payload()["source"] | {"simulated": True}}
    with mail_server(room) as port:
        deliver(f"smtp://127.0.0.1:{port}", tried)
    assert room.read()["X-Simulated"] == "yes"


@pytest.mark.parametrize(
    "evil", ["x\r\nBcc: eve@evil.example", "x\nX-Evil: 1\n\nbody", "x\r\n.\r\nMAIL FROM:<e@e>", "\x00\x1b[2J\u2028a: b"]
)
def test_no_text_becomes_a_header(evil: str) -> None:
    room = Mailroom()
    some = ticket()
    some["email"] |= {"subject": evil, "body": f"{evil}\n.\n..\n", "reply_to": evil}
    some["reason"] |= {"code": "unknown", "text": evil}
    some["id"] = evil
    with mail_server(room) as port:
        verdict = deliver(f"smtp://127.0.0.1:{port}", some)
    assert verdict.outcome == "delivered"
    assert ("without a Reply-To" in verdict.detail) == ("<e@e>" not in evil)
    assert len(room.envelopes) == 1
    assert set(room.read().keys()) <= {
        *(
            "From",
            "Reply-To",
            "To",
            "Cc",
            "Subject",
            "Message-ID",
            "References",
            "Date",
            "X-Takeover-Id",
            "X-Takeover-Reason",
            "MIME-Version",
        ),
        *("Content-Type", "Content-Transfer-Encoding"),
    }
    assert "eve@evil.example" not in room.envelopes[0].rcpt_tos
    assert room.text().endswith("\n.\n..\n")


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("jane@x.example", Mailbox("", "jane@x.example")),
        (" Jane Doe <jane@x.example> ", Mailbox("Jane Doe", "jane@x.example")),
        ('"Doe, Jane" <jane@x.example>', Mailbox("Doe, Jane", "jane@x.example")),
        ("Zoë <z@bücher.example>", Mailbox("Zoë", "z@xn--bcher-kva.example")),
        ("<root@localhost>", Mailbox("", "root@localhost")),
        ("a\r\nb <a@x.example>", Mailbox("a b", "a@x.example")),
    ],
)
def test_addresses(address: str, mailbox: Mailbox) -> None:
    assert read_mailbox(address) == mailbox
    compose(Mail(mailbox, (mailbox,), (), mailbox, "s", "b", "i@x", (), ()), MOMENT).as_bytes()


@pytest.mark.parametrize(
    "address", ["", "jane", "jane@", "a@b@c", "[masked: email]", "a@x.example\r\nb", "zoë@x.example", "a b@x.example"]
)
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(BadMailboxError):
        read_mailbox(address)


def test_references_of_users_are_not_filled() -> None:
    room = Mailroom()
    some = ticket()
    some["email"] |= {"to": ["${SECRET}@x.example"], "subject": "${SECRET}", "body": "${SECRET}"}
    with mail_server(room) as port:
        host = fake_host(environ={"SECRET": "s3cret"})
        verdict = deliver(f"smtp://127.0.0.1:{port}", some, host)
        assert verdict.outcome == "delivered"
    assert b"s3cret" not in room.envelopes[0].content  # type: ignore[operator]
    assert room.envelopes[0].rcpt_tos == ["${SECRET}@x.example", "boss@acme.example"]


def test_starttls_and_a_login(trust: tuple[ssl.SSLContext, dict[str, str]]) -> None:
    tls, environ = trust
    room = Mailroom()
    with mail_server(room, tls_context=tls, require_starttls=True) as port:
        address = f"smtp://bot%40acme.example:${{PW}}@localhost:{port}"
        verdict = deliver(address, host=fake_host(environ=environ))
    assert verdict.outcome == "delivered", verdict.detail
    assert (room.secure, [login.password for login in room.logins]) == ([True], [b"p@ss/word"])
    assert room.read()["From"] == "bot@acme.example"


def test_a_login_that_is_refused_tells_no_password(trust: tuple[ssl.SSLContext, dict[str, str]]) -> None:
    tls, environ = trust
    with mail_server(Mailroom(), tls_context=tls) as port:
        host = fake_host(environ=environ | {"PW": "wr0ng"})
        verdict = deliver(f"smtp://bot:${{PW}}@localhost:{port}", host=host)
    assert (verdict.outcome, verdict.status) == ("failed", 535)
    assert "wr0ng" not in verdict.detail


def test_a_certificate_of_nobody(trust: tuple[ssl.SSLContext, dict[str, str]]) -> None:
    room = Mailroom()
    with mail_server(room, tls_context=trust[0]) as port:
        verdict = deliver(f"smtp://bot:${{PW}}@localhost:{port}", host=fake_host(environ={"PW": "p@ss/word"}))
    assert (verdict.outcome, "certificate" in verdict.detail) == ("failed", True)
    assert (room.logins, room.envelopes) == ([], [])


def test_no_password_without_tls() -> None:
    room = Mailroom()
    with mail_server(room, auth_require_tls=False) as port:
        host = fake_host(environ={"PW": "p@ss/word"})
        verdicts = [
            deliver(f"smtp://bot:${{PW}}@127.0.0.1:{port}", host=host, insecure=insecure) for insecure in (False, True)
        ]
    assert [verdict.outcome for verdict in verdicts] == ["failed", "failed"]
    assert "password is not sent" in verdicts[0].detail
    assert room.logins == []


def test_tls_from_the_first_byte(trust: tuple[ssl.SSLContext, dict[str, str]]) -> None:
    tls, environ = trust
    room = Mailroom()
    with mail_server(room, tls=tls) as port:
        assert deliver(f"smtps://localhost:{port}", host=fake_host(environ=environ)).outcome == "delivered"


def _talk(*replies: bytes) -> Any:
    """Answer each line with the next reply, and close after the last; b"" says nothing more."""

    def behave(connection: socket.socket, desk: Desk) -> None:
        connection.sendall(replies[0])
        lines = connection.makefile("rb")
        for reply in replies[1:]:
            line = lines.readline()
            if reply == b"message":
                while line and line != b".\r\n":
                    line = lines.readline()
            elif reply:
                connection.sendall(reply)
            else:
                desk.closing.wait(20)

    return behave


GREETING = (b"220 hi\r\n", b"250 hi\r\n")
ACCEPTING = (*GREETING, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n")


@pytest.mark.parametrize(
    ("replies", "outcome"),
    [
        ((b"554 no\r\n",), "failed"),
        ((b"",), "failed"),
        (GREETING[:1], "failed"),
        (GREETING, "failed"),
        ((*GREETING, b"530 log in first\r\n"), "failed"),
        ((*GREETING, b"250 ok\r\n", b"550 nobody\r\n", b"221 bye\r\n"), "failed"),
        ((*GREETING, b"250 ok\r\n", b"450 later\r\n", b"221 bye\r\n"), "failed"),
        ((*GREETING, b"250 ok\r\n", b"250 ok\r\n", b"451 later\r\n", b"221 bye\r\n"), "failed"),
        (ACCEPTING, "unknown"),
        ((*ACCEPTING, b"message"), "unknown"),
    ],
)
def test_talks_that_end_early(replies: tuple[bytes, ...], outcome: str) -> None:
    with desk_that(_talk(*replies)) as desk:
        verdict = deliver(f"smtp://127.0.0.1:{desk.port}")
    assert verdict.outcome == outcome, verdict.detail


@pytest.mark.parametrize(
    ("replies", "outcome"),
    [((*GREETING, b""), "failed"), ((*ACCEPTING, b"message", b""), "unknown")],
)
def test_a_server_that_falls_silent(replies: tuple[bytes, ...], outcome: str) -> None:
    with desk_that(_talk(*replies)) as desk:
        verdict = deliver(f"smtp://127.0.0.1:{desk.port}", timeout=0.5)
    assert verdict.outcome == outcome, verdict.detail


def test_a_goodbye_that_does_not_come_changes_nothing() -> None:
    def behave(connection: socket.socket, desk: Desk) -> None:
        connection.sendall(b"220 hi\r\n")
        lines = connection.makefile("rb")
        for reply in (b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
            lines.readline()
            connection.sendall(reply)
        while lines.readline() != b".\r\n":
            pass
        connection.sendall(b"250 queued\r\n")
        desk.closing.wait(20)

    with desk_that(behave) as desk:
        assert deliver(f"smtp://127.0.0.1:{desk.port}", timeout=0.5).outcome == "delivered"


@pytest.mark.parametrize(("answer", "status"), [("552 too big", 552), ("451 greylisted", 451), ("554 spam", 554)])
def test_a_message_that_is_turned_away(answer: str, status: int) -> None:
    with mail_server(Mailroom(data=answer)) as port:
        verdict = deliver(f"smtp://127.0.0.1:{port}")
    assert (verdict.outcome, verdict.status, answer in verdict.detail) == ("failed", status, True)


def test_some_recipients_are_turned_away() -> None:
    room = Mailroom(rcpt="550 unknown only boss@acme.example")
    with mail_server(room) as port:
        verdict = deliver(f"smtp://127.0.0.1:{port}", ticket())
    assert verdict.outcome == "delivered"
    assert "boss@acme.example was turned away: 550 unknown" in verdict.detail
    assert room.envelopes[0].rcpt_tos == ["help@acme.example"]


def test_a_message_that_is_too_large_is_not_begun() -> None:
    with mail_server(Mailroom(), data_size_limit=500) as port:
        verdict = deliver(f"smtp://127.0.0.1:{port}")
    assert (verdict.outcome, verdict.status) == ("failed", 552)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param(f"smtp://127.0.0.1:{closed_port()}", "refused", id="closed"),  # the port differs from run to run
        ("smtp://nowhere.invalid", "nowhere.invalid"),
        ("${U}", "U is not set"),
        ("${V}", "begins with smtp://"),
    ],
)
def test_no_server(address: str, said: str) -> None:
    verdict = deliver(address, host=fake_host(environ={"V": "https://x.example"}))
    assert (verdict.outcome, said in verdict.detail) == ("failed", True), verdict.detail


def test_nobody_to_send_it_to() -> None:
    some = ticket()
    some["email"] |= {"to": [], "cc": []}
    assert deliver("smtp://127.0.0.1:1", some).outcome == "failed"


def test_what_would_go_out() -> None:
    shown = SmtpTarget("smtp://bot:${PW}@mail.acme.example", ("help@acme.example",)).render(ticket()).show()
    assert shown.startswith(
        "MAIL by smtp://bot:${PW}@mail.acme.example\nTo: help@acme.example\nCc: boss@acme.example\n"
    )
