"""`takeover replay --log`: plays what people really wrote, and says what would now be unknown, handed over, or end."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from takeover.commands.spreading import Unreached, in_parts, spread
from takeover.commands.words import refuse_word
from takeover.exitcode import ExitCode
from takeover.loading.load import load_program
from takeover.loading.log_files import MOST_INPUTS, Lines, LogReader
from takeover.present.logs import MOST_SHOWN, part_of, say, show_counts, show_texts, texts_json, write_json
from takeover.present.painter import paint_on
from takeover.replay.log import ENDS, FATES
from takeover.replay.tally import Tally, tally_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from takeover.commands.replay import Typed as Replay
    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.loading.load import Loaded
    from takeover.transcripts.logged import Logged

PART = 200
"""So many conversations are handed out at once."""
FORMATS = ("text", "json")
MOST_WORKERS = 64
STDIN = Path("-")
OPEN = {**ENDS, "open": "still open at their end"}


class Typed(NamedTuple):
    """The options: the log, the bot (None: the one that lies here), the format, processes, and a Dask cluster."""

    log: Path
    bot: Path | None = None
    form: str = "text"
    workers: int = 1
    dask: str = ""


def run_typed(paths: Sequence[str], log: Path, typed: Replay, host: Host) -> ExitCode:
    """Play a log on the one bot that the paths name; what `replay` can be asked of transcripts alone is refused."""
    aside = paint_on(host, "stderr")
    usual = type(typed)(typed.bot, workers=typed.workers, form=typed.form, ci=typed.ci, dask=typed.dask)
    if typed != usual:
        aside.error("a log goes with --bot, --format, --workers and --dask; the other options are about transcripts")
    elif len(paths) > 1 or (paths and typed.bot is not None):
        aside.error("a log is played on one bot: takeover replay --log FILE BOT")
    elif not 1 <= typed.workers <= MOST_WORKERS:
        aside.error(f"--workers is a number from 1 to {MOST_WORKERS}")
    else:
        return run(Typed(log, Path(paths[0]) if paths else typed.bot, typed.form, typed.workers, typed.dask), host)
    return ExitCode.USAGE


def run(typed: Typed, host: Host) -> ExitCode:
    """Play a log: 0 when all of it was read, 1 when some lines were not, 3 when nothing could be played."""
    if typed.form not in FORMATS:
        return refuse_word(typed.form, "a format of a log", FORMATS, host)
    bot = typed.bot or Path()
    loaded = load_running(bot, host)
    if loaded is None or loaded.program is None:
        return ExitCode.UNREADABLE
    aside = paint_on(host, "stderr")
    try:
        with opened(typed.log, host) as stream:
            reader = LogReader(stream, typed.log.as_posix())
            tally = Tally()
            for part in _tallies(in_parts(reader.conversations(), PART), loaded, bot, typed, host):
                tally.merge(part)
    except OSError as error:
        aside.error(f"{typed.log.as_posix()} could not be read: {error.strerror or error}")
        return ExitCode.UNREADABLE
    except Unreached as error:
        aside.error(str(error))
        return ExitCode.UNREADABLE
    if typed.form == "json":
        write_json(host, {**as_json(tally), "lines_not_read": reader.wrong})
    else:
        _show(tally, bot, typed, host)
    return say_reader(reader, host, played=tally.conversations)


def _tallies(parts: Iterable[Sequence[Logged]], loaded: Loaded, bot: Path, typed: Typed, host: Host) -> Iterator[Tally]:
    assert loaded.program is not None
    if typed.dask:
        from takeover.commands.replay_dask import spread_log

        yield from spread_log(parts, loaded, bot, host.cwd, typed.dask)
        return
    if typed.workers < 2:  # noqa: PLR2004 - nobody to share with
        yield from (tally_log(loaded.program, part) for part in parts)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(typed.workers, initializer=_prepare, initargs=(bot, host.cwd)) as pool:
        yield from spread(lambda part: pool.submit(_play_part, part), parts, 3 * typed.workers)


_PROGRAMS: dict[int, Program] = {}


def _prepare(bot: Path, cwd: Path) -> None:
    program = load_program(bot, cwd).program
    assert program is not None
    _PROGRAMS[0] = program


def _play_part(part: Sequence[Logged]) -> Tally:
    return tally_log(_PROGRAMS[0], part)


def load_running(bot: Path, host: Host) -> Loaded | None:
    """Load a bot that is to be played; None after saying what is wrong with it."""
    loaded = load_program(bot, host.cwd)
    if loaded.program is None:
        errors = [problem for problem in loaded.problems if problem.severity == "error"]
        paint_on(host, "stderr").problems(errors, loaded.sources)
        return None
    return loaded


class _Encoded:
    """A stream of text as the bytes that a log is read from."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def readline(self, limit: int, /) -> bytes:
        return self._stream.readline(limit).encode("utf-8", "surrogatepass")


