"""The action `email`: an e-mail ticket with what was asked, by whom, and the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.template import Template, TemplateText
from takeover.language.wording import Wording, Words
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Many

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.source.span import Span

ADDRESSES = Many(TemplateText("an e-mail address"), "an address or a list of them", single=True)


class Email(NamedTuple):
    """An e-mail. Without a body it holds the summary, the reason, the contact, the params and the last 20 messages."""

    to: tuple[Template, ...]
    span: Span
    subject: Wording | None = None
    body: Wording | None = None
    cc: tuple[Template, ...] = ()
    sender: Template | None = None
    reply_to: Template | None = None

    def perform(self, run: Run) -> None:
        """Request it."""
        texts = {"subject": self.subject, "body": self.body, "from": self.sender, "reply_to": self.reply_to}
        fields = {name: run.fill(text) for name, text in texts.items() if text is not None}
        fields["to"] = ", ".join(filter(None, (run.fill(address).strip() for address in self.to)))
        if self.cc:
            fields["cc"] = ", ".join(filter(None, (run.fill(address).strip() for address in self.cc)))
        run.send_email(self.span, fields)


EMAIL = Kind(
    "email",
    "email",
    "Sends an e-mail ticket. The bot goes on talking.",
    "email: {to: help@acme.example, subject: 'Question from {{ email }}'}",
    Email,
    (
        Field("to", ADDRESSES, "where it goes", required=True),
        Field("subject", Words(), "the subject (default: the question)"),
        Field("body", Words(), "the text (default: summary, reason, contact, params and the last 20 messages)"),
        Field("cc", ADDRESSES, "who gets a copy"),
        Field("from", TemplateText("an e-mail address"), "the sender (default: the target's)", attr="sender"),
        Field("reply_to", TemplateText("an e-mail address"), "where an answer goes (default: the contact's address)"),
    ),
)
