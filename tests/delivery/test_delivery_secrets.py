"""Secrets, planted everywhere: in no output, no error, no outbox, no dry run; what users told, in no payload."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fake_host import fake_host, run_cli
from loopback import desk_that, read_request
from mailroom import Mailroom, mail_server
from payloads import payload
from takeover.delivery.outbox import Outbox
from takeover.delivery.send import Way, send
from takeover.delivery.targets import Outlet
from takeover.delivery.variables import UnfilledError, Variables
from takeover.delivery.wants import Wants
from takeover.handover.detecting import cut_whole, detect, stand_in
from takeover.handover.writing import write_json
from targets_made import http_target

if TYPE_CHECKING:
    from socket import socket

    from loopback import Desk

CARD, ACCOUNT, TOKEN = "4111 1111 1111 1111", "NL91 ABNA 0417 1643 00", "ghp_" + "a1B2" * 9
LETTERS = st.characters(min_codepoint=33, max_codepoint=0x17F, categories=("L", "N", "P", "S"))
PRINTED = st.text(LETTERS, min_size=6, max_size=30).map(lambda text: f"Zq{text}7x")
BOT = """\
bot: Acme
targets:
  desk:
    http: "http://u:${A}@127.0.0.1:PORT/${B}?q=${C}"
    secret: "${S}"
    headers: {X-Token: "${D}"}
    attempts: 1
  basic: {http: "http://127.0.0.1:PORT/", basic: "u:${E}", attempts: 1}
  mail: {smtp: "smtp://u:${A}@127.0.0.1:SMTP", to: help@acme.example, attempts: 1}
