"""One HTTP exchange, made safely: no redirects, TLS verified, plain http to this machine only, all bounds set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from takeover.delivery.deadline import Exchange, GivenUpError, within
from takeover.delivery.reaching import BadAddressError, find_proxy, is_loopback, look_up, trusted
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx

LONGEST_ANSWER = 64 * 1024
"""Bytes of an answer that are read; what comes after them is left where it is."""
BEGUN = "http11.send_request_headers.started"
STAGES = {
    BEGUN: "sending",
    "http11.send_request_body.complete": "sent",
}
"""What httpcore says of its progress (its `trace` extension), and what that means here."""
PORTS = {"http": 80, "https": 443}
ERRNO = regex(r"^\[Errno -?\d+\] ")


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
class Files:
    """Paths of PEM files ("": none): authorities, our certificate, its key."""

    ca: str = ""
    certificate: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, its references filled."""

    method: str
    address: str
    headers: Sequence[tuple[str, str]]
    body: bytes
    timeout: float
    insecure: bool = False
    private: bool = False
    files: Files = Files()
    longest: int = LONGEST_ANSWER

    def within(self, longest: int) -> Asked:
        """Give the same, with another bound on its answer, in bytes."""
        return replace(self, longest=longest)


def ask(asked: Asked, environ: Mapping[str, str]) -> Answer | NoAnswer:
    """Send a request and read its answer; ends within the timeout, whatever the other side does.

    Raises BadAddressError, before anything is sent. `SSL_CERT_FILE` of the environment names authorities, and
    `HTTPS_PROXY` and its like the proxy.
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
    except OSError as error:  # a name that is not known, a file of authorities that cannot be read
        return NoAnswer(f"could not be reached: {error.strerror or error}", _arrived(exchange))


def _check(url: httpx.URL, *, insecure: bool) -> None:
    if url.scheme not in PORTS or not url.host:
        raise BadAddressError("it begins with neither https:// nor http://, or has no host")
    if url.scheme == "http" and not insecure and not is_loopback(url.host):
        raise BadAddressError("plain http is only spoken to this machine: use https, or set insecure: true")


def _exchange(
    asked: Asked, url: httpx.URL, exchange: Exchange, heard: list[Answer], environ: Mapping[str, str]
) -> Answer:
    import ssl

    import httpx

    secure = url.scheme == "https"
    files = asked.files
    context = (
        trusted(environ, files.ca, files.certificate, files.key) if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    )
    proxy = find_proxy(url.scheme, url.host, environ)
    if proxy:  # it is the proxy that looks the name up
        transport = httpx.HTTPTransport(verify=context, trust_env=False, proxy=httpx.Proxy(proxy))
        return _speak(asked, url, url, exchange, heard, transport)
    addresses = look_up(url.host, url.port or PORTS[url.scheme], private=asked.private)
    for address in addresses[:-1]:
        transport = httpx.HTTPTransport(verify=context, trust_env=False)
        try:
            return _speak(asked, url, url.copy_with(host=address), exchange, heard, transport)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            if exchange.stage != "connecting":
                raise
    transport = httpx.HTTPTransport(verify=context, trust_env=False)
    return _speak(asked, url, url.copy_with(host=addresses[-1]), exchange, heard, transport)


def _speak(  # noqa: PLR0913, PLR0917, RUF100 - a request, and all that an answer may depend on
    asked: Asked,
    url: httpx.URL,
    pinned: httpx.URL,
    exchange: Exchange,
    heard: list[Answer],
    transport: httpx.HTTPTransport,
) -> Answer:
    """Speak to the address that was looked up, by the name that it has in the URL: in Host, SNI and the certificate."""
    import httpx

    tunnelling = False

    def follow(event: str, info: Mapping[str, Any]) -> None:
        nonlocal tunnelling
        if event == BEGUN:  # what is said to a proxy, to be let through, is not yet the request
            tunnelling = info["request"].method == b"CONNECT"
        exchange.reach(exchange.stage if tunnelling else STAGES.get(event, exchange.stage))

    with httpx.Client(transport=transport, timeout=asked.timeout, trust_env=False) as client:
        client.headers = httpx.Headers({"accept-encoding": "identity"})  # what is read is then what is counted
        named = [] if any(name.lower() == "host" for name, _ in asked.headers) else [("Host", _host(url))]
        request = client.build_request(
            asked.method,
            pinned,
            headers=[*named, *asked.headers],
            content=asked.body,
            extensions={"trace": follow, "sni_hostname": url.host},
        )
        response = client.send(request, stream=True)
        head = Answer(response.status_code, response.reason_phrase, dict(response.headers), b"", whole=False)
        heard.append(head)
        try:
            body, whole = _read(response, asked.longest)
        finally:
            response.close()
    return replace(head, body=body, whole=whole)


def _host(url: httpx.URL) -> str:
    host = f"[{url.host}]" if ":" in url.host else url.raw_host.decode("ascii")
    return f"{host}:{url.port}" if url.port else host


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
