"""The target `http`: payloads posted as JSON, signed as Standard Webhooks says where there is a secret.

The signature is that of https://www.standardwebhooks.com (specification 1.0.0): `webhook-id`, `webhook-timestamp` in
Unix seconds, and `webhook-signature: v1,` with the Base64 of HMAC-SHA256 over `id.timestamp.body`; the secret is
Base64, with or without `whsec_` before it. `Idempotency-Key` is that of draft 07 of the IETF
(httpapi-idempotency-key-header), unquoted, as most receivers take it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from takeover import __version__
from takeover.delivery.exchange import Answer, Asked, BadAddressError, NoAnswer, ask
from takeover.delivery.receipt import Verdict
from takeover.delivery.settings import Address, Headers, Secret
from takeover.delivery.target import Header, Request
from takeover.delivery.variables import UnfilledError, Variables, names_in
from takeover.handover.writing import one_line, text_at, write_json
from takeover.source.shapes import Field, Flag, Kind, Length
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.source.span import Span

TIMEOUT = 15
REFUSING = frozenset({409, 423})
"""Nobody takes it now: a conflict, or locked."""
SNIPPET = 200
SIGNED_LATER = "(made when it is sent)"


@dataclass(frozen=True, slots=True)
class HttpTarget:
    """An endpoint. `timeout` bounds the whole exchange, in seconds; `insecure` allows plain http to other machines."""

    http: str
    span: Span = NOWHERE
    secret: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    timeout: float = TIMEOUT
    insecure: bool = False
    reaches_people: bool = True

    def render(self, payload: Json) -> Request:
        """Give the POST; its signature is made when it is delivered, because it holds the time."""
        takeover_id = text_at(payload, "id")
        key = quote(takeover_id, safe=":-._~")
        headers = [
            *base_headers(self.headers),
            Header("Content-Type", "application/json"),
            Header("Idempotency-Key", key),
            Header("webhook-id", key),
        ]
        if self.secret:
            headers += [Header("webhook-timestamp", SIGNED_LATER), Header("webhook-signature", SIGNED_LATER)]
        return Request(takeover_id, f"POST {self.http}", tuple(headers), write_json(payload))

    def deliver(self, request: Request, host: Host) -> Verdict:
        """Post it once."""
        variables = Variables(host.environ)
        body = request.body.encode("utf-8")
        try:
            address = fill_address(self.http, variables)
            headers = [
                (header.name, variables.fill(header.value) if header.written else header.value)
                for header in request.headers
                if header.value != SIGNED_LATER
            ]
            if self.secret:
                timestamp = int(host.now().timestamp())
                key = dict(headers)["webhook-id"]
                signature = sign(variables.fill(self.secret), key, timestamp, body)
                headers += [("webhook-timestamp", str(timestamp)), ("webhook-signature", signature)]
            asked = Asked("POST", address, headers, body, self.timeout, self.insecure)
            return judge(ask(asked, host.environ), variables)
        except (UnfilledError, BadAddressError) as error:
            return Verdict("failed", variables.redact(str(error)))


def base_headers(written: tuple[tuple[str, str], ...]) -> list[Header]:
    """Give the headers of a target, and the name of this program unless it gives another."""
    own = [Header(name, value, written=True) for name, value in written]
    if any(header.name.lower() == "user-agent" for header in own):
        return own
    return [Header("User-Agent", f"takeover/{__version__}"), *own]


def fill_address(written: str, variables: Variables) -> str:
    """Fill the references of an address, and keep a password that came with one out of all messages."""
    from urllib.parse import unquote, urlsplit

    address = variables.fill_address(written)
    names = names_in(written)
    try:
        password = urlsplit(address).password
    except ValueError as error:
        raise BadAddressError(f"this is no address: {error}") from error
    if names and password:
        variables.hide(password, names[0])
        variables.hide(unquote(password), names[0])
    return address


def sign(secret: str, webhook_id: str, timestamp: int, body: bytes) -> str:
    """Sign as Standard Webhooks says; raises UnfilledError where the secret is not Base64."""
    import hmac

    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnfilledError("the secret is not Base64, as secrets of webhooks are: whsec_ and then Base64") from error
    signed = f"{webhook_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode("ascii")


def judge(answer: Answer | NoAnswer, variables: Variables) -> Verdict:
    """Say what an answer means: 2xx is delivered, 409 and 423 are refusals, all else is a failure."""
    if isinstance(answer, NoAnswer):
        detail = variables.redact(answer.detail)
        if answer.arrived is None:
            return Verdict("unknown", f"{detail}; it may have arrived")
        return Verdict("failed", detail)
    said = variables.redact(_describe(answer))
    match answer.status:
        case status if 200 <= status < 300:  # noqa: PLR2004 - the statuses of success
            return Verdict("delivered", said, status)
        case status if status in REFUSING:
            return Verdict("refused", said, status)
        case status if 300 <= status < 400:  # noqa: PLR2004 - the statuses that send elsewhere
            return Verdict("failed", f"{said}; redirects are not followed", status)
        case status:
            wait = answer.headers.get("retry-after", "")
            asked = f"; it asks to wait ({one_line(wait, 40)})" if wait else ""
            return Verdict("failed", f"{said}{variables.redact(asked)}", status)


def _describe(answer: Answer) -> str:
    head = f"{answer.status} {answer.reason}".strip()
    if answer.status < 300 or not answer.body:  # noqa: PLR2004 - who succeeded need not explain
        return head
    return f"{head}: {one_line(answer.body[: 4 * SNIPPET].decode('utf-8', 'replace'), SNIPPET)}"


HTTP = Kind(
    "http",
    "an endpoint",
    "Posts payloads as JSON; with a secret they are signed as Standard Webhooks says. The takeover's id goes along as "
    "Idempotency-Key and webhook-id. 2xx is delivered, 409 and 423 say that nobody takes it, no redirect is followed.",
    'http: "${HELPDESK_URL}"\nsecret: "${HELPDESK_SECRET}"',
    HttpTarget,
    (
        Field(
            "http",
            Address(("https", "http"), "the address of an endpoint", "https://desk.acme.example/takeovers"),
            "where it is posted; plain http to this machine only",
            required=True,
        ),
        Field("secret", Secret(), "what payloads are signed with: a reference to a Base64 text, such as whsec_…"),
        Field("headers", Headers(), "headers of your own; those that tell who you are hold ${REFERENCES}"),
        Field("timeout", Length(), f"how long all of it may take (default {TIMEOUT}s)"),
        Field("insecure", Flag(), "allows plain http to other machines, where anybody between can read along"),
    ),
)
