"""A server on this machine that answers as it is told: with any bytes, slowly, partly, or not at all."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

PATIENCE = 20


@dataclass
class Received:
    """One request as it came over the wire."""

    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Desk:
    """What the server has seen. `closing` is set when the test is over, so that nothing waits for longer."""

    port: int
    received: list[Received] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    secure: bool = False

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"{'https' if self.secure else 'http'}://localhost:{self.port}/takeovers"


Behave = Callable[[socket.socket, Desk], None]
"""What is done with one connection."""


def answer(status: str, body: bytes = b"", *headers: str) -> Behave:
    """Read the request, and answer it whole."""

    def behave(connection: socket.socket, desk: Desk) -> None:
        desk.received.append(read_request(connection))
        lines = [f"HTTP/1.1 {status}", *headers]
        if not status.startswith("204"):
            lines.append(f"Content-Length: {len(body)}")
        connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)

    return behave


def raw(*pieces: bytes, then_wait: bool = False) -> Behave:
    """Read the request, answer it with these bytes, and close, or leave the connection open and say no more."""

    def behave(connection: socket.socket, desk: Desk) -> None:
        desk.received.append(read_request(connection))
        for piece in pieces:
            connection.sendall(piece)
        if then_wait:
            desk.closing.wait(PATIENCE)

    return behave


def drip(head: bytes, drop: bytes) -> Behave:
    """Read the request, and answer with a byte now and then, so that no single read ever takes long."""

    def behave(connection: socket.socket, desk: Desk) -> None:
        desk.received.append(read_request(connection))
        connection.sendall(head)
        while not desk.closing.wait(0.05):
            connection.sendall(drop)

    return behave


def hang_up(connection: socket.socket, desk: Desk) -> None:
    """Close without a word, before anything was read."""
    del connection, desk


def read_head_only(connection: socket.socket, desk: Desk) -> None:
    """Read no more than the beginning of a large request, and break the connection."""
    desk.received.append(Received(connection.recv(100).decode("latin-1").splitlines()[0], {}, b""))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def read_request(connection: socket.socket) -> Received:
    """Read one HTTP request with a Content-Length. Raises ConnectionResetError where the client goes away before."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _receive(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    line, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (text.partition(":") for text in lines)}
    while len(body) < int(headers.get("content-length", "0")):
        body += _receive(connection)
    return Received(line, headers, body)


def _receive(connection: socket.socket) -> bytes:
    piece = connection.recv(65536)
    if not piece:
        raise ConnectionResetError("the client went away")
    return piece


@contextmanager
def desk_that(*behaviours: Behave, tls: ssl.SSLContext | None = None) -> Iterator[Desk]:
    """Serve the connections one after the other, each with the next behaviour; the last one stays."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        desk = Desk(listening.getsockname()[1], secure=tls is not None)
        thread = threading.Thread(target=_serve, args=(listening, desk, behaviours, tls), daemon=True)
        thread.start()
        try:
            yield desk
        finally:
            desk.closing.set()
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", desk.port), 1).close()
            thread.join(PATIENCE)


def _serve(listening: socket.socket, desk: Desk, behaviours: tuple[Behave, ...], tls: ssl.SSLContext | None) -> None:
    number = 0
    while not desk.closing.is_set():
        connection, _ = listening.accept()
        with connection, suppress(OSError):
            if desk.closing.is_set():
                return
            behave = behaviours[min(number, len(behaviours) - 1)]
            number += 1
            if tls is None:
                behave(connection, desk)
            else:
                with tls.wrap_socket(connection, server_side=True) as wrapped:
                    behave(wrapped, desk)


def closed_port() -> int:
    """Give a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port
