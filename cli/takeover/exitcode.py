"""What the exit status of a command says. These numbers are an interface: scripts and CI read them."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended.

    The status tells a red build apart from a broken one: 1 is about what was checked, everything above it about the
    run itself. 130 and 141 are what a shell reports for a program that SIGINT or SIGPIPE ended.
    """

    OK = 0
    PROBLEMS = 1
    """Problems were found, or a transcript failed."""
    USAGE = 2
    """The command line was wrong; nothing was done."""
    UNREADABLE = 3
    """Something could not be read, written or run."""
    UNDELIVERED = 4
    """A takeover was made and did not reach its target."""
    BUG = 70
    """takeover itself is broken (EX_SOFTWARE of sysexits.h)."""
    INTERRUPTED = 130
    """Ctrl-C."""
    PIPE_CLOSED = 141
    """Whoever read the output left early, as `| head` does."""
