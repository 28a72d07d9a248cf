"""The target `smtp`: payloads as e-mail tickets. TLS is verified, and a password is said only after it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from takeover.delivery.connection import fill_address
from takeover.delivery.mail import BadMailboxError, Mail, Mailbox, compose, read_mailbox
from takeover.delivery.reaching import BadAddressError
from takeover.delivery.receipt import Verdict
from takeover.delivery.settings import Address, Written
from takeover.delivery.target import Header, Plan, Request, one_step
from takeover.delivery.variables import UnfilledError, Variables
from takeover.delivery.wants import ATTEMPTS, WANTS, WHOLE, Wants, gather
from takeover.handover.letter import write_letter, write_transcript
from takeover.handover.page import write_html
from takeover.handover.writing import text_at, texts_at, value_at, write_json
from takeover.source.regex import regex
from takeover.source.shapes import Field, Flag, Kind, Length, Many, Word
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.delivery.submission import Server
    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.source.span import Span

TIMEOUT = 30
PORTS = {"smtp": 587, "smtps": 465}
OMIT = "omit"
AUTHOR = "From (requester)"
"""Stands for the From of a message of which we are the Sender."""
UNSAFE_IN_ID = regex(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class SmtpTarget:
    """A mail server and a mailbox. `sender` is who the mail is from; "": whoever logs in.

    `requester_via` says how the receiver learns who asks: `reply_to`, or `from` with our own mailbox as the Sender.
    """

    smtp: str
    to: tuple[str, ...]
    span: Span = NOWHERE
    sender: str = ""
    requester_via: str = "reply_to"
    auto_submitted: str = OMIT
    json: bool = False
    ca: str = ""
    timeout: float = TIMEOUT
    insecure: bool = False
    private: bool = False
    wants: Wants = WHOLE
    attempts: int = ATTEMPTS
    reaches_people: bool = True

    def plan(self, payload: Json) -> Plan:
        """Send one message. No receiver of mail knows one again, so it is never repeated when its answer is lost."""
        return one_step(self.render(payload), self.deliver, bound=self.timeout)

    def render(self, payload: Json) -> Request:
        """Give the message: what a flow's `email` action asked for, or the takeover as a letter to the mailbox."""
        asked = value_at(payload, "email") is not None
        if asked:
            headers = [*_listed("To", texts_at(payload, "email.to")), *_listed("Cc", texts_at(payload, "email.cc"))]
        else:
            headers = [Header("To", address, written=True) for address in self.to]
        sender = text_at(payload, "email.from")
        headers += [Header("From", sender)] if sender else [Header("From", self.sender, written=True)]
        requester = text_at(payload, "email.reply_to") if asked else _name_contact(payload)
        author = self.requester_via == "from" and not asked
        headers += [
            Header(AUTHOR if author else "Reply-To", requester),
            Header("Subject", text_at(payload, "email.subject" if asked else "subject")),
            Header("References", text_at(payload, "conversation.id")),
            Header("X-Takeover-Id", text_at(payload, "id")),
            Header("X-Takeover-Reason", text_at(payload, "reason.code")),
            Header("X-Simulated", "yes" if value_at(payload, "source.simulated") is True else ""),
            Header("Auto-Submitted", "" if self.auto_submitted == OMIT else self.auto_submitted),
        ]
        kept = tuple(header for header in headers if header.value.strip())
        body = text_at(payload, "email.body") if asked else write_letter(payload)
        html = "" if asked else write_html(payload)
        # The transcript first: some receivers look at the first file only, and some refuse JSON.
        files = [("transcript.txt", f"{write_transcript(payload)}\n")] if value_at(payload, "transcript") else []
        files += [("takeover.json", f"{write_json(payload, indent=2)}\n")] if self.json else []
        return Request(text_at(payload, "id"), f"MAIL by {self.smtp}", kept, body, tuple(files), html)

    def deliver(self, request: Request, host: Host) -> Verdict:
        """Submit it once."""
        from takeover.delivery.submission import Envelope, submit

        variables = Variables(host.environ)
        try:
            server = self._server(variables, host)
            mail, note = self._mail(request, server, variables)
            message = compose(mail, host.now())
            recipients = tuple(mailbox.address for mailbox in (*mail.to, *mail.cc))
            verdict = submit(server, Envelope(mail.sender.address, recipients, message.as_bytes()), self.timeout)
        except (UnfilledError, BadAddressError) as error:
            return Verdict("failed", variables.redact(str(error)), ours=True)
        except BadMailboxError as error:
            return Verdict("failed", variables.redact(str(error)))
        detail = verdict.detail + (f"; {note}" if note and verdict.outcome == "delivered" else "")
        return replace(verdict, detail=variables.redact(detail))

    def write_message(self, request: Request, host: Host) -> str:
        """Give the message as it would go over the wire, its lines ended as here.

        Raises UnfilledError, BadAddressError, BadMailboxError. Only addresses are filled in: nothing secret is in it.
        """
        variables = Variables(host.environ)
        mail, _ = self._mail(request, self._server(variables, host), variables)
        return compose(mail, host.now()).as_bytes().decode("ascii").replace("\r\n", "\n")

    def _server(self, variables: Variables, host: Host) -> Server:
        from takeover.delivery.submission import Server

        parts = urlsplit(fill_address(self.smtp, variables))
        try:
            port = parts.port
        except ValueError as error:
            raise BadAddressError(f"this is no address of a mail server: {error}") from error
        if parts.scheme not in PORTS or not parts.hostname:
            raise BadAddressError("the address of a mail server begins with smtp:// or smtps://, and has a host")
        return Server(
            host=parts.hostname,
            port=port or PORTS[parts.scheme],
            tls=parts.scheme == "smtps",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            plain=self.insecure,
            environ=host.environ,
            ca=str(host.cwd / variables.fill(self.ca)) if self.ca else "",
            private=self.private,
        )

    def _mail(self, request: Request, server: Server, variables: Variables) -> tuple[Mail, str]:
        """Read all addresses. A Reply-To that is none is left out, and said: the contact stands in the letter too."""
        to, cc = _mailboxes(request, "To", variables), _mailboxes(request, "Cc", variables)
        if not to:
            raise BadMailboxError("there is nobody to send it to")
        sender = next(iter(_mailboxes(request, "From", variables)), None) or _own_mailbox(server, to[0])
        texts = {header.name: header.value for header in request.headers}
        note = ""
        asks: dict[str, Mailbox | None] = {}
        for header in ("Reply-To", AUTHOR):
            try:
                asks[header] = next(iter(_mailboxes(request, header, variables)), None)
            except BadMailboxError as error:
                note = f"without a {'Reply-To' if header != AUTHOR else 'requester in From'}: {error}"
        author = asks.get(AUTHOR)
        domain = sender.address.rpartition("@")[2]
        thread = _safe_id(texts.get("References", ""))
        mail = Mail(
            sender=sender,
            to=to,
            cc=cc,
            reply_to=asks.get("Reply-To"),
            subject=texts.get("Subject", ""),
            body=request.body,
            message_id=f"{_safe_id(request.takeover_id)}@{domain}",
            extra=(
                *((("References", f"<{thread}@{domain}>"),) if thread else ()),
                *((name, texts[name]) for name in texts if name.startswith("X-") or name == "Auto-Submitted"),
            ),
            attached=request.attached,
            html=request.html,
            author=author,
        )
        return mail, note


