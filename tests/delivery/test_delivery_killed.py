"""A process that is killed at every step, and two at once: nothing is lost, and nothing is sent twice unasked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from fake_host import MOMENT
from loopback import answer, desk_that, read_request
from payloads import payload
from places import ROOT
from takeover.delivery.outbox import Outbox
from takeover.handover.writing import write_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from socket import socket

    from loopback import Desk
    from takeover.delivery.item import Item

NOW = MOMENT.timestamp()
POSIX = pytest.mark.skipif(os.name == "nt", reason="processes are killed by signals")


# Killed for real: a child process sends, and is killed by the server, at every point of the wire, and of the database.

CHILD = """
import sys, sqlite3, os, signal
sys.path[:0] = [{cli!r}, {tests!r}]
statements = int({after})
if statements:
    real = sqlite3.connect
    def connect(*arguments, **named):
        database = real(*arguments, **named)
        def count(_):
            global statements
            statements -= 1
            if not statements:
                os.kill(os.getpid(), signal.SIGKILL)
        database.set_trace_callback(count)
        return database
    sqlite3.connect = connect
from takeover.__main__ import main
sys.exit(main(["emit", {file!r}, "--to", {url!r}, "--outbox", {outbox!r}]))
"""


PLAIN = """
import sys
sys.path.insert(0, {cli!r})
from takeover.__main__ import main
main({arguments!r})
"""


def run_child(folder: Path, url: str, *, after: int = 0) -> int:
    places = {"cli": str(ROOT / "cli"), "tests": str(ROOT / "tests"), "outbox": str(folder / "outbox.db")}
    code = CHILD.format(**places, after=after, file=str(folder / "one.json"), url=url)
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    return child.returncode


def kept(folder: Path) -> list[Item]:
    if not (folder / "outbox.db").exists():
        return []
    outbox = Outbox(folder / "outbox.db")
    items = list(outbox.items())
    outbox.close()
    return items


@POSIX
def test_killed_at_every_statement_nothing_is_lost_and_nothing_is_sent_twice_unasked(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(write_json(payload()), "utf-8")
    killed = 0
    with desk_that(answer("200 OK")) as desk:
        for after in range(1, 60):
            folder = tmp_path / str(after)
            folder.mkdir()
            (folder / "one.json").write_text(write_json(payload()), "utf-8")
            before = len(desk.received)
            code = run_child(folder, desk.url, after=after)
            arrived = len(desk.received) - before
            items = kept(folder)
            assert arrived == 0 or items, "it lay there before it went out"
            if code != -signal.SIGKILL:
                assert (code, arrived, [item.state for item in items]) == (0, 1, ["sent"])
                break
            killed += 1
            again = run_child(folder, desk.url)
            total = len(desk.received) - before
            (item,) = kept(folder)
            if item.state == "sent":
                assert (again, total) == (0, 1)
            else:  # it may have arrived: that is said, and costs 4, and is not repeated
                assert (again, item.state, item.begun) == (4, "unknown", "post")
                assert total <= 1
    assert killed > 15


@POSIX
@pytest.mark.parametrize("moment", ["before it was read", "while it was read", "after it was read", "in the answer"])
def test_killed_on_the_wire(tmp_path: Path, moment: str) -> None:
    (tmp_path / "one.json").write_text(write_json(payload()), "utf-8")
    children: list[subprocess.Popen[bytes]] = []

    def kill(connection: socket, desk: Desk) -> None:
        if moment == "while it was read":
            connection.recv(10)
        elif moment != "before it was read":
            desk.received.append(read_request(connection))
        if moment == "in the answer":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-")
        children[0].send_signal(signal.SIGKILL)
        children[0].wait(20)

    with desk_that(kill, answer("200 OK")) as desk:
        arguments = ["emit", str(tmp_path / "one.json"), "--to", desk.url, "--outbox", str(tmp_path / "outbox.db")]
        code = PLAIN.format(cli=str(ROOT / "cli"), arguments=arguments)
        children.append(subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL))
        assert children[0].wait(60) == -signal.SIGKILL
        (item,) = kept(tmp_path)
        assert (item.state, item.begun) == ("unknown", "post")
        assert run_child(tmp_path, desk.url) == 4, "nobody knows whether it arrived"
        assert kept(tmp_path)[0].state == "unknown"


@POSIX
def test_two_processes_at_once_send_each_item_once(tmp_path: Path) -> None:
    lines = [write_json(payload(name=f"c{number}")) for number in range(8)]
    (tmp_path / "one.json").write_text("\n".join(lines), "utf-8")
    with desk_that(answer("200 OK")) as desk:
        arguments = ["emit", str(tmp_path / "one.json"), "--to", desk.url, "--outbox", str(tmp_path / "outbox.db")]
        code = PLAIN.format(cli=str(ROOT / "cli"), arguments=arguments)
        children = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) for _ in range(2)]
        for child in children:
            child.wait(60)
        sent = [json.loads(request.body)["id"] for request in desk.received]
    assert sorted(sent) == sorted(json.loads(line)["id"] for line in lines)
    assert {item.state for item in kept(tmp_path)} == {"sent"}


@pytest.fixture(name="memory")
def make_memory(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: it is processes that die here, and no machine."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@POSIX
def test_killed_anywhere_nothing_is_lost_and_nothing_becomes_two_tickets(memory: Path) -> None:
    """Each statement of SQLite, each moment of each request, and moments by chance; TAKEOVER_KILLS says how many."""
    tickets: list[str] = []

    def serve(connection: socket, desk: Desk) -> None:
        request = read_request(connection)
        desk.received.append(request)
        _, step, takeover = request.line.split()[1].rsplit("/", 2)

        def kill(moment: str) -> None:
            if request.headers["x-kill"] == f"{step}:{moment}":
                os.kill(int(request.headers["x-pid"]), signal.SIGKILL)

        kill("read")
        if step == "create" and not (takeover.startswith("keyed") and takeover in tickets):
            tickets.append(takeover)
        kill("done")
        body = json.dumps({"id": takeover} if takeover in tickets else {}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
        connection.sendall(head[:15])
        kill("answering")
        connection.sendall(head[15:] + body)
        kill("answered")

    kills = int(os.environ.get("TAKEOVER_KILLS", "200"))
    with desk_that(serve) as desk:
        arguments = [sys.executable, str(ROOT / "tests" / "killing.py"), str(memory), desk.url, str(kills)]
        places = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "cli"), str(ROOT / "tests")))}
        ran = subprocess.run(
            arguments, input=write_json(payload()), env=places, capture_output=True, text=True, check=True
        )
    tries = [json.loads(line) for line in ran.stdout.splitlines()]
    assert sum(tried["killed"] == -signal.SIGKILL for tried in tries) >= kills
    assert {tried["then"] for tried in tries} == {0}
    for tried in tries:
        made, before, after = tickets.count(tried["id"]), tried["before"], tried["after"]
        if after[0] == "unknown":  # nobody can tell, and that was said at once
            assert (tried["kind"], before[0], made <= 1) == ("once", "unknown", True), tried
        else:
            assert (after[0], made) == ("sent", 1), tried
    assert sum(tried["after"][0] == "unknown" for tried in tries) < kills / 4, "the others were certain"
