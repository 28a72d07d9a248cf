"""On some way to a takeover the user is told nothing about what happens next.

The bot falls silent, and the customer waits without knowing for what: they write again, or leave. Say who will answer,
where and how soon, after the last question and before the takeover. A takeover with `pause: false` is not looked at:
the bot goes on talking and can say it afterwards.

Bad:
    flow: Contact
    steps:
      - when: unknown
        do:
          - tag: {topic: other}
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Contact
    steps:
      - when: unknown
        do:
          - tag: {topic: other}
          - say: I don't know that. A colleague joins this chat within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.takeover import Takeover
from takeover.lint.silence import Untold, speaks
from takeover.lint.telling import step_of, tell_way
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.conversation import Position
    from takeover.lint.rule import Checked

CODE = "untold-takeover"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look at every takeover that silences the bot."""
    program, graph = checked.program, checked.graph
    untold = Untold(graph)
    for place in graph.leaving:
        action = program.blocks[place.block].actions[place.index]
        if not isinstance(action, Takeover) or action.pause is False:
            continue
        if place not in untold or not checked.assigned.reached(place) or _told_too_late(checked, place):
            continue
        way = untold.way(place)
        message = "the user is not told what happens next"
        told = tell_way(program, way, place)
        if told != step_of(program, place).address:
            message = f"{message}: {told}"
        begin = step_of(program, way[0].source if way else place)
        related = (Related("it begins here", begin.span),) if begin is not step_of(program, place) else ()
        hint = "say who will answer, and how soon, before the takeover"
        yield Diagnostic(CODE, SEVERITY, message, action.span, hint, related)


def _told_too_late(checked: Checked, place: Position) -> bool:
    """Say whether the user is told right below the takeover, which `speaks-while-paused` reports."""
    below = checked.program.blocks[place.block].actions[place.index + 1 :][:1]
    return any(speaks(action) for action in below)
