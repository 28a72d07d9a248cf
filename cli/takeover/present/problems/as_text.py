"""Problems for people: with their source lines, in colour where that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.painter import paint_on

if TYPE_CHECKING:
    from takeover.host import Host
    from takeover.present.problems.report import Report


def write_text(report: Report, host: Host) -> None:
    """Write each problem with its line and a caret, and a count of them all."""
    if report.problems:
        paint_on(host, "stdout").problems(report.problems, report.sources)
