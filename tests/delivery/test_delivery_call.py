"""Calls of a flow: made for real, and answered whatever comes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from fake_host import fake_host
from loopback import answer, closed_port, desk_that, drip, raw
from made_bots import START, nodes, program_of
from takeover.delivery.call import make_call, show_call
from takeover.delivery.pace import Pace
from takeover.delivery.targets import read_targets
from takeover.engine.step import begin, step
from takeover.language.bot import read_bot
from takeover.language.events import Changed, Heard
from takeover.language.outputs import CallRequested
from takeover.source.diagnostic import Problems

if TYPE_CHECKING:
    from loopback import Behave, Desk
    from takeover.engine.program import Program
    from takeover.language.events import Answered

ENVIRON = {"TOKEN": "t0ken", "OTHER": "0ther"}


def call(desk: Desk, action: dict[str, Any], value: str = "17", targets: dict[str, Any] | None = None) -> Answered:
    made, bot = request(
        action | ({} if "target" in action else {"url": desk.url + action.pop("path", "")}), value, targets
    )
    return make_call(
        bot,
        made,
        read_targets(read_bot([nodes({"targets": targets or {}})], Problems()), Problems()),
        host(),
        Pace(sleep=lambda _: None),
    )


def host() -> Any:
    return fake_host(environ=ENVIRON)


def request(action: dict[str, Any], value: str, targets: dict[str, Any] | None = None) -> tuple[CallRequested, Program]:
    bot: dict[str, Any] = {"flow": "F", "steps": [{"when": {"contains": "go"}, "do": [{"call": action}]}]}
    program = program_of(bot | ({"targets": targets} if targets else {}))
    conversation = step(program, begin(program, "c", START), Changed(START, "order", value)).conversation
    outputs = step(program, conversation, Heard(START, "go")).outputs
    return next(output for output in outputs if isinstance(output, CallRequested)), program


@pytest.mark.parametrize(
    ("behave", "outcome", "status", "body"),
    [
        (answer("200 OK", b'{"status": "shipped"}'), "ok", 200, {"status": "shipped"}),
        (answer("201 Created", b"[1, 2]"), "ok", 201, [1, 2]),
        (answer("204 No Content"), "ok", 204, None),
        (answer("200 OK", b"plain words"), "ok", 200, "plain words"),
        (answer("200 OK", b"\xff\xfe"), "ok", 200, "\ufffd\ufffd"),
        (answer("200 OK", b"NaN"), "ok", 200, "NaN"),
        (answer("200 OK", b"1e999"), "ok", 200, "1e999"),
        (answer("200 OK", b'"\\ud800"'), "ok", 200, '"\\ud800"'),
        (answer("200 OK", b"[" * 100_000), "ok", 200, "[" * 100_000),
        (answer("200 OK", b"[" * 100 + b"]" * 100), "ok", 200, "[" * 100 + "]" * 100),
        (answer("200 OK", b"9" * 5000), "ok", 200, "9" * 5000),
        (answer("301 Moved", b"", "Location: /x"), "failed", 301, None),
        (answer("404 Not Found", b'{"error": "no order"}'), "failed", 404, {"error": "no order"}),
        (answer("409 Conflict"), "refused", 409, None),
        (answer("423 Locked"), "refused", 423, None),
        (answer("500 No"), "failed", 500, None),
        (raw(), "failed", 0, None),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"), "failed", 200, None),
        (drip(b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 500_000), "failed", 200, None),
    ],
)
def test_what_comes_back(behave: Behave, outcome: str, status: int, body: Any) -> None:
    with desk_that(behave) as desk:
        answered = call(desk, {})
    assert (answered.outcome, answered.status, answered.body) == (outcome, status, body), answered.detail
    assert answered.request == "c:2:1"


@pytest.mark.parametrize("drop", [b"a", b""])
def test_an_answer_that_never_ends(drop: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" if drop else b""
    with desk_that(drip(head, drop)) as desk:
        answered = call(desk, {"timeout": "1s"})
    assert (answered.outcome, answered.body) == ("failed", None)


def test_what_is_sent() -> None:
    with desk_that(answer("200 OK")) as desk:
        call(desk, {"json": {"order": "{{ order }}", "n": 1}, "headers": {"X-Team": "care", "User-Agent": "acme"}})
        call(desk, {"form": {"order": "{{ order }} & é"}})
        call(desk, {"body": "order {{ order }}", "method": "PUT"})
        call(desk, {"path": "/{{ order }}"})
    as_json, as_form, as_text, as_get = desk.received
    assert (as_json.line, json.loads(as_json.body)) == ("POST /takeovers HTTP/1.1", {"order": "17", "n": 1})
    assert (as_json.headers["content-type"], as_json.headers["x-team"]) == ("application/json", "care")
    assert as_json.headers["user-agent"] == "acme"
    assert as_json.headers["idempotency-key"] == "c:2:1"
    assert (as_form.headers["content-type"], as_form.body) == (
        "application/x-www-form-urlencoded",
        b"order=17+%26+%C3%A9",
    )
    assert (as_text.line, as_text.body) == ("PUT /takeovers HTTP/1.1", b"order 17")
    assert (as_get.line, as_get.body, "content-type" in as_get.headers) == ("GET /takeovers/17 HTTP/1.1", b"", False)


def test_secrets_of_the_flow_are_filled() -> None:
    with desk_that(answer("401 No", b"token t0ken is wrong")) as desk:
        answered = call(desk, {"headers": {"Authorization": "Bearer ${TOKEN}"}, "path": "?key=${TOKEN}"})
    assert desk.received[0].headers["authorization"] == "Bearer t0ken"
    assert desk.received[0].line == "POST /takeovers?key=t0ken HTTP/1.1".replace("POST", "GET")
    assert "t0ken" not in answered.detail


@pytest.mark.parametrize("smuggled", ["${TOKEN}", "${OTHER}", "x ${TOKEN} y"])
def test_secrets_that_a_user_asks_for_are_not(smuggled: str) -> None:
    with desk_that(answer("200 OK")) as desk:
        plain = call(desk, {"headers": {"X-Order": "{{ order }}"}, "json": {"o": "{{ order }}"}}, smuggled)
        mixed = call(desk, {"headers": {"X-Order": "{{ order }}, ${TOKEN}"}}, smuggled)
        form = call(desk, {"form": {"o": "{{ order }}"}}, smuggled)
    assert (plain.outcome, mixed.outcome, form.outcome) == ("ok", "failed", "ok")
    assert desk.received[0].headers["x-order"] == smuggled
    assert len(desk.received) == 2
    assert not any(b"t0ken" in seen.body or "t0ken" in str(seen.headers) for seen in desk.received)


def test_a_header_cannot_be_broken_out_of() -> None:
    with desk_that(answer("200 OK")) as desk:
        answered = call(desk, {"headers": {"X-Order": "{{ order }}"}}, "1\r\nX-Evil: 1")
    assert answered.outcome == "failed"
    assert all(seen.line == "" for seen in desk.received), "the connection was made, and nothing was said"


def test_a_target_of_the_bot() -> None:
    with desk_that(answer("200 OK", b"{}")) as desk:
        targets = {"api": {"http": desk.url + "/orders", "headers": {"X-Token": "${TOKEN}"}}, "t": {"file": "x"}}
        answered = call(desk, {"target": "api", "json": {"a": 1}}, targets=targets)
        wrong = call(desk, {"target": "t"}, targets=targets)
    assert (answered.outcome, wrong.outcome) == ("ok", "failed")
    (seen,) = desk.received
    assert (seen.line, seen.headers["x-token"]) == ("POST /takeovers/orders HTTP/1.1", "t0ken")


def test_nobody_there() -> None:
    made, program = request({"url": f"http://127.0.0.1:{closed_port()}/"}, "1")
    assert make_call(program, made, {}, host()).outcome == "failed"
    made, program = request({"url": "{{ order }}"}, "http://desk.acme.example/")
    answered = make_call(program, made, {}, host())
    assert (answered.outcome, "plain http" in answered.detail) == ("failed", True)


def test_what_would_be_sent_shows_no_secret() -> None:
    made, _ = request(
        {"url": "https://x.example/", "headers": {"Authorization": "Bearer ${TOKEN}"}, "json": {"a": 1}}, "1"
    )
    shown = show_call(made, {})
    assert shown == (
        "POST https://x.example/\nAuthorization: Bearer ${TOKEN}\nContent-Type: application/json\n\n" + '{"a":1}\n'
    )


@pytest.mark.parametrize(("method", "made"), [("GET", 2), ("POST", 1)])
def test_only_what_changes_nothing_is_asked_again_where_the_answer_is_lost(method: str, made: int) -> None:
    pace = Pace(sleep=lambda _: None)
    with desk_that(raw(), answer("200 OK", b"[7]")) as desk:
        asked, program = request({"url": desk.url, "method": method, "save": "x"}, "17")
        answered = make_call(program, asked, {}, host(), pace)
    assert (len(desk.received), answered.outcome) == (made, "ok" if made > 1 else "failed")


def test_what_was_not_taken_in_is_asked_again_and_the_answer_goes_to_the_flow() -> None:
    waits: list[float] = []
    with desk_that(answer("503 Busy", b"", "Retry-After: 1"), answer("200 OK", b'{"a": 1}')) as desk:
        asked, program = request({"url": desk.url, "method": "POST", "save": "x"}, "17")
        answered = make_call(program, asked, {}, host(), Pace(sleep=waits.append))
    assert (answered.outcome, answered.body, len(waits)) == ("ok", {"a": 1}, 1)
    assert len({request.headers["idempotency-key"] for request in desk.received}) == 1
