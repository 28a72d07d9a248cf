"""Results as they are written for people, programs, CI servers and pull requests, byte for byte.

UPDATE_GOLDENS=1 pytest tests/present writes the goldens anew; read the difference before it is committed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import yaml
from junitparser import Error, Failure, JUnitXml, Skipped

from fake_host import fake_host
from replayed import bot_of, read_all
from takeover.present.results import RESULTS
from takeover.replay.coverage import Covered, measure
from takeover.replay.play import play
from takeover.replay.result import Result, Summary
from takeover.source.diagnostic import Diagnostic
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

VOID = {"meta", "link", "input", "path", "rect", "circle", "br"}
GOLDEN = Path(__file__).with_name("golden")
FLOWS = """\
flow: Main
steps:
  - when: {text: [menu please]}
    do: [{say: "What would you like, \\e[31m四川?"}]
  - when: {text: [human please]}
    do: [{takeover: {reason: requested}}]
  - when: {text: [my order]}
    do: [{say: It is on its way.}]
"""
TRANSCRIPTS = """\
transcripts:
  - transcript: What passes
    turns: [{user: menu please}, {bot: /like/}]
  - transcript: "Another <text> & \\"more\\" #1"
    turns:
      - user: menu pleese
      - bot: It is on its way.
  - transcript: Nobody expects it
    tags: [slow]
    turns:
      - user: human please
  - transcript: Another payload
    turns:
      - user: human please
      - takeover: {reason: unknown, priority: high}
  - transcript: Nothing comes
    turns:
      - user: xyzzy
      - bot: Sorry.
  - transcript: Not today
    skip: "the shop # is closed"
    turns: [{user: hi}]
  - transcript: Not yet
    fails: "bug #12"
    turns: [{user: hi}, {bot: Hi.}]
