"""E-mail messages: composed so that no text of a user becomes a header, and every address is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.handover.writing import one_line
from takeover.source.regex import regex

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

LONGEST_HEADER = 250
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
PLAIN_ADDRESS = regex(rf"(?=.{{3,254}}\Z)(?=[^@]{{1,64}}@){ATOM}(?:\.{ATOM})*@{LABEL}(?:\.{LABEL})*", re.ASCII)
"""`dot-atom@domain` of RFC 5321, without the quoted and bracketed forms that nobody uses."""
UNPRINTED = regex(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")


class BadMailboxError(Exception):
    """A text that is no e-mail address; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address as it goes over the wire (ASCII), and the name before it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Mail:
    """What a message is made of. `message_id` is without its brackets; `extra` are headers of ours.

    `sender` is who sends it, and in the envelope; `author`, where there is one, is who it is From. `html` is the same
    text as `body` ("": there is none).
    """

    sender: Mailbox
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    reply_to: Mailbox | None
    subject: str
    body: str
    message_id: str
    extra: tuple[tuple[str, str], ...]
    attached: tuple[tuple[str, str], ...]
    html: str = ""
    author: Mailbox | None = None


def read_mailbox(text: str) -> Mailbox:
    """Read `jane@acme.example` or `Jane Doe <jane@acme.example>`; raises BadMailboxError.

    Nothing is looked up. A domain of another script is written as its ASCII form; such letters before the @ need a
    server that knows SMTPUTF8, and are refused.
    """
    name, bracket, rest = text.strip().rpartition("<")
    address = rest.removesuffix(">") if bracket else text.strip()
    name = plain_header(name.strip().strip('"'))
    # The usual ones, and those that only a network of one's own knows: help@desk.local, root@localhost.
    if PLAIN_ADDRESS.fullmatch(address):
        return Mailbox(name, address)
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise BadMailboxError(f'"{one_line(text, 60)}" is no e-mail address: {error}') from error
    if found.ascii_email is None:
        raise BadMailboxError(f'"{one_line(text, 60)}" has letters before the @ that most mail servers do not take')
    return Mailbox(name, found.ascii_email)


def plain_header(text: str) -> str:
    """Put a text on one line without anything that a header may not hold."""
    return one_line(UNPRINTED.sub(" ", text), LONGEST_HEADER)


def compose(mail: Mail, now: datetime) -> EmailMessage:
    """Make the message: 7 bits on the wire whatever its letters, lines of bounded length, the parts in a safe order.

    There is no `Precedence` or `List-` header, and no `Auto-Submitted` unless it is in `extra`: help desks discard mail
    that has them.
    """
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP
    from email.utils import format_datetime

    def written(mailbox: Mailbox) -> Address:
        return Address(mailbox.name, addr_spec=mailbox.address)

    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = written(mail.author or mail.sender)
    if mail.author is not None:
        message["Sender"] = written(mail.sender)
    if mail.reply_to is not None:
        message["Reply-To"] = written(mail.reply_to)
    message["To"] = [written(mailbox) for mailbox in mail.to]
    if mail.cc:
        message["Cc"] = [written(mailbox) for mailbox in mail.cc]
    message["Subject"] = plain_header(mail.subject) or "(no subject)"
    message["Message-ID"] = f"<{mail.message_id}>"
    message["Date"] = format_datetime(now)
    for name, value in mail.extra:
        message[name] = plain_header(value)
    message.set_content(mail.body)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    for name, text in mail.attached:
        kind = ("application", "json") if name.endswith(".json") else ("text", "plain")
        if kind[0] == "text":
            message.add_attachment(text, filename=name)
        else:
            message.add_attachment(text.encode("utf-8"), *kind, filename=name)
    return message
