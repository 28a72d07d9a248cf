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


def write_whole(path: Path, text: str) -> None:
    """Write a file, or leave the one that is there: never something between. Only its owner may read it.

    Missing folders are made, for their owner alone. Raises OSError.
    """
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - it is open already, under a name of its own
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


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
