"""Loads transcripts: which files hold some, what stands in them, and which bot each belongs to."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.loading.bot_files import LARGEST, BotFile, BotFiles, Unreadable, find_bot_files, read_bytes
from takeover.loading.characters import decode
from takeover.loading.collector import collector_paused
from takeover.loading.transcript_finding import FOLDER, FOREIGN, Found, find_transcripts
from takeover.loading.transcript_shared import Surroundings
from takeover.loading.yaml_tree import ParserMissingError, read_tree
from takeover.source.diagnostic import Diagnostic, Problems
from takeover.source.nodes import Fields
from takeover.source.span import Span
from takeover.transcripts.misread import Misread
from takeover.transcripts.reading import MANY, read_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.loading.foreign_files import ForeignReader
    from takeover.source.nodes import Node
    from takeover.transcripts.reading import Shared
    from takeover.transcripts.transcript import Transcript

BOT_KEYS = frozenset({"bot", "flow", "flows", "steps"})


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """A file of transcripts. `bot` is the path of the bot that lies around it, None where there is no telling.

    `parts` are its transcripts in their order, and what is written in the place of one; `unread` says why a file could
    not be read at all.
    """

    name: str
    path: Path
    text: str
    parts: tuple[Transcript | Misread, ...]
    bot: Path | None
    shared: tuple[Shared, ...]
    unread: tuple[Diagnostic, ...] = ()

    @property
    def transcripts(self) -> tuple[Transcript, ...]:
        """Give those that can be played."""
        return tuple(part for part in self.parts if not isinstance(part, Misread))

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Give all that is wrong in it."""
        return (*self.unread, *(one for part in self.parts if isinstance(part, Misread) for one in part.problems))

    def bot_of(self, transcript: Transcript, named: Path | None) -> Path | None:
        """Give the path of the bot of a transcript: its own, the `named` one, or the one that lies around it."""
        if transcript.bot:
            return Path(os.path.normpath(Path(self.name).parent / transcript.bot))
        return named or self.bot


@dataclass(slots=True)
class LoadedTranscripts:
    """All files at some paths, in order, and what is wrong with the paths; whether something could not be read."""

    files: list[TranscriptFile] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    unreadable: bool = False


def load_transcripts(paths: Sequence[Path], cwd: Path = Path()) -> LoadedTranscripts:
    """Load what lies at paths: files of transcripts, folders of them, bots with a folder `transcripts`.

    Without paths: the transcripts of all bots under `flows/`, or of the bot that lies here.
    """
    reading = Reading(cwd)
    with collector_paused():
        for path in paths or usual_paths(cwd):
            reading.load(path)
    return reading.loaded


def usual_paths(cwd: Path) -> tuple[Path, ...]:
    """Give the paths that are meant where none is named."""
    return (Path("flows"),) if (cwd / "flows").is_dir() else (Path(),)


