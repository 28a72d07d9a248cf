"""HTTP on the loopback: requests and answers are values, and nothing of a page or a takeover is known here."""

from __future__ import annotations

import json
import socket
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LARGEST = 25_000_000
"""Bytes of a body; a takeover has a few thousand."""
PATIENCE = 60
"""Seconds that a client may take for a request."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request. Header names are in lower case; `path` begins with a slash and has no query."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:  # noqa: ANN401 - JSON is anything
        """Read the body; raises ValueError."""
        try:
            return json.loads(self.body)
        except RecursionError as deep:
            raise ValueError("it is nested too deeply") from deep


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `drop`: the connection is cut instead."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False


DROP = Reply(drop=True)


def in_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """Answer with JSON."""
    return Reply(status, json.dumps(value, ensure_ascii=False).encode(), headers=headers or {})


def refuse(status: int, said: str) -> Reply:
    """Answer that it is not so, and why."""
    return in_json({"error": said}, status)


class Busy:
    """Counts the answers that are being made to what changes something, so that a desk closes after them."""

    def __init__(self) -> None:
        """Count from none."""
        self._changed = Condition()
        self._count = 0

    def __enter__(self) -> None:
        """Count one more."""
        with self._changed:
            self._count += 1

    def __exit__(self, *_: object) -> None:
        """Count one less."""
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def wait(self, most: float = 2.0) -> None:
        """Wait until there is none, but no longer than so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._count == 0, most)


def open_server(port: int, answer: Callable[[Asked], Reply], busy: Busy) -> ThreadingHTTPServer:
    """Listen on a port of the loopback (0: any); `answer` is called in a thread a request. Raises OSError."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "takeover-desk"
        sys_version = ""
        timeout = PATIENCE

        def _answer(self) -> None:
            with busy if self.command != "GET" else nullcontext():
                asked = _read(self)
                reply = asked if isinstance(asked, Reply) else answer(asked)
                _write(self, reply)
                self.wfile.flush()

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _answer  # noqa: N815 - the base class names them

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            """Say nothing: what arrives is told by who knows what it is."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 128

        def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the base class types them
            """Say nothing of a client that went away; anything else is a bug, and said as one."""
            import sys

            if not isinstance(sys.exception(), OSError):
                super().handle_error(request, client_address)

    return Server(("127.0.0.1", port), Handler)


def _read(handler: BaseHTTPRequestHandler) -> Asked | Reply:
    _, port = handler.connection.getsockname()
    # A page of somebody else whose name was made to lead here (DNS rebinding) sends its own name.
    if handler.headers.get("Host", "") not in {f"127.0.0.1:{port}", f"localhost:{port}"}:
        handler.close_connection = True
        return refuse(421, "this is a desk on the loopback, asked for by another name")
    said = handler.headers.get("Content-Length") or "0"
    if handler.headers.get("Transfer-Encoding"):
        handler.close_connection = True
        return refuse(411, "say how long the body is: Content-Length")
    if not said.isascii() or not said.isdigit() or int(said[:12]) > LARGEST:
        handler.close_connection = True
        return refuse(413, f"a body may have {LARGEST} bytes")
    address = urlsplit(handler.path)
    query = {name: values[-1] for name, values in parse_qs(address.query).items()}
    headers = {name.lower(): value for name, value in handler.headers.items()}
    return Asked(handler.command, address.path, query, headers, handler.rfile.read(int(said)))


def _write(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    if reply.drop:
        handler.close_connection = True
        with suppress(OSError):
            handler.connection.shutdown(socket.SHUT_RDWR)
        return
    known = reply.status in set(HTTPStatus)
    handler.send_response(reply.status, None if known else "Scripted")
    for name, value in {
        "Content-Type": reply.kind,
        "Content-Length": str(len(reply.body)),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        **reply.headers,
    }.items():
        handler.send_header(name, value)
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(reply.body)
