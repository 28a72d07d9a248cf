"""Results as JUnit XML, which every CI server reads.

There is no standard but the Ant task's habit; this is the part that Jenkins, GitLab and GitHub tools agree on:
https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.results.telling import tell_failure, tell_problems
from takeover.present.safe import safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.host import Host
    from takeover.replay.coverage import Covered
    from takeover.replay.result import Result, Summary
    from takeover.source.diagnostic import Diagnostic


class JunitReporter:
    """Writes all at the end: a suite for each file, with what was counted."""

    def __init__(self, host: Host, _sources: Mapping[str, str]) -> None:
        """Write for a host."""
        self._host = host
        self._suites: dict[str, list[str]] = {}
        self._counts: dict[str, list[int]] = {}

    def begin(self, chosen: int) -> None:
        """Say nothing yet."""

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Keep it as an error, which is not a failure."""
        message = problems[0].message if problems else "it could not be played"
        line = problems[0].span.line if problems else 1
        told = f"<error message={_attribute(message)}>{_text(tell_problems(problems))}</error>"
        self._add(file, file, line, told, error=1)

    def result(self, result: Result) -> None:
        """Keep it."""
        told = ""
        if result.outcome == "failed" and result.failure is not None:
            failure = result.failure
            whole = "\n".join(tell_failure(failure))
            attributes = f"type={_attribute(failure.code)} message={_attribute(failure.message)}"
            told = f"<failure {attributes}>{_text(whole)}</failure>"
        elif result.outcome in {"skipped", "known"}:
            told = f"<skipped message={_attribute(result.reason)}/>"
        failed, skipped = int(result.outcome == "failed"), int(result.outcome in {"skipped", "known"})
        self._add(result.file, result.name, result.span.line, told, failed=failed, skipped=skipped)

    def end(self, summary: Summary, covered: Sequence[Covered] = ()) -> None:
        """Write the document."""
        totals = [sum(column) for column in zip(*self._counts.values(), strict=True)] or [0, 0, 0, 0]
        write = self._host.stdout.write
        write('<?xml version="1.0" encoding="UTF-8"?>\n')
        write(f'<testsuites name="takeover replay" {_counted(totals)}>\n')
        for file, cases in self._suites.items():
            write(f"  <testsuite name={_attribute(file)} {_counted(self._counts[file])}>\n")
            write("".join(f"    {case}\n" for case in cases))
            write("  </testsuite>\n")
        write("</testsuites>\n")

    def _add(
        self, file: str, name: str, line: int, told: str, *, failed: int = 0, error: int = 0, skipped: int = 0
    ) -> None:
        attributes = f"classname={_attribute(file)} name={_attribute(name)} file={_attribute(file)}"
        case = f'<testcase {attributes} line="{line}"'
        self._suites.setdefault(file, []).append(f"{case}>{told}</testcase>" if told else f"{case}/>")
        counts = self._counts.setdefault(file, [0, 0, 0, 0])
        for place, count in enumerate((1, failed, error, skipped)):
            counts[place] += count


def _counted(counts: Sequence[int]) -> str:
    tests, failures, errors, skipped = counts
    return f'tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"'


def _text(text: str) -> str:
    """Give a text that XML can hold: of the characters that it cannot, `safe` leaves none."""
    return safe(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    escaped = _text(" ".join(text.split())).replace('"', "&quot;")
    return f'"{escaped}"'
