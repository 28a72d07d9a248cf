"""Which transcripts failed last, for `--last-failed`: kept for each folder that replay was started in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zlib import crc32

from takeover.delivery.keeping import state_folder
from takeover.files import write_whole
from takeover.present.painter import paint_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from takeover.host import Host


def recall(host: Host) -> frozenset[str]:
    """Give the addresses that failed last time; what cannot be read is nothing."""
    place = _place(host)
    try:
        kept = json.loads(place.read_text("utf-8")) if place is not None else []
    except (OSError, ValueError):
        return frozenset()
    return frozenset(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else frozenset()


def remember(failed: Sequence[str], host: Host) -> None:
    """Keep the addresses of what failed. Without a folder for that, nothing is kept."""
    place = _place(host)
    if place is None:
        return
    try:
        if failed:
            write_whole(place, json.dumps(list(failed)) + "\n")
        else:
            place.unlink(missing_ok=True)
    except OSError as error:
        paint_on(host, "stderr").note(f"what failed could not be kept for --last-failed: {error.strerror or error}")


def _place(host: Host) -> Path | None:
    folder = state_folder(host.environ, host.cwd)
    if folder == host.cwd:  # a bare container: nothing is left in the folder of a user's flows
        return None
    return folder / "failed" / f"{crc32(str(host.cwd.resolve()).encode('utf-8', 'surrogateescape')):08x}.json"
