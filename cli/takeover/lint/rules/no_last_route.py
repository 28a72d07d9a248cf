"""The routing has no last rule that takes what the others leave.

A takeover for which no rule holds has no queue and no urgency, and goes to the first target: an agent sees it by luck.
Put a rule without `if` at the end.

Bad:
    flow: Contact
    steps:
      - when: {text: [my invoice is wrong, about a bill, I paid twice]}
        do:
          - set: {topic: billing}
          - say: Somebody from billing will answer you within a day.
          - takeover: {unavailable: [{say: That did not work. Please call us.}]}
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
    routing:
      - {if: {param: {topic: billing}}, queue: billing}

Good:
    flow: Contact
    steps:
      - when: {text: [my invoice is wrong, about a bill, I paid twice]}
        do:
          - set: {topic: billing}
          - say: Somebody from billing will answer you within a day.
          - takeover: {unavailable: [{say: That did not work. Please call us.}]}
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
    routing:
      - {if: {param: {topic: billing}}, queue: billing}
      - {queue: general}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.email import Email
from takeover.language.actions.takeover import Takeover
from takeover.lint.truth import first_to_hold
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.run import Action
    from takeover.lint.rule import Checked

CODE = "no-last-route"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """See whether some rule always holds, if anything is routed at all."""
    routing = checked.bot.routing
    if not routing or first_to_hold([route.rule for route in routing])[1]:
        return
    if any(_is_routed(action) for block in checked.program.blocks for action in block.actions):
        message = "no rule of the routing takes what the others leave"
        yield Diagnostic(
            CODE, SEVERITY, message, routing[-1].span, "add a last rule without if, such as {queue: general}"
        )


def _is_routed(action: Action) -> bool:
    """Say whether the routing decides about an action: one that names its own queue and targets needs none."""
    match action:
        case Takeover(queue=queue, to=to):
            return queue is None or not to
        case Email():
            return True
        case _:
            return False
