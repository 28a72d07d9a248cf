"""What the desk does wrong on purpose: a script of answers that is played once, a word a takeover."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from takeover.source.regex import regex

WORD = regex(r"(?P<word>drop|lost|slow|[2-5]\d\d)(?::(?P<number>\d{1,4}(?:\.\d{1,3})?))?(?:x(?P<times>\d{1,4}))?")
MOST = 100_000


class NoScriptError(ValueError):
    """A script that cannot be played; the message says which word of it is wrong."""


@dataclass(frozen=True, slots=True)
class Fault:
    """How one takeover is answered. `status` 0: as usual. `seconds` are waited first (slow), or said in Retry-After."""

    status: int = 0
    seconds: float = 0
    drop: bool = False
    """Whether the connection is cut without an answer, after the takeover was read and before it is kept."""
    lost: bool = False
    """Whether it is cut after the takeover was kept, so that the answer is lost."""

    @property
    def usual(self) -> bool:
        """Whether the takeover is taken."""
        return not self.drop and (not self.status or 200 <= self.status < 300)  # noqa: PLR2004 - HTTP's success

    @property
    def delay(self) -> float:
        """Seconds until the answer."""
        return self.seconds if not self.status else 0


class Script:
    """Faults in order, each used once; afterwards everything is answered as usual. Threads may share it."""

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        """Begin a script."""
        self._faults = faults
        self._next = 0
        self._lock = Lock()

    def take(self) -> Fault:
        """Give the next fault."""
        with self._lock:
            at, self._next = self._next, self._next + 1
        return self._faults[at] if at < len(self._faults) else Fault()

    @property
    def left(self) -> int:
        """How many have not been played."""
        return max(0, len(self._faults) - self._next)


def read_script(text: str) -> Script:
    """Read `503,429:2,drop,lost,slow:5,409x3,200`. Raises NoScriptError."""
    faults: list[Fault] = []
    for word in filter(None, (word.strip() for word in text.split(","))):
        found = WORD.fullmatch(word)
        if found is None:
            raise NoScriptError(f'"{word}" is neither a status (503, 429:2), nor drop, nor lost, nor slow:SECONDS')
        name, number, times = found["word"], float(found["number"] or 0), int(found["times"] or 1)
        if name == "slow":
            fault = Fault(seconds=number or 5)
        elif name in {"drop", "lost"}:
            fault = Fault(drop=name == "drop", lost=name == "lost")
        else:
            fault = Fault(status=int(name), seconds=number)
        faults += [fault] * times
        if len(faults) > MOST:
            raise NoScriptError(f"more than {MOST} answers are too many")
    return Script(tuple(faults))
