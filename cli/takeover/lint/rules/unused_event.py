"""A step waits for an event whose name is nearly, but not quite, that of one that the bot fires.

Events come from actions, choices, agents and other systems, so one that nothing here fires may be right. One that
differs from another only by a slip of the pen is probably the same event, and then the step never begins.

Bad:
    flows:
      - flow: Orders
        steps:
          - when: {contains: order}
            do: [{event: HAND_OVER}]
      - flow: Takeover
        steps:
          - when: [unknown, {event: HAND_OVER}]
            do:
              - say: A colleague will answer you within five minutes.
              - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
          - when: {event: HANDOVER}
            do: [{say: I hope my colleague could help.}]

Good:
    flows:
      - flow: Orders
        steps:
          - when: {contains: order}
            do: [{event: HAND_OVER}]
      - flow: Takeover
        steps:
          - when: [unknown, {event: HAND_OVER}]
            do:
              - say: A colleague will answer you within five minutes.
              - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
          - when: {event: CHAT_ENDED}
            do: [{say: I hope my colleague could help.}]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.triggers.event import WhenEvent
from takeover.lint.near import NearNames
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "unused-event"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Compare the events that nothing fires with those that something does."""
    fired = checked.graph.fired
    heard = {
        name.text.strip()
        for linked in checked.program.steps
        for trigger in linked.step.triggers
        for name in (trigger.names if isinstance(trigger, WhenEvent) else ())
    }
    near = NearNames(sorted(fired & heard))  # of one that nothing hears the linker has said what was meant
    for linked in checked.program.steps:
        for trigger in linked.step.triggers:
            for name in trigger.names if isinstance(trigger, WhenEvent) else ():
                text = name.text.strip()
                meant = None if text in fired else near.slip(text)
                if meant is not None:
                    message = f'nothing in this bot fires the event "{text}"'
                    yield Diagnostic(CODE, SEVERITY, message, name.span, f'did you mean "{meant}", which is fired?')
