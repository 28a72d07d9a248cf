"""`takeover harvest`: what was not understood in chats, replays and logs, put together, and added to the flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from takeover.commands.harvest_reading import Gathering
from takeover.commands.replay import is_ci
from takeover.commands.replay_log import load_running
from takeover.engine.facts import zone
from takeover.engine.program import TOP
from takeover.exitcode import ExitCode
from takeover.language.types.kind import Place
from takeover.loading.index_cache import find_cache, keep_learned
from takeover.present.logs import write_json
from takeover.present.painter import paint_on
from takeover.tuning.harvest import Harvest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from takeover.host import Host
    from takeover.loading.load import Loaded
    from takeover.tuning.harvest import Sheaf

MOST_SHOWN = 20


class Typed(NamedTuple):
    """The options: the bot, how many are shown, which are meant, JSON, and what is to be written."""

    bot: Path
    most: int = MOST_SHOWN
    only: str = ""
    as_json: bool = False
    apply: bool = False
    transcripts: Path | None = None


def run(logs: Sequence[Path], typed: Typed, host: Host) -> ExitCode:
    """Gather from logs: 0; 1 where lines could not be read; 3 where a file could not be read, or be written."""
    aside = paint_on(host, "stderr")
    only = _numbers(typed.only)
    refused = _refuse(typed, only, host)
    if only is None or refused:
        aside.error(refused)
        return ExitCode.USAGE
    loaded = load_running(typed.bot, host)
    if loaded is None or loaded.program is None:
        return ExitCode.UNREADABLE
    program = loaded.program
    keep_learned(program, find_cache(host.environ))
    place = Place(program.bot.language, program.bot.country, host.now().astimezone(zone(program.bot.timezone)))
    harvest = Harvest(program.index, place, TOP)
    gathering = Gathering(harvest, program, host)
    gathering.gather(logs)
    sheaves = harvest.fold()
    if only and max(only) > len(sheaves):
        aside.error(f"--only names {max(only)}, and there are {len(sheaves)}")
        return ExitCode.USAGE
    code = ExitCode.UNREADABLE if gathering.unread else ExitCode.PROBLEMS if gathering.wrong else ExitCode.OK
    if typed.apply:
        wanted = [sheaf for number, sheaf in enumerate(sheaves, 1) if number in only or not only]
        return max(code, _apply(wanted, loaded, typed, place, host, chosen=bool(only)))
    if typed.as_json:
        from takeover.present.harvested import harvest_json

        write_json(host, harvest_json(harvest, sheaves, program))
    else:
        from takeover.present.harvested import tell_harvest

        paint_on(host, "stdout").draw(tell_harvest(harvest, sheaves, program, typed.most))
    return code


def _refuse(typed: Typed, only: Sequence[int] | None, host: Host) -> str:
    if only is None:
        return f'--only is numbers such as 1,3, not "{typed.only}"'
    if only and not typed.apply:
        return "--only says which are added, and goes with --apply"
    if typed.transcripts is not None and not typed.apply:
        return "--transcripts locks in what is added, and goes with --apply"
    if typed.apply and typed.as_json:
        return "--apply shows a diff, and --json an object: use one of them"
    if typed.apply and is_ci(False, host):  # noqa: FBT003 - there is no option for it here
        return "--apply writes files, and with CI=true nothing is ever written"
    return ""


def _numbers(written: str) -> tuple[int, ...] | None:
    parts = [part.strip() for part in written.split(",")] if written else []
    if not all(part.isascii() and part.isdigit() and int(part[:9]) > 0 for part in parts):
        return None
    return tuple(int(part[:9]) for part in parts)


def _apply(
    sheaves: Sequence[Sheaf], loaded: Loaded, typed: Typed, place: Place, host: Host, *, chosen: bool
) -> ExitCode:
    """Add what is near a step, or what was chosen, and say what was not."""
    from takeover.commands.harvest_applying import add_sheaves, write_flows, write_transcripts

    aside = paint_on(host, "stderr")
    wanted = [sheaf for sheaf in sheaves if chosen or sheaf.is_near]
    added = add_sheaves(wanted, loaded, typed.bot, place, host)
    for sheaf in added.left:
        aside.warning(f'left out, as it cannot be added by itself: "{sheaf.texts[0].shown}"')
    far = len(sheaves) - len(wanted)
    if far:
        aside.note(f"left out, as no step is near: {far:,} (--only NUMBER adds one all the same)")
    if not write_flows(added, loaded.sources, host, write=True):
        return ExitCode.UNREADABLE
    for file in added.texts:
        aside.success(f"{file} is written")
    if not added.sheaves:
        aside.note("nothing was added")
    elif typed.transcripts is not None and not write_transcripts(added, typed.bot, typed.transcripts, host):
        return ExitCode.UNREADABLE
    return ExitCode.OK
