"""How much memory a chat through a pipe takes at most, and a bot of 1 MB that is validated; a bare interpreter too."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench_load import write_bot
from pairs import QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

TAKEOVER = str(Path(sys.executable).with_name("takeover"))
ACME = str(Path(__file__).parents[2] / "flows" / "acme")
SAID = b"Where is my order?\nAC-10042\nmy parrot ate the invoice\nJane\njane@example.com\n"
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""What `ru_maxrss` counts in, in bytes."""


WATCH = """\
import resource, subprocess, sys
ran = subprocess.run(sys.argv[1:], stdin=0, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(ran.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Runs a command from a small process: what is measured of a child counts the memory of whoever forked it."""


def peak(command: Sequence[str], stdin: bytes = b"") -> float:
    """Run a command and give the most memory it held, in MB; raises CalledProcessError where its status is above 2."""
    watch = (sys.executable, "-I", "-c", WATCH, *command)
    status, most = map(
        int, subprocess.run(watch, input=stdin, capture_output=True, env=QUIET, check=True).stdout.split()
    )
    if status > 2 or status < 0:
        raise subprocess.CalledProcessError(status, command)
    return most * RSS_UNIT / 1e6


def main() -> None:
    """Print a line for each command."""
    print(f"{'':<32}{'MB':>8}{'aim':>8}")
    print(f"{'python -c pass':<32}{peak((sys.executable, '-I', '-c', 'pass')):>8.1f}")
    print(f"{'chat acme, through a pipe':<32}{peak((TAKEOVER, 'chat', ACME), SAID):>8.1f}{60:>8}")
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base) / "large"
        write_bot(folder, 1)
        print(f"{'validate a bot of 1 MB':<32}{peak((TAKEOVER, 'validate', str(folder))):>8.1f}{150:>8}")


if __name__ == "__main__":
    main()
