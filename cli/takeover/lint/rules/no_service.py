"""A step listens for an intent, and the bot asks no service for intents.

Nothing then says that an input has that intent, so the step waits in vain. `match: {http: URL}` names a service, such
as a Rasa server; without one, `text` with examples does the same. A bot that another program talks with (`takeover chat
--json`) may be told intents by that program: there this warning is to be ignored.

Bad:
    flow: Shop
    steps:
      - when: {intent: track_order}
        do: [{say: It is on its way.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    match: {http: "http://localhost:5005/model/parse"}
    flow: Shop
    steps:
      - when: {intent: track_order}
        do: [{say: It is on its way.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.triggers.intent import WhenIntent
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "no-service"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for intents in a bot without a service."""
    if checked.bot.match.http is not None:
        return
    for linked in checked.program.steps:
        for trigger in linked.step.triggers:
            if isinstance(trigger, WhenIntent):
                message = f'nothing tells this bot of the intent "{trigger.names[0].text}": it asks no service'
                hint = "write match: {http: URL} among the settings, or when: {text: […]} with examples here"
                yield Diagnostic(CODE, SEVERITY, message, trigger.names[0].span, hint)
