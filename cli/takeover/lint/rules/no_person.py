"""No step of the bot leads to a person.

There is no takeover, no e-mail, and no call that sends anything: whoever is not helped by the answers is on their own,
and nobody hears of it. A bot that only answers questions may be meant so; then ignore this.

Bad:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do: [{say: We are in Utrecht.}]
      - when: unknown
        do: [{say: I don't know that.}]

Good:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do: [{say: We are in Utrecht.}]
      - when: unknown
        do:
          - say: I don't know that. A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.diagnostic import Diagnostic, Severity
from takeover.walk.person import reaches_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "no-person"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for any action that reaches a person."""
    program = checked.program
    if not program.steps or any(reaches_person(action) for block in program.blocks for action in block.actions):
        return
    span = checked.bot.flows[0].name.span
    message = "nothing in this bot leads to a person: no takeover, no e-mail, no call that sends anything"
    yield Diagnostic(
        CODE, SEVERITY, message, span, "add a step with when: unknown that says what happens, and a takeover"
    )
