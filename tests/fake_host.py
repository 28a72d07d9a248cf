"""A machine for tests: streams in memory, a clock that stands still, an environment and a folder of the test's own."""

from __future__ import annotations

import shlex
from datetime import datetime, timedelta, timezone
from io import StringIO
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, TextIO

from places import ROOT
from takeover.__main__ import main
from takeover.host import Host

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MOMENT = datetime(2026, 3, 2, 10, 15, tzinfo=timezone(timedelta(hours=1)))
"""A Monday morning in Amsterdam."""

SEED = 7


def fake_host(  # noqa: PLR0913 - the machine has as many parts
    *,
    stdin: str | TextIO = "",
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
    environ: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    now: datetime = MOMENT,
    terminal: bool = False,
    columns: int = 80,
) -> Host:
    """Make a machine. Its ids count from 1, its seed is always SEED, and `terminal` says it of all three streams."""
    ids = count(1)
    return Host(
        stdin=StringIO(stdin) if isinstance(stdin, str) else stdin,
        stdout=stdout or StringIO(),
        stderr=stderr or StringIO(),
        stdin_is_terminal=terminal,
        stdout_is_terminal=terminal,
        stderr_is_terminal=terminal,
        environ=dict(environ or {}),
        cwd=cwd,
        now=lambda: now,
        new_id=lambda: f"{next(ids):016x}",
        seed=lambda: SEED,
        columns=lambda: columns,
    )


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    stdout: str
    stderr: str


def run_cli(
    args: str | Sequence[str],
    *,
    stdin: str = "",
    environ: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    terminal: bool = False,
) -> Ran:
    """Run a command line (`"validate flows/acme"`, or a list) through the real entry, on a fake machine."""
    stdout, stderr = StringIO(), StringIO()
    host = fake_host(stdin=stdin, stdout=stdout, stderr=stderr, environ=environ, cwd=cwd, terminal=terminal)
    code = main(shlex.split(args) if isinstance(args, str) else args, host)
    return Ran(code, stdout.getvalue(), stderr.getvalue())
