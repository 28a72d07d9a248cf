"""One HTTP exchange, made safely: no redirects, TLS verified, plain http to this machine only, all bounds set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from takeover.delivery.deadline import Exchange, GivenUpError, within
from takeover.source.regex import regex

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping, Sequence

    import httpx

LONGEST_ANSWER = 64 * 1024
"""Bytes of an answer that are read; what comes after them is left where it is."""
STAGES = {
    "http11.send_request_headers.started": "sending",
    "http11.send_request_body.complete": "sent",
}
"""What httpcore says of its progress (its `trace` extension), and what that means here."""


ERRNO = regex(r"^\[Errno -?\d+\] ")


class BadAddressError(Exception):
    """An address that nothing is sent to; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the headers, and the body as far as it was read (`whole`: to its end)."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nothing came back. `arrived` is None when the request may have arrived, False when it cannot have."""

    detail: str
    arrived: bool | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, its references filled."""

    method: str
    address: str
    headers: Sequence[tuple[str, str]]
    body: bytes
    timeout: float
    insecure: bool = False
    longest: int = LONGEST_ANSWER


def ask(asked: Asked, environ: Mapping[str, str]) -> Answer | NoAnswer:
    """Send a request and read its answer; ends within the timeout, whatever the other side does.

    Raises BadAddressError, before anything is sent. `SSL_CERT_FILE` of the environment names authorities.
    """
    import httpx

    try:
        url = httpx.URL(asked.address)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise BadAddressError(f"this is no address: {error}") from error
    _check(url, insecure=asked.insecure)
    exchange = Exchange()
    heard: list[Answer] = []
    try:
        return within(asked.timeout, exchange, lambda: _exchange(asked, url, exchange, heard, environ))
    except TimeoutError:
        if heard:  # the status counts, even where the rest of the answer never ends
            return heard[0]
        return NoAnswer(f"no answer within {asked.timeout:g} seconds", _arrived(exchange))
    except (httpx.HTTPError, httpx.StreamError, GivenUpError) as error:
        return NoAnswer(_explain(error, exchange.stage), _arrived(exchange))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:  # what headers may not hold
        raise BadAddressError(f"this cannot be sent: {error}") from error
    except OSError as error:  # a file of authorities that cannot be read
        return NoAnswer(f"could not begin: {error.strerror or error}", _arrived(exchange))


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine, by its name alone: nothing is looked up."""
    from ipaddress import ip_address

    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def trusted(environ: Mapping[str, str]) -> ssl.SSLContext:
    """Give a TLS context that verifies names and authorities: those of certifi, or of the file in SSL_CERT_FILE."""
    import ssl

    import certifi

    return ssl.create_default_context(cafile=environ.get("SSL_CERT_FILE") or certifi.where())


def _check(url: httpx.URL, *, insecure: bool) -> None:
    if url.scheme not in {"http", "https"} or not url.host:
        raise BadAddressError("it begins with neither https:// nor http://, or has no host")
    if url.scheme == "http" and not insecure and not is_loopback(url.host):
        raise BadAddressError("plain http is only spoken to this machine: use https, or set insecure: true")


def _exchange(
    asked: Asked, url: httpx.URL, exchange: Exchange, heard: list[Answer], environ: Mapping[str, str]
) -> Answer:
    import ssl

    import httpx

    def follow(event: str, _info: Mapping[str, Any]) -> None:
        exchange.reach(STAGES.get(event, exchange.stage))

    context = trusted(environ) if url.scheme == "https" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    transport = httpx.HTTPTransport(verify=context, trust_env=False)
    with httpx.Client(transport=transport, timeout=asked.timeout, trust_env=False) as client:
        client.headers = httpx.Headers({"accept-encoding": "identity"})  # what is read is then what is counted
        request = client.build_request(
            asked.method, url, headers=list(asked.headers), content=asked.body, extensions={"trace": follow}
        )
        response = client.send(request, stream=True)
        head = Answer(response.status_code, response.reason_phrase, dict(response.headers), b"", whole=False)
        heard.append(head)
        try:
            body, whole = _read(response, asked.longest)
        finally:
            response.close()
    return replace(head, body=body, whole=whole)


def _read(response: httpx.Response, longest: int) -> tuple[bytes, bool]:
    """Read the body; one that breaks off is what was read of it, for the status has been said already."""
    import httpx

    body = bytearray()
    try:
        for piece in response.iter_raw():
            body += piece
            if len(body) > longest:
                return bytes(body[:longest]), False
    except httpx.HTTPError:
        return bytes(body), False
    return bytes(body), True


def _arrived(exchange: Exchange) -> bool | None:
    """Say whether the request can have arrived: not before all of it was sent."""
    return None if exchange.stage == "sent" else False


def _explain(error: Exception, stage: str) -> str:
    reason = ERRNO.sub("", " ".join(str(error).split())) or type(error).__name__
    match stage:
        case "connecting":
            return f"could not be reached: {reason}"
        case "sending":
            return f"the connection broke while the request was sent: {reason}"
        case _:
            return f"the connection broke before the answer: {reason}"
