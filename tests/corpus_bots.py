"""The corpus: bots with a mistake, and how what is said about them is written in the `.out` file beside each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from takeover.source.diagnostic import Diagnostic
    from takeover.source.span import Span

CORPUS = ROOT / "tests" / "corpus"
ERR = CORPUS / "err"
SILENT = CORPUS / "silent"


def find_bots(folder: Path) -> list[Path]:
    """Give the bots of all codes: a file `CODE/NAME.yaml`, or a folder `CODE/NAME`."""
    return sorted(bot for code in folder.iterdir() for bot in code.iterdir() if bot.suffix != ".out")


def name_of(bot: Path) -> str:
    """Give what a test of a bot is called: `CODE/NAME`."""
    return f"{bot.parent.name}/{bot.stem}"


def write_problems(problems: Iterable[Diagnostic], bot: Path) -> str:
    """Write a line a problem: place, code, message, hint, what --fix puts there, other places."""
    return "".join(f"{_write_problem(problem, bot)}\n" for problem in problems)


def _write_problem(problem: Diagnostic, bot: Path) -> str:
    severity = "" if problem.severity == "error" else f" ({problem.severity})"
    hint = f" | {problem.hint}" if problem.hint else ""
    fix = f" [fix: {problem.fix.replacement!r}]" if problem.fix is not None else ""
    related = "".join(f" ({_unfold(other.message)}: {_write_place(other.span, bot)})" for other in problem.related)
    return f"{_write_place(problem.span, bot)} {problem.code}{severity} {problem.message}{hint}{fix}{related}"


def _unfold(message: str) -> str:
    """Write a message of several lines, such as one that holds a transcript, on one."""
    return message.replace("\n", "\\n")


def _write_place(span: Span, bot: Path) -> str:
    file = span.file.removeprefix(bot.name).removeprefix("/")
    end = f"{span.end_line}:{span.end_col}" if span.end_line != span.line else f"{span.end_col}"
    return f"{file}{':' if file else ''}{span.line}:{span.col}-{end}"
