"""The target `http`: payloads posted as JSON, signed as Standard Webhooks says where there is a secret."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from takeover.delivery.bodies import BODIES
from takeover.delivery.connection import CONNECTION, DIRECT, Connection
from takeover.delivery.meaning import Take
from takeover.delivery.settings import Address, Secret
from takeover.delivery.signing import SIGNATURES, SIGNED_LATER
from takeover.delivery.target import Header, Plan, Request
from takeover.delivery.wants import ATTEMPTS, WANTS, WHOLE, Wants, gather
from takeover.handover.writing import text_at
from takeover.source.shapes import Field, Flag, Kind, Many, Word
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from takeover.language.values import Json
    from takeover.source.span import Span

TICKET = tuple(Take(name, f"/{name}") for name in ("id", "url", "events", "messages"))
"""What an answer may tell of the ticket: what it is called, where it is, and how it is followed (`following.py`)."""


@dataclass(frozen=True, slots=True)
class HttpTarget:
    """An endpoint. `idempotent`: it knows a payload again by its Idempotency-Key, and a lost answer may be repeated."""

    http: str
    span: Span = NOWHERE
    secret: tuple[str, ...] = ()
    signature: str = "webhook-signature"
    body: str = "takeover"
    idempotent: bool = False
    connection: Connection = DIRECT
    wants: Wants = WHOLE
    attempts: int = ATTEMPTS
    reaches_people: bool = True

    def render(self, payload: Json) -> Request:
        """Give the POST; its signature is made when it is delivered, because it holds the time."""
        takeover_id, body = text_at(payload, "id"), BODIES[self.body]
        key = quote(takeover_id, safe=":-._~")
        headers = [
            *self.connection.base_headers(),
            Header("Content-Type", body.media),
            Header("Idempotency-Key", key),
            Header("webhook-id", key),
            *(Header(name, value) for name, value in body.headers(payload)),
        ]
        if self.secret:
            headers += [Header(name, SIGNED_LATER) for name in SIGNATURES[self.signature].headers]
        return Request(takeover_id, f"POST {self.http}", tuple(headers), body.write(payload))

    def plan(self, payload: Json) -> Plan:
        """Post it once; again with the same key where it was not taken in."""
        from takeover.delivery.web import web_step

        request = self.render(payload)
        step = web_step(
            "post",
            lambda _: request,
            self.connection,
            rules=BODIES[self.body].rules,
            takes=TICKET,
            repeat="safe" if self.idempotent else "never",
            sign=partial(SIGNATURES[self.signature].sign, self.secret) if self.secret else None,
        )
        return Plan(request.takeover_id, (step,))


HTTP = Kind(
    "http",
    "an endpoint",
    "Posts payloads as JSON; with a secret they are signed as Standard Webhooks says. The takeover's id goes along as "
    "Idempotency-Key and webhook-id. 2xx is delivered, 409 and 423 say that nobody takes it, no redirect is followed.",
    'http: "${HELPDESK_URL}"\nsecret: "${HELPDESK_SECRET}"',
    gather(HttpTarget, connection=Connection),
    (
        Field(
            "http",
            Address(("https", "http"), "the address of an endpoint", "https://desk.acme.example/takeovers"),
            "where it is posted; plain http to this machine only",
            required=True,
        ),
        Field(
            "secret",
            Many(Secret(), "a reference such as ${HELPDESK_SECRET}, or a list of them", single=True),
            "what payloads are signed with: a reference to a Base64 text, such as whsec_…; the new one first, then "
            "the old one, while you change them",
        ),
        Field(
            "signature",
            Word(tuple(SIGNATURES), "signature"),
            "which signature: webhook-signature (Standard Webhooks, default), or x-hub-signature-256 (that of GitHub, "
            "with the secret as it is)",
        ),
        Field(
            "body",
            Word(tuple(BODIES), "body"),
            "what is posted: the payload (takeover, default), a CloudEvent of it (cloudevents, or cloudevents-binary "
            "with its attributes in headers), or handoff.initiate of the Bot Framework (botframework)",
        ),
        Field(
            "idempotent",
            Flag(),
            "whether it knows a payload again by its Idempotency-Key: then a lost answer may be asked for again",
        ),
        *CONNECTION,
        *WANTS,
    ),
)
