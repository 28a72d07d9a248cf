"""Reads `takeover replay` and `takeover replay PATH…` without Typer, which takes as long as a hundred transcripts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from takeover.exitcode import ExitCode
    from takeover.host import Host


WORKERS = "--workers"
LONGEST = 2


def read_plain(arguments: Sequence[str]) -> Callable[[Host], ExitCode] | None:
    """Give what a command line of paths, and of a number of processes, runs, and None for every other."""
    paths, workers = list(arguments), 1
    if WORKERS in paths[:-1]:
        place = paths.index(WORKERS)
        number = paths[place + 1]
        if not (number.isascii() and number.isdigit() and len(number) <= LONGEST):
            return None
        workers = int(number)
        del paths[place : place + 2]
    if any(argument.startswith("-") for argument in paths):
        return None
    from takeover.commands.replay import Typed, run

    return partial(run, paths, Typed(workers=workers))
