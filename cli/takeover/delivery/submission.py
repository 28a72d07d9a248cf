"""One submission of a message to a mail server (RFC 5321, 6409): what each failure means, and a bound on all of it."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.delivery.deadline import Exchange, GivenUpError, within
from takeover.delivery.reaching import is_loopback, look_up, trusted
from takeover.delivery.receipt import Verdict
from takeover.handover.writing import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SNIPPET = 200
GREETED = 220
ACCEPTED = 250
RECIPIENT_ACCEPTED = (250, 251)
DENIED = frozenset({530, 534, 535, 538})
"""Replies that want another login (RFC 4954, 6)."""


class RefusedError(Exception):
    """The server, or our own caution, ended it before the message was sent."""

    def __init__(self, detail: str, status: int = 0, *, ours: bool = False) -> None:
        """Keep the reason, the server's status, and whether it is `ours` to mend."""
        super().__init__(detail)
        self.detail = detail
        self.status = status
        self.ours = ours or status in DENIED


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `tls`: from the first byte on; else STARTTLS, which `plain` and this machine may do without.

    `private` allows a name that leads into a private network.
    """

    host: str
    port: int
    tls: bool
    user: str
    password: str
    plain: bool
    environ: Mapping[str, str]
    ca: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends, who receives, and the message itself with its lines ended by CR LF."""

    sender: str
    recipients: tuple[str, ...]
    message: bytes


def submit(server: Server, envelope: Envelope, timeout: float) -> Verdict:
    """Submit a message once; ends within `timeout` seconds. One that breaks off after that was begun is `unknown`.

    Raises BadAddressError, before anything is said, where the server's name leads inside.
    """
    exchange = Exchange()
    heard: list[Verdict] = []
    try:
        within(timeout, exchange, lambda: _submit(server, envelope, exchange, heard, timeout))
    except RefusedError as refused:
        # 4yz: "the action may be requested again" (RFC 5321, 4.2.1).
        wait = 0.0 if 400 <= refused.status < 500 else None  # noqa: PLR2004
        return Verdict("failed", refused.detail, refused.status, wait, ours=refused.ours)
    except TimeoutError:
        detail, ours = f"{server.host} gave no answer within {timeout:g} seconds", False
    except (smtplib.SMTPException, OSError, GivenUpError, ValueError) as error:
        reason = one_line(str(getattr(error, "strerror", None) or error), SNIPPET) or type(error).__name__
        detail = f"{server.host}: {reason}"
        ours = isinstance(error, ssl.SSLCertVerificationError | ValueError | smtplib.SMTPNotSupportedError)
    else:
        return heard[0]
    if heard:  # the message was accepted, and only the goodbye was not
        return heard[0]
    if exchange.stage == "sending":
        return Verdict("unknown", f"{detail}; it may have arrived")
    return Verdict("failed", detail, 0, None if ours else 0.0, ours=ours)


def _submit(server: Server, envelope: Envelope, exchange: Exchange, heard: list[Verdict], timeout: float) -> None:
    with _connected(server, timeout) as smtp:
        _secure(smtp, server)
        most = smtp.esmtp_features.get("size", "")
        if most.isdecimal() and 0 < int(most) < len(envelope.message):
            raise RefusedError(
                f"the message has {len(envelope.message):,} bytes, and {server.host} takes {int(most):,}", 552
            )
        _expect(smtp.mail(envelope.sender), "MAIL FROM")
        replies = {recipient: smtp.rcpt(recipient) for recipient in envelope.recipients}
        turned_away = {to: reply for to, reply in replies.items() if reply[0] not in RECIPIENT_ACCEPTED}
        if len(turned_away) == len(replies):
            _expect(next(iter(turned_away.values())), "RCPT TO")
        exchange.reach("sending")
        try:
            reply = smtp.data(envelope.message)
        except smtplib.SMTPDataError as refused:
            raise RefusedError(_say(refused.smtp_code, refused.smtp_error), refused.smtp_code) from refused
        if reply[0] != ACCEPTED:
            raise RefusedError(_say(*reply), reply[0])
        left_out = "".join(f"; {to} was turned away: {_say(*why)}" for to, why in turned_away.items())
        heard.append(Verdict("delivered", f"handed to {server.host}{left_out}", reply[0]))


@contextmanager
def _connected(server: Server, timeout: float) -> Iterator[smtplib.SMTP]:
    """Connect, and say goodbye at the end; what the server says to that changes nothing."""
    smtp = _connect(server, timeout)
    try:
        yield smtp
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def _connect(server: Server, timeout: float) -> smtplib.SMTP:
    """Connect to the first address of the server that answers; what was looked up and checked is what is spoken to."""
    addresses = look_up(server.host, server.port, private=server.private)
    for address in addresses[:-1]:
        try:
            return _connect_to(address, server, timeout)
        except ssl.SSLError:
            raise
        except OSError:
            continue
    return _connect_to(addresses[-1], server, timeout)


def _connect_to(address: str, server: Server, timeout: float) -> smtplib.SMTP:
    # The name of this machine is not looked up: that can take longer than the rest of it. RFC 5321 takes an address.
    if server.tls:
        context = trusted(server.environ, server.ca)
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname="[127.0.0.1]", timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(local_hostname="[127.0.0.1]", timeout=timeout)
    smtp._host = server.host  # type: ignore[attr-defined] # noqa: SLF001 - the name that TLS asks for, and verifies
    reply = smtp.connect(address, server.port)
    if reply[0] != GREETED:
        smtp.close()
        raise RefusedError(_say(*reply), reply[0])
    return smtp


def _secure(smtp: smtplib.SMTP, server: Server) -> None:
    """Greet, begin TLS, and log in: in this order, and not otherwise."""
    _expect(smtp.ehlo(), "EHLO")
    secure = server.tls
    if not secure and smtp.has_extn("starttls"):
        smtp.starttls(context=trusted(server.environ, server.ca))
        _expect(smtp.ehlo(), "EHLO")
        secure = True
    if not secure and not server.plain and not is_loopback(server.host):
        raise RefusedError(f"{server.host} offers no TLS, and mail is not sent without it", ours=True)
    if not server.user:
        return
    if not secure:
        raise RefusedError(f"{server.host} offers no TLS, and a password is not sent without it", ours=True)
    try:
        smtp.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as refused:
        raise RefusedError(
            f"the login was refused: {_say(refused.smtp_code, refused.smtp_error)}", refused.smtp_code
        ) from refused


def _expect(reply: tuple[int, bytes], step: str) -> None:
    if not 200 <= reply[0] < 300:  # noqa: PLR2004 - the replies of success
        raise RefusedError(f"{step}: {_say(*reply)}", reply[0])


def _say(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return one_line(f"{code} {said}", SNIPPET)
