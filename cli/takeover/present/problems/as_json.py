"""Problems for programs: a JSON list of objects, one for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.present.problems.report import Report
    from takeover.source.span import Span


def write_list(report: Report, host: Host) -> None:
    """Write the list. Lines and columns count from 1, columns in characters; the end is exclusive.

    `file` is null for what no file wrote; `hint` is "" where there is none.
    """
    from takeover.handover.writing import write_json

    listed: list[Json] = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            **_place(problem.span),
            "hint": problem.hint,
            "related": [{"message": other.message, **_place(other.span)} for other in problem.related],
        }
        for problem in report.problems
    ]
    host.stdout.write(write_json(listed, 2) + "\n")


def _place(span: Span) -> dict[str, Json]:
    return {
        "file": span.file or None,
        "line": span.line,
        "column": span.col,
        "end_line": span.end_line,
        "end_column": span.end_col,
    }
