"""Calls of a flow: made for real, and answered whatever comes back."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from fake_host import fake_host, run_cli
from loopback import answer, closed_port, desk_that, drip, raw
from made_bots import START, nodes, program_of
from takeover.delivery.call import make_call, show_call
from takeover.delivery.outbox import Outbox
from takeover.delivery.pace import Pace
from takeover.delivery.send import Way
from takeover.delivery.targets import read_targets
from takeover.engine.step import begin, step
from takeover.handover.writing import write_json
from takeover.language.bot import read_bot
from takeover.language.events import Changed, Heard
from takeover.language.outputs import CallRequested
from takeover.source.diagnostic import Problems

if TYPE_CHECKING:
    from loopback import Behave, Desk
    from takeover.delivery.item import Item
    from takeover.delivery.receipt import Receipt
    from takeover.engine.program import Program
    from takeover.language.events import Answered

ENVIRON = {"TOKEN": "t0ken", "OTHER": "0ther"}


def call(desk: Desk, action: dict[str, Any], value: str = "17", targets: dict[str, Any] | None = None) -> Answered:
    made, bot = request(
        action | ({} if "target" in action else {"url": desk.url + action.pop("path", "")}), value, targets
    )
    return make(bot, made, read_targets(read_bot([nodes({"targets": targets or {}})], Problems()), Problems()))[0]


def make(
    program: Program,
    made: CallRequested,
    targets: Any = None,
    waits: list[float] | None = None,
    path: Path | None = None,
    *,
    again: bool = False,
) -> tuple[Answered, Receipt]:
    """Make a call, with an outbox of its own unless its path is given; s3cret is masked."""
    with TemporaryDirectory() as folder:
        outbox = Outbox(path or Path(folder) / "outbox.db")
        way = Way(outbox, pace=Pace(sleep=(waits if waits is not None else []).append), again=again)
        try:
            return make_call(program, made, targets or {}, host(), way, lambda text: text.replace("s3cret", "***"))
        finally:
            outbox.close()


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
    assert make(program, made)[0].outcome == "failed"
    made, program = request({"url": "{{ order }}"}, "http://desk.acme.example/")
    answered, _ = make(program, made)
    assert (answered.outcome, "plain http" in answered.detail) == ("failed", True)


def test_what_would_be_sent_shows_no_secret() -> None:
    made, program = request(
        {"url": "https://x.example/", "headers": {"Authorization": "Bearer ${TOKEN}"}, "json": {"a": 1}}, "1"
    )
    shown = show_call(program, made, {})
    assert shown == (
        "POST https://x.example/\nAuthorization: Bearer ${TOKEN}\nContent-Type: application/json\n\n" + '{"a":1}\n'
    )


@pytest.mark.parametrize(("method", "made"), [("GET", 2), ("POST", 1)])
def test_only_what_changes_nothing_is_asked_again_where_the_answer_is_lost(method: str, made: int) -> None:
    with desk_that(raw(), answer("200 OK", b"[7]")) as desk:
        asked, program = request({"url": desk.url, "method": method, "save": "x"}, "17")
        answered, _ = make(program, asked)
    assert (len(desk.received), answered.outcome) == (made, "ok" if made > 1 else "failed")


def test_what_was_not_taken_in_is_asked_again_and_the_answer_goes_to_the_flow() -> None:
    waits: list[float] = []
    with desk_that(answer("503 Busy", b"", "Retry-After: 1"), answer("200 OK", b'{"a": 1}')) as desk:
        asked, program = request({"url": desk.url, "method": "POST", "save": "x"}, "17")
        answered, _ = make(program, asked, waits=waits)
    assert (answered.outcome, answered.body, len(waits)) == ("ok", {"a": 1}, 1)
    assert len({request.headers["idempotency-key"] for request in desk.received}) == 1


# The outbox.


def kept(path: Path) -> list[Item]:
    outbox = Outbox(path)
    items = list(outbox.items())
    outbox.close()
    return items


def test_a_call_lies_in_the_outbox_before_it_goes_out_and_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    seen: list[str] = []

    def look(connection: Any, desk: Desk) -> None:
        seen.extend(item.state for item in kept(path))
        answer("201 Created", b'{"number": 7}')(connection, desk)

    with desk_that(look) as desk:
        asked, program = request({"url": desk.url, "json": {"o": "{{ order }}", "k": "${TOKEN}"}, "save": "x"}, "17")
        first, receipt = make(program, asked, path=path)
        second, again = make(program, asked, path=path)
        make(program, asked, path=path, again=True)
    (item,) = kept(path)
    assert (seen[0], item.state, item.is_call, len(desk.received)) == ("unknown", "sent", True, 2)
    assert (first.body, second.body, second.status) == ({"number": 7}, {"number": 7}, 201)
    assert (receipt.outcome, receipt.takeover_id, again.outcome) == ("delivered", "c:2:1", "delivered")
    assert "delivered before" in again.detail
    assert "t0ken" not in path.read_bytes().decode("latin-1"), "credentials are filled when it goes out"


@pytest.mark.parametrize(
    "action",
    [
        {"json": {"o": ["{{ order }}"]}},
        {"form": {"o": "{{ order }}"}},
        {"body": "my {{ order }}"},
        {"json": {"a": 1}, "headers": {"X-O": "{{ order }}"}},
        {"json": {"a": 1}, "path": "/{{ order }}"},
    ],
)
def test_a_call_that_holds_what_is_sensitive_lies_on_no_disk(tmp_path: Path, action: dict[str, Any]) -> None:
    with desk_that(answer("201 Created", b"{}")) as desk:
        asked, program = request(action | {"url": desk.url + action.pop("path", ""), "save": "x"}, "s3cret")
        answered, receipt = make(program, asked, path=tmp_path / "o.db")
    assert (answered.outcome, receipt.outcome, len(desk.received)) == ("ok", "delivered", 1)
    assert "not kept in the outbox, for it holds what is sensitive" in receipt.detail
    assert "s3cret" not in receipt.target
    assert not (tmp_path / "o.db").exists()


def test_an_answer_that_holds_what_is_sensitive_is_given_to_the_flow_and_not_kept(tmp_path: Path) -> None:
    with desk_that(answer("200 OK", b'{"pin": "s3cret"}')) as desk:
        asked, program = request({"url": desk.url, "json": {}, "save": "x"}, "17")
        answered, _ = make(program, asked, path=tmp_path / "o.db")
        later, _ = make(program, asked, path=tmp_path / "o.db")
    assert (answered.body, len(desk.received)) == ({"pin": "s3cret"}, 1)
    assert "s3cret" not in (tmp_path / "o.db").read_bytes().decode("latin-1")
    assert (later.outcome, "its answer is not kept" in later.detail) == ("failed", True)


def test_a_look_up_is_kept_nowhere(tmp_path: Path) -> None:
    with desk_that(answer("503 Busy")) as desk:
        asked, program = request({"url": desk.url, "save": "x"}, "17")
        _, receipt = make(program, asked, path=tmp_path / "o.db")
    assert (receipt.outcome, receipt.kept, (tmp_path / "o.db").exists()) == ("failed", "", False)


@pytest.mark.parametrize(
    ("behave", "state"),
    [(raw(), "unknown"), (answer("503 Busy"), "queued"), (answer("401 No"), "queued"), (answer("404 No"), "dead")],
)
def test_a_call_that_failed_is_made_again_by_its_number_only(tmp_path: Path, behave: Behave, state: str) -> None:
    path = tmp_path / "o.db"
    with desk_that(behave, behave, behave) as desk:
        asked, program = request({"url": f"{desk.url}?k=${{TOKEN}}", "json": {"o": "{{ order }}"}, "save": "x"}, "17")
        answered, receipt = make(program, asked, path=path)
    assert receipt.kept == "the outbox as 1", receipt
    assert (answered.outcome, kept(path)[0].state) == ("failed", state)
    run = partial(run_cli, cwd=tmp_path, environ=ENVIRON)
    for words in ("retry", f"retry --state {state}", "export"):
        ran = run(f"outbox {words} --outbox o.db")
        assert (ran.code, ran.stdout, kept(path)[0].state) == (0, "", state)
    with desk_that(answer("200 OK", b"{}")) as other:
        record = json.loads(kept(path)[0].payload)
        outbox = Outbox(path)
        outbox.note(1, 0, payload=write_json(record | {"url": record["url"].replace(desk.url, other.url)}))
        outbox.close()
        assert run("outbox retry 1 --outbox o.db").code == 0
    assert (other.received[0].line, json.loads(other.received[0].body)) == (
        "POST /takeovers?k=t0ken HTTP/1.1",
        {"o": "17"},
    )
    assert kept(path)[0].state == "sent"
