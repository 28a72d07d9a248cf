"""What can be posted, and how it is signed: CloudEvents, the handoff of the Bot Framework, two kinds of signatures."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from fake_host import fake_host
from loopback import answer, desk_that
from payloads import payload
from takeover.delivery.signing import SIGNATURES
from takeover.delivery.variables import Variables
from targets_made import attempt, http_target

OLD, NEW = (
    "whsec_" + base64.b64encode(text).decode()
    for text in (b"the old secret of 24 bytes", b"the new one of 24 bytes!!!")
)


def post(some: Any = None, status: str = "200 OK", answered: bytes = b"", **fields: Any) -> Any:
    with desk_that(answer(status, answered)) as desk:
        host = fake_host(environ={"NEW": NEW, "OLD": OLD, "TEXT": "It's a Secret to Everybody"}, now=datetime.now(UTC))
        verdict = attempt(http_target(desk.url, **fields), some or payload(), host)
    (received,) = desk.received
    return verdict, received


def test_a_cloud_event_in_structured_mode() -> None:
    _, received = post(body="cloudevents")
    event = json.loads(received.body)
    assert received.headers["content-type"] == "application/cloudevents+json"
    assert {name: event[name] for name in ("specversion", "id", "type", "source", "time")} == {
        "specversion": "1.0",
        "id": payload()["id"],
        "type": "takeover.requested",
        "source": "urn:takeover:Acme",
        "time": payload()["created_at"],
    }
    assert event["data"] == payload()


def test_a_cloud_event_in_binary_mode() -> None:
    some = payload() | {"bot": payload()["bot"] | {"name": 'Café "5%" \r\nX-Evil: 1'}}
    _, received = post(some, body="cloudevents-binary")
    assert received.headers["content-type"] == "application/json"
    assert json.loads(received.body) == some
    assert received.headers["ce-id"] == payload()["id"]
    assert (
        received.headers["ce-source"]
        == "urn:takeover:Caf%25C3%25A9%2520%25225%2525%2522%2520%250D%250AX-Evil%253A%25201"
    )
    assert "x-evil" not in received.headers


def test_the_handoff_of_the_bot_framework() -> None:
    _, received = post(body="botframework")
    event = json.loads(received.body)
    assert (event["type"], event["name"]) == ("event", "handoff.initiate")
    assert event["conversation"] == {"id": payload()["conversation"]["id"]}
    (attachment,) = event["attachments"]
    assert (attachment["contentType"], attachment["name"]) == ("application/json", "Transcript")
    activities = attachment["content"]["activities"]
    assert [activity["text"] for activity in activities] == [line["text"] for line in payload()["transcript"]]
    assert {activity["from"]["role"] for activity in activities} == {"user", "bot"}
    assert event["value"]["takeoverId"] == payload()["id"]


@pytest.mark.parametrize("form", ["{}", "[{}]", '{{"activities": [{}]}}'])
@pytest.mark.parametrize(
    ("state", "outcome"), [("failed", "refused"), ("accepted", "delivered"), ("completed", "delivered")]
)
def test_handoff_status_is_the_answer(form: str, state: str, outcome: str) -> None:
    status = {"type": "event", "name": "handoff.status", "value": {"state": state, "message": "nobody is in"}}
    verdict, _ = post(answered=form.format(json.dumps(status)).encode(), body="botframework")
    assert verdict.outcome == outcome
    assert ("nobody is in" in verdict.detail) == (outcome == "refused")


def test_both_secrets_sign_while_they_are_changed() -> None:
    _, received = post(secret=("${NEW}", "${OLD}"))
    for secret in (NEW, OLD):
        Webhook(secret).verify(received.body, received.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + base64.b64encode(b"x" * 24).decode()).verify(received.body, received.headers)


def test_the_signature_of_github() -> None:
    """The vector is that of its documentation, "Validating webhook deliveries"."""
    sign = SIGNATURES["x-hub-signature-256"].sign
    secret = Variables({"S": "It's a Secret to Everybody"})
    expected = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    assert sign(("${S}",), secret, (), b"Hello, World!", datetime.now(UTC)) == [("X-Hub-Signature-256", expected)]
    _, received = post(secret=("${TEXT}",), signature="x-hub-signature-256")
    signed = sign(("${S}",), secret, (), received.body, datetime.now(UTC))
    assert received.headers["x-hub-signature-256"] == signed[0][1]
    assert "webhook-signature" not in received.headers
