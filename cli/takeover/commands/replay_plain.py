"""Reads `takeover replay` and `takeover replay PATH…` without Typer, which takes as long as a hundred transcripts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from takeover.exitcode import ExitCode
    from takeover.host import Host


def read_plain(arguments: Sequence[str]) -> Callable[[Host], ExitCode] | None:
    """Give what a command line of paths alone runs, and None for every other."""
    if any(argument.startswith("-") for argument in arguments):
        return None
    from takeover.commands.replay import Typed, run

    return partial(run, arguments, Typed())
