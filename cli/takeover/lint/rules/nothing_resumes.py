"""After this takeover the bot stays silent for good.

It is silent until somebody resumes it, and agents do that from the help desk that took the takeover over. This one goes
out as an e-mail: who answers that is not in the chat, and cannot resume the bot. The customer's next question, tomorrow
or next week, meets silence. Let the bot go on (`pause: false`) or pause it for a time (`pause: 15m`).

Bad:
    params: {email: {type: email}}
    flow: Contact
    steps:
      - when: unknown
        do:
          - say: "I don't know that. You will have an answer at {{ email }} tomorrow."
          - takeover: {unavailable: [{say: That did not work. Please call us.}]}
    targets:
      tickets: {smtp: "${SMTP_URL}", to: help@acme.example}

Good:
    params: {email: {type: email}}
    flow: Contact
    steps:
      - when: unknown
        do:
          - say: "I don't know that. You will have an answer at {{ email }} tomorrow."
          - takeover: {pause: false, unavailable: [{say: That did not work. Please call us.}]}
    targets:
      tickets: {smtp: "${SMTP_URL}", to: help@acme.example}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.takeover import Takeover
from takeover.lint.outlets import MAIL, kind_of, possible_targets
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "nothing-resumes"
SEVERITY: Severity = "note"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for takeovers that pause without a time, and go nowhere but to a mailbox."""
    program, bot = checked.program, checked.bot
    for place in checked.graph.leaving:
        action = program.blocks[place.block].actions[place.index]
        if not isinstance(action, Takeover) or action.pause is not True or not checked.assigned.reached(place):
            continue
        targets = possible_targets(bot, action)
        if targets and all(kind_of(bot, target) == MAIL for target in targets):
            message = "this goes out as an e-mail only, and from there nobody can resume the bot: it stays silent"
            related = (Related("it goes there", bot.target_spans[targets[0]]),)
            yield Diagnostic(
                CODE, SEVERITY, message, action.span, "write pause: false, or a time such as pause: 15m", related
            )
