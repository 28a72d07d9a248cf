"""Payloads that did not arrive: kept in files of the user's own, from which they can be sent again."""

from __future__ import annotations

from errno import EEXIST
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from takeover.files import write_whole
from takeover.handover.writing import text_at, write_json
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.host import Host
    from takeover.language.values import Json

FOLDER = "undelivered"
UNSAFE = regex(r"[^A-Za-z0-9._-]+")
LONGEST_NAME = 80
MOST_NAMESAKES = 10_000


def state_folder(environ: Mapping[str, str], cwd: Path) -> Path:
    """Give the folder for what outlives a command: XDG_STATE_HOME, LOCALAPPDATA on Windows, else below the home folder.

    An environment without any of them (a bare container) leaves the current folder.
    """
    for name, below in (("XDG_STATE_HOME", ""), ("LOCALAPPDATA", ""), ("HOME", ".local/state"), ("USERPROFILE", "")):
        base = environ.get(name, "")
        if base and Path(base).is_absolute():
            return Path(base, below, "takeover")
    return cwd


def keep(payload: Json, target: str, host: Host) -> Path:
    """Write a payload to a file of its own, and give its path. Raises OSError.

    The same payload for the same target is kept once. The text is what `takeover emit` reads; only its owner may.
    """
    folder = state_folder(host.environ, host.cwd) / FOLDER
    text = f"{write_json(payload)}\n"
    name = f"{_safe(text_at(payload, 'id'))}.{_safe(target)}"
    for number in range(1, MOST_NAMESAKES):
        path = folder / (f"{name}.json" if number == 1 else f"{name}-{number}.json")
        try:
            known = path.read_text("utf-8")
        except FileNotFoundError:
            write_whole(path, text, private=True)
            return path
        except UnicodeDecodeError:
            continue
        if known == text:
            return path
    raise FileExistsError(EEXIST, "too many payloads of that name are kept already", str(folder))


def _safe(text: str) -> str:
    """Make a part of a file name that every system takes. One that had to be changed is told apart by a checksum."""
    safe = UNSAFE.sub("-", text).strip(".-")[:LONGEST_NAME]
    return safe if safe == text else f"{safe}-{crc32(text.encode('utf-8', 'surrogatepass')):08x}"
