"""Sends many takeovers to a desk that does a third of everything wrong, and is killed and opened again meanwhile.

`python tests/bench/soak.py [--takeovers 10000] [--kills 10]`. It ends with 1 where a takeover was lost or became two
tickets, or where what lies in the outbox says otherwise than the desk.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from threading import Event, Thread
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from fake_host import fake_host  # noqa: E402 - found beside the benchmarks
from payloads import payload  # noqa: E402
from servers.desk import free_port  # noqa: E402
from takeover.delivery.http import HttpTarget  # noqa: E402
from takeover.delivery.outbox import Outbox  # noqa: E402
from takeover.delivery.pace import Pace  # noqa: E402
from takeover.delivery.send import Way, resume, send  # noqa: E402
from takeover.delivery.targets import Outlet  # noqa: E402

FAULTS = ("503", "500", "429", "drop", "lost", "408")
HASTE = Pace(total=2, first=0.001)
PATIENCE = 180
"""Seconds for a desk to open: it reads thousands of tickets first, perhaps on a machine with other work."""


class Desk:
    """A desk in a process of its own, whose folder outlives it."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        """Open it."""
        self.folder = folder
        self.port = free_port()
        self._chance = chance
        self.slowest = 0.0
        self._open()

    def _open(self) -> None:
        script = ",".join(self._chance.choice(FAULTS) if self._chance.random() < 1 / 3 else "200" for _ in range(5_000))
        words = ["--port", str(self.port), "--no-mail", "--unsigned", "--folder", str(self.folder), "--script", script]
        command = [sys.executable, "-m", "takeover", "desk", *words]
        log = self.folder.with_suffix(".log")
        with log.open("ab") as said:
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/?token=x", timeout=5).close()
            except urllib.error.HTTPError:
                self.slowest = max(self.slowest, time.monotonic() - began)
                return
            except OSError:
                time.sleep(0.05)
        ended = f"it ended with {self.process.poll()}" if self.process.poll() is not None else "it is still at it"
        raise RuntimeError(f"the desk does not open within {PATIENCE} s; {ended}: {log.read_text('utf-8')[-500:]}")

    def kill(self) -> None:
        """Kill it in the middle of whatever it does, and open it again."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._open()

    def tickets(self) -> dict[str, dict[str, Any]]:
        """Read what it kept, by takeover."""
        read = [json.loads(file.read_text("utf-8")) for file in sorted(self.folder.glob("*.ticket.json"))]
        return {f"{ticket['takeover_id']}#{ticket['number']}": ticket for ticket in read}


def made(base: dict[str, Any], number: int) -> dict[str, Any]:
    """Make one of many takeovers."""
    return {**base, "id": f"soak:{number}:1", "subject": f"Takeover {number}"}


def main(count: int, kills: int) -> int:
    """Run it, and say what came of it."""
    chance = random.Random(7)  # noqa: S311 - so that it can be run again
    with tempfile.TemporaryDirectory() as name:
        desk = Desk(Path(name) / "desk", chance)
        try:
            return _soak(desk, Path(name), count, kills)
        finally:
            desk.process.kill()
            desk.process.wait()


def _soak(desk: Desk, folder: Path, count: int, kills: int) -> int:
    target = HttpTarget(f"http://127.0.0.1:{desk.port}/takeovers", idempotent=True)
    outlet = Outlet("desk", target)
    way = Way(Outbox(folder / "outbox.db"), pace=HASTE)
    host = fake_host(environ=os.environ)
    base, over = payload(), Event()
    sent = [0]

    def kill() -> None:
        for number in range(1, kills + 1):
            while sent[0] < count * number / (kills + 1):
                if over.wait(0.01):
                    return
            desk.kill()

    killer = Thread(target=kill)
    killer.start()
    began, memory = time.perf_counter(), [0]
    outcomes: dict[str, int] = {}
    for number in range(count):
        receipt = send(made(base, number), outlet, host, way)
        outcomes[receipt.outcome] = outcomes.get(receipt.outcome, 0) + 1
        sent[0] = number + 1
        if number in {count // 10, count - 1}:
            memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    over.set()
    killer.join()
    rounds = 0
    while left := [item for item in way.outbox.items() if item.state != "sent"]:
        rounds += 1
        for item in left:
            resume(item, outlet, host, way, states=("queued", "unknown", "refused", "dead"))
    took = time.perf_counter() - began
    tickets = desk.tickets()
    ids = [ticket["takeover_id"] for ticket in tickets.values()]
    lost = {f"soak:{number}:1" for number in range(count)} - set(ids)
    print(f"  {count} takeovers, {kills} kills, {took:.0f} s: at first {outcomes}; all sent after {rounds} more rounds")
    print(f"  tickets {len(ids)}, lost {len(lost)}, twice {len(ids) - len(set(ids))}")
    print(f"  arrived more than once and known again: {sum(ticket['times_sent'] > 1 for ticket in tickets.values())}")
    print(f"  the desk opened in {desk.slowest:.1f} s at most")
    print(f"  memory after a tenth {memory[1] / 1024:.0f} MB, at the end {memory[-1] / 1024:.0f} MB")
    return 1 if lost or len(ids) != count else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--takeovers", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    arguments = parser.parse_args()
    sys.exit(main(arguments.takeovers, arguments.kills))
