"""A proxy on the loopback that takes requests to a server, and loses the answers to some of them."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from loopback import read_request

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60


@dataclass
class Proxy:
    """Its address, and the request lines that it passed on. Of the POSTs, those numbered in `lose` get no answer."""

    url: str
    lose: frozenset[int] = frozenset()
    posts: int = 0
    lines: list[str] = field(default_factory=list)

    def forget(self, *lose: int) -> None:
        """Begin to count anew, and lose the answers to these POSTs, from 0."""
        self.lose, self.posts = frozenset(lose), 0
        self.lines.clear()


@contextmanager
def losing(url: str) -> Iterator[Proxy]:
    """Open a proxy in front of a server. To the server it speaks as if nobody stood between."""
    there = urlsplit(url)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        proxy = Proxy(f"http://127.0.0.1:{listening.getsockname()[1]}")
        closing = threading.Event()

        def serve() -> None:
            while not closing.is_set():
                taken, _ = listening.accept()
                with taken, suppress(OSError):
                    if not closing.is_set():
                        _pass(taken, proxy, there.hostname or "", there.port or 80)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            closing.set()
            with suppress(OSError):
                socket.create_connection(listening.getsockname(), 1).close()
            thread.join(PATIENCE)


def _pass(taken: socket.socket, proxy: Proxy, host: str, port: int) -> None:
    heard = read_request(taken)
    proxy.lines.append(heard.line)
    lost = heard.line.startswith("POST") and proxy.posts in proxy.lose
    proxy.posts += heard.line.startswith("POST")
    named = urlsplit(proxy.url).netloc
    kept = {name: value.replace(named, f"{host}:{port}") for name, value in heard.headers.items()}
    head = "".join(f"{name.title()}: {value}\r\n" for name, value in {**kept, "connection": "close"}.items())
    answer = b""
    with socket.create_connection((host, port), PATIENCE) as onward:
        onward.sendall(f"{heard.line}\r\n{head}\r\n".encode("latin-1") + heard.body)
        while piece := onward.recv(65536):
            answer += piece
    if not lost:
        taken.sendall(answer)
