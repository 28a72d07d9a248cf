"""Reads a bot as it was in a git revision: its files are put into a folder that is gone afterwards."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_BYTES = 200_000_000
MOST_SECONDS = 60


class RevisionError(Exception):
    """A revision, or a path in it, cannot be read; the message says why."""


class Placed(NamedTuple):
    """Where a bot lies: a folder that everything starts from, and its path from there."""

    cwd: Path
    path: Path


@contextmanager
def placed(written: str, otherwise: Path, cwd: Path, environ: Mapping[str, str]) -> Iterator[Placed]:
    """Give a bot at a path, or at `revision` or `revision:path` (from the folder the command runs in).

    Without a path a revision means the one of `otherwise`. Raises RevisionError.
    """
    if (cwd / written).exists():
        yield Placed(cwd, Path(written))
        return
    revision, colon, typed = written.partition(":")
    path = Path(typed) if colon and typed else otherwise
    run = _Git(cwd, environ)
    commit = run.find_commit(revision, written)
    inside = run.inside(path)
    with tempfile.TemporaryDirectory(prefix="takeover-") as folder:
        _unpack(run.archive(commit, inside, revision), Path(folder))
        yield Placed(Path(folder), Path(inside or "."))


class _Git:
    """Git, asked without a shell, and never for anything that a person would have to answer."""

    def __init__(self, cwd: Path, environ: Mapping[str, str]) -> None:
        self._cwd = cwd
        self._environ = {**environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}

    def find_commit(self, revision: str, written: str) -> str:
        if not revision or revision.startswith("-"):
            raise RevisionError(f'"{written}" is no file, no folder and no git revision')
        found = self._run(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", failing=True
        )
        if not found:
            raise RevisionError(f'"{written}" is no file, no folder and no git revision')
        return found.decode("ascii", "replace").strip()

    def inside(self, path: Path) -> str:
        """Give a path as the repository knows it."""
        top = Path(self._run("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
        real = _normal(self._cwd.resolve() / path)
        try:
            inner = real.relative_to(top.resolve())
        except ValueError:
            raise RevisionError(f"{path.as_posix()} lies outside the git repository {top}") from None
        return "" if inner == Path() else inner.as_posix()

    def archive(self, commit: str, inside: str, revision: str) -> bytes:
        top = self._run("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
        arguments = ("-C", top, "archive", "--format=tar", commit, *(["--", inside] if inside else []))
        try:
            return self._run(*arguments)
        except RevisionError as error:
            raise RevisionError(f"{inside or 'this'} cannot be read in {revision}: {error}") from None

    def _run(self, *arguments: str, failing: bool = False) -> bytes:
        try:
            ran = subprocess.run(  # noqa: S603 - a list of arguments, with what is typed behind --end-of-options or --
                ["git", *arguments],  # noqa: S607 - git is where the user has it
                cwd=self._cwd,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=MOST_SECONDS,
                check=False,
            )
        except FileNotFoundError:
            raise RevisionError("git is not installed, and a revision is read by it") from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RevisionError(f"git could not be run: {error}") from None
        if ran.returncode and not failing:
            said = ran.stderr.decode("utf-8", "replace").strip().splitlines() or ["it says nothing"]
            raise RevisionError(said[0].removeprefix("fatal: "))
        return b"" if ran.returncode else ran.stdout


def _normal(path: Path) -> Path:
    import os

    return Path(os.path.normpath(path))


def _unpack(data: bytes, folder: Path) -> None:
    """Write the files of an archive: no links, nothing outside the folder."""
    size = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                name = PurePosixPath(member.name)
                size += member.size
                if not member.isfile() or name.is_absolute() or ".." in name.parts:
                    continue
                if size > MOST_BYTES:
                    raise RevisionError(f"it holds more than {MOST_BYTES // 1_000_000} MB")
                found = archive.extractfile(member)
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(found.read() if found is not None else b"")
    except (tarfile.TarError, OSError) as error:
        raise RevisionError(f"the archive of git could not be read: {error}") from None
