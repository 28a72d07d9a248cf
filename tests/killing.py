"""Sends a takeover to a help desk of three requests, in processes that are killed: the program of a test.

It is given a folder, the desk's address, and how often to try; for each try it forks a child that sends and is killed
(by itself at a statement of SQLite, or by the desk), and one that goes on. Prints a line of JSON for each try.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx  # noqa: F401 - once, and not in each child

from fake_host import fake_host
from takeover.delivery.connection import Connection
from takeover.delivery.meaning import UNKEYED, Take
from takeover.delivery.outbox import Outbox
from takeover.delivery.pace import Pace
from takeover.delivery.send import Way, send
from takeover.delivery.target import Facts, Header, Plan, Request
from takeover.delivery.targets import Outlet
from takeover.delivery.wants import Wants
from takeover.delivery.web import web_step

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = ("search", "create", "tag")
TICKET = (Take("id", "/id"),)


class Desk:
    """A target of three requests. `kill` tells the desk when to kill this process."""

    wants = Wants()
    attempts = 3
    reaches_people = True

    def __init__(self, url: str, kill: str = "") -> None:
        self.url = url
        self.kill = kill

    def plan(self, payload: Any) -> Plan:
        """Plan search, create and tag."""

        def request(name: str) -> Request:
            headers = (Header("X-Pid", str(os.getpid())), Header("X-Kill", self.kill))
            return Request(payload["id"], f"POST {self.url}/{name}/{payload['id']}", headers, "{}")

        def create(facts: Facts) -> Request | None:
            return None if facts.get("id") else request("create")

        way = Connection()
        return Plan(
            payload["id"],
            (
                web_step("search", lambda _: request("search"), way, rules=UNKEYED, takes=TICKET, repeat="safe"),
                web_step("create", create, way, rules=UNKEYED, takes=TICKET, repeat="search"),
                web_step("tag", lambda _: request("tag"), way, rules=UNKEYED, repeat="safe"),
            ),
        )


def killed_at(statement: int) -> None:
    """Kill this process when SQLite begins its so manieth statement."""
    real = sqlite3.connect
    left = [statement]

    def count(_: str) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(*arguments: Any, **named: Any) -> sqlite3.Connection:
        database: sqlite3.Connection = real(*arguments, **named)
        database.set_trace_callback(count)
        return database

    sqlite3.connect = connect  # type: ignore[assignment] # the real one, told of each statement


def in_child(work: Callable[[], object]) -> int:
    """Work in a child, and give its exit status, negative for a signal."""
    pid = os.fork()
    if not pid:
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def deliver(path: Path, payload: Any, desk: Desk, statement: int = 0) -> str:
    """Send it once, and give the outcome."""
    if statement:
        killed_at(statement)
    outbox = Outbox(path)
    receipt = send(payload, Outlet("help", desk), fake_host(), Way(outbox, pace=Pace(sleep=lambda _: None)))
    outbox.close()
    return receipt.outcome


def main() -> None:
    """Try every statement, and every moment of every request."""
    folder, url, statements = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    template = json.loads(sys.stdin.read())
    moments = [f"{step}:{moment}" for step in STEPS for moment in ("read", "done", "answering", "answered")]
    tries = [*((number, "") for number in range(1, statements)), *((0, name) for name in moments)]
    for number, (statement, moment) in enumerate(tries):
        payload = template | {"id": f"k{number}"}
        path = folder / f"{number}.db"
        killed = in_child(partial(deliver, path, payload, Desk(url, moment), statement))
        went_on = in_child(partial(deliver, path, payload, Desk(url)))
        outbox = Outbox(path)
        (item,) = outbox.items()
        outbox.close()
        tried = {"id": payload["id"], "killed": killed, "then": went_on, "state": item.state}
        sys.stdout.write(f"{json.dumps(tried)}\n")
        sys.stdout.flush()  # before the next fork, or it would be written twice


if __name__ == "__main__":
    main()
