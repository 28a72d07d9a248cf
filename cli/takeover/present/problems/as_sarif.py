"""Problems for code scanning: SARIF 2.1.0.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html. What is shown of it:
https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from takeover import __version__
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.lint.explain import Explanation
    from takeover.present.problems.report import Report
    from takeover.source.diagnostic import Diagnostic, Fix

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write_sarif(report: Report, host: Host) -> None:
    """Write one run: the rules that were broken, with their explanations, and the places where."""
    from takeover.handover.writing import tidy, write_json
    from takeover.lint.explain import EXPLAINED

    codes = {code: number for number, code in enumerate(dict.fromkeys(problem.code for problem in report.problems))}
    # Code scanning refuses a result without a place; what no file wrote is shown at the beginning of the first.
    somewhere = Span(next(iter(report.sources), ""), 1, 1, 1, 1)
    written: Json = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "takeover",
                        "semanticVersion": __version__,
                        "rules": [_rule(code, EXPLAINED.get(code)) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem, codes, somewhere, host.cwd) for problem in report.problems],
            }
        ],
    }
    host.stdout.write(write_json(tidy(written), 2) + "\n")


def _rule(code: str, explained: Explanation | None) -> Json:
    """Give what is known of a rule. A code that nobody explained says what it can by itself."""
    if explained is None:
        return {"id": code, "shortDescription": {"text": code}}
    samples = {"Bad": explained.bad, "Good": explained.good}
    shown = [f"{name}:\n\n```yaml\n{sample}```" for name, sample in samples.items() if sample]
    plain = [f"{name}:\n{sample}" for name, sample in samples.items() if sample]
    return {
        "id": code,
        "shortDescription": {"text": explained.title},
        "fullDescription": {"text": explained.why or explained.title},
        "help": {
            "text": "\n\n".join((explained.why or explained.title, *plain)),
            "markdown": "\n\n".join((explained.why or explained.title, *shown)),
        },
        "defaultConfiguration": {"level": explained.severity},
    }


def _result(problem: Diagnostic, codes: Mapping[str, int], somewhere: Span, cwd: Path) -> Json:
    span = problem.span if problem.span.file else somewhere
    result: dict[str, Json] = {
        "ruleId": problem.code,
        "ruleIndex": codes[problem.code],
        "level": problem.severity,
        "message": {"text": "\n".join(filter(None, (problem.message, problem.hint)))},
        "locations": [_location(span, cwd)] if span.file else [],
    }
    related = [other for other in dict.fromkeys(problem.related) if other.span.file]
    if related:
        result["relatedLocations"] = [
            {"id": number, **_location(other.span, cwd), "message": {"text": other.message}}
            for number, other in enumerate(related, 1)
        ]
    if problem.fix is not None:
        result["fixes"] = [_fix(problem.fix, cwd)]
    return result


def _location(span: Span, cwd: Path) -> dict[str, Json]:
    return {"physicalLocation": {"artifactLocation": {"uri": write_uri(span.file, cwd)}, "region": _region(span)}}


def _region(span: Span) -> Json:
    """Give a place. As in a span, the end is exclusive and all counts from 1."""
    return {
        "startLine": span.line,
        "startColumn": span.col,
        "endLine": span.end_line,
        "endColumn": span.end_col,
    }


def _fix(fix: Fix, cwd: Path) -> Json:
    replacement: Json = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.replacement}}
    return {
        "artifactChanges": [{"artifactLocation": {"uri": write_uri(fix.span.file, cwd)}, "replacements": [replacement]}]
    }


def write_uri(file: str, cwd: Path) -> str:
    """Write the name of a file as a URI, relative to the current folder where the file lies in it."""
    from urllib.parse import quote

    path = PurePath(file)
    if path.is_absolute() and path.is_relative_to(cwd):
        path = path.relative_to(cwd)
    written = quote(path.as_posix(), errors="surrogateescape")
    return f"file://{'' if written.startswith('/') else '/'}{written}" if path.is_absolute() else written
