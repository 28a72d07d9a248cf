"""Formats of problems, each in its own file. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.problems.as_github import write_github
from takeover.present.problems.as_json import write_list
from takeover.present.problems.as_junit import write_junit
from takeover.present.problems.as_sarif import write_sarif
from takeover.present.problems.as_text import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.host import Host
    from takeover.present.problems.report import Report

    WriteProblems = Callable[[Report, Host], None]

TEXT = "text"

PROBLEMS: Mapping[str, WriteProblems] = {
    TEXT: write_text,
    "json": write_list,
    "sarif": write_sarif,
    "github": write_github,
    "junit": write_junit,
}
"""Each writes a report to stdout.

Without problems a format for people writes nothing, and one for machines what stands for none.
"""