"""
SOURCES = {"bot.yaml": FLOWS, "t.yaml": TRANSCRIPTS, "w.yaml": "transcript: W\nturns: [{usr: x}]\n"}
BROKEN = Diagnostic(
    "unknown-turn", "error", '"usr" is not a turn', Span("w.yaml", 2, 10, 2, 13), 'did you mean "user"?'
)


BOT = bot_of(FLOWS)
BYTES = sorted(RESULTS.keys() - {"html"})
"""The page is no golden: what it must be is said by its own tests, here and in tests/browser."""


def results() -> list[Result]:
    transcripts, found = read_all(TRANSCRIPTS)
    assert found == []
    return [play(BOT, transcript, "t.yaml", covering=True, showing=True) for transcript in transcripts]


def covered(found: Sequence[Result]) -> Covered:
    taken = frozenset(key for result in found for key in result.taken)
    return Covered("bot", BOT, taken, tuple(measure(BOT, taken)))


def write(form: str, *, terminal: bool = False, columns: int = 80, color: str = "", covering: bool = False) -> str:
    stdout = StringIO()
    environ = {"FORCE_COLOR": color} if color else {"NO_COLOR": "1"}
    host = fake_host(stdout=stdout, terminal=terminal, columns=columns, environ=environ)
    reporter = RESULTS[form](host, SOURCES)
    summary = Summary(problems=1)
    found = results()
    reporter.begin(len(found))
    reporter.broken("w.yaml", (BROKEN,))
    for result in found:
        summary.add(result)
        reporter.result(result)
    reporter.end(summary, (covered(found),) if covering else ())
    return stdout.getvalue()


@pytest.mark.parametrize("form", BYTES)
def test_each_format_byte_for_byte(form: str) -> None:
    compare(f"results-{form}.txt", write(form))


@pytest.mark.parametrize("form", ["json", "lcov", "text"])
def test_coverage_byte_for_byte(form: str) -> None:
    compare(f"results-{form}-coverage.txt", write(form, covering=True))


def test_results_on_a_narrow_terminal() -> None:
    compare("results-text-40.txt", write("text", terminal=True, columns=40))


def test_results_on_a_wide_terminal() -> None:
    compare("results-text-100.txt", write("text", terminal=True, columns=100))


def test_results_in_colour() -> None:
    compare("results-text-color.txt", write("text", color="1"))


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDENS"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


@pytest.mark.parametrize("form", RESULTS)
def test_nothing_steers_the_terminal(form: str) -> None:
    assert not {character for character in write(form) if character < " " and character != "\n"}


def test_programs_can_read_it() -> None:
    whole = json.loads(write("json"))
    lines = [json.loads(line) for line in write("jsonl").splitlines()]
    assert [line["type"] for line in lines] == ["broken", *["result"] * 7, "summary"]
    assert [{"type": "result", **result} for result in whole["results"]] == lines[1:-1]
    assert {**whole["summary"], "type": "summary"} == lines[-1]
    assert whole["summary"]["failed"] == 4


def test_junit_counts_and_holds_every_transcript() -> None:
    root = ET.fromstring(write("junit"))  # noqa: S314 - our own
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "8",
        "failures": "4",
        "errors": "1",
        "skipped": "2",
    }
    cases = root.findall("*/testcase")
    assert len(cases) == 8
    assert next(case.get("name") for case in cases if case.find("failure") is not None) == 'Another <text> & "more" #1'
    for suite in root:
        assert int(suite.get("tests") or 0) == len(suite)


def test_tap_numbers_every_transcript() -> None:
    lines = write("tap").splitlines()
    assert lines[0] == "TAP version 14"
    assert lines[-1] == "1..8"
    tests = [line for line in lines if line.startswith(("ok ", "not ok "))]
    assert [line.removeprefix("not ").split()[1] for line in tests] == [str(number) for number in range(1, 9)]
    assert [line for line in tests if "# SKIP" in line] == ["ok 7 - t.yaml::Not today # SKIP the shop \\# is closed"]
    assert [line for line in tests if "# TODO" in line] == ["not ok 8 - t.yaml::Not yet # TODO bug \\#12"]


@pytest.mark.parametrize("form", RESULTS)
def test_nothing_played_is_said(form: str) -> None:
    stdout = StringIO()
    reporter = RESULTS[form](fake_host(stdout=stdout), {})
    reporter.begin(0)
    reporter.end(Summary())
    assert stdout.getvalue().strip()


def test_junit_is_read() -> None:
    suites = JUnitXml.fromstring(write("junit").encode())
    assert (suites.tests, suites.failures, suites.errors, suites.skipped) == (8, 4, 1, 2)
    cases = [case for suite in suites for case in suite]
    kinds = [type(case.result[0]) if case.result else None for case in cases]
    assert kinds == [Error, None, Failure, Failure, Failure, Failure, Skipped, Skipped]
    assert cases[2].name == 'Another <text> & "more" #1'
    assert cases[2].result[0].text.splitlines()[1] == "expected: It is on its way."


def test_the_blocks_in_tap_are_yaml() -> None:
    blocks: list[list[str]] = []
    for line in write("tap").splitlines():
        if line == "  ---":
            blocks.append([])
        elif line.startswith("  ") and line != "  ...":
            blocks[-1].append(line[2:])
    read = [yaml.safe_load("\n".join(block)) for block in blocks]
    assert len(read) == 6
    assert read[1]["message"] == "the bot says something else"
    assert read[1]["at"] == {"file": "t.yaml", "line": 7, "column": 9}
    assert "actual:   What would you like, ␛[31m四川?" in read[1]["told"]


class _Nested(HTMLParser):
    """Wants that every element is closed where it must be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_the_page_is_nested_as_it_must_be() -> None:
    parser = _Nested()
    parser.feed(write("html", covering=True))
    assert parser.open == []
    assert parser.seen.count("script") == parser.seen.count("style") == 1
    assert parser.seen.count("details") >= 7
    assert "img" not in parser.seen


def test_the_counts_of_lcov_are_those_of_its_lines() -> None:
    lines = write("lcov", covering=True).splitlines()
    told = [line.split(":", 1) for line in lines if ":" in line]
    values: dict[str, list[str]] = {}
    for key, value in told:
        values.setdefault(key, []).append(value)
    assert values["LF"] == [str(len(values["DA"]))]
    assert values["LH"] == [str(sum(value.endswith(",1") for value in values["DA"]))]
    assert values["FNF"] == [str(len(values["FN"]))] == [str(len(values["FNDA"]))]
    assert values["FNH"] == [str(sum(value.startswith("1,") for value in values["FNDA"]))]
    assert lines[-1] == "end_of_record"


@pytest.mark.skipif(
    shutil.which("lcov") is None, reason="lcov, the reader that others are measured by, is not installed"
)
def test_lcov_itself_reads_it(tmp_path: Path) -> None:
    (tmp_path / "coverage.info").write_text(write("lcov", covering=True), "utf-8")
    lcov = ["lcov", "--summary", "coverage.info", "--rc", "lcov_branch_coverage=1", "--rc", "branch_coverage=1"]
    ran = subprocess.run(lcov, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "66.7% (4 of 6 lines)" in ran.stdout + ran.stderr
    assert "66.7% (2 of 3 functions)" in ran.stdout + ran.stderr
