"""`takeover replay --coverage`: what of each bot the transcripts took together, and whether that is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.commands.replay_jobs import Job
from takeover.present.painter import paint_on
from takeover.replay.coverage import HANDOVER, Covered, measure, rate
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.commands.replay_jobs import Plan
    from takeover.host import Host
    from takeover.replay.coverage import Counted
    from takeover.replay.result import Result
    from takeover.replay.taking import Key

WHOLE = 100


class Bounds(NamedTuple):
    """What must be taken at least, in parts of a hundred: of everything, and of the ways to a person."""

    whole: float | None = None
    handover: float | None = None

    @property
    def any(self) -> bool:
        """Whether there is a bound."""
        return self.whole is not None or self.handover is not None

    def wrong(self) -> str:
        """Say which bound is none, or give ""."""
        options = (("--min-coverage", self.whole), ("--min-handover-coverage", self.handover))
        wrong = (f"{name} is a part of a hundred, 0 to 100" for name, least in options if not _is_part(least))
        return next(wrong, "")


def _is_part(least: float | None) -> bool:
    return least is None or 0 <= least <= WHOLE


class Coverage:
    """Gathers what is taken, by bot."""

    def __init__(self, plan: Plan) -> None:
        """Count for the bots of a plan."""
        self._plan = plan
        self._names = {id(loaded.program): path.as_posix() for path, loaded in plan.programs.items() if loaded.program}
        self._taken: dict[str, set[Key]] = {name: set() for name in self._names.values()}

    def add(self, number: int, result: Result) -> None:
        """Add what the job of that number took."""
        job = self._plan.jobs[number]
        if isinstance(job, Job):
            self._taken[self._names[id(job.program)]] |= result.taken

    def covered(self) -> tuple[Covered, ...]:
        """Give what was taken until now."""
        return tuple(self._measure())

    def _measure(self) -> Iterator[Covered]:
        for path, loaded in self._plan.programs.items():
            if loaded.program:
                taken = frozenset(self._taken[path.as_posix()])
                yield Covered(path.as_posix(), loaded.program, taken, tuple(measure(loaded.program, taken)))


def reaches(covered: Sequence[Covered], bounds: Bounds, host: Host) -> bool:
    """Say whether all bots together reach the bounds; where they do not, say it on stderr, too."""
    every = [one for bot in covered for one in bot.counted]
    handover = [one for one in every if one.kind in HANDOVER]
    enough = True
    for what, counted, least in (("", every, bounds.whole), (" of the ways to a person", handover, bounds.handover)):
        if least is not None and WHOLE * rate(counted) < least:
            told = f"coverage{what} is {_percent(counted):.1f}%, and at least {least:g}% is wanted"
            paint_on(host, "stderr").error(told)
            enough = False
    return enough


def _percent(counted: Sequence[Counted]) -> float:
    """Give a percentage rounded down to a tenth, so that what does not suffice never looks as if it did."""
    return int(10 * WHOLE * rate(counted)) / 10
