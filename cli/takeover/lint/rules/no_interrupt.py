"""The bot asks, takes any text for the answer, and nothing can get a word in.

A question without `type:` takes whatever is written: "I want a person" becomes the customer's name. A step marked
`interrupts: true` is heard while a question waits. Mark at least the one that leads to a person.

Bad:
    flow: Contact
    steps:
      - when: {text: [call me back, please phone me, I want a call]}
        do:
          - ask: What is your name?
            save: user.name
          - say: Thank you. A colleague will call you today.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Contact
    steps:
      - when: {text: [call me back, please phone me, I want a call]}
        do:
          - ask: What is your name?
            save: user.name
          - say: Thank you. A colleague will call you today.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
      - when: {text: [talk to a person, human please, give me an agent]}
        interrupts: true
        do:
          - say: A colleague will be here within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.graph.edges import may_not_fit
from takeover.language.actions.ask import Ask
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "no-interrupt"
SEVERITY: Severity = "warning"
SHOWN = 3
"""So many more questions are named: the remedy is one and the same."""


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for questions that take anything, in a bot in which nothing interrupts."""
    program = checked.program
    if program.interruptible:
        return
    asks = [
        action
        for place in checked.graph.leaving
        if isinstance(action := program.blocks[place.block].actions[place.index], Ask)
        and not may_not_fit(program, place)
    ]
    if asks:
        others = len(asks) - 1
        more = f", and so {'does one' if others == 1 else f'do {others}'} more" if others else ""
        message = f"this question takes any text for its answer{more}: nobody can ask for a person here"
        hint = "write interrupts: true at the step that leads to a person"
        related = tuple(Related("this one too", ask.span) for ask in asks[1 : SHOWN + 1])
        yield Diagnostic(CODE, SEVERITY, message, asks[0].span, hint, related)
