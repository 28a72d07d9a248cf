"""What holds for all transcripts of a folder: each `_shared.yaml` in it and in those above, and the bot around it.

How far up is looked: to the folder `transcripts`; for those that lie in none, to the root of the repository (the folder
that holds `.git`), and without one to the folder in which the command was started.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.loading.bot_files import BotFile
from takeover.loading.transcript_finding import FOLDER
from takeover.source.diagnostic import Problems
from takeover.source.light import NamedTuple
from takeover.transcripts.reading import SHARED, Shared, read_shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from takeover.source.diagnostic import Diagnostic
    from takeover.source.nodes import Node

REPOSITORY = ".git"


class Around(NamedTuple):
    """What is shared above the files of a folder, nearest first; what is wrong with that; and their bot, if any."""

    shared: tuple[Shared, ...]
    wrong: tuple[Diagnostic, ...]
    bot: Path | None


class Surroundings:
    """What lies around folders, each looked at once. `read` gives the node of a file, after noting what is wrong."""

    def __init__(self, cwd: Path, read: Callable[[BotFile, Problems], Node | None]) -> None:
        """Begin in a folder."""
        self._cwd = cwd
        self._read = read
        self._shared: dict[Path, tuple[Shared, tuple[Diagnostic, ...]] | None] = {}
        self._around: dict[str, Around] = {}

    def of(self, file: BotFile) -> Around:
        """Give what lies around a file."""
        shown = file.name.rpartition("/")[0]
        around = self._around.get(shown)
        if around is None:
            around = self._around[shown] = self._look(Path(shown), file.path.parent)
        return around

    def _look(self, shown: Path, folder: Path) -> Around:
        found: list[Shared] = []
        wrong: tuple[Diagnostic, ...] = ()
        bot = _bot_around(shown, folder)
        for above in _folders_above(folder.absolute(), self._cwd.absolute()):
            if above not in self._shared:
                self._shared[above] = self._read_shared(above, (shown / SHARED).as_posix())
            known = self._shared[above]
            if known is not None:
                found.append(known[0])
                wrong += known[1]
            shown = shown.parent if shown.name not in {"", ".."} else shown / ".."
        return Around(tuple(found), wrong, bot)

    def _read_shared(self, folder: Path, name: str) -> tuple[Shared, tuple[Diagnostic, ...]] | None:
        path = folder / SHARED
        if not path.is_file():
            return None
        problems = Problems()
        node = self._read(BotFile(path, name), problems)
        shared = Shared() if node is None else read_shared(node, problems)
        if shared.bot is not None:  # a path from its own folder, wherever it is used
            shared = replace(shared, bot=shared.bot._replace(text=str(folder / shared.bot.text)))
        return shared, tuple(problems.found)


def _folders_above(folder: Path, cwd: Path) -> Iterator[Path]:
    top = _top(folder, cwd)
    for above in (folder, *folder.parents):
        yield above
        if above == top:
            return


def _top(folder: Path, cwd: Path) -> Path:
    above = (folder, *folder.parents)
    named = next((one for one in above if one.name == FOLDER), None)
    root = named or next((one for one in above if (one / REPOSITORY).exists()), None)
    return root or (cwd if folder.is_relative_to(cwd) else folder)


def _bot_around(shown: Path, folder: Path) -> Path | None:
    """Give the folder that holds the folder `transcripts` in which files lie, by the name that they are shown with."""
    parts = folder.absolute().parts
    if FOLDER not in parts:
        return None
    above = parts[::-1].index(FOLDER) + 1
    return Path(os.path.normpath(shown / Path(*[".."] * above)))
