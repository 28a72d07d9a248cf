"""A rule of the routing can never apply, because those before it take every takeover that it would.

The first rule that holds decides who gets a takeover. What stands below a rule without `if`, below the same rule once
more, or below two rules that are each other's opposite, is never looked at: that queue waits for takeovers that go to
another one.

Bad:
    flow: Contact
    steps:
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
    hours: {office: {mon-fri: 09:00-17:30}}
    routing:
      - {queue: general}
      - {if: {not: {hours: office}}, queue: night}

Good:
    flow: Contact
    steps:
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
    hours: {office: {mon-fri: 09:00-17:30}}
    routing:
      - {if: {not: {hours: office}}, queue: night}
      - {queue: general}
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from takeover.lint.truth import first_to_hold
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.language.run import Rule
    from takeover.lint.rule import Checked

CODE = "route-never-applies"
SEVERITY: Severity = "warning"
MOST_LOOKED_AT = 12
"""Rules of which all pairs are tried."""


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for the rules that are never the first to hold."""
    routing = checked.bot.routing
    applying, _ = first_to_hold([route.rule for route in routing])
    for number, route in enumerate(routing):
        if number in applying:
            continue
        before = [earlier.rule for earlier in routing[:number]]
        because = _because(before, route.rule)
        if None in before:
            message, hint = "this rule never applies: one before it has no if", "put the rule without if last"
            because = (before.index(None),)
        elif because:
            message, hint = (
                "this rule never applies: where it holds, one before it does",
                "take it out, or put it first",
            )
        else:
            message, hint = "this rule never applies: its own parts exclude each other", "mend its if"
        related = tuple(Related("the rule before it", routing[earlier].span) for earlier in because)
        yield Diagnostic(CODE, SEVERITY, message, route.span, hint, related)


def _because(before: Sequence[Rule | None], rule: Rule | None) -> tuple[int, ...]:
    """Give the rules, as few as can be, that leave nothing to a later one; all of them where it takes more than two."""
    numbers = range(len(before))
    for some in (*((one,) for one in numbers), *combinations(numbers[:MOST_LOOKED_AT], 2)):
        if len(some) not in first_to_hold([*(before[one] for one in some), rule])[0]:
            return some
    return tuple(numbers)
