"""Nothing answers what the bot does not understand.

An input that no step takes goes to the step with `when: unknown`. Without one at the top level the bot is silent: the
customer waits, and nobody hears of it. Say what will happen, and hand over.

Bad:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do: [{say: We are in Utrecht.}]

Good:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do: [{say: We are in Utrecht.}]
      - when: unknown
        do:
          - say: I don't know that. A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please try again tomorrow.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.unknowns import closed_at, unknown_steps
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "no-unknown"
SEVERITY: Severity = "error"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for an unknown step at the top level that is open whatever happens."""
    program = checked.program
    if not checked.bot.flows:
        return
    numbers = unknown_steps(program)
    if not numbers:
        span = checked.bot.flows[0].name.span
        hint = "add a step with when: unknown at the top level of a flow, and hand over there"
        yield Diagnostic(CODE, SEVERITY, "no step answers what the bot does not understand", span, hint)
        return
    closed = closed_at(program)
    if closed is not None:
        span = program.steps[numbers[-1]].span
        message = f"no unknown step is open at unknown input number {closed} in a row"
        yield Diagnostic(CODE, SEVERITY, message, span, "take the if: out of the last unknown step")
