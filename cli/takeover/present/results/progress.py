"""How far a long run is, on a terminal: one line that is written over, and gone when something else is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from takeover.host import Host

FROM = 200
"""So many transcripts are a long run."""
BAR = 20


class Progress:
    """Writes to stderr, and only where that is a terminal."""

    def __init__(self, host: Host) -> None:
        """Write for a host."""
        self._stream = host.stderr if host.stderr_is_terminal else None
        self._columns = host.columns
        self._chosen = self._done = self._failed = 0
        self._shown = ""

    def begin(self, chosen: int) -> None:
        """Hear how many will come."""
        self._chosen = chosen

    def step(self, *, failed: bool) -> None:
        """Hear of one more; what is shown changes a hundred times at most, and with each failure."""
        self._done += 1
        self._failed += failed
        if self._stream is None or self._chosen < FROM or self._done > self._chosen:
            return
        percent = 100 * self._done // self._chosen
        bar = "#" * (BAR * percent // 100)
        told = f"{self._failed:,} failed" if self._failed else ""
        line = f"[{bar:.<{BAR}}] {percent:3}% of {self._chosen:,} transcripts  {told}".rstrip()[: self._columns() - 1]
        if line != self._shown:
            self._stream.write(f"\r{line.ljust(len(self._shown))}")
            self._stream.flush()
            self._shown = line

    def wipe(self) -> None:
        """Take the line away."""
        if self._stream is not None and self._shown:
            self._stream.write(f"\r{' ' * len(self._shown)}\r")
            self._stream.flush()
            self._shown = ""
