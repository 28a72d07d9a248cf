"""A desk that is open for a test: on a port of its own, in this process, its folder the test's."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from threading import Thread
from typing import TYPE_CHECKING

from fake_host import MOMENT
from takeover.desk.desk import Desk
from takeover.desk.faults import read_script
from takeover.desk.pages import Pages
from takeover.desk.receiving import News, Receiver
from takeover.desk.tickets import Tickets
from takeover.desk.vendors import Vendors
from takeover.desk.web import Busy, open_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "token-of-the-test"  # noqa: S105 - of a desk that lives for one test


@dataclass(frozen=True)
class OpenDesk:
    """Its address without a slash at the end, what is in it, and what it told whoever watches."""

    base: str
    tickets: Tickets
    told: list[News]

    @property
    def takeovers(self) -> str:
        """Where bots send."""
        return f"{self.base}/takeovers"

    @property
    def link(self) -> str:
        """What opens the page."""
        return f"{self.base}/?token={TOKEN}"


@contextmanager
def open_desk(folder: Path, *, secret: str = "", script: str = "", port: int = 0) -> Iterator[OpenDesk]:
    """Open a desk for the block."""
    keys = count(1)
    tickets = Tickets(folder, lambda: MOMENT, lambda: f"key-{next(keys)}")
    told: list[News] = []
    receiver = Receiver(tickets, read_script(script), secret, "", time.time, told.append)
    vendors = Vendors(tickets, told.append)
    server = open_server(port, Desk(receiver, Pages(tickets, TOKEN, "Sam"), vendors).answer, Busy())
    base = f"http://127.0.0.1:{server.server_address[1]}"
    receiver.base = vendors.base = base
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield OpenDesk(base, tickets, told)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
