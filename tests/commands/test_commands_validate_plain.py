"""What is read of a command line without Typer is what Typer would have read."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from takeover.app.main import _ask_typer
from takeover.commands.validate import Typed, read_plain

WORDS = (
    *("flows", "a b.yaml", ".", "", "no-unknown", "few-examples,no-person", "json", "text", "12", "0", "007", "-1"),
    *("--format", "-f", "--select", "--ignore", "--max-warnings", "--strict", "--fix", "--diff", "--", "-", "--none"),
    *("--format=json", "--format=", "-fjson", "--select=no-person", "--max-warnings=3", "--max-warnings=-3"),
    *("--strict=1", "--max-warnings=\u0663", "--help", "-h", "--form", "--no-strict"),
)
arguments = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7)


def told(command: object) -> tuple[object, ...]:
    assert isinstance(command, partial)
    typed = command.keywords["typed"]
    assert isinstance(typed, Typed)
    (paths,) = command.args
    return command.func, list(paths), typed._replace(select=tuple(typed.select), ignore=tuple(typed.ignore))


@given(arguments)
@example(["flows", "--format", "json"])
@example(["--select", "a", "--strict", "flows", "--select=b,c", "--max-warnings", "3", "x"])
def test_what_is_read_is_what_typer_reads(words: list[str]) -> None:
    plain = read_plain(words)
    if plain is not None:
        assert told(plain) == told(_ask_typer(["validate", *words]))


@pytest.mark.parametrize(
    "line",
    [
        "flows",
        "flows more.yaml",
        "--format json flows",
        "-f sarif flows",
        "--format=github --strict flows",
        "flows --select no-person,no-unknown --ignore few-examples --max-warnings 0",
        "--fix --diff flows",
    ],
)
def test_the_usual_command_lines_are_plain(line: str) -> None:
    assert read_plain(line.split()) is not None


@pytest.mark.parametrize("line", ["", "--strict", "flows --formt json", "flows --max-warnings many", "flows --format"])
def test_all_others_are_left_to_typer(line: str) -> None:
    assert read_plain(line.split()) is None
