"""Loads transcripts: which files hold some, what stands in them, and which bot each belongs to."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from takeover.loading.bot_files import (
    LARGEST,
    MOST_ENTRIES,
    SUFFIXES,
    BotFile,
    BotFiles,
    Unreadable,
    find_bot_files,
    read_bytes,
)
from takeover.loading.characters import decode
from takeover.loading.collector import collector_paused
from takeover.loading.yaml_tree import ParserMissingError, read_tree
from takeover.source.diagnostic import Problems, in_order
from takeover.source.nodes import Fields
from takeover.source.span import Span
from takeover.transcripts.reading import MANY, SHARED, Shared, read_shared, read_transcripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from takeover.source.diagnostic import Diagnostic
    from takeover.source.nodes import Node
    from takeover.transcripts.transcript import Transcript

FOLDER = "transcripts"
BOT_KEYS = frozenset({"bot", "flow", "flows", "steps"})


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """A file of transcripts. `bot` is the path of the bot that lies around it, None where there is no telling.

    `problems` keep it from being played.
    """

    name: str
    path: Path
    text: str
    transcripts: tuple[Transcript, ...]
    bot: Path | None
    shared: tuple[Shared, ...]
    problems: tuple[Diagnostic, ...]

    def bot_of(self, transcript: Transcript, named: Path | None) -> Path | None:
        """Give the path of the bot of a transcript: its own, the `named` one, or the one that lies around it."""
        if transcript.bot:
            return Path(os.path.normpath(Path(self.name).parent / transcript.bot))
        return named or self.bot


@dataclass(slots=True)
class LoadedTranscripts:
    """All files at some paths, in order, and what could not be read at all."""

    files: list[TranscriptFile] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    unreadable: bool = False


class _Around(NamedTuple):
    """What holds for all files of a folder: what is shared above them and what is wrong with that, and their bot."""

    shared: tuple[Shared, ...]
    wrong: tuple[Diagnostic, ...]
    bot: Path | None


@dataclass(slots=True)
class _Reading:
    """What has been read so far; `shared` and `around` by folder: what is said there, and what holds for its files."""

    loaded: LoadedTranscripts = field(default_factory=LoadedTranscripts)
    shared: dict[Path, tuple[Shared, tuple[Diagnostic, ...]] | None] = field(default_factory=dict)
    around: dict[Path, _Around] = field(default_factory=dict)
    seen: set[tuple[int, int]] = field(default_factory=set)


def load_transcripts(paths: Sequence[Path], cwd: Path = Path()) -> LoadedTranscripts:
    """Load what lies at paths: files of transcripts, folders of them, bots with a folder `transcripts`.

    Without paths: the transcripts of all bots under `flows/`, or of the bot that lies here.
    """
    reading = _Reading()
    with collector_paused():
        for path in paths or _usual(cwd):
            _load(path, cwd, reading)
    return reading.loaded


def _usual(cwd: Path) -> tuple[Path, ...]:
    return (Path("flows"),) if (cwd / "flows").is_dir() else (Path(),)


def _load(path: Path, cwd: Path, reading: _Reading) -> None:
    real = cwd / path
    if real.is_dir():
        for file in _find(path, real, reading):
            _load_file(file, reading)
        return
    problems = Problems()
    found = find_bot_files(path, cwd, problems)  # which says what is wrong with a path
    reading.loaded.problems += problems.found
    reading.loaded.unreadable = reading.loaded.unreadable or found.unreadable
    for file in found.files:
        _load_file(file, reading, named=True)


def _find(path: Path, real: Path, reading: _Reading) -> list[BotFile]:
    """Find the files of transcripts in a folder: all of a folder `transcripts`, and of a bot those in such folders."""
    problems = Problems()
    found = BotFiles()
    inside = FOLDER in real.resolve().parts
    files: list[BotFile] = []
    try:
        files = list(_walk(path, real, found, problems, inside=inside))
        if not files and not inside:  # a folder by another name that holds nothing else
            files = [file for file in _walk(path, real, found, problems, inside=True) if _is_transcript(file)]
    except Unreadable as error:
        found.miss(path.as_posix(), error, problems)
    reading.loaded.problems += problems.found
    reading.loaded.unreadable = reading.loaded.unreadable or found.unreadable
    return sorted(files, key=lambda file: file.path.parts)


def _walk(path: Path, real: Path, found: BotFiles, problems: Problems, *, inside: bool) -> Iterator[BotFile]:
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
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((folder / entry.name, prefix + entry.name, within or entry.name == FOLDER))
            elif within and entry.name.lower().endswith(SUFFIXES) and entry.name != SHARED:
                yield BotFile(folder / entry.name, prefix + entry.name)


def _is_transcript(file: BotFile) -> bool:
    """Say whether a file begins as a transcript does: what lies beside it may be anything."""
    try:
        return any(
            line.startswith((b"transcript:", b"transcripts:")) for line in (read_bytes(file) or b"").splitlines()
        )
    except (OSError, Unreadable):
        return False


def _load_file(file: BotFile, reading: _Reading, *, named: bool = False) -> None:
    known = _identify(file)
    if known in reading.seen:
        return
    if known is not None:
        reading.seen.add(known)
    problems = Problems()
    node, text = _read(file, reading, problems)
    if named and _is_bot(node):
        _load_beside(file, reading)
        return
    transcripts: tuple[Transcript, ...] = ()
    folder = file.path.parent
    if folder not in reading.around:
        reading.around[folder] = _Around(*_shared_of(file, reading), _bot_around(Path(file.name), file.path))
    shared, wrong, bot = reading.around[folder]
    if node is not None:
        transcripts = read_transcripts(node, shared, problems)
        problems.found += wrong
    found = TranscriptFile(file.name, file.path, text, transcripts, bot, shared, in_order(problems.found))
    reading.loaded.files.append(found)


def _identify(file: BotFile) -> tuple[int, int] | None:
    """Give what tells a file from every other, whatever it is called; None for one that cannot be read."""
    try:
        info = file.path.stat()
    except OSError:
        return None
    return info.st_dev, info.st_ino


def _is_bot(node: Node | None) -> bool:
    if not isinstance(node, Fields):
        return False
    keys = {entry.key.text for entry in node.entries}
    return not keys & {"transcript", MANY} and bool(keys & BOT_KEYS)


def _load_beside(file: BotFile, reading: _Reading) -> None:
    """Load the transcripts that lie beside the one file of a bot."""
    folder = file.path.parent / FOLDER
    if folder.is_dir():
        shown = Path(file.name).parent / FOLDER
        begins = len(reading.loaded.files)
        for one in _find(shown, folder, reading):
            _load_file(one, reading)
        mine = reading.loaded.files[begins:]
        reading.loaded.files[begins:] = [replace(one, bot=Path(file.name)) for one in mine]
        return
    problems = Problems()
    problems.error(
        "no-transcripts",
        "this bot has no transcripts",
        Span(file.name, 1, 1, 1, 1),
        f"put them into {FOLDER}/ beside it",
    )
    reading.loaded.problems += problems.found


def _read(file: BotFile, reading: _Reading, problems: Problems) -> tuple[Node | None, str]:
    found = BotFiles()
    start = Span(file.name, 1, 1, 1, 1)
    text: str | None = None
    node: Node | None = None
    try:
        data = read_bytes(file)
        if data is None:
            message = f"this file has more than {LARGEST // 1_000_000} MB"
            problems.error("too-large", message, start, "part it into several files")
        else:
            text = decode(data, file.name, problems)
        if text is not None:
            node = read_tree(text, file.name, problems)
    except ParserMissingError as error:
        found.miss(file.name, Unreadable(str(error), "reinstall PyYAML from its wheel"), problems)
    except (OSError, Unreadable) as error:
        found.miss(file.name, error, problems)
    reading.loaded.unreadable = reading.loaded.unreadable or found.unreadable
    reading.loaded.sources[file.name] = text or ""
    return node, text or ""


def _shared_of(file: BotFile, reading: _Reading) -> tuple[tuple[Shared, ...], tuple[Diagnostic, ...]]:
    """Read what is shared in the folder of a file and those above it, up to the one called `transcripts`."""
    found: list[Shared] = []
    wrong: tuple[Diagnostic, ...] = ()
    shown = Path(file.name).parent
    for folder in _folders_above(file.path):
        if folder not in reading.shared:
            reading.shared[folder] = _read_shared(folder, (shown / SHARED).as_posix(), reading)
        known = reading.shared[folder]
        if known is not None:
            found.append(known[0])
            wrong += known[1]
        shown = shown.parent if shown.name not in {"", ".."} else shown / ".."
    return tuple(found), wrong


def _folders_above(path: Path) -> Iterable[Path]:
    yield path.parent
    parts = path.parts[:-1]
    if FOLDER not in parts:
        return
    top = len(parts) - parts[::-1].index(FOLDER)
    for length in range(len(parts) - 1, top - 1, -1):
        yield Path(*parts[:length])


def _read_shared(folder: Path, name: str, reading: _Reading) -> tuple[Shared, tuple[Diagnostic, ...]] | None:
    path = folder / SHARED
    if not path.is_file():
        return None
    problems = Problems()
    node, _ = _read(BotFile(path, name), reading, problems)
    shared = Shared() if node is None else read_shared(node, problems)
    if shared.bot is not None:  # a path from its own folder, wherever it is used
        shared = replace(shared, bot=shared.bot._replace(text=str(folder.absolute() / shared.bot.text)))
    return shared, tuple(problems.found)


def _bot_around(shown: Path, path: Path) -> Path | None:
    """Give the folder that holds the folder `transcripts` in which a file lies, by the name that it is shown with."""
    parts = path.absolute().parts[:-1]
    if FOLDER not in parts:
        return None
    above = parts[::-1].index(FOLDER) + 1
    return Path(os.path.normpath(shown.parent / Path(*[".."] * above)))
