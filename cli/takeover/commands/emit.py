"""`takeover emit`: sends payloads from files, or those that transcripts lead to, where `--to` or the routing says."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.delivery.keeping import find_outbox
from takeover.delivery.reading import ReadPayload, read_payloads
from takeover.delivery.receipt import write_receipt
from takeover.delivery.send import Way, send
from takeover.delivery.targets import NoTargetError, live_outlets, parse_to, read_targets
from takeover.exitcode import ExitCode
from takeover.handover.writing import write_json
from takeover.present.painter import paint_on
from takeover.present.safe import safe
from takeover.source.diagnostic import Problems, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.delivery.target import Target
    from takeover.delivery.targets import Outlet
    from takeover.host import Host
    from takeover.present.painter import Painter

STDIN = "-"
NAMED, YAML = "::", (".yaml", ".yml")
Job = tuple[ReadPayload, "Outlet"]


def run(
    payloads: Sequence[str],
    to: str | None,
    bot: str | None,
    host: Host,
    *,
    dry_run: bool = False,
    again: bool = False,
    outbox: str | None = None,
) -> ExitCode:
    """Send each payload once; nothing is sent unless all of them are right.

    `payloads` are files, or `-` for standard input; or all are transcripts, which are played for real. `to` is what
    `--to` takes; without it the routing that stands in the payload decides, among the targets of `bot`. With `dry_run`
    the requests are printed, and nothing is sent. With `again` what was delivered before goes out once more. `outbox`
    is the file of the outbox.
    """
    painter = paint_on(host, "stderr")
    played = [file for file in payloads if is_transcript(file, host.cwd)]
    if played:
        if len(played) < len(payloads):
            painter.error(f"{played[0]} is a transcript, and others are payloads: send them one after the other")
            return ExitCode.USAGE
        return _play(played, to, bot, painter, host, dry_run=dry_run, again=again, outbox=outbox)
    if to is None and bot is None:
        painter.error("say where it goes: --to TARGET, or --bot BOT for the bot's own targets")
        return ExitCode.USAGE
    targets: Mapping[str, Target] = {}
    if bot is not None:
        loaded = _load_targets(bot, painter, host)
        if isinstance(loaded, ExitCode):
            return loaded
        targets = loaded
    try:
        outlet = None if to is None else parse_to(to, targets)
    except NoTargetError as nowhere:
        painter.error(str(nowhere))
        return ExitCode.USAGE
    read = _read_all(payloads, painter, host)
    if isinstance(read, ExitCode):
        return read
    jobs: list[Job] = []
    for item in read:
        try:
            outlets = live_outlets(item.payload, targets) if outlet is None else (outlet,)
        except NoTargetError as nowhere:
            painter.error(f"{item.span}: {nowhere}; nothing was sent")
            return ExitCode.USAGE
        jobs += [(item, target) for target in outlets]
    if dry_run:
        return _show(jobs, host)
    path = str(host.cwd / bot) if bot is not None else ""
    return _send(jobs, painter, host, Way(find_outbox(host, outbox), path, tell=painter.note, again=again))


def _play(  # noqa: PLR0913 - the options of the command
    files: Sequence[str],
    to: str | None,
    bot: str | None,
    painter: Painter,
    host: Host,
    *,
    dry_run: bool,
    again: bool,
    outbox: str | None,
) -> ExitCode:
    from takeover.commands.emit_transcripts import read_parts, send_parts, show_parts

    parts = read_parts(files, to, bot, painter, host)
    if isinstance(parts, ExitCode):
        return parts
    if dry_run:
        return show_parts(parts, painter, host)
    with closing(find_outbox(host, outbox)) as opened:
        return send_parts(parts, Way(opened, tell=painter.note, again=again), painter, host)


def _load_targets(bot: str, painter: Painter, host: Host) -> Mapping[str, Target] | ExitCode:
    """Read the targets of a bot; what is wrong with its flows does not keep anything from being sent."""
    from takeover.loading.load import load_bot

    loaded = load_bot(Path(bot), host.cwd)
    problems = Problems()
    targets = read_targets(loaded.bot, problems)
    if loaded.unreadable or problems.fatal or loaded.fatal:
        found = [*loaded.problems, *problems.found]
        painter.problems([problem for problem in in_order(found) if problem.severity == "error"], loaded.sources)
        return ExitCode.UNREADABLE if loaded.unreadable else ExitCode.PROBLEMS
    return targets


def is_transcript(file: str, cwd: Path) -> bool:
    """Say whether an argument names transcripts: YAML, a folder, or FILE::NAME."""
    return NAMED in file or file.lower().endswith(YAML) or (file != STDIN and (cwd / file).is_dir())


def _read_all(files: Sequence[str], painter: Painter, host: Host) -> list[ReadPayload] | ExitCode:
    """Read all files; a payload that stands in them twice is read once."""
    problems = Problems()
    read: dict[str, ReadPayload] = {}
    unreadable = False
    twice = 0
    for file in files:
        text = _read_text(file, painter, host)
        if text is None:
            unreadable = True
            continue
        found = Problems()
        for item in read_payloads(text, "standard input" if file == STDIN else file, found):
            written = write_json(item.payload)
            twice += written in read
            read.setdefault(written, item)
        problems.found += found.found
    if problems.found:
        painter.problems(problems.found, {})
    if unreadable or problems.found:
        painter.note("nothing was sent")
        return ExitCode.UNREADABLE if unreadable else ExitCode.PROBLEMS
    if twice:
        painter.note(f"{twice} of these payloads stood here before; each is sent once")
    return list(read.values())


def _read_text(file: str, painter: Painter, host: Host) -> str | None:
    try:
        return host.stdin.read() if file == STDIN else (host.cwd / file).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        painter.error(f"{file} cannot be read: byte {error.start + 1} is not UTF-8")
    except (OSError, ValueError) as error:
        painter.error(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}")
    return None


def _show(jobs: Sequence[Job], host: Host) -> ExitCode:
    for item, outlet in jobs:
        host.stdout.write(f"{safe(outlet.target.plan(outlet.target.wants.prepare(item.payload).payload).show())}\n")
    return ExitCode.OK


def _send(jobs: Sequence[Job], painter: Painter, host: Host, way: Way) -> ExitCode:
    """Send one after the other: one that fails keeps it from none of the others."""
    missed = 0
    try:
        for item, outlet in jobs:
            receipt = send(item.payload, outlet, host, way)
            missed += not receipt.arrived
            (painter.success if receipt.arrived else painter.warning)(write_receipt(receipt))
            if not receipt.arrived and not receipt.kept:
                painter.note(f"it is still in {item.span.file}:{item.span.line}")
    except KeyboardInterrupt:
        painter.note("what was begun lies in the outbox (takeover outbox list); the rest is where it was")
        raise
    finally:
        way.outbox.close()
    if missed:
        painter.error(f"{missed} of {len(jobs)} did not arrive")
    return ExitCode.UNDELIVERED if missed else ExitCode.OK
