"""An e-mail goes out, and nobody could answer it: no address and no telephone number was ever asked for.

Who gets the ticket reads what the customer wants, and has no way back to them. Ask for an e-mail address or a telephone
number first, and save it under a param of that type. A takeover that joins the chat needs none, because the agent
answers there; one that goes out as an e-mail does, and of one with `pause: false` in a bot that never asks this is a
note. If another system knows the address, name it under `params:`.

Bad:
    flow: Contact
    steps:
      - when: unknown
        do:
          - say: I don't know that. You will have an answer tomorrow.
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
          - say: Thank you. You will have an answer tomorrow.
          - email: {to: help@acme.example, subject: "{{ question }}"}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.contact import Contact, needs_contact
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "no-contact"
SEVERITY: Severity = "error"
HINT = "ask for it first: ask: Which e-mail address can we reach you at? with save: email and type: email"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look at what is sent where no contact can be known."""
    contact = Contact(checked)
    if contact.from_outside:
        return
    for place, action, need in needs_contact(checked):
        if contact.is_possible(place):
            continue
        if need == "mail":
            message = "nobody can answer this: neither an e-mail address nor a telephone number is known here"
            yield Diagnostic(CODE, SEVERITY, message, action.span, HINT)
        elif not contact.names:
            message = "whoever reads this can only answer in the chat: the bot never asks for an address or a number"
            yield Diagnostic(CODE, "note", message, action.span, HINT)
