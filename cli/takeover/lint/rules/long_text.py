"""A text is longer than chat channels take.

A choice or button shows 20 characters on Messenger, Instagram and WhatsApp: the rest is cut off, or the message is
refused. A message has at most 1,000 characters on Instagram (1,024 on WhatsApp where it has buttons), the title of a
card 80. And nobody reads more than that in a chat. What agents read may be as long as it needs to be.

Bad:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do:
          - say:
              text: We are in Utrecht. Shall I show you?
              choices: [{label: Yes please show me a map, step: map}]
      - step: map
        when: {contains: map}
        do: [{say: Here is the map.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, your address]}
        do:
          - say:
              text: We are in Utrecht. Shall I show you?
              choices: [{label: Show me a map, step: map}]
      - step: map
        when: {contains: map}
        do: [{say: Here is the map.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.language.actions.ask import Ask
from takeover.language.replies.card import Card
from takeover.language.replies.carousel import Carousel
from takeover.language.replies.listing import Listing
from takeover.language.replies.say import Say
from takeover.source.diagnostic import Diagnostic, Severity
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.wording import Wording
    from takeover.lint.rule import Checked

CODE = "long-text"
SEVERITY: Severity = "warning"

LABEL = 20
"""Characters of a choice or button.

https://developers.facebook.com/docs/messenger-platform/instagram/features/quick-replies (20, then truncated);
https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-reply-buttons-messages (20, else refused).
"""
MESSAGE = 1_000
"""Characters of a message: Instagram takes 1,000 bytes, WhatsApp 1,024 characters with buttons, Messenger 2,000.

https://developers.facebook.com/docs/messenger-platform/instagram/features/send-message
"""
TITLE = 80
"""Characters of a card's title and subtitle.

https://developers.facebook.com/docs/messenger-platform/reference/templates/generic
"""
FILLED = regex(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Measure what the user reads, without what is filled in."""
    for _, option in checked.written.options:
        yield from _measure(option.label, LABEL, "the label of a choice or button")
    for block in checked.program.blocks:
        for action in block.actions:
            match action:
                case Say(agent_only=True):
                    continue
                case Say(texts=texts):
                    yield from (problem for text in texts for problem in _measure(text, MESSAGE, "a message"))
                case Ask(texts=texts, retry=retry):
                    yield from (
                        problem for text in (*texts, *retry) for problem in _measure(text, MESSAGE, "a message")
                    )
                case Card() | Carousel() | Listing():
                    for card in find_all(action, Card):
                        for text in (card.title, card.subtitle):
                            yield from _measure(text, TITLE, "the title of a card") if text is not None else ()
                case _:
                    continue


def _measure(wording: Wording, most: int, label: str) -> Iterator[Diagnostic]:
    for text in wording.all:
        length = len(FILLED.sub("", text.text).strip()) if len(text.text) > most else 0
        if length > most:
            message = f"{label} has at most {most:,} characters on most channels, and this has {length:,}"
            hint = "shorten it" if most == LABEL else "shorten it, or say it in several messages"
            yield Diagnostic(CODE, SEVERITY, message, text.source.span, hint)
