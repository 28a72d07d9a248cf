"""Results as annotations on the lines of a pull request: the workflow commands of GitHub Actions.

The form and its escapes: see `present/problems/as_github.py`, which writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.problems.as_github import write_github
from takeover.present.problems.report import Report
from takeover.present.results.telling import count_results, tell_failure
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.host import Host
    from takeover.replay.coverage import Covered
    from takeover.replay.result import Result, Summary


class GithubReporter:
    """Writes an annotation for each failure: at the line of the transcript, and at that of the flow."""

    def __init__(self, host: Host, sources: Mapping[str, str]) -> None:
        """Write for a host."""
        self._host = host
        self._sources = sources

    def begin(self, chosen: int) -> None:
        """Say nothing yet."""

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Write its problems."""
        write_github(Report(problems, self._sources), self._host)

    def result(self, result: Result) -> None:
        """Write what failed; what is known to fail is a notice."""
        failure = result.failure
        if failure is None:
            return
        severity: Severity = "error" if result.outcome == "failed" else "note"
        message = "\n".join((result.address, *tell_failure(failure)))
        found = [Diagnostic(f"transcript-{failure.code}", severity, message, failure.at)]
        if failure.spoke.file and severity == "error":
            related = (Related("expected here", failure.at),)
            told = f"this is not what a transcript expects: {failure.message}"
            found.append(Diagnostic("transcript-spoke", "note", told, failure.spoke, result.address, related))
        write_github(Report(found, self._sources), self._host)
        self._host.stdout.flush()

    def end(self, summary: Summary, covered: Sequence[Covered] = ()) -> None:
        """Write the count, which is a line of the log."""
        self._host.stdout.write(f"{count_results(summary)}\n")
