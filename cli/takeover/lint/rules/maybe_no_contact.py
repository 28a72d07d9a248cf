"""On some way to this e-mail, no address and no telephone number of the customer is known.

The answer did not fit and the question gave up, a branch went round it, the params were reset: then the ticket goes out
all the same, and nobody can answer it. Ask on every way, or do something else where nothing is known. The message
shows the way.

Bad:
    flow: Contact
    steps:
      - when: unknown
        do:
          - ask: I don't know that, but my colleagues do. Which e-mail address can they reach you at?
            save: email
            type: email
            else: [{say: Never mind.}]
          - say: You will have an answer tomorrow.
          - email: {to: help@acme.example, subject: "{{ question }}"}

Good:
    flow: Contact
    steps:
      - when: unknown
        do:
          - ask: I don't know that, but my colleagues do. Which e-mail address can they reach you at?
            save: email
            type: email
            else: [{say: "Then please call us on 030 123 4567."}, takeover, end]
          - say: You will have an answer tomorrow.
          - email: {to: help@acme.example, subject: "{{ question }}"}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.contact import Contact, needs_contact
from takeover.lint.telling import step_of, tell_way
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "maybe-no-contact"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for a way without a contact to each e-mail that can have one."""
    program, contact = checked.program, Contact(checked)
    if contact.from_outside:
        return
    for place, action, need in needs_contact(checked):
        if need != "mail" or not contact.is_possible(place):
            continue
        way = contact.way_without(place)
        if way is None:
            continue
        message = "on some way here, neither an e-mail address nor a telephone number is known"
        told = tell_way(program, way, place)
        if told != step_of(program, place).address:
            message = f"{message}: {told}"
        gifts = [checked.assigned.gifts[name][0] for name in contact.names]
        related = tuple(Related(f'"{gift.name}" is set here', gift.span) for gift in gifts)
        yield Diagnostic(
            CODE, SEVERITY, message, action.span, "ask for it on that way too, or do without the e-mail", related
        )
