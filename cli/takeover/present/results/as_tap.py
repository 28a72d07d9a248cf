"""Results in the Test Anything Protocol, version 14 (https://testanything.org/tap-version-14-specification.html).

What went wrong stands in the block of YAML below a test; its texts are JSON strings, which YAML reads as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.writing import write_json
from takeover.present.results.telling import tell_failure, tell_problem
from takeover.present.safe import safe
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from takeover.host import Host
    from takeover.replay.coverage import Covered
    from takeover.replay.result import Result, Summary
    from takeover.source.diagnostic import Diagnostic
    from takeover.source.span import Span


class TapReporter:
    """Writes a line for each as it comes, with what went wrong below, and the plan at the end."""

    def __init__(self, host: Host, _sources: Mapping[str, str]) -> None:
        """Write for a host."""
        self._host = host
        self._number = 0

    def begin(self, chosen: int) -> None:
        """Name the version."""
        self._host.stdout.write("TAP version 14\n")

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Write a test that failed."""
        message = problems[0].message if problems else "it could not be played"
        at = problems[0].span if problems else NOWHERE
        self._write("not ok", file, "", _diagnose(message, at, tuple(map(tell_problem, problems))))

    def result(self, result: Result) -> None:
        """Write a test: one that is known to fail is a TODO."""
        directive = {"skipped": f" # SKIP {_words(result.reason)}", "known": f" # TODO {_words(result.reason)}"}
        ok = "not ok" if result.outcome in {"failed", "known"} else "ok"
        failure = result.failure
        told = () if failure is None else _diagnose(failure.message, failure.at, tuple(tell_failure(failure)))
        self._write(ok, result.address, directive.get(result.outcome, ""), told)

    def end(self, summary: Summary, covered: Sequence[Covered] = ()) -> None:
        """Write the plan."""
        self._host.stdout.write(f"1..{self._number}\n" if self._number else "1..0 # SKIP no transcript was played\n")

    def _write(self, ok: str, name: str, directive: str, told: Iterable[str]) -> None:
        self._number += 1
        self._host.stdout.write(f"{ok} {self._number} - {_words(name)}{directive}\n")
        self._host.stdout.writelines(f"  {line}\n" for line in told)
        self._host.stdout.flush()


def _words(text: str) -> str:
    """Put a text on one line, in which a # begins no directive."""
    return safe(" ".join(text.split())).replace("\\", "\\\\").replace("#", "\\#")


def _diagnose(message: str, at: Span, told: Sequence[str]) -> Iterator[str]:
    """Give the lines of a block of YAML."""
    yield "---"
    yield f"message: {_text(message)}"
    yield "severity: fail"
    if at.file:
        yield f"at: {{file: {_text(at.file)}, line: {at.line}, column: {at.col}}}"
    yield "told:"
    yield from (f"  - {_text(line)}" for line in told)
    yield "..."


def _text(text: str) -> str:
    return write_json(safe(text)).strip()