def _name_contact(payload: Json) -> str:
    name, address = text_at(payload, "contact.name").strip(), text_at(payload, "contact.email").strip()
    return f"{name} <{address}>" if name and address else address


def _safe_id(text: str) -> str:
    return UNSAFE_IN_ID.sub(".", text).strip(".")


def _own_mailbox(server: Server, to: Mailbox) -> Mailbox:
    """Give who we are: the user that logs in, where that is an address; else a mailbox beside the receiver's."""
    if "@" in server.user:
        return read_mailbox(server.user)
    return Mailbox("", f"takeover@{to.address.rpartition('@')[2]}")


def _listed(name: str, addresses: tuple[str, ...]) -> Iterator[Header]:
    return (Header(name, address) for address in addresses)


def _mailboxes(request: Request, name: str, variables: Variables) -> tuple[Mailbox, ...]:
    headers = (header for header in request.headers if header.name == name)
    return tuple(read_mailbox(variables.fill(header.value) if header.written else header.value) for header in headers)


ADDRESS = Written("an e-mail address")
SMTP = Kind(
    "smtp",
    "an e-mail ticket",
    "Sends payloads as e-mail: a letter with summary, reason, contact, params and the last messages, answered to the "
    "contact. The bot's `email` actions go through the first of these. Mail leaves this machine by TLS only.",
    'smtp: "${SMTP_URL}"\nto: help@acme.example',
    gather(SmtpTarget),
    (
        Field(
            "smtp",
            Address(("smtp", "smtps"), "the address of a mail server", "smtp://bot:${SMTP_PASSWORD}@mail.acme.example"),
            "the server: smtp:// (STARTTLS, port 587) or smtps:// (port 465)",
            required=True,
        ),
        Field(
            "to",
            Many(ADDRESS, "an address or a list of them", single=True),
            "the mailbox of the help desk",
            required=True,
        ),
        Field("from", ADDRESS, "the sender (default: the user of the server, or takeover@ beside `to`)", attr="sender"),
        Field(
            "requester_via",
            Word(("reply_to", "from"), "way"),
            "how the receiver learns who asks: reply_to (default; Request Tracker reads it), or from: the mail is From "
            "the contact and its Sender is ours, which other help desks need, and which breaks DMARC outside your own "
            "domain",
        ),
        Field(
            "auto_submitted",
            Word((OMIT, "no", "auto-generated"), "value"),
            "the header Auto-Submitted: omit (default), because help desks discard, refuse or suspend mail that says "
            "auto-generated",
        ),
        Field("json", Flag(), "attaches takeover.json too, after transcript.txt; some help desks refuse it"),
        Field("ca", Written("the path of a file"), "a PEM file of the authorities that are trusted there"),
        Field("timeout", Length(), f"how long all of it may take (default {TIMEOUT}s)"),
        Field("insecure", Flag(), "allows mail without TLS to other machines; a password is never sent so"),
        Field("private", Flag(), "allows a server whose name leads into a private network"),
        *WANTS,
    ),
)
