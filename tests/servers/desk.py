"""Help desks of others, run for a test: started in a process of their own on a loopback port, and killed afterwards."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LONGEST_START = 60.0
"""Seconds until a desk must answer; the slowest takes three on an idle machine."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A help desk that runs: its address without a slash at the end, and who may use its API."""

    url: str
    user: str
    password: str

    @property
    def basic(self) -> str:
        """The `Authorization` of its user."""
        return "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()


def free_port() -> int:
    """Give a port of the loopback that nobody listens on now."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
    return port


def child(module: str, *arguments: object) -> list[str]:
    """Give the command that runs a module of this folder in a Python of its own."""
    here = Path(__file__).resolve().parents[1]
    start = f"import runpy, sys; sys.path.insert(0, {str(here)!r}); runpy.run_module({module!r}, run_name='__main__')"
    return [sys.executable, "-c", start, *map(str, arguments)]


@contextmanager
def running(
    command: Sequence[str], log: Path, ready: str, environ: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; it begins when the address `ready` answers, with whatever status."""
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said, env=environ) as server:
        try:
            _wait_for(ready, server, log)
            yield server
        finally:
            server.kill()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - an address of ours, on the loopback
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{server.args!r} did not start:\n{log.read_text(errors='replace')[-2000:]}")
