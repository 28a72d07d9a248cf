"""Posting payloads to real servers on this machine: what each answer means, and that nothing lasts for ever."""

from __future__ import annotations

import base64
import json
import ssl
from typing import TYPE_CHECKING, Any

import pytest
import trustme
from standardwebhooks.webhooks import Webhook

from fake_host import fake_host
from loopback import answer, closed_port, desk_that, drip, hang_up, raw, read_head_only
from payloads import payload
from takeover.delivery.exchange import LONGEST_ANSWER, Answer, Asked, ask
from takeover.delivery.signing import sign
from takeover.delivery.targets import parse_to
from takeover.handover.writing import write_json
from targets_made import attempt, http_target

if TYPE_CHECKING:
    from pathlib import Path

    from loopback import Behave
    from takeover.delivery.receipt import Verdict
    from takeover.host import Host

HOOK = "${HOOK}"
SECRET = "whsec_" + base64.b64encode(b"a secret of twenty-four b").decode()
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def deliver(url: str, host: Host | None = None, **settings: Any) -> Verdict:
    return attempt(http_target(url, **({"timeout": 20} | settings)), payload(), host or fake_host())


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("200 OK", "delivered"),
        ("201 Created", "delivered"),
        ("202 Accepted", "delivered"),
        ("204 No Content", "delivered"),
        ("301 Moved Permanently", "failed"),
        ("302 Found", "failed"),
        ("307 Temporary Redirect", "failed"),
        ("308 Permanent Redirect", "failed"),
        ("400 Bad Request", "failed"),
        ("401 Unauthorized", "failed"),
        ("403 Forbidden", "failed"),
        ("404 Not Found", "failed"),
        ("409 Conflict", "refused"),
        ("410 Gone", "failed"),
        ("413 Content Too Large", "failed"),
        ("415 Unsupported Media Type", "failed"),
        ("422 Unprocessable Content", "failed"),
        ("423 Locked", "refused"),
        ("429 Too Many Requests", "failed"),
        ("500 Internal Server Error", "failed"),
        ("503 Service Unavailable", "failed"),
    ],
)
def test_what_a_status_means(status: str, outcome: str) -> None:
    with desk_that(answer(status, b"", "Location: /elsewhere")) as desk:
        verdict = deliver(desk.url)
    assert (verdict.outcome, verdict.status) == (outcome, int(status[:3]))
    assert status in verdict.detail
    assert len(desk.received) == 1, "a redirect is not followed, and nothing is repeated"


def test_what_is_posted() -> None:
    with desk_that(answer("201 Created")) as desk:
        deliver(desk.url, fake_host(environ={"TOKEN": "t0ken"}), headers=(("Authorization", "Bearer ${TOKEN}"),))
    (request,) = desk.received
    assert request.line == "POST /takeovers HTTP/1.1"
    assert json.loads(request.body) == payload()
    assert request.body.decode("utf-8") == write_json(payload()), "letters stay as they are"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["idempotency-key"] == request.headers["webhook-id"] == payload()["id"]
    assert request.headers["authorization"] == "Bearer t0ken"
    assert request.headers["user-agent"].startswith("takeover/")
    assert "webhook-signature" not in request.headers


def test_an_independent_verifier_accepts_the_signature() -> None:
    with desk_that(answer("200 OK")) as desk:
        from datetime import UTC, datetime

        host = fake_host(environ={"HOOK": SECRET}, now=datetime.now(UTC))
        assert deliver(desk.url, host, secret=(HOOK,)).outcome == "delivered"
    (request,) = desk.received
    Webhook(SECRET).verify(request.body, request.headers)


def test_the_test_vector_of_the_specification() -> None:
    body = b'{"test": 2432232314}'
    signed = sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_secret_that_cannot_sign_is_said_and_not_shown() -> None:
    with desk_that(answer("200 OK")) as desk:
        verdict = deliver(desk.url, fake_host(environ={"HOOK": "not base64!"}), secret=(HOOK,))
    assert verdict.outcome == "failed"
    assert "Base64" in verdict.detail
    assert "not base64!" not in verdict.detail
    assert desk.received == []


