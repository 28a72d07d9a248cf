"""What is sent here is nothing that its target can take.

An e-mail goes to an address, through a mail server (`smtp`), and a call to an endpoint (`http`). To anything else they
are not sent at all: in the test everything looks right, and the ticket never arrives.

Bad:
    params: {email: {type: email}}
    flow: Contact
    steps:
      - when: unknown
        do:
          - say: "I don't know that. You will have an answer at {{ email }} tomorrow."
          - email: {to: help@acme.example, subject: "Question of {{ email }}"}
    targets:
      desk: {http: "${HELPDESK_URL}"}

Good:
    params: {email: {type: email}}
    flow: Contact
    steps:
      - when: unknown
        do:
          - say: "I don't know that. You will have an answer at {{ email }} tomorrow."
          - email: {to: help@acme.example, subject: "Question of {{ email }}"}
    targets:
      tickets: {smtp: "${SMTP_URL}", to: help@acme.example}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.call import Call
from takeover.language.actions.email import Email
from takeover.lint.outlets import ENDPOINT, MAIL, TELLING, kind_of
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.lint.rule import Checked

CODE = "wrong-target"
SEVERITY: Severity = "error"
SHOWN = 5
"""So many more e-mails are named: one target mends them all."""


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look at every e-mail and every call to a target. A bot without any targets is not ready to send, and knows it."""
    bot = checked.bot
    kinds = {name: kind_of(bot, name) for name in bot.targets}
    no_mail = bool(kinds) and not {MAIL, ""} & set(kinds.values())
    emails = []
    for block in checked.program.blocks:
        for action in block.actions:
            if isinstance(action, Email):
                for address in (*action.to, *action.cc):
                    if address.fixed and "@" not in address.text and "${" not in address.text:
                        message = f'"{address.text}" is no e-mail address'
                        yield Diagnostic(
                            CODE, SEVERITY, message, address.source.span, "write one such as help@acme.example"
                        )
            match action:
                case Email(span=span) if no_mail:
                    emails.append(span)
                case Call(target=target) if target is not None and kinds.get(target.text, "") not in {ENDPOINT, ""}:
                    message = f'"{target.text}" cannot be called: it is {TELLING[kinds[target.text]]}'
                    related = (Related("it is defined here", bot.target_spans[target.text]),)
                    hint = "a call goes to a target with http:"
                    yield Diagnostic(CODE, SEVERITY, message, target.span, hint, related)
                case _:
                    pass
    if emails:
        emails.sort()
        message = "none of the bot's targets can send an e-mail"
        hint = 'add one: tickets: {smtp: "${SMTP_URL}", to: help@acme.example}'
        others = tuple(Related("nor can this e-mail be sent", other) for other in emails[1 : SHOWN + 1])
        targets = tuple(Related("a target that cannot", target) for target in bot.target_spans.values())
        yield Diagnostic(CODE, SEVERITY, message, emails[0], hint, (*others, *targets))
