"""Problems for people: with their source lines, in colour where that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.painter import paint_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.host import Host
    from takeover.source.diagnostic import Diagnostic


def write_text(problems: Sequence[Diagnostic], sources: Mapping[str, str], host: Host) -> None:
    """Write each problem with its line and a caret, and a count of them all."""
    if problems:
        paint_on(host, "stdout").problems(problems, sources)
