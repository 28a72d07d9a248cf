"""The words of a choice are taken by a step of another flow.

A choice without an address is as if its words had been typed. While a question waits, a step marked `interrupts` hears
them first, so the answer is never noted. And where a step has follow-ups for its choices, a choice that none of them
takes may fall to a word or pattern elsewhere. Give the choice an address, or change the words.

Bad:
    flows:
      - flow: Feedback
        steps:
          - when: {text: [I have some feedback, leave a review, I have a complaint]}
            do:
              - ask: How did we do?
                save: rating
                choices: [Great, Please call me]
              - say: Thank you!
      - flow: Takeover
        steps:
          - when: unknown
            do:
              - say: A colleague will answer you within five minutes.
              - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
          - when: {contains: call me}
            interrupts: true
            do:
              - say: A colleague will call you within five minutes.
              - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flows:
      - flow: Feedback
        steps:
          - when: {text: [I have some feedback, leave a review, I have a complaint]}
            do:
              - ask: How did we do?
                save: rating
                choices: [Great, Not so well]
              - say: Thank you!
      - flow: Takeover
        steps:
          - when: unknown
            do:
              - say: A colleague will answer you within five minutes.
              - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
          - when: {contains: call me}
            interrupts: true
            do:
              - say: A colleague will call you within five minutes.
              - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.language.actions.ask import Ask
from takeover.lint.heard import Hearing, asked_after
from takeover.lint.telling import step_of
from takeover.lint.written import typed_labels
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.engine.program import LinkedStep
    from takeover.language.decision import Candidate
    from takeover.lint.rule import Checked

CODE = "taken-choice"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Ask for each choice without an address whether a step of another flow takes its words."""
    program = checked.program
    hearing = Hearing(program)

    def interrupts(number: int) -> bool:
        return program.steps[number].interrupts and program.steps[number].rule is None

    for place, option, label in typed_labels(checked.written):
        step = step_of(program, place)
        if isinstance(program.blocks[place.block].actions[place.index], Ask):
            found = hearing.certain(label, TOP, interrupts) if program.interruptible else None
            message = "is heard by {}, which interrupts the question"
            hint = "change its words, or those of the step that interrupts"
        elif step.leads_on and not any(asked_after(checked.graph, place)):
            found = _taken_elsewhere(hearing, step, label)
            message = "is taken by {}: no follow-up of this step takes it"
            hint = "give it an address, such as {label: …, flow: …}, or let a step under then: listen for it"
        else:
            continue
        if found is not None and program.steps[found.step].flow != step.flow:
            taker = program.steps[found.step].address
            related = (Related("this hears it", found.span),)
            yield Diagnostic(CODE, SEVERITY, f'"{label}" {message.format(taker)}', option.span, hint, related)


def _taken_elsewhere(hearing: Hearing, step: LinkedStep, label: str) -> Candidate | None:
    """Give who takes a choice that the follow-ups leave; its very words as an example elsewhere are meant so."""
    if hearing.certain(label, step.number) is not None:
        return None
    found = hearing.certain(label, TOP)
    return found if found is not None and found.means in {"contains", "pattern"} else None
