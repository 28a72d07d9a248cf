"""Everything that is wrong with one bot: reading, linking, the rules, and its targets; less what nobody asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.loading.collector import collector_paused
from takeover.loading.load import load_program
from takeover.source.diagnostic import Problems, in_order
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from takeover.language.bot import Bot
    from takeover.loading.load import Loaded
    from takeover.source.diagnostic import Diagnostic


class Choice(NamedTuple):
    """Which problems are looked for: those of the codes in `select` (None: all), less those in `ignore`.

    What keeps a bot from being read is always said.
    """

    select: Collection[str] | None = None
    ignore: Collection[str] = ()

    def wants(self, problem: Diagnostic) -> bool:
        """Say whether a problem that was found is told."""
        wanted = (self.select is None or problem.code in self.select) and problem.code not in self.ignore
        return wanted or problem.severity == "error"


ALL = Choice()


class Findings(NamedTuple):
    """What is wrong with a bot, in the order of the places, and what was looked at."""

    problems: Sequence[Diagnostic]
    loaded: Loaded


def check_bot(path: Path, cwd: Path, choice: Choice = ALL, unsaved: Mapping[str, str] | None = None) -> Findings:
    """Read the bot at a path, and find everything that is wrong with it. The rules run where it could be read.

    `unsaved` are texts that are read in place of those in its files: see `load_program`.
    """
    with collector_paused():  # what is found out about a bot is as much as the bot, and kept as long
        return _check(load_program(path, cwd, unsaved), choice)


def _check(loaded: Loaded, choice: Choice) -> Findings:
    reported = [*loaded.problems, *_check_targets(loaded.bot)]
    if loaded.linked is not None:
        from takeover.lint.run import check

        found = check(loaded.linked, loaded.sources, select=choice.select, ignore=choice.ignore, reported=reported)
        return Findings(tuple(filter(choice.wants, found)), loaded)
    if any(problem.severity != "error" for problem in reported):
        from takeover.lint.ignores import find_ignores

        errors = [problem for problem in reported if problem.severity == "error"]
        others = [problem for problem in reported if problem.severity != "error"]
        reported = [*errors, *find_ignores(loaded.sources).silence(others)]
    return Findings(in_order(list(filter(choice.wants, reported))), loaded)


def _check_targets(bot: Bot) -> list[Diagnostic]:
    """Find what is wrong with the targets and the service: the delivery reads those, because only it knows them."""
    problems = Problems()
    if bot.targets or bot.recipes:
        from takeover.delivery.targets import read_targets

        read_targets(bot, problems)
    if bot.match.http is not None:
        from takeover.delivery.understanding import read_service

        read_service(bot.match.http, problems)
    return problems.found
