"""The corpus: what `takeover validate` says of bots with a mistake, and what it does not say of bots without.

`tests/corpus/err/CODE/` has bots that a designer in a hurry might write, each with all that is said about it, so that
one mistake is seen to be one problem; in `err/fields/` there are many mistakes in one file. `tests/corpus/silent/CODE/`
has bots about which the rule is silent, though a simpler one would speak. With TAKEOVER_REWRITE=1 in the environment
the `.out` files are written anew: read them before committing.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from corpus_bots import ERR, SILENT, find_bots, name_of, write_problems
from takeover.commands.checking import check_bot
from takeover.lint.explain import EXPLAINED
from takeover.lint.reported.talk_codes import TALKS
from takeover.lint.rules import LINT

if TYPE_CHECKING:
    from pathlib import Path

MANY = "fields"
"""The folder of bots with many mistakes of several kinds."""
EACH = 3
"""So many bots each code has, at least."""
ELSEWHERE = {
    "too-large": "tests/loading/test_loading_files.py makes a file of 20 MB",
    "many-problems": "tests/loading/test_loading_files.py makes a thousand problems",
    "no-semantic": "about what is installed: tests/matching/semantic/test_matching_semantic_bots.py",
    "no-bot": "about transcripts: tests/commands/test_commands_replay.py",
    "no-transcripts": "about transcripts: tests/commands/test_commands_replay.py",
    **dict.fromkeys(
        TALKS.keys() - {"bad-address", "bad-reference", "bad-recipe", "unknown-recipe"},
        "about a talk, and not about a bot",
    ),
}
"""Codes that no small bot can have, each with the reason."""


@pytest.mark.parametrize("bot", find_bots(ERR), ids=name_of)
def test_mistakes_are_said(bot: Path) -> None:
    problems, loaded = check_bot(bot.relative_to(bot.parent), bot.parent)
    said = write_problems(problems, bot)
    golden = bot.with_suffix(".out")
    if os.environ.get("TAKEOVER_REWRITE"):
        golden.write_text(said, "utf-8", newline="\n")
    assert said.splitlines() == golden.read_text("utf-8").splitlines()
    assert bot.parent.name in {problem.code for problem in problems} or (bot.parent.name == MANY and problems)
    assert (loaded.program is None) == loaded.fatal


@pytest.mark.parametrize("bot", find_bots(SILENT), ids=name_of)
def test_a_rule_is_silent(bot: Path) -> None:
    found = check_bot(bot.relative_to(bot.parent), bot.parent).problems
    assert bot.parent.name not in {problem.code for problem in found}, write_problems(found, bot)
    assert [problem for problem in found if problem.code not in LINT and problem.severity == "error"] == []


@pytest.mark.parametrize("code", [code for code in EXPLAINED if code not in ELSEWHERE])
def test_a_code_has_three_bots(code: str) -> None:
    assert Counter(bot.parent.name for bot in find_bots(ERR))[code] >= EACH


@pytest.mark.parametrize("code", LINT)
def test_a_rule_has_a_bot_in_which_it_is_silent(code: str) -> None:
    assert Counter(bot.parent.name for bot in find_bots(SILENT))[code]


def test_every_folder_is_that_of_a_code() -> None:
    assert {bot.parent.name for bot in find_bots(ERR)} <= {MANY, *EXPLAINED}
    assert {bot.parent.name for bot in find_bots(SILENT)} <= LINT.keys()
    assert ELSEWHERE.keys() <= EXPLAINED.keys()


def test_every_golden_has_its_bot() -> None:
    assert {golden.with_suffix("") for golden in ERR.glob("*/*.out")} == {bot.with_suffix("") for bot in find_bots(ERR)}
