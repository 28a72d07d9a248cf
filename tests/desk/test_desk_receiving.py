"""What bots send to the desk: taken once, refused where it is wrong, and spoilt where a script says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from standardwebhooks import Webhook

from fake_host import MOMENT
from open_desk import open_desk
from payloads import payload
from takeover.desk.faults import Fault, NoScriptError, read_script
from takeover.desk.tickets import NotNowError, Tickets

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "whsec_dGhlIGRlc2sgb2YgYSB0ZXN0"  # noqa: S105 - of a desk that lives for one test


def sign(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """Sign as another library does."""
    from datetime import UTC, datetime

    now = datetime.now(UTC)
    signature = Webhook(secret).sign("msg-1", now, body.decode())
    return {"webhook-id": "msg-1", "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": signature}


def test_a_takeover_is_taken_once(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        first = httpx.post(desk.takeovers, json=payload())
        again = httpx.post(desk.takeovers, json=payload())
        other = httpx.post(desk.takeovers, json=payload(name="other"))
    assert [first.status_code, again.status_code, other.status_code] == [201, 200, 201]
    assert first.json()["id"] == again.json()["id"] != other.json()["id"]
    assert len(desk.tickets) == 2
    assert next(iter(desk.tickets)).payload == payload()


def test_what_is_no_takeover_is_refused_and_told(tmp_path: Path) -> None:
    lacking: dict[str, Any] = {name: value for name, value in payload().items() if name != "transcript"}
    with open_desk(tmp_path) as desk:
        statuses = [
            httpx.post(desk.takeovers, content=content).status_code
            for content in (b"", b"{", b"[]", b"[" * 100_000, b"\xff\xfe", json.dumps(lacking).encode())
        ]
    assert statuses == [400, 400, 400, 400, 400, 422]
    assert [news.right for news in desk.told] == [False] * 6
    assert "transcript" in desk.told[-1].said
    assert len(desk.tickets) == 0


def test_a_signature_is_checked_as_another_library_makes_it(tmp_path: Path) -> None:
    body = json.dumps(payload()).encode()
    with open_desk(tmp_path, secret=SECRET) as desk:
        unsigned = httpx.post(desk.takeovers, content=body)
        forged = httpx.post(desk.takeovers, content=body, headers=sign(body, "whsec_YW5vdGhlciBzZWNyZXQgdGhhbiBvdXJz"))
        changed = httpx.post(desk.takeovers, content=body + b" ", headers=sign(body))
        old = httpx.post(desk.takeovers, content=body, headers={**sign(body), "webhook-timestamp": "1700000000"})
        right = httpx.post(desk.takeovers, content=body, headers=sign(body))
    assert [unsigned.status_code, forged.status_code, changed.status_code, old.status_code] == [401] * 4
    assert right.status_code == 201


@pytest.mark.parametrize("form", ["structured", "binary", "botframework"])
def test_a_takeover_comes_in_other_envelopes(tmp_path: Path, form: str) -> None:
    event = {"specversion": "1.0", "id": "e1", "source": "/bot", "type": "takeover.requested", "data": payload()}
    handoff = {
        "type": "event",
        "name": "handoff.initiate",
        "conversation": {"id": "c7"},
        "value": {"takeover": payload()},
    }
    headers = {"structured": {"content-type": "application/cloudevents+json"}, "binary": {"ce-id": "e1"}}.get(form, {})
    body = {"structured": event, "binary": payload(), "botframework": handoff}[form]
    with open_desk(tmp_path) as desk:
        answer = httpx.post(desk.takeovers, content=json.dumps(body), headers=headers)
    assert answer.status_code == 201
    assert next(iter(desk.tickets)).payload == payload()


def test_a_script_is_played_once_and_then_all_is_well(tmp_path: Path) -> None:
    with open_desk(tmp_path, script="503,429:7,drop,409x2") as desk:
        statuses: list[int] = []
        for _ in range(6):
            try:
                answer = httpx.post(desk.takeovers, json=payload())
            except httpx.HTTPError:
                statuses.append(0)
                continue
            statuses.append(answer.status_code)
            assert answer.headers.get("retry-after", "7") == "7"
    assert statuses == [503, 429, 0, 409, 409, 201]
    assert len(desk.tickets) == 1


def test_scripts_are_read() -> None:
    script = read_script("slow:0.5, 200,404x2")
    assert [script.take() for _ in range(5)] == [
        Fault(seconds=0.5),
        Fault(status=200),
        Fault(status=404),
        Fault(status=404),
        Fault(),
    ]
    for wrong in ("quick", "503:", "99", "drop:x", "404x99999999", "503x9999," * 20):
        with pytest.raises(NoScriptError):
            read_script(wrong)


def test_a_desk_that_was_closed_knows_everything_again(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        links = httpx.post(desk.takeovers, json=payload()).json()
        ticket = next(iter(desk.tickets))
        desk.tickets.act(ticket, "say", "Hello", "Sam")
        httpx.post(links["messages"], json={"id": "m1", "role": "user", "text": "hi"})
        before = (ticket.events, ticket.messages, ticket.state, ticket.key)
    opened = Tickets(tmp_path, lambda: MOMENT, lambda: "new")
    known = next(iter(opened))
    assert (known.events, known.messages, known.state, known.key) == before
    assert opened.take(payload(), "takeover")[1] is False


def test_what_the_agent_did_is_fetched_from_where_one_left_off(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        links = httpx.post(desk.takeovers, json=payload()).json()
        ticket = next(iter(desk.tickets))
        for act, text in (("accept", ""), ("say", "Hello"), ("note", "a regular"), ("resume", "")):
            desk.tickets.act(ticket, act, text, "Sam")  # type: ignore[arg-type]
        with pytest.raises(NotNowError):
            desk.tickets.act(ticket, "say", "too late", "Sam")
        first = httpx.get(f"{links['events']}?after=0&wait=0").json()
        later = httpx.get(f"{links['events']}?after=3&wait=0").json()
        nothing = httpx.get(f"{links['events']}?after=4&wait=0").json()
    assert [event["act"] for event in first["events"]] == ["accept", "say", "note", "resume"]
    assert [event["n"] for event in later["events"]] == [4]
    assert (nothing["events"], nothing["state"]) == ([], "returned")


def test_a_message_is_kept_once_and_must_be_one(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        links = httpx.post(desk.takeovers, json=payload()).json()
        good: dict[str, Any] = {"id": "m1", "role": "user", "text": "<script>hi</script>"}
        sent: list[Any] = [good, good, {"id": "m2"}, {**good, "role": "agent"}, {**good, "text": 3}, []]
        statuses = [httpx.post(links["messages"], json=message).status_code for message in sent]
        ticket = next(iter(desk.tickets))
    assert statuses == [202, 202, 422, 422, 422, 422]
    assert [message["text"] for message in ticket.messages] == ["<script>hi</script>"]
