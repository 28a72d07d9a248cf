"""What each rule finds, where, and what it says: `found/CODE.yaml` with the lines of `found/CODE.out`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linted_bots import lint
from takeover.lint.rules import LINT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from takeover.source.diagnostic import Diagnostic

FOUND = sorted(Path(__file__).with_name("found").glob("*.yaml"))


def write(problems: Iterable[Diagnostic]) -> str:
    """Write problems as the `.out` files hold them."""
    lines: list[str] = []
    for problem in problems:
        span = problem.span
        lines.append(f"{span.line}:{span.col}-{span.end_col} {problem.severity}: {problem.message}")
        lines.append(f"    {problem.hint}")
        lines += [f"    {related.span.line}:{related.span.col} {related.message}" for related in problem.related]
        if problem.fix is not None:
            lines.append(f"    fix: {problem.fix.replacement}")
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("file", FOUND, ids=[file.stem for file in FOUND])
def test_a_rule_finds(file: Path) -> None:
    code = file.stem
    found = [problem for problem in lint(file.read_text("utf-8"), select={code}) if problem.code == code]
    assert write(found) == file.with_suffix(".out").read_text("utf-8")


def test_a_rule_that_is_silent_somewhere_speaks_somewhere() -> None:
    silent = {file.stem for file in Path(__file__).with_name("silent").glob("*.yaml")}
    assert silent == {file.stem for file in FOUND}
    assert silent <= LINT.keys()
