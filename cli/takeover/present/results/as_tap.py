"""Results in the Test Anything Protocol, version 14 (https://testanything.org/tap-version-14-specification.html)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.results.telling import tell_failure, tell_problem
from takeover.present.safe import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from takeover.host import Host
    from takeover.replay.coverage import Covered
    from takeover.replay.result import Result, Summary
    from takeover.source.diagnostic import Diagnostic


class TapReporter:
    """Writes a line for each as it comes, with what went wrong as comments below, and the plan at the end."""

    def __init__(self, host: Host, _sources: Mapping[str, str]) -> None:
        """Write for a host."""
        self._host = host
        self._number = 0

    def begin(self, chosen: int) -> None:
        """Name the version."""
        self._host.stdout.write("TAP version 14\n")

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Write a test that failed."""
        self._write("not ok", file, "", map(tell_problem, problems))

    def result(self, result: Result) -> None:
        """Write a test: one that is known to fail is a TODO."""
        directive = {"skipped": f" # SKIP {_words(result.reason)}", "known": f" # TODO {_words(result.reason)}"}
        ok = "not ok" if result.outcome in {"failed", "known"} else "ok"
        failure = () if result.failure is None else tell_failure(result.failure)
        self._write(ok, result.address, directive.get(result.outcome, ""), failure)

    def end(self, summary: Summary, covered: Sequence[Covered] = ()) -> None:
        """Write the plan."""
        self._host.stdout.write(f"1..{self._number}\n" if self._number else "1..0 # SKIP no transcript was played\n")

    def _write(self, ok: str, name: str, directive: str, comments: Iterable[str]) -> None:
        self._number += 1
        self._host.stdout.write(f"{ok} {self._number} - {_words(name)}{directive}\n")
        for comment in comments:
            for line in comment.splitlines() or ("",):
                self._host.stdout.write(f"# {safe(line)}\n")
        self._host.stdout.flush()


def _words(text: str) -> str:
    """Put a text on one line, in which a # begins no directive."""
    return safe(" ".join(text.split())).replace("\\", "\\\\").replace("#", "\\#")
