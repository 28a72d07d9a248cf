"""`takeover replay --coverage`: what of each bot the transcripts took together, and whether that is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.commands.replay_jobs import Job
from takeover.present.painter import paint_on
from takeover.replay.coverage import measure, rate

if TYPE_CHECKING:
    from takeover.commands.replay_jobs import Plan
    from takeover.host import Host
    from takeover.replay.result import Result
    from takeover.replay.taking import Key

TEXT = "text"


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

    def report(self, least: float | None, form: str, host: Host) -> bool:
        """Show the table, and say whether all bots together reach `least`, in parts of a hundred.

        It is data where results are written for people, else talk: other formats have no place for it.
        """
        from takeover.present.coverage import tell_coverage

        bots = {
            path.as_posix(): measure(loaded.program, self._taken[path.as_posix()])
            for path, loaded in self._plan.programs.items()
            if loaded.program
        }
        paint_on(host, "stdout" if form == TEXT else "stderr").draw(tell_coverage(bots))
        reached = 100 * rate([one for counted in bots.values() for one in counted])
        if least is None or reached >= least:
            return True
        paint_on(host, "stderr").error(f"coverage is {reached:.1f}%, and at least {least:g}% is wanted")
        return False
