"""A customer who is never understood goes round for ever, and never reaches a person.

The bot says that it did not understand, and waits; the customer says it in other words, and gets the same answer. Who
does not know the right words is lost. Hand over at once, or when it happens again: `if: {unknowns: 2}` holds from the
second input in a row on that was not understood. A question without `else:` gives its last wrong answer to the unknown
step, and if that asks the same again, this goes round as well. The shortest talk that shows it stands below the
problem; the bot's own engine has played it.

Bad:
    flow: Shop
    steps:
      - when: {text: [talk to a person, agent please, a human]}
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
      - when: unknown
        do: [{say: "Sorry, I did not get that. You can ask for a person."}]

Good:
    flow: Shop
    steps:
      - when: {text: [talk to a person, agent please, a human]}
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
      - when: unknown
        do:
          - branch:
              - if: {unknowns: 2}
                do:
                  - say: I still don't get it. A colleague will answer you within five minutes.
                  - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
              - do: [{say: "Sorry, I did not get that. Could you say it in other words?"}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.telling import tell_talk
from takeover.lint.unknowns import closed_at, unknown_steps
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "unknown-goes-round"
SEVERITY: Severity = "error"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Tell the rounds that the proof has found."""
    program = checked.program
    closed = unknown_steps(program) if closed_at(program) is not None else ()
    for lost in checked.proof.lost:
        if lost.question is None and lost.step in closed:  # the rule on those says that one is missing
            continue
        told = f" {lost.talk.world.told}" if lost.talk.world.told else ""
        if lost.question is not None:
            span = program.blocks[lost.question.block].actions[lost.question.index].span
            message = f"whoever cannot answer this{told} goes round for ever, and never reaches a person"
            hint = "after the last attempt the unknown step is taken: add else: to the question, and hand over there"
        else:
            span = program.steps[lost.step].span if lost.step is not None else checked.bot.flows[0].name.span
            message = f"whoever is not understood{told} goes round here for ever, and never reaches a person"
            hint = "hand over when it happens again: a branch with if: {unknowns: 2} and a takeover"
        talk = lost.talk.write("Who is not understood never reaches a person")
        yield Diagnostic(CODE, SEVERITY, message, span, hint, (tell_talk("this conversation shows it", talk),))
