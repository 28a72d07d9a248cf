"""Each rule is silent about a bot in which a simpler rule would speak: `silent/CODE.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from linted_bots import lint, told
from takeover.lint.rules import LINT

SILENT = sorted(Path(__file__).with_name("silent").glob("*.yaml"))


@pytest.mark.parametrize("file", SILENT, ids=[file.stem for file in SILENT])
def test_a_rule_is_silent(file: Path) -> None:
    assert file.stem in LINT
    assert told(lint(file.read_text("utf-8"), select={file.stem})) == []


@pytest.mark.parametrize("file", SILENT, ids=[file.stem for file in SILENT])
def test_the_bot_can_run(file: Path) -> None:
    """No error of reading or linking keeps the rule from looking at it."""
    assert [problem for problem in lint(file.read_text("utf-8"), select=()) if problem.severity == "error"] == []
