"""Business hours decide here, and when they do not hold, nothing happens.

Out of hours is when it matters most what the bot says: nobody is there to notice. A branch about hours wants a last
branch without `if`, unless the talk goes on below it; an event that only a step with `if: {hours: …}` hears wants a
second step.

Bad:
    hours: {office: {mon-fri: 09:00-17:30}}
    flow: Contact
    steps:
      - when: unknown
        do:
          - branch:
              - if: {hours: office}
                do:
                  - say: A colleague will answer you within five minutes.
                  - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    hours: {office: {mon-fri: 09:00-17:30}}
    flow: Contact
    steps:
      - when: unknown
        do:
          - branch:
              - if: {hours: office}
                do:
                  - say: A colleague will answer you within five minutes.
                  - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
              - do:
                  - say: We are closed. Your question is in our queue; you will have an answer here tomorrow.
                  - takeover: {unavailable: [{say: That did not work. Please call us tomorrow.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.graph.edges import settle
from takeover.language.actions.ask import Ask
from takeover.language.actions.branch import Branch
from takeover.language.actions.call import Call
from takeover.language.actions.event import FireEvent
from takeover.language.actions.goto import GoTo
from takeover.language.conversation import Position
from takeover.lint.silence import Untold, can_end_silently
from takeover.lint.truth import closing_hours
from takeover.source.diagnostic import Diagnostic, Related, Severity
from takeover.walk.person import reaches_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.language.run import Action
    from takeover.lint.rule import Checked

CODE = "hours-without-else"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look at branches and fired events that some hours leave without any way on."""
    program, graph = checked.program, checked.graph
    listening, untold = _listening(checked), Untold(graph)
    for place in graph.leaving:
        if not checked.assigned.reached(place):
            continue
        match program.blocks[place.block].actions[place.index]:
            case Branch(ways=ways, span=span):
                closed = closing_hours([way.rule for way in ways])
                below = settle(program, Position(place.block, place.index + 1))
                if closed is None or (below is not None and not can_end_silently(graph, below)):
                    continue
                if place in untold or any(_acts(action) for way in ways for action in way.actions):
                    message = f"while {closed} there may be no branch that holds, and then nothing happens here"
                    yield Diagnostic(CODE, SEVERITY, message, span, "add a last branch without if: - do: [{say: …}]")
            case FireEvent(name=ref):
                steps = [program.steps[number] for number in listening.get(f"event:{ref.text}", ())]
                closed = closing_hours([linked.rule for linked in steps]) if steps else None
                if closed is not None:
                    message = f'while {closed} there may be no step that hears "{ref.text}", and then nothing happens'
                    hint = f"add a step with when: {{event: {ref.text}}} and without if"
                    related = tuple(Related("it is heard here", linked.span) for linked in steps)
                    yield Diagnostic(CODE, SEVERITY, message, ref.span, hint, related)


def _acts(action: Action) -> bool:
    """Say whether an action does more than say something or keep a value: what it would do is left undone."""
    return reaches_person(action) or isinstance(action, Ask | Call | FireEvent | GoTo)


def _listening(checked: Checked) -> Mapping[str, list[int]]:
    """Give who listens to each signal, at any level."""
    found: dict[str, list[int]] = {}
    for (_, signal), numbers in checked.program.signals.items():
        found.setdefault(signal, []).extend(numbers)
    return found
