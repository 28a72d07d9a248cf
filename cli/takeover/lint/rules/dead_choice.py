"""A choice or button leads nowhere: no step takes its words.

A choice without an address is as if its words had been typed. When no step listens for them, the bot answers its own
choice with "I don't know that". Give it an address (`flow:`, `step:` or `event:`), or a step the example.

Bad:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do:
          - say:
              text: We are in Utrecht.
              choices: [Show me a map]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do:
          - say:
              text: We are in Utrecht.
              choices: [Show me a map]
        then:
          - when: {text: [show me a map, a map please, yes]}
            do: [{say: Here it is.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.ask import Ask
from takeover.lint.heard import Hearing, asked_after, levels_at, steps_before
from takeover.lint.telling import step_of
from takeover.lint.written import typed_labels
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.conversation import Position
    from takeover.lint.rule import Checked

CODE = "dead-choice"
SEVERITY: Severity = "error"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Ask for each choice without an address who takes its words."""
    program, graph = checked.program, checked.graph
    hearing = Hearing(program)
    before = steps_before(graph)
    for place, option, label in typed_labels(checked.written):
        step = step_of(program, place)
        if _is_answer(checked, hearing, place, label):
            continue
        levels = levels_at(graph, before, step.number)
        if levels is None or step.interrupts or not hearing.nobody(label, levels):
            continue
        if isinstance(program.blocks[place.block].actions[place.index], Ask):
            message = f'"{label}" is not an answer that this question takes'
            hint = "take out the type, or offer what fits it"
        else:
            message = f'"{label}" leads nowhere: no step takes these words here'
            hint = "give it an address, such as {label: …, flow: …}, or let a step under then: listen for it"
        yield Diagnostic(CODE, SEVERITY, message, option.span, hint)


def _is_answer(checked: Checked, hearing: Hearing, place: Position, label: str) -> bool:
    """Say whether a question that is asked with the choice, or right after it, takes its words."""
    program = checked.program
    for asked in asked_after(checked.graph, place):
        answer = program.answers.get((asked.block, asked.index))
        if answer is None or answer.find(label, hearing.place) is not None:
            return True
    return False
