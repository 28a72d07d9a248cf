"""The flows that are chatted with: loaded, watched while the chat goes on, and loaded again when they were edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.loading.bot_files import stamp
from takeover.loading.index_cache import keep_learned
from takeover.loading.load import load_program
from takeover.source.diagnostic import Problems, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from takeover.delivery.target import Target
    from takeover.delivery.understanding import Service
    from takeover.engine.program import Program
    from takeover.loading.index_cache import IndexCache
    from takeover.source.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Bot:
    """What became of the flows: a program with the targets of the bot, or None and what keeps it from running."""

    program: Program | None
    targets: Mapping[str, Target]
    problems: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    has_flows: bool
    unreadable: bool
    service: Service | None = None
    """Who is asked what inputs mean."""

    @property
    def version(self) -> str:
        """Give a name for exactly these texts."""
        from hashlib import sha256

        digest = sha256()
        for name, text in self.sources.items():
            digest.update(f"{len(name)}:{name}{len(text)}:{text}".encode("utf-8", "surrogatepass"))
        return f"sha256:{digest.hexdigest()[:16]}"


class Flows:
    """The bot at a path, which starts at `cwd` where it is relative."""

    def __init__(self, path: Path, cwd: Path, learned: IndexCache | None = None) -> None:
        """Load it; `learned` is where what it learns is kept."""
        self._learned = learned
        self.path = path
        self.place = cwd / path
        self._cwd = cwd
        self.bot = self.load()

    def load(self) -> Bot:
        """Load it as it is now."""
        self._stamp = self._seen = stamp(
            self.path, self._cwd
        )  # before loading: what changes meanwhile is noticed later
        loaded = load_program(self.path, self._cwd)
        keep_learned(loaded.program, self._learned)
        targets: dict[str, Target] = {}
        problems, program = loaded.problems, loaded.program
        if loaded.bot.targets:
            from takeover.delivery.targets import read_targets

            found = Problems()
            targets = read_targets(loaded.bot, found)
            problems = in_order([*problems, *found.found])
            program = None if found.fatal else program
        service: Service | None = None
        if loaded.bot.match.http is not None:
            from takeover.delivery.understanding import read_service

            found = Problems()
            service = read_service(loaded.bot.match.http, found)
            problems = in_order([*problems, *found.found])
            program = None if found.fatal else program
        has_flows = bool(loaded.bot.flows)
        self.bot = Bot(program, targets, problems, loaded.sources, has_flows, loaded.unreadable, service)
        return self.bot

    def edited(self, *, settled: bool = False) -> bool:
        """Say whether a file changed since it was loaded; with `settled`, and not since this was asked last.

        An editor may write a file in pieces, and half a file is a broken one.
        """
        now = stamp(self.path, self._cwd)
        still, self._seen = now == self._seen, now
        return now != self._stamp and (still or not settled)
