"""`takeover preview`: what would go out is shown, and nothing goes out."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

import pytest

from fake_host import Ran, run_cli
from payloads import payload
from takeover.handover.page import write_html
from takeover.handover.writing import write_json

if TYPE_CHECKING:
    from pathlib import Path

BOT = """\
bot: Acme
routing: [{queue: q, to: [desk, tickets, archive]}]
targets:
  desk: {http: "https://desk.acme.example/${TEAM}", bearer: "${TOKEN}"}
  tickets: {smtp: "smtp://bot%40acme.example:${PW}@mail.acme.example", to: "${HELP}"}
  archive: {file: a.jsonl}
flow: Main
steps:
  - when: unknown
    do: [{ask: Your e-mail?, save: email, type: email}, {say: "Thanks."}, {takeover: {unavailable: [{say: Sorry.}]}}]
"""
ENVIRON = {"TOKEN": "s3cret-token", "PW": "s3cret-word", "HELP": "help@acme.example", "TEAM": "s3cret-team"}


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path) -> Path:
    (tmp_path / "bot.yaml").write_text(BOT, "utf-8")
    (tmp_path / "one.json").write_text(write_json(payload()), "utf-8")
    return tmp_path


def preview(folder: Path, words: str) -> Ran:
    return run_cli(f"preview {words}", cwd=folder, environ=ENVIRON)


def test_the_request(folder: Path) -> None:
    ran = preview(folder, "one.json --bot bot.yaml")
    assert ran.code == 0
    assert ran.stdout.startswith("POST https://desk.acme.example/${TEAM}\n")
    assert "Authorization: Bearer ${TOKEN}\n" in ran.stdout
    assert write_json(payload()) in ran.stdout
    assert "s3cret" not in ran.stdout


def test_the_letter_of_a_payload_alone(folder: Path) -> None:
    ran = preview(folder, "one.json")
    assert ran.code == 0
    assert "To: help@desk.example\n" in ran.stdout
    assert "--- attached: transcript.txt\n" in ran.stdout


def test_the_page(folder: Path) -> None:
    assert preview(folder, "one.json --html").stdout == write_html(payload()) + "\n"


def test_the_message(folder: Path) -> None:
    ran = preview(folder, "one.json --bot bot.yaml --to tickets --eml")
    message = email.message_from_string(ran.stdout, policy=email.policy.default)
    assert (message["To"], message["From"]) == ("help@acme.example", "bot@acme.example")
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/plain",
    ]
    assert "s3cret" not in ran.stdout + ran.stderr


def test_a_bot_hands_over_to_somebody_whom_it_does_not_understand(folder: Path) -> None:
    ran = preview(folder, "bot.yaml --html")
    assert ran.code == 0
    assert "Your e-mail?" in ran.stdout
    assert "Xyzzy" in ran.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("nowhere.json", 3, "cannot be read"),
        ("one.json --bot bot.yaml --to desk --html", 2, "no e-mail target"),
        ("one.json --to dsk", 2, "neither a target"),
        ("one.json --html --eml", 2, "two previews"),
        ("nowhere.yaml", 3, ""),
    ],
)
def test_what_cannot_be_shown(folder: Path, words: str, code: int, said: str) -> None:
    ran = preview(folder, words)
    assert (ran.code, ran.stdout, said in ran.stderr) == (code, "", True), ran.stderr


def test_a_bot_that_hands_nothing_over(folder: Path) -> None:
    (folder / "mute.yaml").write_text("flow: Main\nsteps: [{when: unknown, do: [{say: Sorry.}]}]\n", "utf-8")
    ran = preview(folder, "mute.yaml")
    assert (ran.code, "did not hand over within 15 inputs" in ran.stderr) == (1, True)
