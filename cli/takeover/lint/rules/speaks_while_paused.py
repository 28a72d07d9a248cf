"""The bot says something after it was paused, and nobody hears it.

A takeover pauses the bot at once, and so does `pause`: what it says below is lost, and a question below is never asked.
Say it before, or take `pause: false`. In `unavailable:` the bot is resumed first, and speaks.

Bad:
    flow: Contact
    steps:
      - when: unknown
        do:
          - say: I don't know that.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
          - say: A colleague will answer you within five minutes.

Good:
    flow: Contact
    steps:
      - when: unknown
        do:
          - say: I don't know that. A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from takeover.language.actions.ask import Ask
from takeover.language.actions.call import Call
from takeover.language.actions.pause import Pause, Resume
from takeover.language.actions.resolve import Resolve
from takeover.language.actions.takeover import Takeover
from takeover.lint.silence import LATER, speaks
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.conversation import Position
    from takeover.language.run import Action
    from takeover.lint.rule import Checked

CODE = "speaks-while-paused"
SEVERITY: Severity = "error"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Follow the ways on from everything that pauses the bot; each text is reported once, with what silences it."""
    program, graph = checked.program, checked.graph
    silenced: dict[Position, Position] = {}
    for place in graph.leaving:
        if _pauses(program.blocks[place.block].actions[place.index]) and checked.assigned.reached(place):
            silenced |= {edge.target: place for edge in graph.leaving[place] if edge.why not in LATER}
    waiting = deque(silenced)
    while waiting:
        here = waiting.popleft()
        action = program.blocks[here.block].actions[here.index]
        if speaks(action):
            by = program.blocks[silenced[here].block].actions[silenced[here].index]
            what = "takeover" if isinstance(by, Takeover) else "pause"
            message = f"the bot is paused by now, and does not say this: the {what} comes before it"
            hint = f"say it before the {what}" + (", or write pause: false there" if what == "takeover" else "")
            yield Diagnostic(CODE, SEVERITY, message, action.span, hint, (Related("it is paused here", by.span),))
        if isinstance(action, Resume | Resolve | Ask | Call):  # a question is not asked, and an answer not heard
            continue
        for edge in graph.leaving[here]:
            if edge.why not in LATER and edge.target not in silenced:
                silenced[edge.target] = silenced[here]
                waiting.append(edge.target)


def _pauses(action: Action) -> bool:
    return isinstance(action, Pause) or (isinstance(action, Takeover) and action.pause is not False)
