"""What was typed in earlier chats, for the arrow keys: one JSON text a line, in a file of the user's own."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from prompt_toolkit.history import History

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

READ = 256 * 1024
"""So many bytes of the file are looked at, its end: nobody presses the key more often."""
LONGEST = 4_000


class PastInputs(History):
    """The history of a prompt. What cannot be read or written is done without: no chat ends because of it."""

    def __init__(self, path: Path, keeps: Callable[[str], bool]) -> None:
        """Keep at `path` those inputs that `keeps` says may be kept."""
        super().__init__()
        self._path = path
        self._keeps = keeps

    def load_history_strings(self) -> Iterable[str]:
        """Give what was typed, newest first."""
        try:
            with self._path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - READ))
                lines = file.read().split(b"\n")
        except OSError:
            return
        for line in reversed(lines[1:] if size > READ else lines):
            text = _read(line)
            if text:
                yield text

    def append_string(self, string: str) -> None:
        """Keep a text, unless it is a secret."""
        if self._keeps(string):
            super().append_string(string)

    def store_string(self, string: str) -> None:
        """Write a text at the end of the file, which only its owner may read."""
        if len(string) > LONGEST:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            with open(os.open(self._path, flags, 0o600), "ab") as file:  # noqa: PTH123 - opened with its mode at once
                file.write(json.dumps(string).encode("ascii") + b"\n")
        except OSError:
            self._keeps = lambda _: False


def _read(line: bytes) -> str:
    try:
        text = json.loads(line)
    except (ValueError, RecursionError):
        return ""
    return text if isinstance(text, str) else ""
