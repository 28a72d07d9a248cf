"""A takeover can come to nothing, and then the user is told nothing.

A help desk can refuse it (no agent is free, it is closed) or not answer at all; and where the routing looks at hours,
takeovers happen out of hours as well. The bot then resumes, and says nothing of it: the customer was promised a person
and waits. Write under `unavailable:` what the bot says and does then. Takeovers that only go to a file need none,
unless they promise an answer `within:` some time: when that is over, what `unavailable:` says is done.

Bad:
    flow: Contact
    steps:
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover
    targets:
      desk: {http: "${HELPDESK_URL}"}

Good:
    flow: Contact
    steps:
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover:
              unavailable: [{say: "Nobody is free right now, I'm sorry. Please call us on 030 123 4567."}]
    targets:
      desk: {http: "${HELPDESK_URL}"}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.language.actions.takeover import Takeover
from takeover.language.rules.hours import HoursOpen
from takeover.lint.outlets import ENDPOINT, MAIL, kind_of, possible_targets
from takeover.source.diagnostic import Diagnostic, Related, Severity
from takeover.source.shapes.scalars import write_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "no-unavailable"
SEVERITY: Severity = "warning"
HINT = "add unavailable: with what the bot says and does when nobody takes it"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look at every takeover without it: at where it can go, and when."""
    program, bot = checked.program, checked.bot
    routed_by_hours = next(find_all(tuple(route.rule for route in bot.routing), HoursOpen), None)
    for place in checked.graph.leaving:
        action = program.blocks[place.block].actions[place.index]
        if not isinstance(action, Takeover) or action.unavailable is not None or not checked.assigned.reached(place):
            continue
        reached = possible_targets(bot, action)
        related: tuple[Related, ...] = ()
        target = next((name for name in reached if kind_of(bot, name) in {ENDPOINT, MAIL}), None)
        if target is not None:
            message = f'if "{target}" refuses this takeover or does not answer, the user is told nothing'
            related = (Related("it goes there", bot.target_spans[target]),)
        elif not reached and routed_by_hours is not None:
            message = "if nobody takes this out of hours, the user is told nothing"
            related = (Related("the routing looks at hours", routed_by_hours.span),)
        elif action.within is not None:
            message = f"if nobody takes this within {write_length(action.within)}, the user is told nothing"
        else:
            continue
        yield Diagnostic(CODE, SEVERITY, message, action.span, HINT, related)