@pytest.mark.parametrize(
    ("environ", "said"),
    [({}, "HOOK is not set"), ({"HOOK": ""}, "HOOK is empty"), ({"HOOK": "a\nb"}, "HOOK holds a line break")],
)
def test_a_variable_that_cannot_be_filled_is_named(environ: dict[str, str], said: str) -> None:
    with desk_that(answer("200 OK")) as desk:
        verdict = deliver(desk.url, fake_host(environ=environ), headers=(("X-Token", "${HOOK}"),))
    assert (verdict.outcome, said in verdict.detail, desk.received) == ("failed", True, [])


def test_a_server_that_tells_our_secrets_back_is_not_quoted() -> None:
    told = b"no such token: t0ken; user:pa%2Fss, pa/ss"
    environ = {"TOKEN": "t0ken", "PW": "pa/ss"}
    with desk_that(answer("401 Unauthorized", told)) as desk:
        url = desk.url.replace("localhost", "user:${PW}@localhost")
        verdict = deliver(url, fake_host(environ=environ), headers=(("Authorization", "Bearer ${TOKEN}"),))
    assert verdict.detail == "401 Unauthorized: no such token: ${TOKEN}; user:${PW}, ${PW}"


def test_a_password_in_an_address_is_sent_as_it_is() -> None:
    with desk_that(answer("200 OK")) as desk:
        host = fake_host(environ={"PW": "p@ss/w?rd#"})
        assert deliver(desk.url.replace("localhost", "bot:${PW}@localhost"), host).outcome == "delivered"
    (request,) = desk.received
    assert request.headers["authorization"] == "Basic " + base64.b64encode(b"bot:p@ss/w?rd#").decode()
    assert request.line == "POST /takeovers HTTP/1.1"


def test_a_whole_address_from_the_environment() -> None:
    with desk_that(answer("409 Conflict", b"secret p@55 or p%4055")) as desk:
        url = desk.url.replace("localhost", "bot:p%4055@localhost")
        verdict = deliver("${DESK}", fake_host(environ={"DESK": url}))
    assert verdict.outcome == "refused"
    assert verdict.detail == "409 Conflict: secret ${DESK} or ${DESK}"


