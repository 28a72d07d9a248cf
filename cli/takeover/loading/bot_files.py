"""Which files a bot has: one, or those of a folder; and their bytes. What lies in the way is a problem, not the end."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.span import Span
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.source.diagnostic import Problems

SUFFIXES = (".yaml", ".yml")
LEFT_OUT = frozenset({"transcripts"})
"""Folders that hold other YAML, at any depth. Hidden files and folders are left out too."""
MOST_ENTRIES = 50_000
"""So many files and folders are looked at: nobody's bot has more, and somebody's home folder has."""
LARGEST = 20_000_000
"""Bytes a file of a bot may have; reading that takes about five seconds."""


class BotFile(NamedTuple):
    """A file: `name` is how it is shown, as the user wrote the path, with forward slashes."""

    path: Path
    name: str


class Unreadable(Exception):  # noqa: N818 - says what is so
    """A file or folder cannot be read; the message says why. `hint` may say what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the hint."""
        super().__init__(message)
        self.hint = hint


class BotFiles:
    """The files of a bot, in the order of their names, and whether something could not be looked at."""

    __slots__ = ("files", "unreadable")

    def __init__(self) -> None:
        """Begin with none."""
        self.files: tuple[BotFile, ...] = ()
        self.unreadable = False

    def miss(self, name: str, error: Unreadable | OSError, problems: Problems) -> None:
        """Note something that could not be read."""
        self.unreadable = True
        reason = str(error) if isinstance(error, Unreadable) else f"this could not be read: {error.strerror or error}"
        hint = error.hint if isinstance(error, Unreadable) else ""
        problems.error("unreadable", reason, Span(name, 1, 1, 1, 1), hint)


def find_bot_files(path: Path, cwd: Path, problems: Problems) -> BotFiles:
    """Find the files of the bot at `path`, which starts at `cwd` where it is relative. Only names are read."""
    found = BotFiles()
    real = cwd / path
    try:
        mode = real.stat().st_mode
        if not stat.S_ISDIR(mode):
            _refuse_devices(mode)
            found.files = (BotFile(real, path.as_posix()),)
            return found
        found.files = tuple(sorted(_walk(path, real, found, problems), key=lambda file: file.path.parts))
        if not found.files and not found.unreadable:
            nothing = Unreadable("this folder holds no bot: no .yaml or .yml file", "name the folder or file of a bot")
            found.miss(path.as_posix(), nothing, problems)
    except FileNotFoundError:
        missing = "this link leads nowhere" if real.is_symlink() else "there is no such file or folder"
        found.miss(path.as_posix(), Unreadable(missing, _near(path, real)), problems)
    except (OSError, Unreadable) as error:
        found.miss(path.as_posix(), error, problems)
    except ValueError:  # a NUL character
        found.miss(path.as_posix(), Unreadable("this cannot be the name of a file"), problems)
    return found


def read_bytes(file: BotFile) -> bytes | None:
    """Give the bytes of a file, None when it has more than LARGEST. Raises OSError and Unreadable; never waits."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    with open(os.open(file.path, flags), "rb") as opened:  # noqa: PTH123 - opened so that no pipe can make us wait
        known = os.fstat(opened.fileno())
        _refuse_devices(known.st_mode)
        data = opened.read(min(known.st_size, LARGEST) + 1)  # not LARGEST: room for that is made before it is read
        if len(data) > known.st_size:  # it grows, or has no size, as some that the system makes up
            data += opened.read(LARGEST + 1 - len(data))
    return data if len(data) <= LARGEST else None


def stamp(path: Path, cwd: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Give a value that changes when a file of the bot is changed, added or removed: names, times, sizes.

    Take it before loading, so that what changes meanwhile is noticed later.
    """
    from takeover.source.diagnostic import Problems

    problems = Problems()
    stamps: list[tuple[str, int, int, int]] = []
    for file in find_bot_files(path, cwd, problems).files:
        try:
            now = file.path.stat()
        except OSError:
            stamps.append((file.name, 0, 0, -1))
        else:
            stamps.append((file.name, now.st_mtime_ns, now.st_ctime_ns, now.st_size))
    return (*stamps, *((problem.span.file, 0, 0, -2) for problem in problems.found))


def _walk(path: Path, real: Path, found: BotFiles, problems: Problems) -> Iterator[BotFile]:
    """Give the files below a folder, and then those that links give other names to."""
    links: list[BotFile] = []
    files: set[str] = set()
    waiting = [BotFile(real, path.as_posix())]
    seen = 0
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder.path))
        except OSError as error:
            found.miss(folder.name, error, problems)
            continue
        seen += len(entries)
        if seen > MOST_ENTRIES:
            raise Unreadable(f"this folder holds more than {MOST_ENTRIES:,} files", "name the folder of one bot")
        for entry in entries:
            file = BotFile(folder.path / entry.name, (path / folder.path.relative_to(real) / entry.name).as_posix())
            if entry.name.startswith(".") or entry.name in LEFT_OUT:
                continue
            if entry.is_symlink():
                links.append(file)
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(file)
            elif entry.name.lower().endswith(SUFFIXES):
                files.add(os.path.realpath(entry.path))
                yield file
    for link in sorted(links, key=lambda link: link.path.parts):
        target = os.path.realpath(link.path)
        if target not in files and _leads_to_file(link, Path(target), real, found, problems):
            files.add(target)
            yield link


def _leads_to_file(link: BotFile, target: Path, real: Path, found: BotFiles, problems: Problems) -> bool:
    """Say whether a link leads to a file of the bot's folder; one that leads out of it is not followed."""
    is_folder = target.is_dir()
    if not is_folder and not link.path.name.lower().endswith(SUFFIXES):
        return False
    if not target.exists():
        found.miss(link.name, Unreadable("this link leads nowhere", "mend it, or delete it"), problems)
        return False
    if target.is_relative_to(os.path.realpath(real)):
        return not is_folder  # what lies in a folder is found there
    message = "this link leads out of the bot's folder and is not followed"
    say = problems.warning if is_folder else problems.error
    say("link-out", message, Span(link.name, 1, 1, 1, 1), "copy what the bot needs into its folder")
    return False


def _refuse_devices(mode: int) -> None:
    if stat.S_ISFIFO(mode):
        raise Unreadable("this is a pipe, and a bot is read from files", "save it in a file first")
    if not stat.S_ISREG(mode):
        raise Unreadable("this is neither a file nor a folder")


def _near(path: Path, real: Path) -> str:
    """Say what lies beside a path that is not there, and has nearly its name."""
    try:
        beside = sorted(neighbour.name for neighbour in real.parent.iterdir())
    except OSError:
        return ""
    for suffix in SUFFIXES:
        if f"{real.name}{suffix}" in beside:
            return f'did you mean "{(path.parent / (path.name + suffix)).as_posix()}"?'
    return did_you_mean(path.name, beside)
