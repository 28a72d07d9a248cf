"""Where the command starts, and where whatever goes wrong ends: as a line and an exit status, never as a traceback."""

from __future__ import annotations

import os
import sys

from takeover import __version__

TYPE_CHECKING = False  # importing `typing` would cost as long as all the rest of `takeover --version`
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

    from takeover.host import Host

LONGEST_REASON = 300

PLAIN = {"validate": "takeover.commands.validate", "replay": "takeover.commands.replay_plain"}
"""Commands whose usual command lines are read without Typer: by `read_plain(arguments)` of a module.

Typer takes longer to import than a small bot takes to be validated, which is what hooks and editors do all day.
"""


def main(argv: Sequence[str] | None = None, host: Host | None = None) -> int:
    """Run one command line and give its exit status. Nothing that a command raises leaves this function.

    `argv` is without the program's name; both arguments are the process's own where they are left out.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    ends_here = host is None
    status = 0
    failure: Exception | None = None
    try:
        if arguments in (["--version"], ["-V"]):
            # Without Typer, the host or anything else: this is asked by scripts, and by people who wait.
            print(f"takeover {__version__}", file=sys.stdout if host is None else host.stdout)
        else:
            import gc

            if ends_here:
                # What is imported stays: looking for garbage in it, as often as usual, is a tenth of a command's start.
                gc.set_threshold(50_000, 20, 20)
            from takeover.host import real_host

            host = host or real_host()
            status = _find_command(arguments)(host)
            if ends_here:
                gc.freeze()  # the interpreter's last look for garbage is another tenth
    except KeyboardInterrupt:
        status = 130
    except Exception as raised:  # noqa: BLE001 - this is the one place that everything ends in
        failure = raised
    out, err, environ = (
        (sys.stdout, sys.stderr, os.environ) if host is None else (host.stdout, host.stderr, host.environ)
    )
    unwritten = _flush(out)
    problem = failure or unwritten
    return int(status) if problem is None else _explain(problem, err, environ)


def _find_command(arguments: Sequence[str]) -> Callable[[Host], int]:
    """Give what a command line runs."""
    name, *others = arguments or ("",)
    if name in PLAIN:
        from importlib import import_module

        command: Callable[[Host], int] | None = import_module(PLAIN[name]).read_plain(others)
        if command is not None:
            return command
    from functools import partial

    from takeover.app.main import run_app

    return partial(run_app, arguments)


def _flush(out: TextIO | None) -> OSError | None:
    """Write what is still held back, now: at the end of the interpreter it would be too late to say that it failed."""
    try:
        if out is not None:
            out.flush()
    except OSError as unwritten:
        _abandon(out)
        return unwritten
    return None


def _explain(problem: Exception, err: TextIO | None, environ: Mapping[str, str]) -> int:
    """Say in one line why the command did not end well, and give the exit status that says the same."""
    from takeover.exitcode import ExitCode

    if isinstance(problem, BrokenPipeError):
        return ExitCode.PIPE_CLOSED
    if environ.get("TAKEOVER_TRACE"):
        import traceback

        _say(err, "".join(traceback.format_exception(problem)).rstrip("\n"))
    if isinstance(problem, OSError):  # a full disk, a folder that is gone: the machine's doing, and nobody's bug
        place = f": {problem.filename!r}" if problem.filename else ""
        _say(err, f"takeover: could not go on: {problem.strerror or problem}{place}")
        return ExitCode.UNREADABLE
    reason = " ".join(f"{type(problem).__name__}: {problem}".split())[:LONGEST_REASON]
    _say(err, f"takeover: a bug in takeover itself: {reason}; set TAKEOVER_TRACE=1 for the traceback")
    return ExitCode.BUG


def _say(err: TextIO | None, text: str) -> None:
    """Write a line of talk, with nothing in it that a terminal would obey."""
    if err is None:
        return
    shown = "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode("ascii") for c in text)
    try:
        print(shown, file=err, flush=True)
    except OSError:
        _abandon(err)


def _abandon(stream: TextIO | None) -> None:
    """Point a stream that cannot be written at nothing, or the interpreter tries again at its end and complains."""
    try:
        descriptor = -1 if stream is None else stream.fileno()
    except (OSError, ValueError):  # a stream of a test, or one that is closed
        return
    if descriptor >= 0:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, descriptor)
        os.close(nothing)


if __name__ == "__main__":
    sys.exit(main())
