"""Whatever lies in a bot, through all of validate: no exception, every place in its file, and every format tells it."""

from __future__ import annotations

import json
import random
import re
import xml.etree.ElementTree as ET
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fake_host import fake_host
from mutating import mutate, seeds
from takeover.commands.checking import ALL, check_bot
from takeover.commands.fixing import mend
from takeover.present.problems import PROBLEMS
from takeover.present.problems.report import Report
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from takeover.commands.checking import Findings
    from takeover.source.span import Span

BOT = Path("bot.yaml")


same_folder = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
mutants = st.builds(mutate, st.sampled_from(range(len(seeds()))).map(lambda n: seeds()[n]), st.randoms())


def write(folder: Path, text: str) -> None:
    (folder / BOT).write_bytes(text.encode("utf-8", "surrogatepass"))


def assert_inside(span: Span, lines: list[str], *, below: int = 0) -> None:
    """Assert that a place is in the file, or nowhere; `below` is how many lines below the last it may end."""
    if span == NOWHERE:
        return
    assert span.file == BOT.name
    assert 1 <= span.line <= span.end_line <= len(lines) + below, span
    assert 1 <= span.col <= len(lines[span.line - 1]) + 1, span
    assert 1 <= span.end_col <= len([*lines, ""][span.end_line - 1]) + 1, span
    assert (span.line, span.col) <= (span.end_line, span.end_col), span


def assert_told(found: Findings, text: str) -> None:
    lines = re.split(r"\r?\n", text.removeprefix("\ufeff"))
    for problem in found.problems:
        assert_inside(problem.span, lines)
        for other in problem.related:
            assert_inside(other.span, lines)
        if problem.fix is not None:
            assert_inside(problem.fix.span, lines, below=1)
        assert problem.message
    assert list(found.problems) == sorted(found.problems, key=lambda p: (p.span, p.code, p.message))
    assert len(set(found.problems)) == len(found.problems)


@same_folder
@given(text=mutants)
def test_whatever_is_written_is_judged(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    found = check_bot(BOT, tmp_path)
    assert_told(found, text)
    assert check_bot(BOT, tmp_path).problems == found.problems


@same_folder
@given(text=mutants)
def test_whatever_is_found_can_be_written(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    found = check_bot(BOT, tmp_path)
    written = {}
    for form, write_problems in PROBLEMS.items():
        stream = StringIO()
        write_problems(Report(found.problems, found.loaded.sources), fake_host(stdout=stream, cwd=tmp_path))
        written[form] = stream.getvalue()
    assert len(json.loads(written["json"])) == len(found.problems)
    assert len(json.loads(written["sarif"])["runs"][0]["results"]) == len(found.problems)
    assert written["github"].count("\n") == len(found.problems)
    ET.fromstring(written["junit"].encode())  # noqa: S314 - we wrote it
    assert "\x1b" not in "".join(written.values())


@same_folder
@given(text=mutants)
def test_what_was_mended_once_is_not_mended_again(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    done = mend(BOT, tmp_path, ALL)
    for file, mended in done.texts.items():
        (tmp_path / file).write_bytes(mended.encode())
    assert mend(BOT, tmp_path, ALL).texts == {}
    assert_told(done.after, done.texts.get(BOT.name, text))
    # A fix must not break what could be read.
    assert {problem.code for problem in done.after.problems} & {"syntax", "duplicate-key"} <= {
        problem.code for problem in done.before.problems
    }


@pytest.mark.parametrize("seed", range(len(seeds())))
def test_the_bots_that_are_changed_are_judged(tmp_path: Path, seed: int) -> None:
    write(tmp_path, seeds()[seed])
    assert_told(check_bot(BOT, tmp_path), seeds()[seed])


def test_changes_are_repeatable() -> None:
    assert mutate(seeds()[0], random.Random(5)) == mutate(seeds()[0], random.Random(5))  # noqa: S311 - not for secrets
