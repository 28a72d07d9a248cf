"""Whom a request reaches, and as whom: logins, certificates, proxies, and names that lead inside."""

from __future__ import annotations

import base64
import socket
import ssl
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from fake_host import fake_host
from loopback import answer, desk_that
from mailroom import Mailroom, mail_server
from payloads import payload
from takeover.delivery.reaching import BadAddressError, find_proxy, look_up
from takeover.delivery.smtp import SmtpTarget
from targets_made import attempt, http_target

if TYPE_CHECKING:
    from pathlib import Path

REAL = socket.getaddrinfo


def resolve(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let `desk.test` lead to these addresses, a new one each time it is asked for; gives what was asked."""
    asked: list[str] = []

    def look(host: Any, port: Any, *arguments: Any, **named: Any) -> Any:
        if host != "desk.test":
            return REAL(host, port, *arguments, **named)
        asked.append(host)
        return REAL(addresses[min(len(asked), len(addresses)) - 1], port, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look)
    return asked


def test_basic_and_bearer() -> None:
    host = fake_host(environ={"PW": "pä:ss", "TOKEN": "t0ken"})
    with desk_that(answer("401 No", b"you said Ym90OnDDpDpzcw== and t0ken")) as desk:
        basic = attempt(http_target(desk.url, basic="bot:${PW}"), payload(), host)
        bearer = attempt(http_target(desk.url, bearer="${TOKEN}"), payload(), host)
    first, second = desk.received
    assert base64.b64decode(first.headers["authorization"].removeprefix("Basic ")).decode() == "bot:pä:ss"
    assert second.headers["authorization"] == "Bearer t0ken"
    assert "Ym90" not in basic.detail
    assert "t0ken" not in bearer.detail


def test_a_client_certificate_and_an_authority_of_ones_own(tmp_path: Path) -> None:
    authority = trustme.CA()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.verify_mode = ssl.CERT_REQUIRED
    authority.issue_cert("localhost").configure_cert(tls)
    authority.configure_trust(tls)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    mine = authority.issue_cert("bot@acme.example")
    mine.private_key_pem.write_to_path(tmp_path / "key.pem")
    mine.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    host = fake_host(cwd=tmp_path, environ={"KEYS": str(tmp_path)})
    with desk_that(answer("200 OK"), tls=tls) as desk:
        without = attempt(http_target(desk.url, ca="ca.pem"), payload(), host)
        known = http_target(desk.url, ca="${KEYS}/ca.pem", certificate="cert.pem", key="key.pem")
        assert attempt(known, payload(), host).outcome == "delivered"
        lacking = attempt(http_target(desk.url, ca="nowhere.pem"), payload(), host)
    assert without.outcome != "delivered"
    assert (lacking.outcome, len(desk.received)) == ("failed", 1)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "100.64.0.1", "::1", "::ffff:10.0.0.1", "fd00::1", "224.0.0.1"],
)
def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    resolve(monkeypatch, address)
    verdict = attempt(http_target("https://desk.test/"), payload(), fake_host())
    assert (verdict.outcome, verdict.wait) == ("failed", None)
    assert "leads into a private network" in verdict.detail
    with pytest.raises(BadAddressError):
        look_up("desk.test", 443, private=False)
    assert look_up("desk.test", 443, private=True)


def test_the_address_that_was_checked_is_the_one_that_is_spoken_to(monkeypatch: pytest.MonkeyPatch) -> None:
    with desk_that(answer("200 OK")) as desk:
        asked = resolve(monkeypatch, "127.0.0.1", "192.0.2.1")
        url = desk.url.replace("localhost", "desk.test")
        verdict = attempt(http_target(url, private=True, insecure=True), payload(), fake_host())
    assert (verdict.outcome, asked) == ("delivered", ["desk.test"])
    assert desk.received[0].headers["host"] == f"desk.test:{desk.port}"


def test_the_certificate_is_that_of_the_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    resolve(monkeypatch, "127.0.0.1")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    for name, outcome in (("desk.test", "delivered"), ("other.test", "failed")):
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(tls)
        with desk_that(answer("200 OK"), tls=tls) as desk:
            url = desk.url.replace("localhost", "desk.test")
            target = http_target(url, private=True, ca="ca.pem")
            assert attempt(target, payload(), fake_host(cwd=tmp_path)).outcome == outcome


def test_a_proxy_of_the_environment() -> None:
    with desk_that(answer("200 OK")) as desk:
        environ = {"HTTP_PROXY": f"http://127.0.0.1:{desk.port}"}
        target = http_target("http://desk.acme.example/x", insecure=True)
        assert attempt(target, payload(), fake_host(environ=environ)).outcome == "delivered"
    assert desk.received[0].line == "POST http://desk.acme.example/x HTTP/1.1"


@pytest.mark.parametrize("refusal", ["502 Bad Gateway", "407 Proxy Authentication Required"])
def test_what_a_proxy_does_not_let_through_has_not_arrived(refusal: str) -> None:
    with desk_that(answer(refusal)) as proxy:
        environ = {"HTTPS_PROXY": f"http://127.0.0.1:{proxy.port}"}
        verdict = attempt(http_target("https://desk.acme.example/x"), payload(), fake_host(environ=environ))
    assert proxy.received[0].line == "CONNECT desk.acme.example:443 HTTP/1.1"
    assert (verdict.outcome, verdict.wait) == ("failed", 0.0)
    assert refusal in verdict.detail


def test_a_tunnel_that_leads_to_no_tls_has_brought_nothing_anywhere() -> None:
    with desk_that(answer("200 Connection established")) as proxy:
        environ = {"HTTPS_PROXY": f"http://127.0.0.1:{proxy.port}"}
        verdict = attempt(http_target("https://desk.acme.example/x"), payload(), fake_host(environ=environ))
    assert verdict.outcome == "failed"


@pytest.mark.parametrize(
    ("environ", "host", "proxy"),
    [
        ({}, "x.example", ""),
        ({"HTTPS_PROXY": "p.example:3128"}, "x.example", "http://p.example:3128"),
        ({"https_proxy": "http://a", "HTTPS_PROXY": "http://b"}, "x.example", "http://a"),
        ({"ALL_PROXY": "http://a"}, "x.example", "http://a"),
        ({"ALL_PROXY": "http://a", "NO_PROXY": "example"}, "x.example", ""),
        ({"ALL_PROXY": "http://a", "NO_PROXY": "*"}, "x.example", ""),
        ({"ALL_PROXY": "http://a"}, "localhost", ""),
        ({"ALL_PROXY": "http://a"}, "127.0.0.1", ""),
    ],
)
def test_which_proxy(environ: dict[str, str], host: str, proxy: str) -> None:
    assert find_proxy("https", host, environ) == proxy


def test_a_proxy_that_a_web_server_may_have_set_is_not_believed() -> None:
    assert find_proxy("http", "x.example", {"HTTP_PROXY": "http://evil", "REQUEST_METHOD": "GET"}) == ""


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::ffff:10.0.0.1", "fd00::1"])
def test_a_mail_server_whose_name_leads_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str, scheme: str
) -> None:
    resolve(monkeypatch, address)
    verdict = attempt(SmtpTarget(f"{scheme}://desk.test", ("help@acme.example",)), payload(), fake_host())
    assert (verdict.outcome, verdict.wait, verdict.ours) == ("failed", None, True)
    assert "leads into a private network" in verdict.detail


def test_mail_goes_to_the_address_that_was_checked_and_tls_asks_for_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = resolve(monkeypatch, "127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.1", "192.0.2.1")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    for name, outcome in (("desk.test", "delivered"), ("other.test", "failed")):
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(tls)
        for settings in ({"tls_context": tls, "require_starttls": True}, {"tls": tls}):
            room = Mailroom()
            scheme = "smtps" if "tls" in settings else "smtp"
            with mail_server(room, **settings) as port:
                address = f"{scheme}://desk.test:{port}"
                target = SmtpTarget(address, ("help@acme.example",), private=True, ca="ca.pem")
                verdict = attempt(target, payload(), fake_host(cwd=tmp_path))
            assert (verdict.outcome, len(room.envelopes)) == (outcome, int(outcome == "delivered")), verdict.detail
    assert len(asked) == 4, "each name is looked up once"


def test_the_next_address_of_a_mail_server_is_tried_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Mailroom()
    with mail_server(room) as port:
        both = [(2, 1, 6, "", (address, port)) for address in ("127.0.0.99", "127.0.0.1")]
        numeric = socket.getaddrinfo

        def look(host: Any, *arguments: Any, **named: Any) -> Any:
            return both if host == "desk.test" else numeric(host, *arguments, **named)

        monkeypatch.setattr(socket, "getaddrinfo", look)
        target = SmtpTarget(f"smtp://desk.test:{port}", ("help@acme.example",), private=True, insecure=True)
        assert attempt(target, payload(), fake_host()).outcome == "delivered"
