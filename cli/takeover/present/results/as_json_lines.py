"""Results as JSON Lines: an object for each as it comes, and the summary last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.writing import write_json
from takeover.present.results.record import record_broken, record_result, record_summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.replay.coverage import Covered
    from takeover.replay.result import Result, Summary
    from takeover.source.diagnostic import Diagnostic


class JsonLinesReporter:
    """Writes a line at once, `{"type": "result", …}`, `{"type": "broken", …}` or `{"type": "summary", …}`."""

    def __init__(self, host: Host, _sources: Mapping[str, str]) -> None:
        """Write for a host."""
        self._host = host

    def begin(self, chosen: int) -> None:
        """Say nothing yet."""

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Write it."""
        self._write("broken", record_broken(file, problems))

    def result(self, result: Result) -> None:
        """Write it."""
        self._write("result", record_result(result))

    def end(self, summary: Summary, covered: Sequence[Covered] = ()) -> None:
        """Write the summary."""
        self._write("summary", record_summary(summary, covered))

    def _write(self, kind: str, record: dict[str, Json]) -> None:
        self._host.stdout.write(write_json({"type": kind, **record}) + "\n")
        self._host.stdout.flush()
