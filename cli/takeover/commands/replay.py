"""`takeover replay`: plays transcripts against their bots, and is red when one goes otherwise than it is written."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.commands.replay_coverage import Bounds, Coverage, reaches
from takeover.commands.replay_jobs import Wanted, make_plan, play_all
from takeover.commands.replay_reports import TEXT, Reports, choose_destinations, refuse_output
from takeover.commands.spreading import Unreached
from takeover.commands.words import refuse_word
from takeover.exitcode import ExitCode
from takeover.loading.index_cache import find_cache
from takeover.present.coverage import tell_coverage
from takeover.present.painter import paint_on
from takeover.present.results import RESULTS
from takeover.replay.choosing import Choice, read_shard
from takeover.replay.result import Summary

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from takeover.commands.replay_jobs import Plan
    from takeover.commands.replay_reports import Destinations
    from takeover.host import Host
    from takeover.replay.result import Result

MOST_WORKERS = 64
MOST_REPEATS = 1_000_000
NAME = "::"


@dataclass(frozen=True, slots=True)
class Typed:
    """The options as they were typed; None or () where they were not."""

    bot: Path | None = None
    words: str = ""
    tags: Sequence[str] = ()
    max_failures: int | None = None
    last_failed: bool = False
    workers: int = 1
    shard: str | None = None
    repeat: int = 1
    seed: int | None = None
    form: str = "text"
    update: bool = False
    accept: str | None = None
    ci: bool = False
    coverage: bool = False
    min_coverage: float | None = None
    min_handover_coverage: float | None = None
    output: Sequence[Path] = ()
    dask: str = ""

    @property
    def covering(self) -> bool:
        """Whether coverage was asked for."""
        return self.coverage or self.bounds.any

    @property
    def bounds(self) -> Bounds:
        """What must be taken at least."""
        return Bounds(self.min_coverage, self.min_handover_coverage)

    @property
    def to(self) -> Destinations:
        """Where the results go."""
        return choose_destinations(self.form, self.output)


def complete_formats(incomplete: str) -> list[str]:
    """Give the formats that begin so."""
    return [form for form in RESULTS if form.startswith(incomplete)]


def run(paths: Sequence[str], typed: Typed, host: Host) -> ExitCode:
    """Play what lies at the paths, and write the results in the format that was asked for."""
    if typed.form not in RESULTS:
        return refuse_word(typed.form, "a format", RESULTS, host)
    wrong = _usage(typed, host) or refuse_output(typed.output, host)
    if wrong:
        paint_on(host, "stderr").error(wrong)
        return ExitCode.USAGE
    from takeover.commands.replay_memory import recall, remember

    addresses = recall(host) if typed.last_failed else None
    if typed.last_failed and not addresses:
        paint_on(host, "stderr").note("nothing failed last time: all are played")
    wanted = _wanted(paths, typed, addresses or None, host)
    if typed.update or typed.accept is not None:
        from takeover.commands.replay_update import accept, update

        plan = make_plan(wanted)
        return update(plan, host) if typed.accept is None else accept(plan, typed.accept, host)
    try:
        plan = _make_plan(wanted, typed)
        summary, failed, code = _report(plan, wanted, typed, host)
    except Unreached as error:
        paint_on(host, "stderr").error(str(error))
        return ExitCode.UNREADABLE
    if not is_ci(typed.ci, host):
        remember(failed, host)
    return _exit_code(plan, summary) or code


def is_ci(asked: bool, host: Host) -> bool:  # noqa: FBT001 - the option
    """Say whether nothing may be written: CI was asked for, or is what this runs in."""
    return asked or host.environ.get("CI", "").lower() not in {"", "0", "false"}


def _usage(typed: Typed, host: Host) -> str:
    """Say what is wrong with the options, or give ""."""
    if typed.shard is not None and read_shard(typed.shard) is None:
        return f'--shard is part/parts, such as 2/5, not "{typed.shard}"'
    if not 1 <= typed.workers <= MOST_WORKERS:
        return f"--workers is a number from 1 to {MOST_WORKERS}"
    if not 1 <= typed.repeat <= MOST_REPEATS:
        return f"--repeat is a number from 1 to {MOST_REPEATS:,}"
    if typed.max_failures is not None and typed.max_failures < 1:
        return "--max-failures is a number from 1 on"
    if typed.seed is not None and not 0 <= typed.seed < 2**32:
        return "--seed is a number from 0 to 4294967295"
    if wrong := typed.bounds.wrong():
        return wrong
    return _usage_of_rewriting(typed, host)


def _usage_of_rewriting(typed: Typed, host: Host) -> str:
    option = "--update" if typed.update else "--accept"
    if not typed.update and typed.accept is None:
        return ""
    if typed.update and typed.accept is not None:
        return "--update rewrites all that differs, --accept one: use one of them"
    if is_ci(typed.ci, host):
        return f"{option} writes files, and with --ci or CI=true nothing is ever written"
    if typed.repeat > 1 or typed.seed is not None:
        return f"{option} plays each transcript as it is: without --repeat and --seed"
    return ""


def _wanted(paths: Sequence[str], typed: Typed, addresses: frozenset[str] | None, host: Host) -> Wanted:
    places: dict[Path, None] = {}
    names: list[tuple[str, str]] = []
    for typed_path in paths:
        text, colons, name = typed_path.partition(NAME)
        places[Path(text)] = None
        if colons and name:
            names.append((Path(text).as_posix(), name))
    shard = read_shard(typed.shard) if typed.shard is not None else None
    choice = Choice(tuple(names), typed.words, tuple(typed.tags), addresses, shard or (1, 1))
    covering, showing = typed.covering or typed.to.covering, typed.to.showing
    return Wanted(
        tuple(places),
        host.cwd,
        typed.bot,
        choice,
        typed.repeat,
        typed.seed,
        covering,
        showing,
        find_cache(host.environ),
    )


def _make_plan(wanted: Wanted, typed: Typed) -> Plan:
    plan = None
    if typed.workers > 1 and not typed.dask:
        from takeover.commands.replay_processes import split_plan

        plan = split_plan(wanted, typed.workers)
    return plan or make_plan(wanted)


def _play_all(plan: Plan, wanted: Wanted, typed: Typed) -> Generator[Result, None, None]:
    if not typed.dask:
        return play_all(plan, wanted, typed.workers)
    from takeover.commands.replay_dask import play_on_dask

    return play_on_dask(plan, wanted, typed.dask)


def _report(plan: Plan, wanted: Wanted, typed: Typed, host: Host) -> tuple[Summary, list[str], ExitCode]:
    """Play and write; give the counts, the addresses of what failed, and what coverage and files come to."""
    reporter = Reports(typed.to, host, plan.sources, covering=typed.covering)
    coverage = Coverage(plan)
    summary = Summary(problems=len(plan.broken), chosen=len(plan.jobs))
    failed: list[str] = []
    reporter.begin(len(plan.jobs))
    for broken in plan.broken:
        reporter.broken(broken.file, broken.problems)
    with closing(_play_all(plan, wanted, typed)) as results:
        for number, result in enumerate(results):
            summary.add(result)
            reporter.result(result)
            coverage.add(number, result)
            if result.outcome != "failed":
                continue
            failed.append(plan.jobs[number].address)
            if typed.max_failures is not None and len(failed) >= typed.max_failures:
                paint_on(host, "stderr").warning(_stopped(summary, plan))
                break
    covered = coverage.covered() if wanted.covering else ()
    whole = reporter.end(summary, covered)
    _say_nothing_ran(summary, plan, host)
    if typed.covering and typed.to.form != TEXT:
        paint_on(host, "stderr").draw(tell_coverage(covered))
    enough = reaches(covered, typed.bounds, host)
    return summary, failed, ExitCode.UNREADABLE if not whole else ExitCode.OK if enough else ExitCode.PROBLEMS


def _stopped(summary: Summary, plan: Plan) -> str:
    left = len(plan.jobs) - summary.played - summary.count("skipped")
    return f"stopped after {summary.count('failed')} failed; {left} not played"


def _say_nothing_ran(summary: Summary, plan: Plan, host: Host) -> None:
    """Say why a run in which nothing was played is red."""
    if summary.played or plan.broken:
        return
    aside = paint_on(host, "stderr")
    if summary.count("skipped"):
        aside.error("everything was skipped, so nothing was tested")
    elif plan.found:
        aside.error(f"none of the {plan.found} transcripts was chosen, so nothing was tested")
    else:
        aside.error("there is no transcript here: they are looked for in flows/*/transcripts/, or in the paths given")


def _exit_code(plan: Plan, summary: Summary) -> ExitCode:
    if plan.unread:
        return ExitCode.UNREADABLE
    wrong = summary.problems or summary.count("failed") or not summary.played
    return ExitCode.PROBLEMS if wrong else ExitCode.OK
