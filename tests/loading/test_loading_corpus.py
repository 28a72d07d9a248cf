"""The corpus: bots with mistakes, each with what is said about it; and bots without, about which nothing is said.

With TAKEOVER_REWRITE=1 in the environment the `.out` files are written anew: read them before committing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from places import ROOT
from takeover.loading.load import load_program

if TYPE_CHECKING:
    from pathlib import Path

    from takeover.loading.load import Loaded
    from takeover.source.diagnostic import Diagnostic
    from takeover.source.span import Span

ERR = ROOT / "tests" / "corpus" / "err"
OK = ROOT / "tests" / "corpus" / "ok"


def find_bots(folder: Path) -> list[Path]:
    return sorted(bot for bot in folder.iterdir() if bot.suffix != ".out")


def write_place(span: Span, bot: Path) -> str:
    file = span.file.removeprefix(bot.name).removeprefix("/")
    return f"{file}:{span.line}:{span.col}" if file else f"{span.line}:{span.col}"


def write_problem(problem: Diagnostic, bot: Path) -> str:
    """Write one line: place, code, message, hint, other places."""
    severity = "" if problem.severity == "error" else f" ({problem.severity})"
    hint = f" | {problem.hint}" if problem.hint else ""
    related = "".join(f" ({other.message}: {write_place(other.span, bot)})" for other in problem.related)
    return f"{write_place(problem.span, bot)} {problem.code}{severity} {problem.message}{hint}{related}\n"


def write_problems(loaded: Loaded, bot: Path) -> str:
    return "".join(write_problem(problem, bot) for problem in loaded.problems)


@pytest.mark.parametrize("bot", find_bots(ERR), ids=lambda bot: bot.stem)
def test_mistakes_are_said(bot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ERR)
    loaded = load_program(bot.relative_to(ERR))
    said = write_problems(loaded, bot)
    golden = bot.with_suffix(".out")
    if os.environ.get("TAKEOVER_REWRITE"):
        golden.write_text(said, "utf-8", newline="\n")
    assert said == golden.read_text("utf-8")
    assert said, "a bot without a mistake belongs in ok/"
    assert (loaded.program is None) == loaded.fatal
    assert not loaded.unreadable


@pytest.mark.parametrize("bot", find_bots(OK), ids=lambda bot: bot.stem)
def test_good_bots_load(bot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(OK)
    loaded = load_program(bot.relative_to(OK))
    assert write_problems(loaded, bot) == ""
    assert loaded.program is not None


def test_every_golden_has_its_bot() -> None:
    bots = {bot.stem for bot in find_bots(ERR)}
    assert {golden.stem for golden in ERR.glob("*.out")} == bots
