"""The service that a bot asks what its inputs mean (`match: {http: …}`): it gives a ranking of intents for a text.

Without more it is asked as Rasa's server is: a POST of `{"text": …}` to `/model/parse`, answered by `{"intent_ranking":
[{"name": …, "confidence": …}, …]}` (https://rasa.com/docs/rasa/pages/http-api). `ask` and `take` say it for others.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from takeover.delivery.connection import CONNECTION, Connection, fill_address, fill_header
from takeover.delivery.exchange import NoAnswer, ask
from takeover.delivery.meaning import point
from takeover.delivery.reaching import BadAddressError
from takeover.delivery.settings import Address, Written
from takeover.delivery.variables import UnfilledError, Variables
from takeover.language.intents import read_intents
from takeover.source.nodes import Fields
from takeover.source.shapes import Field, Record, Table

if TYPE_CHECKING:
    from takeover.host import Host
    from takeover.language.events import Intent
    from takeover.language.values import Json
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Node, Scalar
    from takeover.source.span import Span

TIMEOUT = 5
"""Seconds that a person waits for an understanding, at most."""
LONGEST_ANSWER = 1024 * 1024
LONGEST_TEXT = 10_000
"""Characters of an input that are asked about."""
USUAL = Connection(timeout=TIMEOUT)
TEXT = "{{ text }}"
USUAL_PLACES = ("/intent_ranking", "/intent")
TAKE = ("intents", "name", "confidence")


@dataclass(frozen=True, slots=True)
class Service:
    """A service. `ask` are the fields of the JSON that it is sent, with `{{ text }}` for the input.

    `places` are JSON pointers to what may hold the ranking in its answer, the first that is there counts; `name` and
    `confidence` are the fields of each intent in it.
    """

    http: str
    ask: tuple[tuple[str, str], ...] = (("text", TEXT),)
    places: tuple[str, ...] = USUAL_PLACES
    name: str = "name"
    confidence: str = "confidence"
    connection: Connection = USUAL


class NotUnderstoodError(Exception):
    """The service gave no ranking. The message says why, without any secret."""


def _make(
    span: Span,  # noqa: ARG001 - a record gives its place
    url: str,
    ask: tuple[tuple[Scalar, str], ...] = (),
    take: tuple[tuple[Scalar, str], ...] = (),
    **connection: Any,  # noqa: ANN401 - its fields
) -> Service:
    taken = {name.text: value for name, value in take}
    return Service(
        url,
        tuple((name.text, value) for name, value in ask) or (("text", TEXT),),
        (taken["intents"],) if "intents" in taken else USUAL_PLACES,
        taken.get("name", "name"),
        taken.get("confidence", "confidence"),
        Connection(**{"timeout": TIMEOUT, **connection}),
    )


SERVICE = Record(
    _make,
    (
        Field(
            "url",
            Address(("https", "http"), "the address of a service", "http://localhost:5005/model/parse"),
            "where it is asked",
            required=True,
        ),
        Field(
            "ask",
            Table(Written(), "fields of the JSON that is sent"),
            "the JSON that is sent (default {text: '{{ text }}'})",
        ),
        Field(
            "take",
            Table(Written(), "places in the answer"),
            "where the intents are in the answer, and their fields (default {intents: /intent_ranking, name: name, "
            "confidence: confidence})",
        ),
        *CONNECTION,
    ),
    "a service",
    short="url",
)


def read_service(node: Node, problems: Problems) -> Service | None:
    """Read the service of `match: {http: …}`: an address, or fields."""
    if isinstance(node, Fields):
        for entry in node.entries:
            if entry.key.text == "take" and isinstance(entry.value, Fields):
                for inner in entry.value.entries:
                    if inner.key.text not in TAKE:
                        message = f'"take" has no "{inner.key.text}"; it has {", ".join(TAKE)}'
                        problems.error("unknown-key", message, inner.key.span)
    return SERVICE.read(node, problems)


def understand(service: Service, text: str, host: Host) -> tuple[Intent, ...]:
    """Ask a service what a text means: the intents it may be, surest first.

    Raises NotUnderstoodError where it cannot be asked, does not answer in time, or answers something else.
    """
    variables = Variables(host.environ)
    try:
        told = {name: variables.fill(value).replace(TEXT, text[:LONGEST_TEXT]) for name, value in service.ask}
        headers = [fill_header(header, variables) for header in service.connection.base_headers()]
        headers.append(("Content-Type", "application/json"))
        body = json.dumps(told).encode()
        address = fill_address(service.http, variables)
        asked = service.connection.asked("POST", address, headers, body, host, variables, LONGEST_ANSWER)
        answer = ask(asked, host.environ)
    except (UnfilledError, BadAddressError) as error:
        raise NotUnderstoodError(variables.redact(str(error))) from None
    if isinstance(answer, NoAnswer):
        raise NotUnderstoodError(variables.redact(answer.detail))
    if not 200 <= answer.status < 300:  # noqa: PLR2004 - what HTTP calls a success
        raise NotUnderstoodError(f"it answered {answer.status}")
    found = _ranking(service, answer.body) if answer.whole else None
    if found is None:
        raise NotUnderstoodError(f"its answer has no ranking of intents at {' or '.join(service.places)}")
    return found


def _ranking(service: Service, body: bytes) -> tuple[Intent, ...] | None:
    try:
        value: Json = json.loads(body)
    except (ValueError, RecursionError):
        return None
    for place in service.places:
        there = point(value, place)
        found = None if there is None else read_intents(there, service.name, service.confidence)
        if found is not None:
            return found
    return None