class Reading:
    """What has been `loaded` so far."""

    def __init__(self, cwd: Path) -> None:
        """Begin in a folder."""
        self.loaded = LoadedTranscripts()
        self._cwd = cwd
        self._seen: set[str] = set()
        self._foreign: ForeignReader | None = None
        self._surroundings = Surroundings(cwd, lambda file, problems: self._read(file, problems)[0])

    def load_found(self, files: Sequence[Found]) -> None:
        """Load files that were found."""
        with collector_paused():
            for one in files:
                self._load_file(one)

    def load(self, path: Path) -> None:
        """Load what lies at a path."""
        real = self._cwd / path
        if real.is_dir():
            self.load_found(self.find(path))
            return
        problems = Problems()
        found = find_bot_files(path, self._cwd, problems)  # which says what is wrong with a path
        self.loaded.problems += problems.found
        self.loaded.unreadable = self.loaded.unreadable or found.unreadable
        for file in found.files:
            self._load_file(Found(file, os.path.realpath(file.path)), named=True)

    def find(self, path: Path) -> list[Found]:
        """Find the files in a folder, in order."""
        problems = Problems()
        found = BotFiles()
        files = find_transcripts(path, self._cwd / path, found, problems)
        self.loaded.problems += problems.found
        self.loaded.unreadable = self.loaded.unreadable or found.unreadable
        return files

    def _load_file(self, one: Found, *, named: bool = False) -> None:
        file, real = one
        if real in self._seen:
            return
        self._seen.add(real)
        if file.name.lower().endswith((*FOREIGN, ".json")):
            self._load_foreign(file)
            return
        problems = Problems()
        node, text = self._read(file, problems)
        if named and _is_bot(node):
            self._load_beside(file)
            return
        if node is not None and not _is_own(node) and self._load_foreign(file, node):
            return
        around = self._surroundings.of(file)
        parts: tuple[Transcript | Misread, ...] = ()
        if node is not None:
            parts = tuple(read_parts(node, around.shared))
        wrong = tuple(one for one in problems.found if one.severity == "error")
        unread = tuple(one for one in wrong if one.code == "unreadable")
        wrong += around.wrong
        if wrong and not unread:
            parts = (Misread("", Span(file.name, 1, 1, 1, 1), wrong), *parts)
        self.loaded.files.append(TranscriptFile(file.name, file.path, text, parts, around.bot, around.shared, unread))

    def _load_foreign(self, file: BotFile, node: Node | None = None) -> bool:
        """Load a file of another tool; of a `node` that is in no format that is known, say False."""
        from takeover.loading.foreign_files import ForeignReader, parts_of
        from takeover.transcripts.foreign.formats import find_format

        if node is not None and find_format(file.name, node) is None:
            return False
        self._foreign = self._foreign or ForeignReader()
        problems = Problems()
        found = self._foreign.read(file, problems)
        self.loaded.sources |= self._foreign.sources
        around = self._surroundings.of(file)
        wrong = tuple(problem for problem in problems.found if problem.severity == "error")
        unread = tuple(problem for problem in wrong if problem.code == "unreadable")
        self.loaded.unreadable = self.loaded.unreadable or bool(unread)
        parts = () if found is None else tuple(parts_of(found.talks))
        if wrong and not unread:
            parts = (Misread("", Span(file.name, 1, 1, 1, 1), wrong), *parts)
        text = "" if found is None else found.text
        self.loaded.files.append(TranscriptFile(file.name, file.path, text, parts, around.bot, around.shared, unread))
        return True

    def _load_beside(self, file: BotFile) -> None:
        """Load the transcripts that lie beside the one file of a bot."""
        folder = file.path.parent / FOLDER
        if folder.is_dir():
            begins = len(self.loaded.files)
            self.load_found(self.find(Path(file.name).parent / FOLDER))
            mine = self.loaded.files[begins:]
            self.loaded.files[begins:] = [replace(one, bot=Path(file.name)) for one in mine]
            return
        span = Span(file.name, 1, 1, 1, 1)
        hint = f"put them into {FOLDER}/ beside it"
        self.loaded.problems.append(
            Diagnostic("no-transcripts", "error", "this bot has no transcripts", span, hint),
        )

    def _read(self, file: BotFile, problems: Problems) -> tuple[Node | None, str]:
        found = BotFiles()
        text: str | None = None
        node: Node | None = None
        try:
            data = read_bytes(file)
            if data is None:
                message = f"this file has more than {LARGEST // 1_000_000} MB"
                problems.error("too-large", message, Span(file.name, 1, 1, 1, 1), "part it into several files")
            else:
                text = decode(data, file.name, problems)
            if text is not None:
                node = read_tree(text, file.name, problems)
        except ParserMissingError as error:
            found.miss(file.name, Unreadable(str(error), "reinstall PyYAML from its wheel"), problems)
        except (OSError, Unreadable) as error:
            found.miss(file.name, error, problems)
        self.loaded.unreadable = self.loaded.unreadable or found.unreadable
        self.loaded.sources[file.name] = text or ""
        return node, text or ""


def _is_own(node: Node) -> bool:
    return isinstance(node, Fields) and any(entry.key.text in {"transcript", MANY} for entry in node.entries)


def _is_bot(node: Node | None) -> bool:
    if not isinstance(node, Fields):
        return False
    keys = {entry.key.text for entry in node.entries}
    return not keys & {"transcript", MANY} and bool(keys & BOT_KEYS)
