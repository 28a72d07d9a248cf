"""How long each command takes from nothing to done, as a ratio to an interpreter that does nothing."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from pairs import compare

PYTHON = (sys.executable, "-I", "-c", "pass")
TAKEOVER = str(Path(sys.executable).with_name("takeover"))

STARTS: tuple[tuple[str, bytes, float | None], ...] = (
    # command line, what it reads, and the ratio aimed at on an idle machine
    ("--version", b"", 1.5),
    ("--help", b"", None),
    ("chat flows/double_tap", b"hi\n", None),
    ("chat flows/acme", b"hi\n", None),
    ("chat flows/acme --json", b'{"event": "heard", "text": "hi"}\n', None),
    ("validate flows/double_tap", b"", None),
    ("validate flows", b"", None),
    ("explain no-unknown", b"", None),
    ("replay flows/double_tap", b"", None),
    ("emit - --to - --dry-run", b"", None),
    ("new --list", b"", None),
    ("reference ask", b"", None),
    ("schema", b"", None),
    ("payload-schema", b"", None),
)


def main() -> None:
    """Print a line for each command."""
    print(f"{'takeover …':<32}{'ms':>8}{'python':>8}{'ratio':>8}{'aim':>8}")
    for line, stdin, aim in STARTS:
        pair = compare((TAKEOVER, *shlex.split(line)), PYTHON, stdin=stdin)
        aimed = "" if aim is None else f"{aim:.1f}"
        print(f"{line:<32}{pair.measured * 1000:>8.1f}{pair.base * 1000:>8.1f}{pair.ratio:>8.2f}{aimed:>8}")


if __name__ == "__main__":
    main()
