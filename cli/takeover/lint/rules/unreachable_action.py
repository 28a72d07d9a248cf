"""An action is never done, because the talk always leaves the step above it.

Nothing below `goto`, `event` or `end` is done, nor below branches that all go elsewhere. A branch below one without
`if:` is never taken. And a question without a type takes any text for its answer, so its `retry:` is never said and its
`else:` never done.

Bad:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do:
          - goto: Shop/map
          - say: We are in Utrecht.
      - step: map
        when: {text: [show me a map, a map please, the map]}
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
          - say: We are in Utrecht.
          - goto: Shop/map
      - step: map
        when: {text: [show me a map, a map please, the map]}
        do: [{say: Here it is.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.graph.edges import may_not_fit
from takeover.language.actions.ask import Ask
from takeover.language.actions.branch import Branch
from takeover.language.actions.end import End
from takeover.language.actions.event import FireEvent
from takeover.language.actions.goto import GoTo
from takeover.language.conversation import Position
from takeover.language.naming import Ref
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.run import Action
    from takeover.lint.rule import Checked

CODE = "unreachable-action"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look in every block for the first action that is not reached, though the one above it is."""
    reached = checked.assigned.reached
    for block in checked.program.blocks:
        for index, action in enumerate(block.actions):
            here = Position(block.number, index)
            if isinstance(action, Branch):
                yield from _late_ways(action)
            if isinstance(action, Ask) and not (
                _asks_unknown_type(checked, action) or may_not_fit(checked.program, here)
            ):
                yield from _no_misfit(action)
            if index and not reached(here) and reached(Position(block.number, index - 1)):
                yield _never_done(action, block.actions[index - 1])


def _asks_unknown_type(checked: Checked, ask: Ask) -> bool:
    """Say whether a question asks for a type that does not exist, which the linker has reported."""
    return isinstance(ask.type, Ref) and ask.type.text not in checked.program.types


def _never_done(action: Action, above: Action) -> Diagnostic:
    if isinstance(above, GoTo | FireEvent | End):
        word = {GoTo: "goto", FireEvent: "event", End: "end"}[type(above)]
        message, said = f"this is never done: nothing below {word} is", "the talk leaves the step here"
    else:
        message, said = "this is never done: whatever happens above, the talk goes elsewhere", "it leaves here"
    return Diagnostic(CODE, SEVERITY, message, action.span, "move it up, or take it out", (Related(said, above.span),))


def _no_misfit(ask: Ask) -> Iterator[Diagnostic]:
    hint = "say what an answer must hold, with type:, or take this out"
    if ask.retry:
        message = "this is never said: the question takes any text for its answer"
        yield Diagnostic(CODE, SEVERITY, message, ask.retry[0].source.span, hint)
    if ask.otherwise:
        message = "this is never done: the question takes any text for its answer"
        yield Diagnostic(CODE, SEVERITY, message, ask.otherwise[0].span, hint)


def _late_ways(branch: Branch) -> Iterator[Diagnostic]:
    always = next((number for number, way in enumerate(branch.ways) if way.rule is None), None)
    if always is not None and always + 1 < len(branch.ways):
        related = (Related("this branch has no if", branch.ways[always].span),)
        message = "this branch is never taken: one above it has no if, and always holds"
        hint = "put the branch without if last"
        yield Diagnostic(CODE, SEVERITY, message, branch.ways[always + 1].span, hint, related)
