"""Nothing leads to a step.

A follow-up is listened for after its step, and not once the bot has said `end`, paused, handed over or forgotten
everything. A step that waits only for events of this bot is not begun if what fires them is never reached.

Bad:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do:
          - say: We are in Utrecht. Shall I send you a map?
          - end
        then:
          - when: {text: [yes please, yes, do that]}
            do: [{say: Here it is.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do:
          - say: We are in Utrecht. Shall I send you a map?
        then:
          - when: {text: [yes please, yes, do that]}
            do: [{say: Here it is.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "unreachable-step"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for steps that no input and no action begins; below such a step only itself is named, and a flow once."""
    program, reached = checked.program, checked.assigned.reached
    alive = {linked.flow for linked in program.steps if reached(linked.number)}
    named: set[str] = set()
    for linked in program.steps:
        if reached(linked.number) or (linked.parent != TOP and not reached(linked.parent)) or linked.flow in named:
            continue
        if linked.flow not in alive:
            named.add(linked.flow)
            message = f'nothing leads to the flow "{linked.flow}": what fires its events is never reached'
            hint = "lead there from a step that is reached, or add another trigger"
        elif not linked.step.triggers:
            message = (
                f"nothing leads to {linked.address}: it has no when:, and no goto or choice that is reached names it"
            )
            hint = "lead there with goto:, give it a when:, or take it out"
        elif linked.parent == TOP:
            message = f"nothing leads to {linked.address}: what fires its event is never reached"
            hint = "lead there from a step that is reached, or add another trigger"
        else:
            parent = program.steps[linked.parent].address
            message = f"{linked.address} is never listened for: the bot has forgotten it whenever {parent} is over"
            hint = (
                "take out what ends the thread (end, a pause, a takeover, a reset), or put this step at the top level"
            )
        yield Diagnostic(CODE, SEVERITY, message, linked.span, hint)
