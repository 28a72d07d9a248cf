"""Problems as annotations on the lines of a pull request: the workflow commands of GitHub Actions.

The form and its escapes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions and
https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.safe import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.host import Host
    from takeover.present.problems.report import Report
    from takeover.source.diagnostic import Diagnostic, Severity

COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def write_github(report: Report, host: Host) -> None:
    """Write a line for each problem."""
    for problem in report.problems:
        properties = ",".join(f"{name}={_escape_property(value)}" for name, value in _properties(problem))
        host.stdout.write(f"::{COMMANDS[problem.severity]} {properties}::{_escape(_message(problem))}\n")


def _properties(problem: Diagnostic) -> Iterator[tuple[str, str]]:
    span = problem.span
    if span.file:
        yield "file", span.file
        yield "line", str(span.line)
        yield "endLine", str(span.end_line)
        if span.line == span.end_line:  # columns are refused where an annotation spans lines
            yield "col", str(span.col)
            yield "endColumn", str(max(span.end_col - 1, span.col))
    yield "title", problem.code


def _message(problem: Diagnostic) -> str:
    related = (f"{other.span}: {other.message}" if other.span.file else other.message for other in problem.related)
    return "\n".join(filter(None, (problem.message, problem.hint, *related)))


def _escape(text: str) -> str:
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
