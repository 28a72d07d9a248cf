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

from typing import TYPE_CHECKING

from takeover.lint.truth import first_to_hold
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "route-never-applies"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for the rules that are never the first to hold."""
    routing = checked.bot.routing
    applying, _ = first_to_hold([route.rule for route in routing])
    for number, route in enumerate(routing):
        if number in applying:
            continue
        before = routing[:number]
        always = next((earlier for earlier in before if earlier.rule is None), None)
        related: tuple[Related, ...] = tuple(Related("a rule before it", earlier.span) for earlier in before[-2:])
        if always is not None:
            message, hint = "this rule never applies: one before it has no if", "put the rule without if last"
            related = (Related("it takes every takeover", always.span),)
        elif before:
            message, hint = "this rule never applies: those before it take every takeover that it would", "take it out"
        else:
            message, hint = "this rule never applies: its own parts exclude each other", "mend its if"
        yield Diagnostic(CODE, SEVERITY, message, route.span, hint, related)
