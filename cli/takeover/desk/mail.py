"""E-mail tickets arrive at the desk too: a mail server on the loopback that takes everything and sends nothing on."""

from __future__ import annotations

import email.policy
import json
from dataclasses import dataclass
from email import message_from_bytes
from email.utils import getaddresses, parseaddr
from typing import TYPE_CHECKING, Any

from takeover.desk.receiving import News

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage

    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, Envelope, Session

    from takeover.desk.faults import Script
    from takeover.desk.tickets import Tickets
    from takeover.language.values import Json

LARGEST = 25_000_000
"""Bytes of a message, said in the answer to EHLO."""
PAYLOAD_FILE = "takeover.json"


@dataclass(slots=True)
class Mailbox:
    """What the mail server does with a message: the hooks of aiosmtpd, whose names these are."""

    tickets: Tickets
    script: Script
    tell: Callable[[News], None]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd names it
        """Take a message; the answer is what the client is told, once the ticket is on the disk."""
        fault = self.script.take()
        if fault.drop or (not fault.usual and fault.status):
            self.tell(News("an e-mail was not taken, as the script says", right=True))
            if fault.drop and server.transport is not None:
                server.transport.close()
            return f"{fault.status or 421} the script says so"
        content = envelope.content or b""
        message = message_from_bytes(
            content if isinstance(content, bytes) else content.encode(), policy=email.policy.SMTP
        )
        payload = read_mail(message)
        notes = [] if parseaddr(str(message["from"] or ""))[1] else ["it has no sender"]
        ticket, new = self.tickets.take(payload, "e-mail", notes)
        said = "an e-mail arrived" if new else "an e-mail arrived again; help desks make a second ticket of it"
        self.tell(News(said, right=new, ticket=ticket))
        return "250 kept"


def open_mailbox(port: int, mailbox: Mailbox) -> Controller:
    """Start a mail server on a port of the loopback (0: any), in a thread of its own. Raises OSError."""
    from aiosmtpd.controller import Controller

    controller = Controller(mailbox, hostname="127.0.0.1", port=port, data_size_limit=LARGEST, ident="takeover desk")
    controller.start()
    return controller


def read_mail(message: EmailMessage) -> dict[str, Json]:
    """Give what an agent sees of a mail: its attached payload, or else what its headers and its text tell."""
    text = _text(message)
    sender, address = (getaddresses([str(message["reply-to"] or message["from"] or "")]) or [("", "")])[0]
    told: dict[str, Json] = {
        "id": str(message["x-takeover-id"] or message["message-id"] or message["date"] or "mail without an id").strip(),
        "subject": str(message["subject"] or ""),
        "contact": {"name": sender or None, "email": address or None},
        "notes": [text],
        "transcript": [],
    }
    attached = _attached(message)
    return {**told, **attached, "id": attached.get("id", told["id"])}


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    try:
        return "" if body is None else str(body.get_content())
    except (LookupError, UnicodeError):
        return "its text is in no encoding that is known here"


def _attached(message: EmailMessage) -> dict[str, Any]:
    for part in message.iter_attachments():
        if part.get_filename() != PAYLOAD_FILE:
            continue
        try:
            payload = json.loads(part.get_content())
        except (ValueError, LookupError, RecursionError):
            return {}
        return payload if isinstance(payload, dict) else {}
    return {}