@contextmanager
def opened(log: Path, host: Host) -> Iterator[Lines]:
    """Open a log; `-` is standard input. Raises OSError."""
    if log == STDIN:
        yield _Encoded(host.stdin)
        return
    with (host.cwd / log).open("rb") as stream:
        yield stream


def say_reader(reader: LogReader, host: Host, *, played: int) -> ExitCode:
    """Say which lines were not read, and give the exit code."""
    aside = paint_on(host, "stderr")
    if reader.problems:
        aside.problems(reader.problems, {})
    if reader.wrong > len(reader.problems):
        aside.warning(f"{reader.wrong:,} lines could not be read; the first {len(reader.problems)} are listed")
    if reader.others:
        aside.note(f"lines of others than users, which were left out: {reader.others:,}")
    if reader.cut:
        aside.note(f"{reader.cut:,} conversations were longer than {MOST_INPUTS:,} inputs, and were cut there")
    if not played:
        aside.error("there is no conversation in this log, so nothing was played")
        return ExitCode.UNREADABLE
    return ExitCode.PROBLEMS if reader.wrong else ExitCode.OK


def as_json(tally: Tally) -> dict[str, Json]:
    """Give the counts as JSON."""
    fates: dict[str, Json] = {key: tally.fates.get(key, 0) for key in FATES}
    ends: dict[str, Json] = {key: tally.ends.get(key, 0) for key in OPEN}
    return {
        "conversations": tally.conversations,
        "inputs": tally.inputs,
        "outcomes_of_inputs": fates,
        "outcomes_of_conversations": ends,
        "conversations_with_unknown": tally.with_unknown,
        "unknown_rate": round(tally.fates.get("unknown", 0) / tally.inputs, 6) if tally.inputs else 0,
        "handed_over_rate": round(tally.ends.get("handed", 0) / tally.conversations, 6) if tally.conversations else 0,
        "unknown": texts_json(tally.unknown.top(MOST_SHOWN)),
        "unknown_counts_are_exact": not tally.unknown.forgot,
    }


def _show(tally: Tally, bot: Path, typed: Typed, host: Host) -> None:
    screen = paint_on(host, "stdout")
    say(host, f"{tally.conversations:,} conversations with {tally.inputs:,} inputs, played on {bot.as_posix()}")
    show_counts(screen, "inputs", in_order_of(tally.fates, FATES), FATES, tally.inputs)
    show_counts(screen, "conversations", in_order_of(tally.ends, OPEN), OPEN, tally.conversations)
    some = f"{tally.with_unknown:,} conversations ({part_of(tally.with_unknown, tally.conversations)})"
    if tally.with_unknown:
        say(host, f"{some} hold an input that is not understood")
    show_texts(screen, "not understood", tally.unknown.top(MOST_SHOWN), typed.log.as_posix())
    if tally.unknown.forgot:
        say(host, "there are more different texts than are counted at once: these counts may be a little low")


def in_order_of(counts: dict[str, int], words: dict[str, str]) -> dict[str, int]:
    """Put counts in the order of their words."""
    return {key: counts.get(key, 0) for key in words}
