"""Check a bot against the rules: run them, leave out what comments silence, and put the rest in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.ignores import UNUSED_IGNORE, find_ignores
from takeover.lint.rule import Checked
from takeover.lint.rules import LINT
from takeover.source.diagnostic import Diagnostic, in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from takeover.engine.program import Program

LEAD_ON = frozenset({"unresolved-flow", "unresolved-step", "unresolved-event"})
FOLLOW_WAYS = frozenset({"maybe-unset", "maybe-no-contact", "person-out-of-reach", "proof-incomplete"}) | {
    *("unknown-goes-round", "untold-takeover")
}
"""Rules that follow a talk from step to step: where a way leads nowhere, they would tell the same mistake again."""


def check(
    program: Program,
    sources: Mapping[str, str],
    *,
    select: Collection[str] | None = None,
    ignore: Collection[str] = (),
    reported: Sequence[Diagnostic] = (),
) -> tuple[Diagnostic, ...]:
    """Give what is wrong with a bot, sorted by place, each problem once.

    `sources` are the texts of its files by their names, in which comments silence problems. `select` are the codes of
    the rules to run (None: all), less those of `ignore`; codes that no rule has are not heeded. `reported` is what was
    found before (see `Loaded`): it is given back too; comments silence it as well, but for errors.

    `program` comes from `link`, or from `link_anyway` where names lead nowhere. Never raises for any program.
    """
    chosen = {code: rule for code, rule in LINT.items() if (select is None or code in select) and code not in ignore}
    ignores = find_ignores(sources)
    checked = Checked(program)
    if any(problem.code in LEAD_ON for problem in reported):
        chosen = {code: rule for code, rule in chosen.items() if code not in FOLLOW_WAYS}
    errors = [problem for problem in reported if problem.severity == "error"]
    found = [problem for problem in reported if problem.severity != "error"]
    found += (problem for rule in chosen.values() for problem in rule.check(checked))
    kept = [*errors, *ignores.silence(found)]
    if ignores.found and (select is None or UNUSED_IGNORE in select) and UNUSED_IGNORE not in ignore:
        from takeover.lint.explain import EXPLAINED

        fixed = {code for code, explained in EXPLAINED.items() if explained.severity == "error"} - LINT.keys()
        kept += ignores.unused(
            chosen.keys() | EXPLAINED.keys() - fixed - LINT.keys(), LINT.keys() - chosen.keys(), fixed
        )
    return in_order(kept)
