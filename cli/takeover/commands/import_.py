"""`takeover import`: turns conversations of other tools into transcripts, and lists what could not be carried over."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from takeover.commands.words import refuse_word
from takeover.exitcode import ExitCode
from takeover.files import write_whole
from takeover.loading.bot_files import MOST_ENTRIES, BotFile, find_bot_files
from takeover.loading.foreign_files import ForeignReader, is_beside, is_foreign
from takeover.loading.yaml_tree import read_tree
from takeover.present.painter import paint_on
from takeover.source.diagnostic import Diagnostic, Problems, in_order
from takeover.source.light import NamedTuple
from takeover.source.span import Span
from takeover.transcripts.foreign.formats import FORMATS, JSON, YAML
from takeover.transcripts.foreign.writing import write_talks
from takeover.transcripts.misread import Misread
from takeover.transcripts.reading import read_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.host import Host
    from takeover.loading.foreign_files import Foreign

SUFFIXES = (".convo.txt", *YAML, *JSON, ".chat", ".transcript", ".testplan", ".txt")


class Typed(NamedTuple):
    """The options: where it is written to, the name of a format ("" to find it out), and whether to overwrite."""

    to: Path
    form: str = ""
    force: bool = False


class _Target(NamedTuple):
    """A file, and where its transcripts go, from the folder that is written to."""

    file: BotFile
    name: PurePosixPath
    named: bool


def complete_forms(incomplete: str) -> list[str]:
    """Give the formats that begin so."""
    return [form for form in FORMATS if form.startswith(incomplete)]


def run(paths: Sequence[Path], typed: Typed, host: Host) -> ExitCode:
    """Import what lies at the paths: 0 when all was carried over, 1 when something was not, 3 when one was not read."""
    if typed.form and typed.form not in FORMATS:
        return refuse_word(typed.form, "a format", FORMATS, host)
    importing = _Importing(typed, host)
    for path in paths:
        importing.take(path)
    return importing.tell()


class _Importing:
    """What has been imported so far."""

    def __init__(self, typed: Typed, host: Host) -> None:
        self.typed = typed
        self.host = host
        self.reader = ForeignReader()
        self.found: list[Diagnostic] = []
        self.written = 0
        self.talks = 0
        self.unread = False
        self.left = 0
        self.taken: set[PurePosixPath] = set()

    def take(self, path: Path) -> None:
        """Import a file, or all that are known in a folder."""
        problems = Problems()
        if (self.host.cwd / path).is_dir():
            before = self.written, self.unread
            for target in _walk(path, self.host.cwd, problems):
                self._import(target)
            if before == (self.written, self.unread):
                problems.error(
                    "no-conversation", "there is no conversation of another tool here", _start(path.as_posix())
                )
        else:
            for file in find_bot_files(path, self.host.cwd, problems).files:
                self._import(_Target(file, PurePosixPath(Path(file.name).name), named=True))
        self.unread = self.unread or problems.fatal
        self.found += problems.found

    def _import(self, target: _Target) -> None:
        problems = Problems()
        if is_beside(target.file.name) and not self.typed.form:
            if target.named:
                paint_on(self.host, "stderr").note(
                    f"{target.file.name} holds no conversation: it is read with those beside it"
                )
            return
        wanted = FORMATS[self.typed.form] if self.typed.form else None
        foreign = self.reader.read(target.file, problems, wanted)
        if foreign is None:
            unknown = any(problem.code == "unknown-format" for problem in problems.found)
            if unknown and not target.named:
                self.left += 1
                return
            self.unread = True
            self.found += problems.found
            return
        self._write(foreign, target)

    def _write(self, foreign: Foreign, target: _Target) -> None:
        name = self._name(target.name, foreign.format.key)
        path = self.typed.to / name
        real = self.host.cwd / path
        if not self.typed.force and (real.exists() or real.is_symlink()):
            self._fail("exists", f"{path.as_posix()} is there already", foreign, "use --force to write over it")
            return
        text = write_talks(foreign.talks, target.file.name)
        try:
            write_whole(real, text)
        except OSError as error:
            self._fail("unwritten", f"{path.as_posix()} could not be written: {error.strerror or error}", foreign, "")
            return
        self.written += 1
        self.talks += len(foreign.talks)
        self.found += _lost(foreign)
        self.found += _misread(text, path.as_posix())

    def _fail(self, code: str, message: str, foreign: Foreign, hint: str) -> None:
        self.unread = True
        self.found.append(Diagnostic(code, "error", message, _start(foreign.file.name), hint))

    def _name(self, name: PurePosixPath, form: str) -> PurePosixPath:
        """Give a file its name: that of its origin, with the format in it where two would have the same."""
        lower = name.name.casefold()
        suffix = next((suffix for suffix in SUFFIXES if lower.endswith(suffix)), name.suffix)
        stem = name.name[: len(name.name) - len(suffix)] or name.name
        if stem.startswith("_shared"):
            stem = stem.lstrip("_")
        for end in ("", f"-{form}", *(f"-{form}-{number}" for number in range(2, 1_000))):
            given = name.with_name(f"{stem}{end}.yaml")
            if given not in self.taken:
                self.taken.add(given)
                return given
        return name.with_name(f"{stem}-{len(self.taken)}.yaml")

    def tell(self) -> ExitCode:
        """List what was not carried over or not read, and count."""
        listed = in_order(self.found)
        if listed:
            paint_on(self.host, "stdout").problems(listed, self.reader.sources)
        aside = paint_on(self.host, "stderr")
        files = f"{self.written} file{'' if self.written == 1 else 's'}"
        talks = f"{self.talks} transcript{'' if self.talks == 1 else 's'}"
        aside.note(f"{talks} in {files} written to {self.typed.to.as_posix()}")
        if self.left:
            aside.note(f"{self.left} other file{'' if self.left == 1 else 's'} left alone: of no format that is known")
        if self.unread:
            return ExitCode.UNREADABLE
        return ExitCode.PROBLEMS if listed else ExitCode.OK


def _start(name: str) -> Span:
    return Span(name, 1, 1, 1, 1)


def _lost(foreign: Foreign) -> Iterator[Diagnostic]:
    """Give what could not be carried over: errors, and warnings for what stays as a comment."""
    for talk in foreign.talks:
        for one in talk.lost:
            what = " ".join(one.what.split())
            if one.aside:
                yield Diagnostic(
                    "kept-as-comment", "warning", f"this is kept as a comment alone: {what}"[:400], one.span
                )
            else:
                yield Diagnostic("not-carried", "error", f"this could not be carried over: {what}"[:400], one.span)


def _misread(text: str, name: str) -> Iterator[Diagnostic]:
    """Read what was written, as replay would: what it would refuse is said now."""
    problems = Problems()
    node = read_tree(text, name, problems)
    yield from (problem for problem in problems.found if problem.severity == "error")
    for part in read_parts(node, ()) if node is not None else ():
        if isinstance(part, Misread):
            yield from part.problems


def _walk(path: Path, cwd: Path, problems: Problems) -> Iterator[_Target]:
    """Find files in a folder that may be a conversation of another tool, in order."""
    found: list[_Target] = []
    seen = 0
    for folder, folders, names in os.walk(cwd / path):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        seen += len(names)
        if seen > MOST_ENTRIES:
            problems.error("unreadable", f"this folder holds more than {MOST_ENTRIES:,} files", _start(path.as_posix()))
            return
        for name in names:
            if not name.startswith(".") and (is_foreign(name) or name.casefold().endswith((*YAML, *JSON))):
                inner = (Path(folder) / name).relative_to(cwd / path)
                file = BotFile(Path(folder) / name, (path / inner).as_posix())
                found.append(_Target(file, PurePosixPath(inner.as_posix()), named=False))
    yield from sorted(found, key=lambda target: target.file.name.split("/"))
