"""`takeover validate`: says everything that is wrong with bots, and mends what has one right answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from takeover.commands.checking import Choice, check_bot
from takeover.exitcode import ExitCode
from takeover.loading.bots import find_bots
from takeover.source.diagnostic import in_order
from takeover.source.light import NamedTuple
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from takeover.commands.checking import Findings
    from takeover.host import Host
    from takeover.source.diagnostic import Diagnostic

    Command = Callable[[Host], ExitCode]

TEXT = "text"


class Typed(NamedTuple):
    """The options as they were typed; a value of `select` or `ignore` is one code, or several with commas between."""

    form: str = TEXT
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    strict: bool = False
    max_warnings: int | None = None
    fix: bool = False
    diff: bool = False


USUAL = Typed()
FLAGS = frozenset({"--strict", "--fix", "--diff"})
OPTIONS = frozenset({"--format", "--select", "--ignore", "--max-warnings"})
COUNT = regex("[0-9]{1,9}")


def run(paths: Iterable[Path], host: Host, typed: Typed = USUAL) -> ExitCode:
    """Validate the bots at each path, and write all problems at once.

    Errors cost 1; warnings only if strict, or where there are more than allowed; what could not be read costs 3.
    """
    refused = _refuse(typed, host)
    if refused is not None:
        return refused
    choice = Choice(_codes(typed.select) if typed.select else None, _codes(typed.ignore))
    bots = dict.fromkeys(bot for path in paths for bot in find_bots(path, host.cwd))
    unwritten = False
    if typed.fix or typed.diff:
        from takeover.commands.fixing import fix_bots

        fixed = fix_bots(tuple(bots), choice, host, write=not typed.diff)
        unwritten = fixed.unwritten
        found, judged = fixed.after, fixed.before if typed.diff else fixed.after
    else:
        found = judged = [check_bot(bot, host.cwd, choice) for bot in bots]
    strict = typed.strict or _too_many(_problems(judged), typed.max_warnings, host)
    _report(found, typed.form, host, strict=strict)
    if unwritten or any(one.loaded.unreadable for one in found):
        return ExitCode.UNREADABLE
    failing = {"error", "warning"} if strict else {"error"}
    failed = any(problem.severity in failing for problem in _problems(judged))
    return ExitCode.PROBLEMS if failed else ExitCode.OK


def read_plain(arguments: Sequence[str]) -> Command | None:
    """Read a command line that is written out, as hooks, editors and CI do; None: whatever else it is, Typer says."""
    from pathlib import Path

    paths: list[Path] = []
    values: dict[str, list[str]] = {}
    coming = iter(arguments)
    for argument in coming:
        name, equals, value = argument.partition("=")
        name = "--format" if argument == "-f" else name
        if not argument.startswith("-"):
            paths.append(Path(argument))
        elif argument in FLAGS:
            values[argument] = [argument]
        elif name in OPTIONS:
            value = value if equals else next(coming, "-")
            if value.startswith("-") or (name == "--max-warnings" and not COUNT.fullmatch(value)):
                return None
            values.setdefault(name, []).append(value)
        else:
            return None
    if not paths:
        return None
    most = values.get("--max-warnings")
    typed = Typed(
        form=values.get("--format", [TEXT])[-1],
        select=values.get("--select", ()),
        ignore=values.get("--ignore", ()),
        strict="--strict" in values,
        max_warnings=int(most[-1]) if most else None,
        fix="--fix" in values,
        diff="--diff" in values,
    )
    return partial(run, paths, typed=typed)


def complete_formats(incomplete: str) -> list[str]:
    """Give the formats that begin so."""
    from takeover.present.problems import PROBLEMS

    return [form for form in PROBLEMS if form.startswith(incomplete)]


def complete_codes(incomplete: str) -> list[str]:
    """Give the codes that begin so, after the commas that are there."""
    from takeover.lint.explain import EXPLAINED

    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{code}" for code in EXPLAINED if code.startswith(last)]


def _problems(findings: Iterable[Findings]) -> tuple[Diagnostic, ...]:
    return in_order([problem for found in findings for problem in found.problems])


def _too_many(problems: Sequence[Diagnostic], allowed: int | None, host: Host) -> bool:
    warnings = sum(problem.severity == "warning" for problem in problems)
    if allowed is None or warnings <= allowed:
        return False
    from takeover.present.painter import paint_on

    said = "one warning" if warnings == 1 else f"{warnings} warnings"
    paint_on(host, "stderr").error(f"{said}, and {allowed or 'none'} allowed")
    return True


def _report(found: Sequence[Findings], form: str, host: Host, *, strict: bool) -> None:
    problems = _problems(found)
    if not problems and form == TEXT:
        return  # and what would write them is not even imported
    from takeover.present.problems import PROBLEMS
    from takeover.present.problems.report import Report

    sources = {file: text for one in found for file, text in one.loaded.sources.items()}
    PROBLEMS[form](Report(problems, sources, strict), host)


def _codes(typed: Sequence[str]) -> frozenset[str]:
    return frozenset(code.strip() for codes in typed for code in codes.split(",") if code.strip())


def _refuse(typed: Typed, host: Host) -> ExitCode | None:
    """Say what is wrong with the options, if anything is."""
    if typed == USUAL:
        return None
    from takeover.present.problems import PROBLEMS

    if typed.form not in PROBLEMS:
        from takeover.commands.words import refuse_word

        return refuse_word(typed.form, "a format", PROBLEMS, host)
    if typed.diff and typed.form != TEXT:
        from takeover.present.painter import paint_on

        paint_on(host, "stderr").error(f"--diff is for people: it goes without --format {typed.form}")
        return ExitCode.USAGE
    return _refuse_codes(typed, host) if typed.select or typed.ignore else None


def _refuse_codes(typed: Typed, host: Host) -> ExitCode | None:
    from takeover.commands.words import refuse_word
    from takeover.lint.explain import EXPLAINED
    from takeover.lint.rules import LINT
    from takeover.present.painter import paint_on

    for code in sorted(_codes(typed.select) | _codes(typed.ignore)):
        if code not in EXPLAINED:
            return refuse_word(code, "a code", EXPLAINED, host, "takeover explain --list shows them all")
    for code in sorted(_codes(typed.ignore) - LINT.keys()):
        if EXPLAINED[code].severity == "error":
            message = f'"{code}" cannot be ignored: the bot does not run until it is mended'
            paint_on(host, "stderr").error(message)
            return ExitCode.USAGE
    return None
