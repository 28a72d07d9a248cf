"""From a place in the talk a person cannot be reached, or not soon enough.

Whatever the customer says there, no takeover, no e-mail and no call that sends something comes of it: an error. Or it
comes only after more inputs than the bot allows (`person: {turns: 4}`): a warning. The bot is walked through by its own
engine, with its hours open and closed, and the talk that leads to the place is shown as a transcript. Places from which
nobody gets away are mostly follow-ups that take every input, questions without a way out, and forms that are long.

Bad:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do: [{say: We are in Utrecht. Where do you come from?}]
        then:
          - when: any
            do: [{say: There is a train from there.}]
      - when: {text: [talk to a person, agent please, a human]}
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
      - when: unknown
        do:
          - say: I don't know that. A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do: [{say: We are in Utrecht. Where do you come from?}]
        then:
          - when: any
            do: [{say: There is a train from there.}, end]
      - when: {text: [talk to a person, agent please, a human]}
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
      - when: unknown
        do:
          - say: I don't know that. A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.greedy import greedy_patterns
from takeover.lint.telling import tell_talk
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked
    from takeover.source.span import Span
    from takeover.walk.proved import Far

CODE = "person-out-of-reach"
SEVERITY: Severity = "error"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Tell the places that the proof has found."""
    allowed = checked.bot.person.turns
    for far in checked.proof.far:
        if any(_is_greedy(checked, step) for step in (far.step, far.taken)):  # the rule on that says why
            continue
        severity: Severity = "error" if far.distance.never else "warning"
        where = f"{_where(far)}, {far.talk.world.told}" if far.talk.world.told else _where(far)
        if far.distance.never:
            message = f"{where}, nothing that the user says leads to a person"
        elif far.distance.turns is None:
            message = f"{where}, no way to a person was found within {allowed} inputs"
        else:
            message = f"{where}, a person is {far.distance.turns} inputs away; {allowed} are allowed"
        talk = far.talk.write("Nobody can be reached from here")
        related = () if far.talk.is_empty else (tell_talk("this conversation shows it", talk),)
        yield Diagnostic(CODE, severity, message, _span(far, checked), _hint(far, checked), related)


def _is_greedy(checked: Checked, step: int | None) -> bool:
    return step is not None and any(greedy_patterns(checked.program.steps[step]))


def _where(far: Far) -> str:
    if far.question is not None:
        return "from this question on"
    return "after this step" if far.step is not None else "from the beginning on"


def _span(far: Far, checked: Checked) -> Span:
    program = checked.program
    if far.question is not None:
        return program.blocks[far.question.block].actions[far.question.index].span
    step = far.taken if far.step is None else far.step
    return program.steps[step].span if step is not None else checked.bot.flows[0].name.span


def _hint(far: Far, checked: Checked) -> str:
    if far.question is not None and not any(linked.interrupts for linked in checked.program.steps):
        return "give the step that hands over interrupts: true, so that it is heard during a question"
    if far.distance.never and far.there.contexts:
        return "its follow-ups take whatever is said: let them end, or let one of them hand over"
    if far.distance.turns is None:
        return "let a step that can always be taken hand over: no rule of it should close it here"
    return "hand over sooner, or allow more: person: {turns: …}"
