"""`takeover validate`: reads and links bots, and says everything that is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.commands.words import refuse_word
from takeover.exitcode import ExitCode
from takeover.loading.load import load_program
from takeover.present.problems import PROBLEMS
from takeover.present.problems.report import Report
from takeover.source.diagnostic import Problems, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from takeover.host import Host
    from takeover.language.bot import Bot
    from takeover.source.diagnostic import Diagnostic


def complete_formats(incomplete: str) -> list[str]:
    """Give the formats that begin so."""
    return [form for form in PROBLEMS if form.startswith(incomplete)]


def run(paths: Sequence[Path], form: str, host: Host) -> ExitCode:
    """Validate the bot at each path, and write all problems at once, in the format of that name."""
    if form not in PROBLEMS:
        return refuse_word(form, "a format", PROBLEMS, host)
    problems: list[Diagnostic] = []
    sources: dict[str, str] = {}
    unreadable = False
    for path in dict.fromkeys(paths):
        loaded = load_program(path, host.cwd)
        problems += (*loaded.problems, *_check_targets(loaded.bot))
        sources |= loaded.sources
        unreadable = unreadable or loaded.unreadable
    found = in_order(problems)
    PROBLEMS[form](Report(found, sources), host)
    if unreadable:
        return ExitCode.UNREADABLE
    return ExitCode.PROBLEMS if any(problem.severity != "note" for problem in found) else ExitCode.OK


def _check_targets(bot: Bot) -> list[Diagnostic]:
    """Find what is wrong with the targets: the delivery reads those, because only it knows their kinds."""
    if not bot.targets:
        return []
    from takeover.delivery.targets import read_targets

    problems = Problems()
    read_targets(bot, problems)
    return problems.found
