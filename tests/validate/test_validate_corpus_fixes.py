"""What `takeover validate --fix` mends in the bots of the corpus is mended, and nothing else is broken by it."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from corpus_bots import ERR, find_bots, name_of
from fake_host import run_cli
from takeover.commands.checking import check_bot
from takeover.lint.fixes import find_fixes

NEVER = {"syntax", "duplicate-key", "wrong-type", "missing-value"}
"""Codes of what is no bot any more: no fix may bring them in."""


def find_fixable() -> list[Path]:
    """Give the bots that --fix changes."""
    found = ((bot, check_bot(bot.relative_to(bot.parent), bot.parent)) for bot in find_bots(ERR))
    return [bot for bot, (problems, loaded) in found if any(find_fixes(problems, loaded.sources))]


@pytest.mark.parametrize("bot", find_fixable(), ids=name_of)
def test_what_is_fixed_is_gone(bot: Path, tmp_path: Path) -> None:
    copy = tmp_path / bot.name
    if bot.is_dir():
        shutil.copytree(bot, copy)
    else:
        shutil.copy(bot, copy)
    path = Path(bot.name)
    before = check_bot(path, tmp_path).problems
    said = Counter((problem.code, problem.message) for problem in before)
    mended = Counter((problem.code, problem.message) for problem in before if problem.fix is not None)
    ran = run_cli(["validate", "--fix", bot.name], cwd=tmp_path)
    assert ran.code in {0, 1}, ran.stderr
    problems, loaded = check_bot(path, tmp_path)
    assert list(find_fixes(problems, loaded.sources)) == []
    left = Counter((problem.code, problem.message) for problem in problems)
    assert all(left[told] <= said[told] - count for told, count in mended.items())
    new = {problem.code for problem in problems} - {problem.code for problem in before}
    assert not new & NEVER, problems