@pytest.mark.parametrize(
    ("behave", "settings", "outcome"),
    [
        (raw(then_wait=True), {"timeout": 0.3}, "unknown"),
        (raw(b"HTTP/1.1 200 OK\r\n", then_wait=True), {"timeout": 0.3}, "unknown"),
        (drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"), {"timeout": 0.5}, "unknown"),
        (drip(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", b"a"), {"timeout": 0.5}, "delivered"),
        (drip(b"HTTP/1.1 500 No\r\nContent-Length: 99999\r\n\r\n", b"a"), {"timeout": 0.5}, "failed"),
        (raw(), {}, "unknown"),
        (raw(b"HTTP/1.1 200"), {}, "unknown"),
        (raw(b"this is no HTTP\r\n\r\n"), {}, "unknown"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), {}, "delivered"),
        (raw(b"HTTP/1.1 409 No\r\nContent-Length: 10\r\n\r\nabc"), {}, "refused"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), {}, "delivered"),
        (raw(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000), {}, "unknown"),
        (raw(OK + b"HTTP/1.1 500 No\r\n\r\n"), {}, "delivered"),
        (raw(b"HTTP/1.1 100 Continue\r\n\r\n" + OK), {}, "delivered"),
    ],
)
def test_answers_that_are_none(behave: Behave, settings: dict[str, Any], outcome: str) -> None:
    with desk_that(behave) as desk:
        verdict = deliver(desk.url, **settings)
    assert verdict.outcome == outcome, verdict.detail
    assert len(desk.received) <= 1
    if outcome == "unknown":
        assert "may have arrived" in verdict.detail


def test_a_server_that_hangs_up_at_once() -> None:
    with desk_that(hang_up) as desk:
        assert deliver(desk.url).outcome in {"failed", "unknown"}, "as far as the request came in the meantime"


def test_a_request_that_broke_off_did_not_arrive() -> None:
    with desk_that(read_head_only) as desk:
        huge = payload() | {"summary": "a" * 50_000_000}
        verdict = attempt(http_target(desk.url, timeout=20), huge, fake_host())
    assert verdict.outcome == "failed", verdict.detail


def test_a_huge_answer_is_not_read() -> None:
    with desk_that(drip(b"HTTP/1.1 403 No\r\n\r\n", b"a" * 1_000_000)) as desk:
        verdict = deliver(desk.url)
        heard = ask(Asked("GET", desk.url, (), b"", 20), {})
    assert (verdict.outcome, verdict.status, len(verdict.detail) < 300) == ("failed", 403, True)
    assert isinstance(heard, Answer)
    assert (len(heard.body), heard.whole) == (LONGEST_ANSWER, False)


def test_nobody_listens() -> None:
    verdict = deliver(f"http://127.0.0.1:{closed_port()}/")
    assert verdict.outcome == "failed"
    assert "could not be reached" in verdict.detail


def test_a_name_that_is_none() -> None:
    verdict = deliver("https://nowhere.invalid/")
    assert (verdict.outcome, "could not be reached" in verdict.detail) == ("failed", True)


def test_a_wait_that_is_asked_for_is_said() -> None:
    with desk_that(answer("429 Too Many Requests", b"", "Retry-After: 120")) as desk:
        assert "wait (120)" in deliver(desk.url).detail


@pytest.mark.parametrize(
    "url", ["http://desk.acme.example/", "http://127.1/", "http://localhost.evil.example/", "http://0x7f000001/"]
)
def test_plain_http_goes_nowhere_else(url: str) -> None:
    verdict = deliver(url)
    assert (verdict.outcome, "plain http" in verdict.detail) == ("failed", True)


@pytest.mark.parametrize("url", ["${U}x", "${U}", "${U}//host/"])
@pytest.mark.parametrize("value", ["ftp://x", "javascript:", "http://[::1", "https://", "x", "http://localhost:99999/"])
def test_an_address_from_the_environment_is_looked_at_too(url: str, value: str) -> None:
    verdict = deliver(url, fake_host(environ={"U": value}))
    assert verdict.outcome == "failed"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_plain_http_to_this_machine(host: str) -> None:
    with desk_that(answer("200 OK")) as desk:
        assert deliver(desk.url.replace("localhost", host)).outcome == "delivered"


def test_tls_is_verified(tmp_path: Path) -> None:
    authority = trustme.CA()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(tls)
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(trusted)
    with desk_that(answer("200 OK"), tls=tls) as desk:
        unknown = deliver(desk.url)
        wrong_name = deliver(
            desk.url.replace("localhost", "127.0.0.1"), fake_host(environ={"SSL_CERT_FILE": str(trusted)})
        )
        known = deliver(desk.url, fake_host(environ={"SSL_CERT_FILE": str(trusted)}))
    assert (unknown.outcome, wrong_name.outcome, known.outcome) == ("failed", "failed", "delivered")
    assert "certificate" in unknown.detail.lower()
    assert len(desk.received) == 1, "nothing was said before the certificate was known"


def test_a_file_of_authorities_that_is_not_there() -> None:
    verdict = deliver("https://localhost:1/", fake_host(environ={"SSL_CERT_FILE": "/nowhere.pem"}))
    assert verdict.outcome == "failed"


def test_what_would_go_out_shows_no_secret() -> None:
    shown = http_target(
        "https://bot:${PW}@desk.acme.example/", secret=(HOOK,), headers=(("Authorization", "Bearer ${TOKEN}"),)
    )
    text = shown.plan(payload()).show()
    assert text.startswith("POST https://bot:${PW}@desk.acme.example/\n")
    assert "Authorization: Bearer ${TOKEN}\n" in text
    assert "webhook-signature: (made when it is sent)\n" in text
    assert text.rstrip().endswith(write_json(payload()))


def test_an_id_of_any_letters_is_a_header() -> None:
    with desk_that(answer("200 OK")) as desk:
        target = parse_to(desk.url, {}).target
        odd = payload() | {"id": "a b\r\nX-Evil: 1 é"}
        assert attempt(target, odd, fake_host()).outcome == "delivered"
    assert desk.received[0].headers["webhook-id"] == "a%20b%0D%0AX-Evil:%201%20%C3%A9"
    assert "x-evil" not in desk.received[0].headers
