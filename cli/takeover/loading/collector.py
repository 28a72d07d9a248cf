"""The garbage collector, paused while a bot is read: it would search a growing tree in which there is no garbage."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause it, and start it again only where it was running before."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            # Moves what was built to the oldest generation unsearched; the next allocation would search it all.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
