"""How long `takeover replay` takes for many small transcripts, in one process and in two, and botium-cli for the same.

botium-cli plays the same talks with a bot that repeats what it hears, and understands nothing:
`npm install --prefix DIR botium-cli`, outside of this repository, and `BOTIUM_CLI=DIR/node_modules/.bin/botium-cli`.
Times are those of the processors (user and system, all processes together), the least of a few runs: what else the
machine does then matters least. For two processes it is the wall clock that counts, and so it is shown too.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pairs import QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

PYTHON = (sys.executable, "-c", "pass")
REPLAY = (str(Path(sys.executable).parent / "takeover"), "replay")
BOTIUM = os.environ.get("BOTIUM_CLI") or shutil.which("botium-cli") or ""
AIMS = {1_000: 0.3, 5_000: 1.0, 20_000: 4.0}
"""Seconds for so many transcripts, start included."""
WORKERS_AIM = 1.6
BOT = """\
bot: Echo
flow: Echo
steps:
  - when: {any: text, save: said}
    do: [{say: "You said: {{ said }}"}]
"""
TALK = 'transcript: Talk {n}\nturns:\n  - user: hello {n}\n  - bot: "You said: hello {n}"\n'
CONVO = "Talk {n}\n\n#me\nhello {n}\n\n#bot\nYou said: hello {n}\n"
ECHO = {"botium": {"Capabilities": {"PROJECTNAME": "echo", "CONTAINERMODE": "echo"}}}


class Took(NamedTuple):
    """Seconds of the processors, and of the wall clock."""

    cpu: float
    wall: float


def write_talks(folder: Path, number: int) -> None:
    """Write a bot that repeats what it hears, so many transcripts, and the same as convos of Botium."""
    for name in ("transcripts", "convos"):
        (folder / name).mkdir(parents=True)
    (folder / "bot.yaml").write_text(BOT, "utf-8")
    (folder / "botium.json").write_text(json.dumps(ECHO), "utf-8")
    for n in range(number):
        (folder / "transcripts" / f"t{n:05}.yaml").write_text(TALK.format(n=n), "utf-8")
        (folder / "convos" / f"t{n:05}.convo.txt").write_text(CONVO.format(n=n), "utf-8")


def measure(command: Sequence[str], folder: Path, times: int) -> Took:
    """Run a command so often, which must end well, and give the least of both times."""
    runs: list[Took] = []
    for _ in range(times):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, cwd=folder, env=QUIET, stdout=subprocess.DEVNULL, check=True)
        after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        runs.append(Took(cpu, ended - began))
    return Took(min(run.cpu for run in runs), min(run.wall for run in runs))


def main() -> None:
    """Print a line for each number of transcripts, and one for Botium."""
    with tempfile.TemporaryDirectory() as name:
        base = measure(PYTHON, Path(name), 15)
        print(f"{'transcripts':<28}{'cpu s':>8}{'wall s':>8}{'python':>8}{'aim s':>8}")
        print(f"{'python -c pass':<28}{base.cpu:>8.3f}{base.wall:>8.3f}{1:>8.1f}")
        for number, aim in AIMS.items():
            folder = Path(name) / str(number)
            write_talks(folder, number)
            alone = measure((*REPLAY, "."), folder, 5)
            print(f"{number:<28,}{alone.cpu:>8.3f}{alone.wall:>8.3f}{alone.cpu / base.cpu:>8.1f}{aim:>8.1f}")
            both = measure((*REPLAY, ".", "--workers", "2"), folder, 5)
            times = alone.wall / both.wall
            label = f"{number:,} with --workers 2"
            print(f"{label:<28}{both.cpu:>8.3f}{both.wall:>8.3f}{'':>16}  {times:.2f} times as fast, aim {WORKERS_AIM}")
            if number == min(AIMS):
                measure_botium(folder, alone)


def measure_botium(folder: Path, ours: Took) -> None:
    """Print how long botium-cli takes for the same talks."""
    if not BOTIUM:
        print(f"{'botium-cli':<28}{'not installed':>16}")
        return
    theirs = measure((BOTIUM, "run", "--convos", "convos"), folder, 2)
    times = f"{theirs.cpu / ours.cpu:.1f} times as much cpu, {theirs.wall / ours.wall:.1f} times as long as replay"
    print(f"{'botium-cli':<28}{theirs.cpu:>8.3f}{theirs.wall:>8.3f}{'':>16}  {times}")


if __name__ == "__main__":
    main()
