"""Reads conversations of other tools: which format a file has, what lies around it, and its conversations as ours."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from takeover.loading.bot_files import LARGEST, BotFile, Unreadable, read_bytes
from takeover.loading.characters import decode
from takeover.loading.yaml_tree import ParserMissingError, read_tree
from takeover.source.diagnostic import Diagnostic, Problems, in_order
from takeover.source.light import NamedTuple
from takeover.source.span import Span
from takeover.transcripts.foreign.formats import BESIDE, OWN_SUFFIXES, Format, find_format, syntax_of
from takeover.transcripts.foreign.json_tree import read_json_tree
from takeover.transcripts.foreign.talk import Source
from takeover.transcripts.foreign.writing import tree
from takeover.transcripts.misread import Misread
from takeover.transcripts.reading import read_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from takeover.transcripts.foreign.talk import Talk
    from takeover.transcripts.transcript import Transcript

MOST_BESIDE = 2_000
"""Files around a conversation that are looked at."""
FURTHEST = 4
"""So many folders up lies the root of its project, at most."""
ROOTS = ("botium.json", "domain.yml", "domain.yaml", "domain")
"""What the root of a project holds: Botium's settings, or Rasa's domain."""


class Foreign(NamedTuple):
    """A file of another tool: its format, its text, and its conversations."""

    file: BotFile
    format: Format
    text: str
    talks: tuple[Talk, ...]


def is_foreign(name: str) -> bool:
    """Say whether a suffix alone tells that a file is another tool's."""
    return name.casefold().endswith(OWN_SUFFIXES)


def is_beside(name: str) -> bool:
    """Say whether a file holds no conversation, but what others of its tool need."""
    return name.casefold().endswith(BESIDE)


class ForeignReader:
    """Reads foreign files; what lies around several of them is read once. `sources` are the texts that were read."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.sources: dict[str, str] = {}
        self._projects: dict[tuple[str, str], object] = {}
        self._broken: dict[tuple[str, str], list[Diagnostic]] = {}

    def read(self, file: BotFile, problems: Problems, wanted: Format | None = None) -> Foreign | None:
        """Read a file, in the `wanted` format or the one that it has. None after saying why it cannot be read.

        A file of no format that is known is said to be just that.
        """
        source = self._source(file, problems)
        if source is None:
            return None
        found = wanted or find_format(file.name, source.node)
        if found is None:
            hint = "name its format with --from"
            problems.error("unknown-format", "this is no conversation of a tool that is known", _start(file), hint)
            return None
        if found.gather is not None:
            source = source._replace(project=self._project(file, found, problems))
            if problems.fatal:
                return None
        if found.knows is not None and source.node is None:
            problems.error("unknown-format", f"these are not {found.label}", _start(file))
            return None
        talks = found.read(source)
        if not talks:
            problems.error("no-conversation", "there is no conversation in this file", _start(file))
            return None
        _name_apart(talks)
        return Foreign(file, found, source.text, tuple(talks))

    def _source(self, file: BotFile, problems: Problems) -> Source | None:
        try:
            data = read_bytes(file)
        except (OSError, Unreadable) as error:
            reason = (
                str(error) if isinstance(error, Unreadable) else f"this could not be read: {error.strerror or error}"
            )
            problems.error("unreadable", reason, _start(file))
            return None
        if data is None:
            problems.error("too-large", f"this file has more than {LARGEST // 1_000_000} MB", _start(file))
            return None
        text = decode(data, file.name, problems)
        if text is None:
            return None
        self.sources[file.name] = text
        syntax = syntax_of(file.name)
        if syntax == "lines":
            return Source(file.name, text)
        if syntax == "json":
            node = read_json_tree(text, file.name, problems)
        else:
            try:
                node = read_tree(text, file.name, problems)
            except ParserMissingError as error:
                problems.error("unreadable", str(error), _start(file))
                return None
        broken = any(problem.severity == "error" for problem in problems.found)
        return None if node is None or broken else Source(file.name, text, node)

    def _project(self, file: BotFile, found: Format, problems: Problems) -> object:
        """Give what the files around one say. What is wrong in one that is there for nothing else goes to `problems`.

        YAML may be there for anything: what a story needs of a file that cannot be read is lost, and told so.
        """
        root = _root(file.path.parent)
        key = found.key, os.fspath(root)
        if key not in self._projects:
            assert found.gather is not None
            up = os.path.relpath(root, file.path.parent)
            shown = os.path.normpath(os.path.join(os.path.dirname(file.name), up))  # noqa: PTH118, PTH120 - names as they are shown
            files = [BotFile(path, os.path.join(shown, path.relative_to(root))) for path in _beside(root, found)]  # noqa: PTH118
            sources: list[Source | None] = []
            broken = self._broken[key] = []
            for one in files:
                wrong = Problems()
                sources.append(self._source(BotFile(one.path, one.name.removeprefix("./")), wrong))
                broken += wrong.found if is_beside(one.name) else ()
            self._projects[key] = found.gather([source for source in sources if source is not None])
        problems.found += self._broken[key]
        return self._projects[key]


def parts_of(talks: Sequence[Talk]) -> Iterator[Transcript | Misread]:
    """Give transcripts as they are played; one of which something is lost fails in its place, at what is lost."""
    for talk in talks:
        lost = [
            Diagnostic("not-carried", "error", f"this cannot be carried over: {_line(one.what)}", one.span)
            for one in talk.lost
            if not one.aside
        ]
        if lost:
            yield Misread(" ".join(talk.name.text.split()), talk.name.span, in_order(lost))
        else:
            yield from read_parts(tree(talk), ())


def _line(text: str) -> str:
    return " ".join(text.split())[:300]


def _start(file: BotFile) -> Span:
    return Span(file.name, 1, 1, 1, 1)


def _name_apart(talks: Sequence[Talk]) -> None:
    """Give conversations of one file names of their own, as transcripts must have."""
    seen: set[str] = set()
    counts: dict[str, int] = {}
    for talk in talks:
        name = written = " ".join(talk.name.text.split()) or "conversation"
        while name in seen:
            counts[written] = counts.get(written, 1) + 1
            name = f"{written} ({counts[written]})"
        seen.add(name)
        talk.name = talk.name._replace(text=name)


def _root(folder: Path) -> Path:
    """Give the root of the project around a folder, or the folder itself."""
    above = [folder, *folder.parents][:FURTHEST]
    return next((one for one in above if any((one / name).exists() for name in ROOTS)), folder)


def _beside(root: Path, found: Format) -> list[Path]:
    """Find the files of a project that say more about its conversations."""
    files: list[Path] = []
    looked = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        looked += len(names)
        files += [
            root / folder / name
            for name in sorted(names)
            if name.casefold().endswith(found.beside) and not name.startswith(".")
        ]
        if looked > MOST_BESIDE:
            break
    return files[:MOST_BESIDE]
