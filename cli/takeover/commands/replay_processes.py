"""Plays many transcripts in several processes, each of which loads its share of the files: that is most of the work.

This process is one of them: it plays the first share. The others are forked before anything is loaded, and hand over
what they found when it is their turn, so that results come in the order of the files.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from takeover.commands.replay_jobs import Elsewhere, make_plan, play_job
from takeover.commands.spreading import Unreached
from takeover.loading.collector import collector_paused
from takeover.loading.transcript_files import Reading, usual_paths

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from takeover.commands.replay_jobs import Broken, Plan, Wanted
    from takeover.loading.transcript_finding import Found
    from takeover.replay.result import Result

T = TypeVar("T")
LEAST = 3_000
"""So many files must there be: with fewer, beginning a process takes as long as it saves."""

OWN = 1.0
"""The share of this process, where that of each other is 1: it begins first, and then takes over what they found."""


class Other(NamedTuple):
    """Another process, and the pipe that it hands over through."""

    process: BaseProcess
    pipe: Connection


class Share(NamedTuple):
    """What another process has loaded."""

    addresses: tuple[str, ...]
    broken: tuple[Broken, ...]
    sources: Mapping[str, str]
    found: int
    unread: bool


def split_plan(wanted: Wanted, workers: int) -> Plan | None:
    """Give the plan of the first share, after setting others to the rest; None where that cannot be, or is no use.

    It cannot be where processes are not forked, and where something must be known of all transcripts at once.
    """
    import multiprocessing

    whole = wanted.choice.shard == (1, 1) and not wanted.covering and not wanted.showing
    if not whole or workers < 2 or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004 - others
        return None
    paths = wanted.paths or usual_paths(wanted.cwd)
    if not all((wanted.cwd / path).is_dir() for path in paths):
        return None
    reading = Reading(wanted.cwd)
    found = list({one.real: one for path in reversed(paths) for one in reversed(reading.find(path))}.values())[::-1]
    if len(found) < LEAST:
        return None
    own = int(len(found) * OWN / (workers - 1 + OWN))
    rest = len(found) - own
    bounds = [0, *(own + rest * number // (workers - 1) for number in range(workers))]
    shares = [found[first:end] for first, end in pairwise(bounds)]
    context = multiprocessing.get_context("fork")
    others = [_begin(context, wanted, share) for share in shares[1:]]
    reading.load_found(shares[0])
    plan = make_plan(wanted, reading.loaded)
    plan.others += others
    for other in others:
        _add(plan, _receive(other, Share))
    return plan


def play_split(plan: Plan) -> Generator[Result, None, None]:
    """Give the results of this process, and then those of the others."""
    try:
        for number, job in enumerate(plan.jobs):
            if not isinstance(job, Elsewhere):
                yield play_job(plan, number)
        for other in plan.others:
            results, sources = _receive(other, tuple)
            plan.sources.update(sources)
            yield from results
    finally:
        for other in plan.others:
            other.pipe.close()
            other.process.terminate()
            other.process.join()


def _begin(context: Any, wanted: Wanted, share: Sequence[Found]) -> Other:  # noqa: ANN401 - a context has no public type
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, wanted, share), daemon=True)
    process.start()
    theirs.close()
    return Other(process, ours)


def _work(pipe: Connection, wanted: Wanted, share: Sequence[Found]) -> None:
    """Be another process: load, say what there is, play all, and hand over."""
    try:
        reading = Reading(wanted.cwd)
        reading.load_found(share)
        plan = make_plan(wanted, reading.loaded)
        files = {job.file.name for job in plan.jobs if not isinstance(job, Elsewhere)}
        others = {name: text for name, text in plan.sources.items() if name not in files}
        addresses = tuple(job.address for job in plan.jobs)
        pipe.send(Share(addresses, tuple(plan.broken), others, plan.found, plan.unread))
        with collector_paused():  # all that is made is handed over
            results = [play_job(plan, number) for number in range(len(plan.jobs))]
        shown = {result.file for result in results if result.failure is not None}
        pipe.send((results, {name: plan.sources[name] for name in shown}))
    except (KeyboardInterrupt, BrokenPipeError):  # who began this has stopped, or is told the same
        return
    except Exception as error:  # noqa: BLE001 - it belongs to whoever waits for the results
        pipe.send(f"{type(error).__name__}: {error}")


def _receive(other: Other, kind: type[T]) -> T:
    """Wait for what another process hands over."""
    try:
        with collector_paused():
            got = other.pipe.recv()
    except EOFError:
        raise Unreached("a process that played transcripts was ended from outside") from None
    if not isinstance(got, kind):
        raise RuntimeError(got)  # noqa: TRY004 - what went wrong there is a bug, and told as one
    return got


def _add(plan: Plan, share: Share) -> None:
    plan.jobs += [Elsewhere(address) for address in share.addresses]
    plan.broken += [broken for broken in share.broken if broken not in plan.broken]
    plan.sources |= {name: text for name, text in share.sources.items() if name not in plan.sources}
    plan.found += share.found
    plan.unread = plan.unread or share.unread
