"""What `takeover replay` plays: transcripts with their bots, each loaded once; in one process or several, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.loading.index_cache import keep_learned
from takeover.loading.load import load_program
from takeover.loading.transcript_files import load_transcripts
from takeover.replay.checking import check_transcript
from takeover.replay.choosing import Choice, Choosable, choose
from takeover.replay.misreading import fail_misread, name_misread
from takeover.replay.play import play
from takeover.source.diagnostic import Problems, in_order
from takeover.source.light import NamedTuple
from takeover.transcripts.misread import Misread

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from takeover.commands.replay_processes import Other
    from takeover.engine.program import Program
    from takeover.loading.index_cache import IndexCache
    from takeover.loading.load import Loaded
    from takeover.loading.transcript_files import LoadedTranscripts, TranscriptFile
    from takeover.replay.result import Result
    from takeover.source.diagnostic import Diagnostic
    from takeover.transcripts.transcript import Transcript

PART = 25
"""So many transcripts are handed to another process at once."""


class Job(NamedTuple):
    """One playing of one transcript. `seed` is None for its own; `repeat` counts from 0."""

    file: TranscriptFile
    transcript: Transcript
    program: Program
    seed: int | None = None

    @property
    def address(self) -> str:
        """Give `file::name`."""
        return f"{self.file.name}::{self.transcript.name}"


class Unplayed(NamedTuple):
    """A transcript that fails without being played."""

    file: TranscriptFile
    misread: Misread

    @property
    def address(self) -> str:
        """Give `file::name`."""
        return f"{self.file.name}::{name_misread(self.misread, self.file.name)}"


class Elsewhere(NamedTuple):
    """A transcript that another process plays."""

    address: str


class Broken(NamedTuple):
    """A path, a file or a bot that could not be read or does not run, and why."""

    file: str
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: paths, an own bot for transcripts that name none, a choice, and how often with which seeds."""

    paths: tuple[Path, ...]
    cwd: Path
    bot: Path | None = None
    choice: Choice = field(default_factory=Choice)
    repeat: int = 1
    seed: int | None = None
    covering: bool = False
    showing: bool = False
    learned: IndexCache | None = None
    """Where what the bots learn is kept."""


@dataclass(slots=True)
class Plan:
    """All that will be played, in order; and what cannot be. `found` counts the transcripts before any was chosen.

    `unread`: something could not be read at all, or does not run. `others` are processes that play what is `Elsewhere`.
    """

    jobs: list[Job | Unplayed | Elsewhere] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    programs: dict[Path, Loaded] = field(default_factory=dict)
    found: int = 0
    covering: bool = False
    showing: bool = False
    unread: bool = False
    others: list[Other] = field(default_factory=list)


def make_plan(wanted: Wanted, loaded: LoadedTranscripts | None = None) -> Plan:
    """Load transcripts, unless they are there already, choose among them, and load the bots of those."""
    if loaded is None:
        loaded = load_transcripts(wanted.paths, wanted.cwd)
    plan = Plan(sources=loaded.sources, covering=wanted.covering, showing=wanted.showing, unread=loaded.unreadable)
    if loaded.problems:
        plan.broken.append(Broken(loaded.problems[0].span.file, in_order(loaded.problems)))
    plan.broken += [Broken(file.name, file.unread) for file in loaded.files if file.unread]
    every = [(file, part) for file in loaded.files for part in file.parts]
    plan.found = len(every)
    for number in choose([_choosable(file, part) for file, part in every], wanted.choice):
        file, part = every[number]
        if isinstance(part, Misread):
            plan.jobs.append(Unplayed(file, part))
        else:
            _add_jobs(plan, file, part, wanted)
    return plan


def _choosable(file: TranscriptFile, part: Transcript | Misread) -> Choosable:
    if isinstance(part, Misread):
        return Choosable(file.name, name_misread(part, file.name), None)
    return Choosable(file.name, part.name, part.tags)


def _add_jobs(plan: Plan, file: TranscriptFile, transcript: Transcript, wanted: Wanted) -> None:
    problems = Problems()
    program = _program(plan, file, transcript, wanted, problems)
    if program is not None:
        check_transcript(program, transcript, problems)
    if problems.found:
        misread = Misread(transcript.name, transcript.span, in_order(problems.found))
        plan.jobs.append(Unplayed(file, misread))
    elif program is None:
        return
    elif wanted.repeat == 1:
        plan.jobs.append(Job(file, transcript, program, wanted.seed))
    else:
        given = transcript.given.seed if transcript.given is not None else None
        first = wanted.seed if wanted.seed is not None else given or 0
        plan.jobs += [Job(file, transcript, program, first + number) for number in range(wanted.repeat)]


def _program(
    plan: Plan, file: TranscriptFile, transcript: Transcript, wanted: Wanted, problems: Problems
) -> Program | None:
    """Load the bot of a transcript, and say once what keeps it from being played."""
    path = file.bot_of(transcript, wanted.bot)
    if path is None:
        hint = "write bot: with the path of its flows, or use --bot"
        problems.error("no-bot", "there is no telling which bot this is for", transcript.span, hint)
        return None
    if path.is_absolute() and path.is_relative_to(wanted.cwd):  # what is shared names its bot so
        path = path.relative_to(wanted.cwd)
    if path not in plan.programs:
        plan.programs[path] = loaded = load_program(path, wanted.cwd)
        keep_learned(loaded.program, wanted.learned)
        plan.sources |= loaded.sources
        errors = tuple(problem for problem in loaded.problems if problem.severity == "error")
        if loaded.program is None:
            plan.broken.append(Broken(path.as_posix(), errors))
            plan.unread = True
    return plan.programs[path].program


def play_job(plan: Plan, number: int) -> Result:
    """Play one job of a plan."""
    job = plan.jobs[number]
    assert not isinstance(job, Elsewhere)
    if isinstance(job, Unplayed):
        return fail_misread(job.misread, job.file.name)
    return play(job.program, job.transcript, job.file.name, seed=job.seed, covering=plan.covering, showing=plan.showing)


def play_all(plan: Plan, wanted: Wanted, workers: int) -> Generator[Result, None, None]:
    """Play all jobs, and give the results in their order. Each begins afresh: nothing leaks from one to the next."""
    if plan.others:
        from takeover.commands.replay_processes import play_split

        yield from play_split(plan)
        return
    if workers < 2 or len(plan.jobs) < 2 * PART:  # noqa: PLR2004 - nothing to share
        yield from (play_job(plan, number) for number in range(len(plan.jobs)))
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    _PLANS[0] = plan  # a process that is forked has it; one that is spawned makes it anew
    parts = [range(first, min(first + PART, len(plan.jobs))) for first in range(0, len(plan.jobs), PART)]
    pool = ProcessPoolExecutor(workers, context, _prepare, (wanted,))
    try:
        for results in pool.map(_play_part, parts):
            yield from results
    finally:
        pool.shutdown(cancel_futures=True)
        _PLANS.clear()


_PLANS: dict[int, Plan] = {}


def _prepare(wanted: Wanted) -> None:
    if 0 not in _PLANS:
        _PLANS[0] = make_plan(wanted)


def _play_part(part: Sequence[int]) -> list[Result]:
    return [play_job(_PLANS[0], number) for number in part]
