"""`takeover probe`: what it says of a receiver that is well, and of those that lie, refuse, or are not there."""

from __future__ import annotations

import json
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from fake_host import fake_host, run_cli
from loopback import answer, closed_port, desk_that, hang_up
from mailroom import Mailroom, mail_server
from open_desk import open_desk
from takeover.commands.probe import make_test
from takeover.handover.schema import find_wrong

if TYPE_CHECKING:
    from pathlib import Path

    from fake_host import Ran

NOW = datetime.now(UTC)
"""The certificates of these tests have to be valid on the machine that makes them."""
HEAD = "flow: Help\nsteps:\n  - when: unknown\n    do: [{say: Sorry.}, takeover]\ntargets:\n"


def run(folder: Path, target: str, *more: str, **environ: str) -> Ran:
    """Probe a target that is written so."""
    (folder / "bot.yaml").write_text(f"{HEAD}  desk: {target}\n", "utf-8")
    return run_cli(["probe", "desk", "--bot", ".", *more], cwd=folder, environ=environ)


def verdicts(ran: Ran) -> dict[str, str]:
    """Read the checks of a report in JSON."""
    return {one["check"]: one["verdict"] for one in json.loads(ran.stdout)["checks"]}


def test_the_test_is_a_payload_that_says_what_it_is() -> None:
    made = make_test(fake_host())
    assert list(find_wrong(made)) == []
    assert str(made["subject"]).startswith("[Test]")
    assert make_test(fake_host(), "")["contact"]["email"] is None  # type: ignore[call-overload, index]


def test_a_desk_that_does_as_it_should(tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk") as desk:
        ran = run(
            tmp_path,
            f'{{recipe: zendesk, url: "{desk.base}/zendesk", user: a@b.example, token: "${{T}}"}}',
            T="s3cret-s3cret",
        )
        assert len(desk.tickets) == 1
    assert ran.code == 0, ran
    said = [line.split(":")[0].split() for line in ran.stdout.splitlines()[1:-1]]
    assert said == [
        ["ok", "reach"],
        ["ok", "credentials"],
        ["ok", "test", "ticket"],
        ["ok", "sent", "again"],
        ["ok", "read", "back"],
    ]
    assert "s3cret" not in ran.stdout + ran.stderr


def test_an_endpoint_that_says_idempotent_is_sent_to_twice(tmp_path: Path) -> None:
    with desk_that(answer("201 Created", b'{"id": 5}')) as desk:
        ran = run(tmp_path, f'{{http: "{desk.url}", idempotent: true}}', "--format", "json")
    assert verdicts(ran)["sent again"] == "ok"
    assert len({heard.headers["idempotency-key"] for heard in desk.received if heard.line}) == 1


def test_an_endpoint_that_makes_two_of_one(tmp_path: Path) -> None:
    answers = (hang_up, answer("201 Created", b'{"id": 5}'), answer("201 Created", b'{"id": 6}'))
    with desk_that(*answers) as desk:
        ran = run(tmp_path, f'{{http: "{desk.url}", idempotent: true}}')
    assert ran.code == 1
    assert "it made a second ticket of the same takeover: 5 and 6" in ran.stdout
    assert ran.stdout.endswith("Takeovers would not arrive as they should: sent again.\n")


def test_a_help_desk_that_says_201_to_anything(tmp_path: Path) -> None:
    lies = (
        hang_up,
        answer("200 OK", b'{"items": []}'),
        answer("201 Created", b'{"id": "1", "_url": "u"}'),
        answer("201 Created", b"{}"),
        answer("200 OK", b'{"items": [{"id": "1"}]}'),
        answer("200 OK", b'{"items": [{"id": "9", "Filename": "transcript.txt"}]}'),
        answer("200 OK", b'{"Subject": "something else", "Requestor": [], "CustomFields": []}'),
    )
    with desk_that(*lies) as desk:
        ran = run(
            tmp_path,
            f'{{recipe: request_tracker, url: "{desk.url}", token: "${{T}}"}}',
            "--format",
            "json",
            T="t0p-secret",
        )
    assert ran.code == 1, ran
    assert verdicts(ran) == {
        "reach": "ok",
        "credentials": "ok",
        "test ticket": "ok",
        "sent again": "ok",
        "read back": "wrong",
    }
    said = json.loads(ran.stdout)["checks"][-1]["said"]
    assert 'subject is "something else" there and not "[Test] Please close this ticket"' in said
    assert "requester is missing; takeover is missing" in said


def test_who_is_not_let_in(tmp_path: Path) -> None:
    with desk_that(hang_up, answer("401 Unauthorized", b"your token hunter2-hunter2 is none")) as desk:
        ran = run(tmp_path, f'{{http: "{desk.url}", bearer: "${{T}}"}}', "--format", "markdown", T="hunter2-hunter2")
    assert ran.code == 1
    assert "| credentials | WRONG |" in ran.stdout
    assert "hunter2" not in ran.stdout


def test_nobody_who_takes_it_now(tmp_path: Path) -> None:
    with desk_that(hang_up, answer("409 Conflict", b"no agents")) as desk:
        ran = run(tmp_path, f'{{http: "{desk.url}"}}')
    assert (ran.code, "nobody takes it now" in ran.stdout) == (1, True)


def test_nobody_there(tmp_path: Path) -> None:
    ran = run(tmp_path, f'{{http: "http://localhost:{closed_port()}/x"}}')
    assert ran.code == 4
    assert "NOT REACHED" in ran.stdout


def test_a_variable_that_is_not_set_is_wrong_here_and_not_there(tmp_path: Path) -> None:
    ran = run(tmp_path, '{http: "${NOWHERE_TO_BE_FOUND}"}')
    assert ran.code == 1
    assert "NOWHERE_TO_BE_FOUND is not set" in ran.stdout


@pytest.mark.parametrize(
    ("target", "skipped"),
    [('{file: "kept.jsonl"}', 2), ('{http: "URL"}', 2), ('{recipe: slack, webhook: "URL"}', 2)],
)
def test_what_cannot_be_told_is_skipped_and_said(tmp_path: Path, target: str, skipped: int) -> None:
    with desk_that(hang_up, answer("200 OK", b"ok")) as desk:
        ran = run(tmp_path, target.replace('"URL"', '"${URL}"'), "--format", "json", URL=desk.url)
    assert ran.code == 0, ran
    assert list(verdicts(ran).values()).count("skipped") == skipped
    assert len(desk.received) <= 1


def test_a_dry_run_sends_nothing_and_shows_all(tmp_path: Path) -> None:
    ran = run(
        tmp_path,
        '{recipe: zendesk, url: "https://acme.example", user: a@b.example, token: "${T}"}',
        "--dry-run",
        T="s3cret",
    )
    assert ran.code == 0
    assert "[Test]" in ran.stdout
    assert "s3cret" not in ran.stdout


@pytest.mark.parametrize(
    ("words", "said"), [(["nope"], "neither a target"), (["x.jsonl", "--format", "xml"], "not a format")]
)
def test_what_there_is_not_is_a_usage_error(tmp_path: Path, words: list[str], said: str) -> None:
    ran: Any = run_cli(["probe", *words], cwd=tmp_path)
    assert (ran.code, ran.stdout) == (2, "")
    assert said in ran.stderr


def secured(folder: Path, host: str = "localhost") -> ssl.SSLContext:
    """Give the TLS of a server, whose authority is in ca.pem."""
    authority = trustme.CA(organization_name="Acme Authority")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host, not_after=NOW + timedelta(days=9)).configure_cert(tls)
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    return tls


