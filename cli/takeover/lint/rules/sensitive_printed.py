r"""A sensitive param stands in a text that people or other systems read.

`sensitive: true` keeps a param's value masked among the params of a takeover. Printed in a reply, a note, a subject, an
e-mail or an address it lands in chat windows, mailboxes and logs. Leave it out, or print a part of it:
`{{ card_number | slice: -4, 4 }}`. The body of a call may hold it: that is what some systems are asked for.

Bad:
    params: {card_number: {type: text, sensitive: true}}
    flow: Payment
    steps:
      - when: {text: [I paid twice, charged twice, double payment]}
        do:
          - ask: Which card did you pay with?
            save: card_number
            type: '/\d{12,16}/'
            else: [{say: Never mind the number.}]
          - say: Thank you. Billing will look at it within a day.
          - takeover:
              note: "Paid twice with {{ card_number }}"
              unavailable: [{say: That did not work. Please call us.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    params: {card_number: {type: text, sensitive: true}}
    flow: Payment
    steps:
      - when: {text: [I paid twice, charged twice, double payment]}
        do:
          - ask: Which card did you pay with?
            save: card_number
            type: '/\d{12,16}/'
            else: [{say: Never mind the number.}]
          - say: Thank you. Billing will look at it within a day.
          - takeover:
              note: "Paid twice with the card that ends in {{ card_number | default: '?' | slice: -4, 4 }}"
              unavailable: [{say: That did not work. Please call us.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.graph.edges import own_parts
from takeover.language.actions.call import Call
from takeover.language.actions.email import Email
from takeover.language.actions.event import FireEvent
from takeover.language.actions.note import Note
from takeover.language.actions.resolve import Resolve
from takeover.language.actions.setting import SetParams
from takeover.language.actions.tag import PutTags
from takeover.language.actions.takeover import Takeover
from takeover.language.choices import Option
from takeover.language.template import Template
from takeover.lint.printed import OUTPUT
from takeover.source.diagnostic import Diagnostic, Related, Severity
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.run import Action
    from takeover.lint.rule import Checked
    from takeover.source.span import Span

CODE = "sensitive-printed"
SEVERITY: Severity = "error"
IN_PART = regex(r"\|\s*(?:slice|truncate|size)\b")
HINT = "leave it out, or print its end only: {{ … | slice: -4, 4 }}"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look for sensitive params in every text that goes out."""
    bot = checked.bot
    sensitive = {name: setting.span for name, setting in bot.params.items() if setting.sensitive}
    if not sensitive:
        return
    for block in checked.program.blocks:
        for action in block.actions:
            for what, template in _texts(action):
                for name, span in _printed(template):
                    if name in sensitive:
                        message = f'"{name}" is sensitive, and is printed in {what}'
                        related = (Related("it is said to be sensitive here", sensitive[name]),)
                        yield Diagnostic(CODE, SEVERITY, message, span, HINT, related)
    for route in bot.routing:
        for name, span in _printed(route.assignee) if route.assignee is not None else ():
            if name in sensitive:
                message = f'"{name}" is sensitive, and is printed in the assignee'
                yield Diagnostic(CODE, SEVERITY, message, span, HINT)


def _texts(action: Action) -> Iterator[tuple[str, Template]]:
    """Give the texts of an action that go out, each with what it is. Values that are kept go nowhere yet."""
    match action:
        case SetParams() | FireEvent():
            return
        case Call(url=url, headers=headers):
            yield from [("an address", url)] if url is not None else []
            yield from (("a header", template) for _, template in headers)
        case Takeover():
            named = {"note": action.note, "subject": action.subject, "summary": action.summary}
            named |= {"reason": action.reason, "assignee": action.assignee}
            yield from ((f"the {name}", one) for name, text in named.items() if text is not None for one in text.all)
        case _:
            kinds = {Email: "an e-mail", Note: "a note", PutTags: "a tag", Resolve: "the record"}
            what = kinds.get(type(action), "a text to the user")
            for found in find_all(own_parts(action), Template, Option):
                if isinstance(found, Template):
                    yield what, found
                elif isinstance(found, Option):
                    yield from ((what, text) for text in found.label.all)
                    yield from (("an address", text) for text in (found.url.all if found.url is not None else ()))


def _printed(template: Template) -> Iterator[tuple[str, Span]]:
    """Give the names that a text prints whole, with their places."""
    if template.uses:
        for found in OUTPUT.finditer(template.text):
            name, *path = re.split(r"[.\[]", found[1])
            if path[-1:] != ["size"] and not IN_PART.search(found[2]):
                yield name, template.source.within(found.start(1), found.end(1))
