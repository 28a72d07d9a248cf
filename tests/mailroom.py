"""A mail server in a thread, which takes, refuses and keeps what it is told to."""

from __future__ import annotations

import asyncio
import email
import email.policy
import threading
from contextlib import contextmanager
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator


class Mailroom:
    """What arrived, and what the server answers to each step ("": it takes it)."""

    def __init__(self, *, rcpt: str = "", data: str = "") -> None:
        self.envelopes: list[Envelope] = []
        self.logins: list[LoginPassword] = []
        self.secure: list[bool] = []
        self.rcpt = rcpt
        self.data = data

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name and arguments
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if self.rcpt and ("only" not in self.rcpt or address in self.rcpt):
            return self.rcpt.partition(" only ")[0]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        del server
        self.secure.append(session.ssl is not None)
        if self.data:
            return self.data
        self.envelopes.append(envelope)
        return "250 OK"

    def log_in(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        del server, session, envelope, mechanism
        self.logins.append(data)
        return AuthResult(success=data.password == b"p@ss/word", handled=False)

    def read(self) -> EmailMessage:
        """Give the one message that came, parsed."""
        (envelope,) = self.envelopes
        content = envelope.content
        assert isinstance(content, bytes)
        parsed = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    def text(self, kind: str = "plain") -> str:
        """Give the body of the one message that came, of a kind, its lines as they are here."""
        found = self.read().get_body((kind,))
        assert found is not None
        content: str = found.get_content()
        return content.replace("\r\n", "\n")


@contextmanager
def mail_server(room: Mailroom, *, tls: ssl.SSLContext | None = None, **settings: Any) -> Iterator[int]:
    """Run a server in a thread, on any port (aiosmtpd's controllers want to be told one); `tls`: from the start."""
    ready = threading.Event()
    ports: list[int] = []
    loop = asyncio.new_event_loop()
    over = asyncio.Event()
    connections: list[SMTP] = []

    def connect() -> SMTP:
        connections.append(SMTP(room, authenticator=room.log_in, loop=loop, **settings))
        return connections[-1]

    async def serve() -> None:
        server = await loop.create_server(connect, "127.0.0.1", 0, ssl=tls)
        ports.append(server.sockets[0].getsockname()[1])
        ready.set()
        await over.wait()
        server.close()
        for connection in connections:
            if connection.transport is not None:
                connection.transport.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)

    def run() -> None:
        loop.run_until_complete(serve())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(20)
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(20)