def test_a_certificate_is_named_with_the_days_that_are_left(tmp_path: Path) -> None:
    with desk_that(hang_up, answer("200 OK"), tls=secured(tmp_path)) as desk:
        trusted = run(tmp_path, f'{{http: "{desk.url}", ca: ca.pem}}')
    assert trusted.code == 0, trusted
    assert "certificate by Acme Authority, valid for " in trusted.stdout


def test_a_certificate_that_nobody_vouches_for_is_not_reached(tmp_path: Path) -> None:
    with desk_that(hang_up, tls=secured(tmp_path)) as desk:
        ran = run(tmp_path, f'{{http: "{desk.url}"}}')
    assert (ran.code, "its certificate is not trusted" in ran.stdout) == (4, True), ran
    with desk_that(hang_up, tls=secured(tmp_path, "elsewhere.example")) as desk:
        ran = run(tmp_path, f'{{http: "{desk.url}", ca: ca.pem}}')
    assert (ran.code, "its certificate is not trusted" in ran.stdout) == (4, True), ran


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_mail_server_gets_one_message_by_tls(tmp_path: Path, scheme: str) -> None:
    room, tls = Mailroom(), secured(tmp_path)
    settings: dict[str, Any] = {"tls": tls} if scheme == "smtps" else {"tls_context": tls, "require_starttls": True}
    with mail_server(room, **settings) as port:
        ran = run(
            tmp_path, f'{{smtp: "{scheme}://localhost:{port}", to: help@acme.example, ca: ca.pem}}', "--format", "json"
        )
    assert ran.code == 0, ran
    assert verdicts(ran) == {
        "reach": "ok",
        "credentials": "ok",
        "test ticket": "ok",
        "sent again": "skipped",
        "read back": "skipped",
    }
    assert len(room.envelopes) == 1
    assert b"[Test]" in bytes(room.envelopes[0].original_content or b"")


def test_a_mail_server_that_does_not_know_the_mailbox(tmp_path: Path) -> None:
    with mail_server(Mailroom(rcpt="550 5.1.1 no such user")) as port:
        ran = run(tmp_path, f'{{smtp: "smtp://localhost:{port}", to: help@acme.example}}')
    assert ran.code == 1, ran
    assert "no such user" in ran.stdout
