"""E-mail tickets at the desk: taken whole, read as an agent sees them, and told when they come twice."""

from __future__ import annotations

import json
import smtplib
from contextlib import contextmanager
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from fake_host import MOMENT
from payloads import payload
from takeover.desk.faults import read_script
from takeover.desk.mail import Mailbox, open_mailbox
from takeover.desk.tickets import Tickets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from takeover.desk.receiving import News


@contextmanager
def open_box(folder: Path, script: str = "") -> Iterator[tuple[int, Tickets, list[News]]]:
    tickets = Tickets(folder, lambda: MOMENT, lambda: "key")
    told: list[News] = []
    server = open_mailbox(0, Mailbox(tickets, read_script(script), told.append))
    try:
        yield server.port, tickets, told
    finally:
        server.close()


def letter(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"From": "Bot <bot@acme.example>", "To": "help@acme.example", **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content("The talk.\n")
    return message


def send(port: int, *messages: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        for message in messages:
            client.send_message(message)


def test_a_letter_is_a_ticket_of_who_asks(tmp_path: Path) -> None:
    with open_box(tmp_path) as (port, tickets, told):
        send(port, letter(Subject="Où?", Reply_To="Ada Løvelace <ada@example.test>", X_Takeover_Id="c7:2:4"))
    ticket = next(iter(tickets))
    assert (ticket.takeover_id, ticket.via) == ("c7:2:4", "e-mail")
    assert ticket.payload["subject"] == "Où?"
    assert ticket.payload["contact"] == {"name": "Ada Løvelace", "email": "ada@example.test"}
    assert ticket.payload["notes"] == ["The talk.\n"]
    assert [news.right for news in told] == [True]


def test_an_attached_payload_is_what_the_agent_sees(tmp_path: Path) -> None:
    message = letter(X_Takeover_Id=payload()["id"])
    message.add_attachment(json.dumps(payload()), subtype="json", filename="takeover.json")
    with open_box(tmp_path) as (port, tickets, _):
        send(port, message)
    assert next(iter(tickets)).payload == payload()


def test_a_second_copy_is_told(tmp_path: Path) -> None:
    message = letter(Message_ID="<one@acme.example>")
    with open_box(tmp_path) as (port, tickets, told):
        send(port, message, message)
    assert len(tickets) == 1
    assert [news.right for news in told] == [True, False]


@pytest.mark.parametrize("script", ["451", "550", "drop"])
def test_a_script_is_played_to_mail_too(tmp_path: Path, script: str) -> None:
    with open_box(tmp_path, script) as (port, tickets, _):
        with pytest.raises(smtplib.SMTPException):
            send(port, letter())
        send(port, letter())
    assert len(tickets) == 1


def test_mail_that_is_hardly_one_is_taken_all_the_same(tmp_path: Path) -> None:
    odd = [
        b"\r\n",
        b"Subject: =?x-unknown?b?////?=\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xff\xfe\r\n",
        b"From: <>\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nbroken\r\n",
        b"Content-Disposition: attachment; filename=takeover.json\r\n\r\n{\r\n",
    ]
    with open_box(tmp_path) as (port, tickets, _), smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        for number, message in enumerate(odd):
            client.sendmail("a@b.example", ["c@d.example"], b"X-Takeover-Id: odd-%d\r\n" % number + message)
    assert [ticket.takeover_id for ticket in tickets] == [f"odd-{number}" for number in range(len(odd))]
