"""How long `takeover validate` takes: cold on small bots, beside linters of YAML if they are there, and on large ones.

`pip install --group bench` puts those beside this Python. They read the same text, and know no bots.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from bench_load import FLOW, HEAD, NOUNS, write_bot
from pairs import compare, time_once

from takeover.commands.schema import make_schema

BIN = Path(sys.executable).parent
PYTHON = (sys.executable, "-c", "pass")
VALIDATE = (str(BIN / "takeover"), "validate")
READY = Path(__file__).resolve().parents[2] / "flows" / "double_tap"
COLD_AIM = 7.0
"""How many times as long as an interpreter that does nothing."""
LARGE_AIM = 1.0
"""Seconds a megabyte."""
UNKNOWN = """\
  - flow: Unknown
    steps:
      - when: unknown
        do:
          - say: A colleague answers within an hour.
          - takeover: {unavailable: [{say: Please call us.}]}
"""


def write_small(file: Path, size: int) -> None:
    """Write a bot of about so many characters, in one file."""
    text, number = f"{HEAD}flows:\n{UNKNOWN}", 0
    while len(text) < size:
        flow = FLOW.format(n=number, noun=NOUNS[number % len(NOUNS)])
        text += "  - " + "    ".join(flow.splitlines(keepends=True))
        number += 1
    file.write_text(text, "utf-8")


def measure_cold(folder: Path) -> None:
    """Print a line for each command on a small bot."""
    small, schema = folder / "small.yaml", folder / "schema.json"
    write_small(small, 10_000)
    schema.write_text(json.dumps(make_schema()), "utf-8")
    print(f"{'':<32}{'ms':>8}{'python':>8}{'ratio':>8}{'aim':>8}")
    for name, command, aim in (
        ("validate, a bot of 10 kB", (*VALIDATE, str(small)), f"{COLD_AIM:.1f}"),
        ("validate flows/double_tap", (*VALIDATE, str(READY)), f"{COLD_AIM:.1f}"),
        ("validate --format sarif", (*VALIDATE, "--format", "sarif", str(small)), f"{COLD_AIM:.1f}"),
        ("yamllint", (str(BIN / "yamllint"), str(small)), ""),
        ("check-jsonschema", (str(BIN / "check-jsonschema"), "--schemafile", str(schema), str(small)), ""),
    ):
        if not Path(command[0]).exists():
            print(f"{name:<32}{'not installed':>16}")
            continue
        pair = compare(command, PYTHON, times=15)
        print(f"{name:<32}{pair.measured * 1000:>8.1f}{pair.base * 1000:>8.1f}{pair.ratio:>8.2f}{aim:>8}")


def measure_large(folder: Path, sizes: tuple[int, ...] = (1, 2, 4, 10)) -> None:
    """Print a line for each size: with a line straight up, seconds a megabyte stay the same."""
    print(f"\n{'MB':>4}{'seconds':>10}{'s/MB':>8}{'aim':>8}")
    for megabytes in sizes:
        bot = folder / f"{megabytes}_mb"
        write_bot(bot, megabytes)
        (bot / "unknown.yaml").write_text(f"flows:\n{UNKNOWN}", "utf-8")
        took = min(time_once((*VALIDATE, str(bot))) for _ in range(2))
        print(f"{megabytes:>4}{took:>10.2f}{took / megabytes:>8.2f}{LARGE_AIM:>8.1f}")


def main() -> None:
    """Measure both."""
    with tempfile.TemporaryDirectory() as name:
        measure_cold(Path(name))
        measure_large(Path(name))


if __name__ == "__main__":
    main()
