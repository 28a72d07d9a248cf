"""Problems for what reads the results of tests: JUnit's XML, with a case for each file.

Nobody owns the format; this is what Jenkins, GitLab and others read: https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.excerpts import count
from takeover.present.safe import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.host import Host
    from takeover.present.problems.report import Report
    from takeover.source.diagnostic import Diagnostic

NAME = "takeover validate"


def write_junit(report: Report, host: Host) -> None:
    """Write a suite of cases. A case fails for errors (if strict, for warnings too); it tells the rest on the side."""
    by_file: dict[str, list[Diagnostic]] = {file: [] for file in report.sources}
    for problem in report.problems:
        by_file.setdefault(problem.span.file, []).append(problem)
    failed = sum(any(map(report.fails, found)) for found in by_file.values())
    counts = f'name="{NAME}" tests="{len(by_file)}" failures="{failed}" errors="0"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {counts}>", f'  <testsuite {counts} skipped="0">']
    for file in sorted(by_file):
        lines += _write_case(file, by_file[file], report)
    lines += ["  </testsuite>", "</testsuites>"]
    host.stdout.write("\n".join(lines) + "\n")


def _write_case(file: str, found: Sequence[Diagnostic], report: Report) -> Iterator[str]:
    named = f'    <testcase classname="{NAME}" name={_quote(file or "the whole bot")}'
    named += f" file={_quote(file)}" if file else ""
    if not found:
        yield f"{named}/>"
        return
    yield f"{named}>"
    failures = [problem for problem in found if report.fails(problem)]
    others = [problem for problem in found if not report.fails(problem)]
    if failures:
        codes = ", ".join(dict.fromkeys(problem.code for problem in failures))
        yield f"      <failure message={_quote(count(failures))} type={_quote(codes)}>{_tell(failures)}</failure>"
    if others:
        yield f"      <system-out>{_tell(others)}</system-out>"
    yield "    </testcase>"


def _tell(problems: Sequence[Diagnostic]) -> str:
    return _escape("\n".join(line for problem in problems for line in _lines(problem)))


def _lines(problem: Diagnostic) -> Iterator[str]:
    place = f"{problem.span}: " if problem.span.file else ""
    yield f"{place}{problem.severity}[{problem.code}]: {problem.message}"
    if problem.hint:
        yield f"  hint: {problem.hint}"
    for other in problem.related:
        yield f"  {other.span}: {other.message}" if other.span.file else f"  {other.message}"


def _escape(text: str) -> str:
    """Give a text that XML can hold: of the characters that it cannot, `safe` leaves none."""
    return safe(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quote(text: str) -> str:
    escaped = _escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{escaped}"'
