"""Mail that says it was made by a machine is discarded, refused or held back by many help desks.

RFC 3834 asks for `Auto-Submitted`, and help desks read it as "an automatic answer: make no ticket of it". Roundup
throws such mail away, Redmine refuses it, Zendesk suspends it, and others make a ticket and send the customer no
acknowledgement. FreeScout takes even `no` for an automatic answer.

Bad:
    targets:
      desk: {http: "${DESK_URL}"}
      tickets: {smtp: "${SMTP_URL}", to: help@acme.example, auto_submitted: auto-generated}
    flow: Takeover
    steps:
      - when: unknown
        do:
          - ask: Which e-mail address can my colleagues reach you at?
            save: email
            type: email
            else: [{say: A colleague joins here.}, {takeover: {to: desk, unavailable: [{say: Call us.}]}}, end]
          - say: Thank you. You will have an answer tomorrow.
          - email: {to: help@acme.example, subject: "{{ question }}"}

Good:
    targets:
      desk: {http: "${DESK_URL}"}
      tickets: {smtp: "${SMTP_URL}", to: help@acme.example}
    flow: Takeover
    steps:
      - when: unknown
        do:
          - ask: Which e-mail address can my colleagues reach you at?
            save: email
            type: email
            else: [{say: A colleague joins here.}, {takeover: {to: desk, unavailable: [{say: Call us.}]}}, end]
          - say: Thank you. You will have an answer tomorrow.
          - email: {to: help@acme.example, subject: "{{ question }}"}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.diagnostic import Diagnostic, Severity
from takeover.source.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "automatic-mail"
SEVERITY: Severity = "warning"
HINT = "leave auto_submitted out, unless you know that your help desk makes a ticket of such mail"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for targets that say it."""
    for fields in checked.bot.targets.values():
        for entry in fields.entries:
            value = entry.value
            if entry.key.text != "auto_submitted" or not isinstance(value, Scalar) or value.text == "omit":
                continue
            held = "is discarded or held back" if value.text != "no" else "gets no acknowledgement"
            message = f'a ticket with "Auto-Submitted: {value.text[:40]}" {held} by some help desks'
            yield Diagnostic(CODE, SEVERITY, message, value.span, HINT)
