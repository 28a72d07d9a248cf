"""`takeover replay --dask ADDRESS`: spreads transcripts, or parts of a log, over a Dask cluster that is there already.

The files go along, so the workers need takeover and nothing else. A worker that dies costs nothing but time: what it
was doing, another one does. Where a file lies outside the folder that the command runs in, the workers read it
themselves.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from concurrent import futures
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from takeover.commands.replay_jobs import PART, Wanted, make_plan, play_job
from takeover.commands.spreading import Unreached, spread
from takeover.loading.load import load_program
from takeover.replay.tally import Tally, tally_log

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

    from takeover.commands.replay_jobs import Plan
    from takeover.engine.program import Program
    from takeover.loading.load import Loaded
    from takeover.replay.result import Result
    from takeover.transcripts.logged import Logged

_CANCELLED = (asyncio.CancelledError, futures.CancelledError)
AHEAD = 4
"""Parts that are handed out for each thread of the cluster."""
RETRIES = 3
PATIENCE = 10
"""Seconds until a scheduler must have answered."""


class Bundle(NamedTuple):
    """What a worker needs to play: files by their names, what is wanted of them, and a digest of it all."""

    files: Mapping[str, str]
    wanted: Wanted
    digest: str


def play_on_dask(plan: Plan, wanted: Wanted, address: str) -> Generator[Result, None, None]:
    """Play all jobs of a plan, and give the results in their order. Raises Unreached."""
    with _connected(address) as client:
        bundle = client.submit(_keep, _bundle(plan.sources, wanted), pure=False)
        parts = [range(first, min(first + PART, len(plan.jobs))) for first in range(0, len(plan.jobs), PART)]
        addresses = [tuple(plan.jobs[number].address for number in part) for part in parts]

        def submit(number: int) -> Any:  # noqa: ANN401 - a future of Dask, which has no types
            return client.submit(_play_part, bundle, parts[number], addresses[number], pure=False, retries=RETRIES)

        for results in spread(submit, range(len(parts)), _ahead(client)):
            yield from results


def spread_log(
    parts: Iterable[Sequence[Logged]], loaded: Loaded, bot: Path, cwd: Path, address: str
) -> Iterator[Tally]:
    """Play the parts of a log, and give what was counted in their order. Raises Unreached."""
    with _connected(address) as client:
        bundle = client.submit(_keep, _bundle(loaded.sources, Wanted((), cwd, bot)), pure=False)

        def submit(part: Sequence[Logged]) -> Any:  # noqa: ANN401 - a future of Dask, which has no types
            return client.submit(_tally_part, bundle, part, pure=False, retries=RETRIES)

        yield from spread(submit, parts, _ahead(client))


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise Unreached("--dask needs Dask: pip install 'takeover[dask]'") from None
    silent = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # what Dask would say, traceback and all, we say in a line
    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        logging.disable(silent)
        raise Unreached(f"no Dask scheduler answers at {address}: {error}") from None
    try:
        yield client
    except (OSError, TimeoutError, *_CANCELLED) as error:
        raise Unreached(f"the Dask scheduler at {address} went away: {error}") from None
    except KilledWorker as error:
        raise Unreached(f"the workers of the cluster keep dying: {error}") from None
    except (ImportError, AttributeError) as error:
        raise Unreached(f"the workers have no takeover, or another version of it: {error}") from None
    finally:
        client.close()
        logging.disable(silent)


def _ahead(client: Any) -> int:  # noqa: ANN401 - Dask has no types
    threads: int = sum(client.nthreads().values())
    return AHEAD * max(1, threads)


def _bundle(sources: Mapping[str, str], wanted: Wanted) -> Bundle:
    """Put files together; none where one lies elsewhere, because then its name leads nowhere on another machine."""
    travels = all(_travels(name) for name in sources) and all(_travels(path.as_posix()) for path in wanted.paths)
    files = dict(sources) if travels and (wanted.bot is None or _travels(wanted.bot.as_posix())) else {}
    text = repr((sorted(files.items()), wanted))
    return Bundle(files, wanted, sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def _travels(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _keep(bundle: Bundle) -> Bundle:
    """Hold a bundle on the cluster: as a task, it is made again when the worker that holds it dies."""
    return bundle


_PLANS: dict[str, Plan] = {}
_PROGRAMS: dict[str, Program] = {}


@contextmanager
def _unpacked(bundle: Bundle) -> Iterator[Path]:
    if not bundle.files:
        yield bundle.wanted.cwd
        return
    with tempfile.TemporaryDirectory(prefix="takeover-") as folder:
        for name, text in bundle.files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        yield Path(folder)


def _play_part(bundle: Bundle, part: Sequence[int], addresses: Sequence[str]) -> list[Result]:
    """Play jobs on a worker, which makes the plan once."""
    if bundle.digest not in _PLANS:
        with _unpacked(bundle) as folder:
            plan = make_plan(replace(bundle.wanted, cwd=folder))
        _PLANS.clear()
        _PLANS[bundle.digest] = plan
    plan = _PLANS[bundle.digest]
    if tuple(plan.jobs[number].address for number in part if number < len(plan.jobs)) != tuple(addresses):
        raise ImportError("it finds other transcripts in the same files")
    return [play_job(plan, number) for number in part]


def _tally_part(bundle: Bundle, part: Sequence[Logged]) -> Tally:
    """Count a part of a log on a worker, which loads the bot once."""
    if bundle.digest not in _PROGRAMS:
        assert bundle.wanted.bot is not None
        with _unpacked(bundle) as folder:
            program = load_program(bundle.wanted.bot, folder).program
        if program is None:
            raise ImportError("the bot does not run there")
        _PROGRAMS.clear()
        _PROGRAMS[bundle.digest] = program
    return tally_log(_PROGRAMS[bundle.digest], part)
