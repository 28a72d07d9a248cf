"""Whether a receiver can be reached at all: its name, its port, its certificate and how long that is valid."""

from __future__ import annotations

import smtplib
import socket
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from takeover.delivery.deadline import Exchange, GivenUpError, within
from takeover.delivery.reaching import BadAddressError, find_proxy, look_up, trusted
from takeover.handover.writing import one_line
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

PORTS = {"https": 443, "http": 80, "smtps": 465, "smtp": 587}
LONGEST = 15
"""Seconds for all of it."""
SOON = 14
"""Days before its end from which a certificate is worth a word."""


class Reached(NamedTuple):
    """What came of it: whether there is somebody, and what is to be said of them."""

    said: str
    ok: bool


def reach(
    address: str,
    environ: Mapping[str, str],
    now: datetime,
    *,
    ca: str = "",
    files: tuple[str, str] = ("", ""),
    private: bool = False,
) -> Reached:
    """Connect to an address, with TLS where it has that, and say who is there; nothing is sent.

    `ca` is the path of a file of authorities, and `files` are those of our own certificate and its key.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        return Reached(f"this is no address: {error}", ok=False)
    if not host or not port:
        return Reached("this is no address: it has no host, or begins with neither https:// nor http://", ok=False)
    if parts.scheme in {"http", "https"} and find_proxy(parts.scheme, host, environ):
        return Reached(f"{host} is reached by a proxy, so its certificate was not looked at", ok=True)

    def work() -> Reached:
        numbers = look_up(host, port, private=private)
        context = trusted(environ, ca, *files)
        return _connect(parts.scheme, host, numbers, port, context, now)

    try:
        return within(LONGEST, Exchange(), work)
    except TimeoutError:
        return Reached(f"{host}:{port} gave no answer within {LONGEST} seconds", ok=False)
    except ssl.SSLCertVerificationError as error:
        return Reached(f"{host}:{port}: its certificate is not trusted: {error.verify_message}", ok=False)
    except socket.gaierror as error:
        return Reached(f"{host} is no name that is known: {error.strerror}", ok=False)
    except (OSError, smtplib.SMTPException, GivenUpError, BadAddressError) as error:
        return Reached(f"{host}:{port}: {one_line(str(getattr(error, 'strerror', None) or error), 200)}", ok=False)


def _connect(
    scheme: str, host: str, numbers: tuple[str, ...], port: int, context: ssl.SSLContext, now: datetime
) -> Reached:
    where = f"{host}:{port}" if numbers == (host,) else f"{host}:{port} ({', '.join(numbers)})"
    if scheme == "smtp":
        with smtplib.SMTP(numbers[0], port, "[127.0.0.1]", timeout=LONGEST) as smtp:
            smtp.ehlo()
            if not smtp.has_extn("starttls"):
                return Reached(f"{where} answers, without TLS", ok=True)
            smtp._host = host  # type: ignore[attr-defined]  # noqa: SLF001 - the name that the certificate is for
            smtp.starttls(context=context)
            return Reached(f"{where} answers; {_describe(smtp.sock, now)}", ok=True)
    with _open(numbers, port) as plain:
        if scheme == "http":
            return Reached(f"{where} answers, without TLS", ok=True)
        with context.wrap_socket(plain, server_hostname=host) as secure:
            return Reached(f"{where} answers; {_describe(secure, now)}", ok=True)


def _open(numbers: tuple[str, ...], port: int) -> socket.socket:
    for number in numbers[:-1]:
        try:
            return socket.create_connection((number, port), LONGEST)
        except OSError:
            continue
    return socket.create_connection((numbers[-1], port), LONGEST)


def _describe(secure: Any, now: datetime) -> str:  # noqa: ANN401 - smtplib's socket has no better type
    shown: dict[str, Any] = secure.getpeercert() or {}
    issuer = {key: value for part in shown.get("issuer", ()) for key, value in part}
    by = issuer.get("organizationName") or issuer.get("commonName") or "nobody who is named"
    days = int((ssl.cert_time_to_seconds(shown["notAfter"]) - now.timestamp()) // 86400)
    soon = ", which is soon" if days <= SOON else ""
    return f"{secure.version()}, certificate by {one_line(str(by), 80)}, valid for {days} more days{soon}"
