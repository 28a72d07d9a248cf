"""`takeover tune`: how well a bot tells its steps apart, where it does not, and what its threshold does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from takeover.commands.replay_log import load_running, opened
from takeover.exitcode import ExitCode
from takeover.loading.index_cache import find_cache, keep_learned
from takeover.loading.log_files import LogReader
from takeover.present.logs import write_json
from takeover.present.painter import paint_on
from takeover.tuning.heard import Moved, scored_by
from takeover.tuning.report import tune

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.language.outputs import Output
    from takeover.transcripts.logged import Said
    from takeover.tuning.report import Report

WHOLE = 100


class Typed(NamedTuple):
    """The options: a log, a threshold to try, JSON, a page, and the percent that must be understood."""

    log: Path | None = None
    threshold: float | None = None
    as_json: bool = False
    html: Path | None = None
    min_accuracy: float | None = None


def run(bot: Path, typed: Typed, host: Host) -> ExitCode:
    """Tune a bot: 0; 1 where less is understood than asked for, or a line of the log could not be read."""
    refused = _refuse(typed)
    if refused:
        paint_on(host, "stderr").error(refused)
        return ExitCode.USAGE
    loaded = load_running(bot, host)
    if loaded is None or loaded.program is None:
        return ExitCode.UNREADABLE
    program = loaded.program
    keep_learned(program, find_cache(host.environ))
    report = tune(program.index, typed.threshold)
    moved, code = None, ExitCode.OK
    if typed.log is not None:
        moved, code = _play_log(program, typed.log, report, host)
        if moved is None:
            return code
    if typed.html is not None and not _write_page(report, moved, program, typed, host):
        return ExitCode.UNREADABLE
    if typed.as_json:
        from takeover.present.tuned_json import moved_json, report_json

        write_json(host, {**report_json(report, program), "log": None if moved is None else moved_json(moved)})
    else:
        _show(report, moved, program, typed, host)
    return max(_judge(report, typed, host), code)


def _refuse(typed: Typed) -> str:
    if typed.threshold is not None and not 0 <= typed.threshold <= 1:
        return "--threshold is a number from 0 to 1"
    if typed.min_accuracy is not None and not 0 <= typed.min_accuracy <= WHOLE:
        return "--min-accuracy is a percentage, from 0 to 100"
    return ""


def _show(report: Report, moved: Moved | None, program: Program, typed: Typed, host: Host) -> None:
    from takeover.present.tuned import tell_moved, tell_report

    screen = paint_on(host, "stdout")
    screen.draw(tell_report(report, program, host.columns()))
    if moved is not None and typed.log is not None:
        screen.draw(tell_moved(moved, typed.log.as_posix()))


def _write_page(report: Report, moved: Moved | None, program: Program, typed: Typed, host: Host) -> bool:
    """Write the page by rename; say where it lies, or why it does not."""
    from takeover.files import write_whole
    from takeover.present.html.tuned import write_tuned

    assert typed.html is not None
    aside = paint_on(host, "stderr")
    log = "" if typed.log is None else typed.log.as_posix()
    try:
        write_whole(host.cwd / typed.html, "".join(write_tuned(report, moved, program, log, host.now())))
    except OSError as error:
        aside.error(f"{typed.html.as_posix()} could not be written: {error.strerror or error}")
        return False
    aside.success(f"the page is {typed.html.as_posix()}")
    return True


def _judge(report: Report, typed: Typed, host: Host) -> ExitCode:
    """Compare what is understood with what was asked for."""
    if typed.min_accuracy is None:
        return ExitCode.OK
    reached = WHOLE * report.understood.share
    if reached >= typed.min_accuracy:
        return ExitCode.OK
    wanted = f"--min-accuracy asks for {typed.min_accuracy:g} %"
    paint_on(host, "stderr").error(f"{reached:.1f} % of the examples are understood, and {wanted}")
    return ExitCode.PROBLEMS


def _play_log(program: Program, log: Path, report: Report, host: Host) -> tuple[Moved | None, ExitCode]:
    """Play a log as it would be played now, and look which inputs another threshold would decide otherwise.

    That is the threshold to be tried or, where none is, the one that the examples speak for.
    """
    from takeover.commands.replay_log import say_reader
    from takeover.replay.log import play_logged

    now = program.index.threshold
    moved = Moved(now, report.threshold if report.threshold != now else report.calibrated)

    def watch(said: Said, outputs: Sequence[Output]) -> None:
        _note(program, moved, said, outputs)

    try:
        with opened(log, host) as stream:
            reader = LogReader(stream, log.as_posix())
            for logged in reader.conversations():
                moved.conversations += 1
                moved.inputs += len(logged.inputs)
                play_logged(program, logged, watch)
    except OSError as error:
        paint_on(host, "stderr").error(f"{log.as_posix()} could not be read: {error.strerror or error}")
        return None, ExitCode.UNREADABLE
    code = say_reader(reader, host, played=moved.conversations)
    return (None if code == ExitCode.UNREADABLE else moved), code


def _note(program: Program, moved: Moved, said: Said, outputs: Sequence[Output]) -> None:
    from takeover.language.outputs import Entered, Unmatched

    decision = next((one.decision for one in outputs if isinstance(one, Entered | Unmatched)), None)
    if decision is None or decision.text != said.text:  # an answer, or a step that was taken without words
        return
    near = scored_by(decision)
    if near is not None:
        moved.add(said.text, said.line, decision, program.steps[near.step].address)
