"""Writing files so that nobody ever finds half of something in them, and nothing that was there is lost."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator


def append_line(path: Path, line: str) -> None:
    """Append one whole line; `line` has no line end. Missing folders are made. Raises OSError, with the file as it was.

    Several processes may append to one file. A last line that was left without its end is ended first.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = line.encode("utf-8") + b"\n"
    with path.open("a+b", buffering=0) as file:
        if not file.seekable():  # a pipe, or a terminal
            _write(file, data)
            return
        with _locked(file):
            size = file.seek(0, os.SEEK_END)
            if size:
                file.seek(-1, os.SEEK_END)
                data = data if file.read(1) == b"\n" else b"\n" + data
            try:
                _write(file, data)
                os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):
                    file.truncate(size)
                raise


def write_whole(path: Path, text: str, *, private: bool = False) -> None:
    """Write a file, or leave the one that is there: never something between.

    A file that is there keeps its mode, and a link stays one. A new `private` one is its owner's alone, and so
    are the folders that are made for it. Raises OSError.
    """
    import tempfile

    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o777)
    mode = path.stat().st_mode & 0o7777 if path.exists() else 0o600 if private else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - it is open already, under a name of its own
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    """Give what the user wants new files not to allow; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _write(file: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


@contextmanager
def _locked(file: BinaryIO) -> Iterator[None]:
    """Keep other processes that do the same from writing between, where the system can."""
    try:
        from fcntl import LOCK_EX, LOCK_UN, flock
    except ImportError:  # Windows
        yield
        return
    with suppress(OSError):  # some network file systems have no locks
        flock(file, LOCK_EX)
    try:
        yield
    finally:
        with suppress(OSError):
            flock(file, LOCK_UN)
