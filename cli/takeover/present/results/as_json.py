"""Results as one JSON object: `results`, `broken` and `summary`."""

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


class JsonReporter:
    """Writes all at the end."""

    def __init__(self, host: Host, _sources: Mapping[str, str]) -> None:
        """Write for a host."""
        self._host = host
        self._results: list[Json] = []
        self._broken: list[Json] = []

    def begin(self, chosen: int) -> None:
        """Say nothing yet."""

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Keep it."""
        self._broken.append(record_broken(file, problems))

    def result(self, result: Result) -> None:
        """Keep it."""
        self._results.append(record_result(result))

    def end(self, summary: Summary, covered: Sequence[Covered] = ()) -> None:
        """Write the object."""
        whole: dict[str, Json] = {
            "summary": record_summary(summary, covered),
            "results": self._results,
            "broken": self._broken,
        }
        self._host.stdout.write(write_json(whole, 2) + "\n")
