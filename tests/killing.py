"""Sends takeovers to three kinds of desks, in processes that are killed: the program of a test.

It is given a folder, the desk's address, and how many are to be killed; for each try it forks a child that sends and is
killed (by itself at a statement of SQLite, by the desk at a moment of a request, or after some milliseconds), and one
that goes on. Prints a line of JSON for each try.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
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
from takeover.delivery.target import Facts, Header, Plan, Repeat, Request
from takeover.delivery.targets import Outlet
from takeover.delivery.wants import Wants
from takeover.delivery.web import web_step

if TYPE_CHECKING:
    from collections.abc import Callable

KINDS = ("search", "keyed", "once")
"""A desk that finds a ticket by our id, one that knows a request by its key, and one that knows nothing again."""
STEPS = {"search": ("search", "create", "tag"), "keyed": ("create",), "once": ("create",)}
LONGEST = 0.04
"""Seconds after which a child is killed at the latest: a delivery takes about as long."""
TICKET = (Take("id", "/id"),)


class Desk:
    """A target of a kind. `kill` tells the desk when to kill this process."""

    wants = Wants()
    attempts = 3
    reaches_people = True

    def __init__(self, url: str, kind: str, kill: str = "") -> None:
        self.url = url
        self.kind = kind
        self.kill = kill

    def plan(self, payload: Any) -> Plan:
        """Plan search, create and tag; or the create alone."""

        def request(name: str) -> Request:
            headers = (Header("X-Pid", str(os.getpid())), Header("X-Kill", self.kill))
            return Request(payload["id"], f"POST {self.url}/{name}/{payload['id']}", headers, "{}")

        def create(facts: Facts) -> Request | None:
            return None if facts.get("id") else request("create")

        way = Connection()
        if self.kind != "search":
            repeat: Repeat = "safe" if self.kind == "keyed" else "never"
            return Plan(payload["id"], (web_step("create", lambda _: request("create"), way, repeat=repeat),))
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


def in_child(work: Callable[[], object], killed_after: float | None = None) -> int:
    """Work in a child, and give its exit status, negative for a signal."""
    pid = os.fork()
    if not pid:
        work()
        os._exit(0)
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def deliver(path: Path, payload: Any, desk: Desk, statement: int = 0) -> str:
    """Send it once, and give the outcome."""
    if statement:
        killed_at(statement)
    outbox = Outbox(path)
    receipt = send(payload, Outlet("help", desk), fake_host(), Way(outbox, pace=Pace(sleep=lambda _: None)))
    outbox.close()
    return receipt.outcome


class Tries:
    """What is tried, and what is told of it."""

    def __init__(self, folder: Path, url: str, template: dict[str, Any]) -> None:
        self.folder = folder
        self.url = url
        self.template = template
        self.killed = 0
        self.number = 0

    def one(self, kind: str, statement: int = 0, moment: str = "", after: float | None = None) -> bool:
        """Send and be killed, then go on; says whether it was killed."""
        self.number += 1
        payload = self.template | {"id": f"{kind}{self.number}"}
        path = self.folder / f"{self.number}.db"
        killed = in_child(partial(deliver, path, payload, Desk(self.url, kind, moment), statement), after)
        before = look(path)
        went_on = in_child(partial(deliver, path, payload, Desk(self.url, kind)))
        tried = {"id": payload["id"], "kind": kind, "killed": killed, "then": went_on, "before": before}
        sys.stdout.write(f"{json.dumps(tried | {'after': look(path)})}\n")
        sys.stdout.flush()  # before the next fork, or it would be written twice
        self.killed += killed == -signal.SIGKILL
        return killed == -signal.SIGKILL


def look(path: Path) -> list[str]:
    """Give the state of the item and the steps that are done; nothing where it is not there yet."""
    if not path.exists():
        return []
    outbox = Outbox(path)
    found = [text for item in outbox.items() for text in (item.state, *item.done)]
    outbox.close()
    return found


def main() -> None:
    """Try every statement, and every moment of every request; then moments by chance until so many were killed."""
    tries = Tries(Path(sys.argv[1]), sys.argv[2], json.loads(sys.stdin.read()))
    chance = random.Random(11)  # noqa: S311 - so that it can be run again
    for kind in KINDS:
        statement = 1
        while tries.one(kind, statement):
            statement += 1
        for step in STEPS[kind]:
            for moment in ("read", "done", "answering", "answered"):
                tries.one(kind, moment=f"{step}:{moment}")
    while tries.killed < int(sys.argv[3]):
        tries.one(chance.choice(KINDS), after=chance.random() * LONGEST)


if __name__ == "__main__":
    main()
