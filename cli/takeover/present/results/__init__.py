"""Formats of the results of transcripts, each in its own file. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.results.as_github import GithubReporter
from takeover.present.results.as_html import HtmlReporter
from takeover.present.results.as_json import JsonReporter
from takeover.present.results.as_json_lines import JsonLinesReporter
from takeover.present.results.as_junit import JunitReporter
from takeover.present.results.as_lcov import LcovReporter
from takeover.present.results.as_tap import TapReporter
from takeover.present.results.as_text import TextReporter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.host import Host
    from takeover.present.results.reporter import Reporter

    MakeReporter = Callable[[Host, Mapping[str, str]], Reporter]

RESULTS: Mapping[str, MakeReporter] = {
    "text": TextReporter,
    "json": JsonReporter,
    "jsonl": JsonLinesReporter,
    "junit": JunitReporter,
    "tap": TapReporter,
    "github": GithubReporter,
    "html": HtmlReporter,
    "lcov": LcovReporter,
}
"""Each writes results to stdout, as they come where the format allows; it is given the texts of files by their names,
which may still be added to."""
SUFFIXES: Mapping[str, str] = {
    ".html": "html",
    ".htm": "html",
    ".xml": "junit",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".tap": "tap",
    ".info": "lcov",
    ".lcov": "lcov",
}
"""What the name of a file says about the format that is wanted in it."""
COVERING = frozenset({"html", "lcov"})
"""Formats that are of no use without coverage: it is counted for them."""
STREAMING = frozenset({"jsonl", "tap"})
"""Formats that write a line for every result."""
SHOWING = frozenset({"html"})
"""Formats that show whole talks."""
