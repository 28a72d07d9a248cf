"""Problems as they are written for people, programs and pull requests, byte for byte.

UPDATE_GOLDENS=1 pytest tests/present writes the goldens anew; read the difference before it is committed.
"""

from __future__ import annotations

import json
import os
import re
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_host import fake_host
from takeover.present.excerpts import count
from takeover.present.painter import paint
from takeover.present.problems import PROBLEMS
from takeover.present.problems.report import Report
from takeover.present.width import cells
from takeover.source.diagnostic import Diagnostic, Related, Severity
from takeover.source.span import NOWHERE, Span

GOLDEN = Path(__file__).with_name("golden")
FAQ, OTHER = "flows/faq.yaml", "flows/other.yaml"
LONG = "a line that goes on and on, further than many terminals are wide, and there is {{ nmae }} in it, and then more"
SOURCES = {
    FAQ: "flow: FAQ\r\nsteps:\r\n  - whne: unknown\r\n    do:\r\n\t  - say: 四川披萨 {{ emial }}\r\n"
    f"      - say: {LONG}\r\n      - say: |\r\n          x\r\n",
    OTHER: "bot: \x1b[31mAcme\u202e\n\n",
}


def at(file: str, line: int, col: int, end_line: int, end_col: int) -> Span:
    return Span(file, line, col, end_line, end_col)


FOUND = (
    Diagnostic("unknown-key", "error", 'a step has no "whne"', at(FAQ, 3, 5, 3, 9), 'did you mean "when"?'),
    Diagnostic("unknown-param", "warning", 'no path sets "emial"', at(FAQ, 5, 20, 5, 25), 'did you mean "email"?'),
    Diagnostic("unknown-param", "warning", 'no path sets "nmae"', at(FAQ, 6, 94, 6, 98)),
    Diagnostic("long-text", "note", "this goes over several lines", at(FAQ, 7, 14, 9, 1)),
    Diagnostic("missing-value", "error", "a text is missing here", at(FAQ, 2, 7, 2, 7)),
    Diagnostic(
        *("setting-twice", "error", '"bot" is set in another file already', at(OTHER, 1, 1, 1, 4), "keep one of them"),
        related=(Related("first set here", at(FAQ, 1, 1, 1, 5)), Related("and by default", NOWHERE)),
    ),
    Diagnostic("odd-text", "warning", "what is \x1b[2J this, \u202eand\nwhat is that?", at(OTHER, 1, 6, 1, 16)),
    Diagnostic("past-the-end", "error", "the file ends here", at(OTHER, 99, 1, 99, 1)),
    Diagnostic("unreadable", "error", "there is no such file", at("flows/gone, 100%.yaml", 1, 1, 1, 1)),
    Diagnostic("no-flow", "error", "this bot has no flow", NOWHERE, "write flow: and steps:"),
)


def check_golden(written: str, name: str) -> None:
    golden = GOLDEN / name
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(written, "utf-8")
    assert written == golden.read_text("utf-8")


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("look", ["plain", "rich"])
def test_text(look: str, columns: int) -> None:
    stream = StringIO()
    paint(stream, rich=look == "rich", color=False, columns=lambda: columns).problems(FOUND, SOURCES)
    check_golden(stream.getvalue(), f"problems-{look}-{columns}.txt")
    assert all(cells(line) <= columns for line in stream.getvalue().split("\n"))


def test_text_in_colour() -> None:
    stream = StringIO()
    paint(stream, rich=False, color=True, columns=lambda: 80).problems(FOUND, SOURCES)
    check_golden(stream.getvalue().replace("\x1b", "␛"), "problems-color-80.txt")


@pytest.mark.parametrize("form", sorted(PROBLEMS.keys() - {"sarif"}))  # it repeats what rules say of themselves
def test_each_format_in_a_pipe(form: str) -> None:
    stream = StringIO()
    PROBLEMS[form](Report(FOUND, SOURCES), fake_host(stdout=stream))
    check_golden(stream.getvalue(), f"problems.{form}")


def test_a_place_is_not_broken_in_a_pipe() -> None:
    stream = StringIO()
    problem = Diagnostic("x", "error", "many words " * 30, at(FAQ, 1, 1, 1, 2))
    PROBLEMS["text"](Report((problem,), SOURCES), fake_host(stdout=stream, columns=20))
    assert f"{FAQ}:1:1: error[x]: {problem.message.strip()}\n" in stream.getvalue()


def test_json_tells_all() -> None:
    stream = StringIO()
    PROBLEMS["json"](Report(FOUND, SOURCES), fake_host(stdout=stream))
    read = json.loads(stream.getvalue())
    assert [problem["message"] for problem in read] == [problem.message for problem in FOUND]
    assert read[5]["related"][0] == {
        "message": "first set here",
        "file": FAQ,
        "line": 1,
        "column": 1,
        "end_line": 1,
        "end_column": 5,
    }


def test_github_is_one_line_a_problem() -> None:
    stream = StringIO()
    PROBLEMS["github"](Report(FOUND, SOURCES), fake_host(stdout=stream))
    lines = stream.getvalue().splitlines()
    assert len(lines) == len(FOUND)
    assert all(re.match(r"::(error|warning|notice) ([A-Za-z]+=[^,:]*,?)+::", line) for line in lines)


@pytest.mark.parametrize(("form", "written"), [("text", ""), ("json", "[]\n"), ("github", "")])
def test_nothing_wrong(form: str, written: str) -> None:
    stream = StringIO()
    PROBLEMS[form](Report((), {}), fake_host(stdout=stream))
    assert stream.getvalue() == written


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        (("error",), "1 error in 1 file"),
        (("error", "error", "warning"), "2 errors, 1 warning in 1 file"),
        (("note", "note"), "2 notes in 1 file"),
    ],
)
def test_the_count(severities: tuple[Severity, ...], said: str) -> None:
    assert count([Diagnostic("x", severity, "m", at(FAQ, 1, 1, 1, 2)) for severity in severities]) == said


TEXT = st.text(
    st.one_of(st.sampled_from("ab \t四é👍\u202e\x1b"), st.characters(exclude_characters="\n\r")), max_size=120
)


@given(before=TEXT, marked=TEXT, after=TEXT, columns=st.integers(28, 100))
def test_the_caret_stands_below_what_is_wrong(before: str, marked: str, after: str, columns: int) -> None:
    line = f"<{before}#{marked}{after}>"
    start = len(before) + 2
    span = at(FAQ, 1, start, 1, start + 1 + len(marked))
    stream = StringIO()
    painter = paint(stream, rich=False, color=False, columns=lambda: columns)
    painter.problems((Diagnostic("x", "error", "m", span),), {FAQ: line})
    written = stream.getvalue().split("\n")
    shown, carets = next(pair for pair in pairwise(written) if pair[0].startswith(" 1 | "))
    assert max(cells(shown), cells(carets)) <= columns
    stands = cells(carets.partition("^")[0])
    above = [shown[place:] for place in range(len(shown)) if cells(shown[:place]) == stands]  # marks take no column
    assert above[-1].startswith("#")
    assert carets.endswith("^")


def test_a_line_of_a_megabyte_is_shown_at_once() -> None:
    line = "x" * 1_000_000 + "WRONG" + "y" * 1_000_000
    stream = StringIO()
    problems = [Diagnostic("x", "error", "m", at(FAQ, 1, 1_000_001, 1, 1_000_006))] * 100
    paint(stream, rich=False, color=False, columns=lambda: 60).problems(problems, {FAQ: line})
    assert stream.getvalue().count("WRONG") == 100
    assert len(stream.getvalue()) < 100 * 200
