"""What was learned from the examples of a bot, kept in the user's cache folder: the next start need not learn again.

A file a bot, named by its examples and by the code that learned from them, so that any change makes another name. It
is written under another name first, so that no process meets half a file, and what does not read is learned again. A
folder that cannot be written to is no error: it only takes longer.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.engine.program import Program

OFF = "TAKEOVER_NO_CACHE"
"""Where this is in the environment and not empty, nothing is kept."""
LARGEST = 64_000_000
MOST_FILES = 40
MOST_BYTES = 200_000_000
"""Of more, those go that were not used for longest."""


class IndexCache(NamedTuple):
    """A folder, and what tells this code from any other."""

    folder: Path
    code: str

    def read(self, name: str) -> bytes | None:
        """Give what is kept under a name, if anything is."""
        path = self._path(name)
        try:
            if path.stat().st_size > LARGEST:
                return None
            data = path.read_bytes()
            with suppress(OSError):
                os.utime(path)  # it was used
        except OSError:
            return None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Keep something, if there is room, and let go of what was not used for longest."""
        from tempfile import NamedTemporaryFile

        if len(data) > LARGEST:
            return
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, prefix=".", suffix=".tmp", delete=False) as file:
                try:
                    file.write(data)
                    file.close()
                    Path(file.name).replace(self._path(name))
                except OSError:
                    Path(file.name).unlink(missing_ok=True)
                    raise
            self._tidy()

    def _path(self, name: str) -> Path:
        return self.folder / sha256(f"{self.code} {name}".encode()).hexdigest()[:32]

    def _tidy(self) -> None:
        known = []
        for path in self.folder.iterdir():
            with suppress(OSError):  # another process tidies as well
                told = path.stat()
                known.append((told.st_mtime, told.st_size, path))
        room = MOST_BYTES
        for place, (_, size, path) in enumerate(sorted(known, reverse=True)):
            room -= size
            if place >= MOST_FILES or room < 0:
                with suppress(OSError):
                    path.unlink()


def find_cache(environ: Mapping[str, str]) -> IndexCache | None:
    """Give the user's cache, unless the environment says otherwise or knows no place for it."""
    folder = None if environ.get(OFF) else cache_folder(environ)
    return None if folder is None else IndexCache(folder / "takeover" / "learned", _code())


def keep_learned(program: Program | None, cache: IndexCache | None) -> None:
    """Let a program that was loaded keep what it learns."""
    if program is not None:
        program.index.store = cache


def cache_folder(environ: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """Give the folder for what can be made again, None where there is none.

    The XDG Base Directory Specification (a relative path there is ignored), Apple's File System Programming Guide, and
    Windows' known folder LocalAppData.
    """
    if platform == "win32":
        places = [environ.get("LOCALAPPDATA", "")]
    else:
        home = environ.get("HOME", "")
        own = "Library/Caches" if platform == "darwin" else ".cache"
        places = [environ.get("XDG_CACHE_HOME", ""), f"{home}/{own}" if home else ""]
    return next((Path(place) for place in places if place and Path(place).is_absolute()), None)


def _code() -> str:
    """Give what changes with the code that learns: the sizes and times of its files."""
    from takeover import matching

    told = []
    for path in sorted(Path(next(iter(matching.__path__))).rglob("*.py")):
        with suppress(OSError):
            status = path.stat()
            told.append(f"{path.name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(told)
