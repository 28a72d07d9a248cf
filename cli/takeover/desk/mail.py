"""E-mail tickets arrive at the desk too: a mail server on the loopback that takes everything and sends nothing on."""

from __future__ import annotations

import asyncio
import email.policy
import json
from dataclasses import dataclass
from email import message_from_bytes
from email.utils import getaddresses, parseaddr
from threading import Thread
from typing import TYPE_CHECKING, Any

from takeover.desk.receiving import News

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage

    from aiosmtpd.smtp import SMTP, Envelope, Session

    from takeover.desk.faults import Script
    from takeover.desk.tickets import Tickets
    from takeover.language.values import Json

LOOK, PATIENCE = 0.01, 2.0
"""Seconds: between looks at who is still talking, and until they are no longer waited for."""
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


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server that runs in a thread of its own, on a port; `talking` are those who are connected, or were."""

    port: int
    loop: asyncio.AbstractEventLoop
    server: asyncio.Server
    thread: Thread
    talking: list[SMTP]

    def close(self) -> None:
        """Listen no longer, and end when those who are connected have heard their answers."""
        asyncio.run_coroutine_threadsafe(self._end(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def _end(self) -> None:
        self.server.close()
        for _ in range(int(PATIENCE / LOOK)):
            if all(one.transport is None or one.transport.is_closing() for one in self.talking):
                break
            await asyncio.sleep(LOOK)
        await asyncio.sleep(0)


def open_mailbox(port: int, mailbox: Mailbox) -> MailServer:
    """Start a mail server on a port of the loopback (0: any). Raises OSError."""
    from aiosmtpd.smtp import SMTP

    loop = asyncio.new_event_loop()
    talking: list[SMTP] = []

    def answer() -> SMTP:
        one = SMTP(mailbox, data_size_limit=LARGEST, hostname="localhost", ident="takeover desk", loop=loop)
        talking.append(one)
        return one

    try:
        server = loop.run_until_complete(loop.create_server(answer, "127.0.0.1", port))
    except OSError:
        loop.close()
        raise
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    return MailServer(server.sockets[0].getsockname()[1], loop, server, thread, talking)


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
        return "" if body is None else str(body.get_content()).replace("\r\n", "\n")
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
