"""Finds the files of transcripts in a folder: all of a folder `transcripts`, and of a bot those in such folders."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from takeover.loading.bot_files import MOST_ENTRIES, SUFFIXES, BotFile, BotFiles, Unreadable, read_bytes
from takeover.source.light import NamedTuple
from takeover.transcripts.reading import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from takeover.source.diagnostic import Problems

FOLDER = "transcripts"
FOREIGN = (".convo.txt", ".chat", ".transcript", ".testplan")
"""Suffixes of conversations that other tools wrote: those that say it by themselves (`transcripts.foreign.formats`)."""


class Found(NamedTuple):
    """A file, and its `real` path, which is the same however it is reached."""

    file: BotFile
    real: str


def find_transcripts(path: Path, real: Path, found: BotFiles, problems: Problems) -> list[Found]:
    """Find the files in a folder, in order; `found` learns what could not be looked at."""
    inside = FOLDER in real.resolve().parts
    files: list[Found] = []
    try:
        files = list(_walk(path, real, found, problems, inside=inside))
        if not files and not inside:  # a folder by another name that holds nothing else
            files = [one for one in _walk(path, real, found, problems, inside=True) if _is_transcript(one.file)]
    except Unreadable as error:
        found.miss(path.as_posix(), error, problems)
    return sorted(files, key=lambda one: one.file.name.split("/"))


def _walk(path: Path, real: Path, found: BotFiles, problems: Problems, *, inside: bool) -> Iterator[Found]:
    waiting = [(real, path.as_posix(), inside)]
    seen = 0
    while waiting:
        folder, shown, within = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            found.miss(shown, error, problems)
            continue
        seen += len(entries)
        if seen > MOST_ENTRIES:
            raise Unreadable(f"this folder holds more than {MOST_ENTRIES:,} files", "name the folder of one bot")
        prefix = "" if shown == "." else f"{shown}/"
        above = os.path.realpath(folder)
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((folder / name, prefix + name, within or name == FOLDER))
            elif within and name.lower().endswith((*SUFFIXES, *FOREIGN)) and name != SHARED:
                stands = os.path.realpath(entry.path) if entry.is_symlink() else f"{above}/{name}"
                yield Found(BotFile(folder / name, prefix + name), stands)


def _is_transcript(file: BotFile) -> bool:
    """Say whether a file begins as a transcript does, or is another tool's: what lies beside it may be anything."""
    if file.name.lower().endswith(FOREIGN):
        return True
    try:
        return any(
            line.startswith((b"transcript:", b"transcripts:")) for line in (read_bytes(file) or b"").splitlines()
        )
    except (OSError, Unreadable):
        return False