flow: Main
steps: [{when: unknown, do: [takeover]}]
"""


def echo(connection: socket, desk: Desk) -> None:
    """Tell back all that came: its line, its headers, each alone so that none is cut off."""
    received = read_request(connection)
    desk.received.append(received)
    said = "; ".join((received.line, *(received.headers.get(name, "") for name in ("authorization", "x-token"))))
    body = said.encode("latin-1", "replace")
    head = f"HTTP/1.1 403 No\r\nX-Said: x\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    connection.sendall(head.encode() + body)


@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(secrets=st.lists(PRINTED, min_size=5, max_size=5, unique=True))
def test_no_secret_is_told(secrets: list[str]) -> None:
    ascii_only = [quote(secret, safe="") if not secret.isascii() else secret for secret in secrets]
    environ = dict(zip("ABCDE", ascii_only, strict=True)) | {"S": "whsec_c2VjcmV0c2VjcmV0c2VjcmV0"}
    with TemporaryDirectory() as name, desk_that(echo) as desk, mail_server(Mailroom(rcpt="550 no")) as port:
        folder = Path(name)
        (folder / "bot.yaml").write_text(BOT.replace("PORT", str(desk.port)).replace("SMTP", str(port)), "utf-8")
        (folder / "one.json").write_text(write_json(payload()), "utf-8")
        told = ""
        for target in ("desk", "basic", "mail"):
            for more in ("", " --dry-run"):
                words = f"emit one.json --to {target} --bot bot.yaml --outbox o.db{more}"
                ran = run_cli(words, cwd=folder, environ=environ)
                told += ran.stdout + ran.stderr
        for words in ("outbox list", "outbox list --json", "outbox show 1", "outbox show 2", "outbox retry"):
            ran = run_cli(f"{words} --outbox o.db", cwd=folder, environ=environ)
            told += ran.stdout + ran.stderr
        kept = b"".join(path.read_bytes() for path in folder.iterdir() if path.name.startswith("o.db"))
    assert len(desk.received) >= 2
    for secret in (*ascii_only, environ["S"]):
        for spelling in (secret, quote(secret, safe="")):
            assert spelling not in told
            assert spelling.encode() not in kept


def test_a_secret_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("\ufefft0ken\n", "utf-8")
    variables = Variables({"TOKEN_FILE": str(tmp_path / "token")})
    assert variables.fill("Bearer ${TOKEN}") == "Bearer t0ken"
    assert variables.redact("no t0ken here") == "no ${TOKEN} here"
    assert Variables({"TOKEN": "x1y2", "TOKEN_FILE": "/nowhere"}).fill("${TOKEN}") == "x1y2"


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"two\nlines"])
def test_a_file_that_gives_no_secret(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "token").write_bytes(content)
    with pytest.raises(UnfilledError, match="TOKEN"):
        Variables({"TOKEN_FILE": str(tmp_path / "token")}).fill("${TOKEN}")


def test_what_a_user_told_unasked_is_masked_and_said(tmp_path: Path) -> None:
    told = payload(f"Pay with {CARD}, or {ACCOUNT}, my key is {TOKEN}") | {
        "parameters": {"card": 4111111111111111, "cards": [{"number": CARD}], "order": 1815}
    }
    outbox = Outbox(tmp_path / "o.db")

    def take(connection: socket, desk: Desk) -> None:
        desk.received.append(read_request(connection))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    with desk_that(take) as desk:
        receipt = send(told, Outlet("desk", http_target(desk.url)), fake_host(), Way(outbox))
    body = desk.received[0].body.decode()
    (item,) = outbox.items()
    outbox.close()
    for text in (body, item.payload):
        assert not any(secret in text for secret in (CARD, ACCOUNT, TOKEN, "4111"))
        assert "[masked: card number]" in text
    assert json.loads(body)["parameters"]["order"] == 1815
    assert json.loads(body)["masked"] == ["card number", "IBAN", "token"] == list(receipt.masked)


def test_a_target_may_be_allowed_to_see_it() -> None:
    told = payload(f"Pay with {CARD} or {ACCOUNT}")
    ready = Wants(allow=("iban",)).prepare(told)
    assert ACCOUNT in write_json(ready.payload)
    assert "4111" not in write_json(ready.payload)
    assert ready.masked == ("card number",)


def test_what_was_masked_stays_so() -> None:
    once = Wants().prepare(payload(f"Pay with {CARD}"))
    assert isinstance(once.payload, dict)
    assert Wants().prepare(once.payload) == once


@pytest.mark.parametrize(("count", "left"), [(None, 3), (2, 2), (0, 0), (99, 3)])
def test_how_much_of_the_talk_goes_along(count: int | None, left: int) -> None:
    some = payload()
    some["transcript"] = [some["transcript"][0] | {"id": f"m{number}"} for number in range(3)]
    ready = Wants(transcript=count).prepare(some)
    assert isinstance(ready.payload, dict)
    talk = ready.payload["transcript"]
    assert isinstance(talk, list)
    assert len(talk) == left
    assert talk == some["transcript"][len(some["transcript"]) - left :]


@pytest.mark.parametrize(
    ("required", "least", "lacks"),
    [
        ((), None, ""),
        (("contact.email",), None, ""),
        (("contact.phone",), None, "contact.phone"),
        (("contact.email", "contact.phone"), None, "contact.phone"),
        (("contact.email", "contact.phone"), 1, ""),
        (("order", "subject"), None, "order"),
    ],
)
def test_what_a_target_requires(required: tuple[str, ...], least: int | None, lacks: str) -> None:
    ready = Wants(required=required, least=least).prepare(payload())
    assert (lacks in ready.lacks, bool(ready.lacks)) == (True, bool(lacks))


def test_what_lacks_a_required_field_is_not_sent(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "o.db")
    target = http_target("http://localhost:1/", required=("contact.phone",))
    receipt = send(payload(), Outlet("desk", target), fake_host(), Way(outbox))
    (item,) = outbox.items()
    outbox.close()
    assert (receipt.outcome, item.state) == ("failed", "dead")
    assert "lacks contact.phone" in receipt.detail


@given(st.text(max_size=200))
def test_masking_never_fails_and_is_done_once(text: str) -> None:
    masked, kinds = detect(text)
    assert detect(masked) == (masked, ())
    assert bool(kinds) == (masked != text)


@given(st.integers(0, 10**12), st.sampled_from(["", " ", "-", "\u00a0", "."]), st.text("abc ,", max_size=5))
def test_every_card_number_is_found(number: int, sign: str, around: str) -> None:
    digits = f"4{number:014d}"
    check = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    card = f"{digits}{-check % 10}"
    written = sign.join(card[place : place + 4] for place in range(0, 16, 4))
    masked, kinds = detect(f"{around} {written} {around}")
    assert (kinds, card[-4:] in masked) == (("card number",), False)


@pytest.mark.parametrize(
    "text",
    ["+31 6 1234 5678", "order 2026-000123456789", "1753012345678", "4111 1111 1111 1112", "c0ffee" * 5, "NL00 X"],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert detect(text) == (text, ())


@pytest.mark.parametrize("secret", [CARD, ACCOUNT, TOKEN])
def test_what_is_played_again_keeps_the_form_of_a_secret(secret: str) -> None:
    masked, _ = detect(f"say {secret} now", write=stand_in)
    assert (len(masked), secret in masked, masked[:4], masked[-4:]) == (len(secret) + 8, False, "say ", " now")
    assert secret[:6] not in masked


@pytest.mark.parametrize("secret", [CARD, "4111 1111 1111 1111", ACCOUNT, TOKEN])
def test_a_text_is_not_cut_within_a_secret(secret: str) -> None:
    for before in range(130):
        line = f"{'x' * before} {secret} and more of it"
        masked, _ = detect(cut_whole(line, 120))
        left = masked.replace("x", "").replace("…", "").strip()
        assert not any(left.startswith(secret[:size]) for size in range(4, len(secret))), (before, masked)
        assert len(cut_whole(line, 120)) <= 120


def test_a_subject_is_cut_after_the_look_for_secrets() -> None:
    made = payload("xyzzy " * 17 + f"my card is {CARD}")
    assert CARD[:8] not in write_json(Wants().prepare(made).payload)
