"""The outside world as one value: streams, environment, clock, chance, folder, terminal. Nothing else asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path
    from typing import Literal, TextIO

USUAL_COLUMNS = 80
TOO_WIDE = 100_000


class Host(NamedTuple):
    """What a command may know of the machine that it runs on, and the only way to reach it.

    The streams are text in UTF-8. stdout is data, stderr is talk.
    """

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    stdin_is_terminal: bool
    stdout_is_terminal: bool
    stderr_is_terminal: bool
    environ: Mapping[str, str]
    cwd: Path
    """Where relative paths of the command line start."""
    now: Callable[[], datetime]
    """The time, with the offset of the machine's zone."""
    new_id: Callable[[], str]
    """A new name for a conversation: 16 hexadecimal digits, which do not meet again (64 random bits)."""
    seed: Callable[[], int]
    """A seed for a conversation that was given none: 0 to 2**32 - 1, so that a person can type it again."""
    columns: Callable[[], int]
    """How many columns the terminal has now: it may be resized meanwhile."""

    @property
    def color(self) -> bool:
        """Whether what is written to stdout may be coloured."""
        return wants_color(self.environ, is_terminal=self.stdout_is_terminal)

    @property
    def stderr_color(self) -> bool:
        """Whether what is written to stderr may be coloured."""
        return wants_color(self.environ, is_terminal=self.stderr_is_terminal)


def wants_color(environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Decide about colour: NO_COLOR (no-color.org) wins over FORCE_COLOR (force-color.org), both when not empty."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return is_terminal and environ.get("TERM") not in {"dumb", "unknown"}


def real_host() -> Host:
    """Give the machine that this process runs on, and make its streams speak UTF-8 whatever the locale says.

    Raises OSError where the current folder is gone.
    """
    import os
    import sys
    from pathlib import Path

    try:
        cwd = Path.cwd()
    except FileNotFoundError as gone:
        raise FileNotFoundError(gone.errno, "the current folder is gone") from gone
    # A byte order mark is what some Windows shells begin a pipe with.
    stdin = _stream(sys.stdin, "r", "utf-8-sig", "replace")
    stdout = _stream(sys.stdout, "w", "utf-8", "backslashreplace")
    stderr = _stream(sys.stderr, "w", "utf-8", "backslashreplace")
    return Host(
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        stdin_is_terminal=stdin.isatty(),
        stdout_is_terminal=stdout.isatty(),
        stderr_is_terminal=stderr.isatty(),
        environ=os.environ,
        cwd=cwd,
        now=_now,
        new_id=lambda: os.urandom(8).hex(),
        seed=lambda: int.from_bytes(os.urandom(4), "big"),
        columns=_columns,
    )


def _stream(stream: TextIO | None, mode: Literal["r", "w"], encoding: str, errors: str) -> TextIO:
    """Set how a standard stream is encoded. One that was closed (`>&-`) reads and writes nothing."""
    import io
    import os

    if stream is None:
        return open(os.devnull, mode, encoding=encoding)  # noqa: PTH123 - os.devnull is no path in a folder
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors=errors)
    return stream


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC).astimezone()


def _columns() -> int:
    """Ask COLUMNS, then the terminals, then convention. Detached and zero-width terminals know nothing."""
    import os

    said = os.environ.get("COLUMNS", "")
    if said.isascii() and said.isdigit() and 0 < (columns := int(said[:9])) < TOO_WIDE:
        return columns
    for descriptor in (1, 2, 0):
        try:
            columns = os.get_terminal_size(descriptor).columns
        except OSError:
            continue
        if columns > 0:
            return columns
    return USUAL_COLUMNS
