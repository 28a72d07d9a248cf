"""Which bots lie at a path: one, in a file or a folder; or several, each in a folder of its own."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from takeover.loading.bot_files import LEFT_OUT, SUFFIXES, Unreadable, find_bot_files, read_bytes
from takeover.source.diagnostic import Problems

if TYPE_CHECKING:
    from pathlib import Path

NAMES_A_BOT = rb"(?m)^(?:\xef\xbb\xbf)?bot[ \t]*:"
"""A line that gives a bot its name, which it has once."""


def find_bots(path: Path, cwd: Path) -> tuple[Path, ...]:
    """Give the bots at a path: the path itself, or the folders in it.

    A folder is one bot, read with the folders in it; unless it holds no flow file itself, and several of its folders
    name a bot (`bot:`). Then each of those that hold flow files is one. What cannot be read is for loading to say.
    """
    folders = _folders(cwd / path)
    if sum(_names_a_bot(path / name, cwd) for name in folders) < 2:  # noqa: PLR2004 - several
        return (path,)
    return tuple(bot for name in folders if _flow_files(path / name, cwd) for bot in find_bots(path / name, cwd))


def _folders(real: Path) -> list[str]:
    """Give the folders in a folder that is nothing but that: it holds no flow file itself."""
    try:
        entries = list(os.scandir(real))
    except (OSError, ValueError):
        return []
    shown = [entry for entry in entries if not entry.name.startswith(".") and entry.name not in LEFT_OUT]
    if any(entry.name.lower().endswith(SUFFIXES) for entry in shown):
        return []
    return sorted(entry.name for entry in shown if entry.is_dir(follow_symlinks=False))


def _flow_files(path: Path, cwd: Path) -> bool:
    return bool(find_bot_files(path, cwd, Problems()).files)


def _names_a_bot(path: Path, cwd: Path) -> bool:
    for file in find_bot_files(path, cwd, Problems()).files:
        try:
            data = read_bytes(file)
        except (OSError, Unreadable):
            continue
        if data is not None and re.search(NAMES_A_BOT, data):
            return True
    return False
