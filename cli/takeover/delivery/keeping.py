"""Where what outlives a command is kept: the state folder of the user, and the outbox in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from takeover.delivery.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.host import Host

FILE = "outbox.db"
VARIABLE = "TAKEOVER_OUTBOX"


def state_folder(environ: Mapping[str, str], cwd: Path) -> Path:
    """Give the folder for what outlives a command: XDG_STATE_HOME, LOCALAPPDATA on Windows, else below the home folder.

    An environment without any of them (a bare container) leaves the current folder.
    """
    for name, below in (("XDG_STATE_HOME", ""), ("LOCALAPPDATA", ""), ("HOME", ".local/state"), ("USERPROFILE", "")):
        base = environ.get(name, "")
        if base and Path(base).is_absolute():
            return Path(base, below, "takeover")
    return cwd


def find_outbox(host: Host, path: str | None = None) -> Outbox:
    """Give the outbox at a path; else at that of TAKEOVER_OUTBOX, else in the state folder. Nothing is made yet."""
    named = path or host.environ.get(VARIABLE, "")
    return Outbox(host.cwd / named if named else state_folder(host.environ, host.cwd) / FILE)
