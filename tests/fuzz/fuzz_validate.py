"""Throws changed bots at all of validate, for as long as one likes: `python tests/fuzz/fuzz_validate.py --seconds 60`.

It stops at the first exception, at the first place that is not in the file, and at the first bot that takes too long;
what did it is kept in `fuzz-crash.yaml`, and its seed is told. With `--seed` and `--rounds 1` it does the same again.
Given files (`fuzz_validate.py FILE…`) it tries those as they are, which is what a fuzzer such as atheris hands it.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mutating import mutate, seeds
from takeover.commands.checking import ALL, check_bot
from takeover.commands.fixing import mend
from takeover.source.span import NOWHERE

BOT = Path("bot.yaml")
CRASH = Path("fuzz-crash.yaml")
LONGEST = 10.0
"""Seconds a bot of a few kilobytes may take, on a slow machine that does other things."""


class MisplacedError(AssertionError):
    """A problem is said to be where there is no text."""


def judge(data: bytes, folder: Path) -> None:
    """Validate and mend one bot. Raises whatever goes wrong."""
    (folder / BOT).write_bytes(data)
    began = time.perf_counter()
    found = check_bot(BOT, folder)
    mend(BOT, folder, ALL)
    took = time.perf_counter() - began
    lines = re.split(r"\r?\n", data.decode("utf-8", "replace").removeprefix("\ufeff"))
    for problem in found.problems:
        for span in (problem.span, *(other.span for other in problem.related)):
            inside = span.end_line <= len(lines) and span.end_col <= len(lines[span.end_line - 1]) + 1
            if span != NOWHERE and not inside:
                raise MisplacedError(f"{span} of {problem.code}")
    if took > LONGEST:
        raise TimeoutError(f"it took {took:.1f} s")


def main() -> int:
    """Run until the time is over, and give 1 where something went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    parser.add_argument("--rounds", type=int)
    asked = parser.parse_args()
    ends = time.monotonic() + asked.seconds
    round_ = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in asked.files:
            judge(file.read_bytes(), folder)
        while not asked.files and time.monotonic() < ends and (asked.rounds is None or round_ < asked.rounds):
            chance = random.Random(asked.seed + round_)  # noqa: S311 - it must be repeatable
            data = mutate(chance.choice(seeds()), chance).encode("utf-8", "surrogatepass")
            try:
                judge(data, folder)
            except Exception:
                CRASH.write_bytes(data)
                sys.stderr.write(f"--seed {asked.seed + round_} --rounds 1; the bot is in {CRASH}\n")
                raise
            round_ += 1
    sys.stdout.write(f"{round_ or len(asked.files)} bots, and nothing went wrong\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
