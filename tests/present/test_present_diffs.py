"""Unified diffs: whatever the texts, one comes out of the other, and what is far from a change is not shown."""

from __future__ import annotations

import difflib
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from takeover.present.diffs import find_changes, write_diff

if TYPE_CHECKING:
    from pathlib import Path

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "d e", "é"]), max_size=30)
TEXTS = st.tuples(LINES, st.sampled_from(["\n", "\r\n"]), st.booleans()).map(
    lambda made: made[1].join(made[0]) + (made[1] if made[2] else "")
)


@given(LINES, LINES)
def test_changes_make_the_one_of_the_other(old: list[str], new: list[str]) -> None:
    made, at = [], 0
    for begin, end, begin_new, end_new in find_changes(old, new):
        assert at <= begin <= end
        made += old[at:begin] + new[begin_new:end_new]
        at = end
    assert made + old[at:] == new
    assert (old == new) == (not list(find_changes(old, new)))


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch to apply a diff with")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=TEXTS, after=TEXTS)
def test_patch_takes_it(tmp_path: Path, before: str, after: str) -> None:
    if not before or not after:
        return  # a file that is made or goes is another form of diff
    (tmp_path / "x").write_bytes(before.encode())
    diff = "".join(write_diff(before, after, "x"))
    command = ["patch", "--binary", "--quiet", "x"]
    if diff:
        subprocess.run(command, input=diff.encode(), cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "x").read_bytes() == after.encode()


def test_it_is_what_difflib_writes() -> None:
    before = [f"line {number}\n" for number in range(60)]
    after = [*before[:10], "new\n", *before[10:30], *before[32:40], "other\n", *before[41:]]
    expected = list(difflib.unified_diff(before, after, "x", "x"))
    assert list(write_diff("".join(before), "".join(after), "x")) == expected


@pytest.mark.parametrize(("before", "after"), [("a\n", "a"), ("a", "a\n"), ("a\nb", "a\nc"), ("a\nb", "x\nb")])
def test_a_missing_last_end_is_said(before: str, after: str) -> None:
    lines = list(write_diff(before, after, "x"))
    assert sum("\\ No newline at end of file\n" in line for line in lines) == (
        1 if before.endswith("\n") != after.endswith("\n") or before[-2:] == after[-2:] else 2
    )


def test_the_same_is_no_diff() -> None:
    assert list(write_diff("a\nb", "a\nb", "x")) == []
