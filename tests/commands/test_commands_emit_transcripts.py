"""`takeover emit TRANSCRIPT`: played for real, its calls answered by the world, its takeovers and e-mails sent once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from fake_host import Ran, run_cli
from loopback import answer, desk_that, raw
from mailroom import Mailroom, mail_server
from takeover.delivery.outbox import Outbox

if TYPE_CHECKING:
    from pathlib import Path

    from takeover.delivery.item import Item

BOT = """\
bot: Shop
params: {card: {type: text, sensitive: true}}
targets:
  desk: {http: "${DESK}", attempts: 1}
  mail: {smtp: "${SMTP}", to: help@shop.example, attempts: 1}
flow: Main
steps:
  - when: {contains: order}
    do:
      - call:
          {url: "${API}", json: {n: 17}, save: order, example: {status: shipped}, failed: [{takeover: {pause: false}}]}
      - say: "It is {{ order.status }}."
  - when: {contains: look}
    do: [{call: {url: "${API}", save: order, example: 1, failed: [{say: No luck.}]}}]
  - when: {contains: pay}
    do:
      - ask: Card?
        save: card
      - call: {url: "${API}", json: {card: "{{ card }}"}, save: paid, example: {ok: true}, failed: [{say: No luck.}]}
  - when: {contains: mail}
    do: [{email: {to: boss@shop.example, subject: Hi, body: "Order {{ order.status | default: none }}."}}]
  - when: {contains: hello}
    do: [{say: Hello.}]
  - when: unknown
    do: [{takeover: {unavailable: [{say: Nobody.}, {takeover: {to: [mail]}}]}}]
"""
TALKS = """\
transcripts:
  - transcript: An order
    turns:
      - user: my order
      - call: {returns: {status: shipped}}
      - bot: It is shipped.
      - wait: 5m
      - user: mail them
      - email: {}
  - transcript: Lost words
    turns:
      - user: xyzzy
      - takeover: {}
  - transcript: A payment
    turns:
      - user: pay
      - bot: Card?
      - user: my card 4111 1111 1111 1111
  - transcript: A greeting
    turns: [{user: hello}, {bot: Hello.}]
  - transcript: A look
    turns: [{user: look}]
"""


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path) -> Path:
    (tmp_path / "bot.yaml").write_text(BOT, "utf-8")
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "transcripts" / "t.yaml").write_text(TALKS, "utf-8")
    return tmp_path


def emit(folder: Path, name: str, *words: str, **environ: str) -> Ran:
    arguments = ["emit", f"transcripts/t.yaml{f'::{name}' if name else ''}", "--outbox", "o.db", *words]
    return run_cli(arguments, cwd=folder, environ=environ)


def items(folder: Path) -> list[Item]:
    outbox = Outbox(folder / "o.db")
    found = list(outbox.items())
    outbox.close()
    return found


def test_a_call_is_made_and_its_answer_goes_back_into_the_flow(folder: Path) -> None:
    room = Mailroom()
    with (
        desk_that(answer("200 OK", b'{"status": "late"}')) as api,
        desk_that(answer("201 Created")) as desk,
        mail_server(room) as port,
    ):
        ran = emit(folder, "An order", API=api.url, DESK=desk.url, SMTP=f"smtp://127.0.0.1:{port}")
        again = emit(folder, "An order", API=api.url, DESK=desk.url, SMTP=f"smtp://127.0.0.1:{port}")
        assert (again.code, len(api.received), len(room.envelopes)) == (0, 1, 1), "what arrived is not sent twice"
        assert again.stderr.count("delivered before") == 2
        emit(folder, "An order", "--again", API=api.url, DESK=desk.url, SMTP=f"smtp://127.0.0.1:{port}")
        assert (len(api.received), len(room.envelopes)) == (2, 2)
    assert (ran.code, ran.stdout, desk.received) == (0, "", [])
    assert json.loads(api.received[0].body) == {"n": 17}
    content = room.envelopes[0].content
    assert isinstance(content, bytes)
    assert b"Order late." in content, "what the world said, and not what the transcript expects"
    assert b"X-Simulated: yes" in content
    assert [item.state for item in items(folder)] == ["sent", "sent"]


def test_an_answer_leads_where_the_transcript_did_not_go(folder: Path) -> None:
    room = Mailroom()
    with desk_that(answer("404 No")) as api, desk_that(answer("201 Created")) as desk, mail_server(room) as port:
        ran = emit(folder, "An order", API=api.url, DESK=desk.url, SMTP=f"smtp://127.0.0.1:{port}")
    (posted,) = (json.loads(request.body) for request in desk.received)
    assert (posted["source"]["simulated"], [line["text"] for line in posted["transcript"]]) == (True, ["my order"])
    assert (ran.code, len(room.envelopes), "1 of 3 did not arrive" in ran.stderr) == (4, 1, True)


@pytest.mark.parametrize(("status", "outcome"), [("409 Conflict", "refused"), ("500 Broken", "failed")])
def test_what_nobody_takes_is_the_flows_unavailable(folder: Path, status: str, outcome: str) -> None:
    room = Mailroom()
    with desk_that(answer(status)) as desk, mail_server(room) as port:
        ran = emit(folder, "Lost words", DESK=desk.url, SMTP=f"smtp://127.0.0.1:{port}")
    assert (ran.code, len(room.envelopes)) == (4, 1), "the second takeover, of the branch, goes to the mail"
    assert f"warning: {outcome:<9}  lost-words" in ran.stderr
    assert "1 of 2 did not arrive" in ran.stderr


def test_a_call_with_what_is_sensitive_lies_on_no_disk(folder: Path) -> None:
    with desk_that(answer("200 OK", b'{"ok": true}')) as api:
        ran = emit(folder, "A payment", API=api.url)
    assert (ran.code, json.loads(api.received[0].body)) == (0, {"card": "my card 4111 1111 1111 1111"})
    assert "not kept in the outbox, for it holds what is sensitive" in ran.stderr
    assert "4111" not in ran.stderr
    assert not (folder / "o.db").exists()


@pytest.mark.parametrize(("name", "behave", "code"), [("An order", raw(), 4), ("A look", answer("404 No"), 0)])
def test_a_call_that_changes_something_has_to_arrive(folder: Path, name: str, behave: Any, code: int) -> None:
    room = Mailroom()
    with desk_that(behave) as api, desk_that(answer("200 OK")) as desk, mail_server(room) as port:
        ran = emit(folder, name, API=api.url, DESK=desk.url, SMTP=f"smtp://127.0.0.1:{port}")
    assert ran.code == code
    assert ("it may have arrived" in ran.stderr, "takeover outbox retry 1" in ran.stderr) == (code == 4, code == 4)


def test_a_dry_run_shows_all_of_it_and_sends_nothing(folder: Path) -> None:
    with desk_that(answer("200 OK")) as api:
        ran = emit(folder, "", "--dry-run", API=api.url, DESK=api.url, SMTP="smtp://127.0.0.1:1")
    assert (ran.code, api.received, (folder / "o.db").exists()) == (0, [], False)
    for shown in ('POST ${API}\nContent-Type: application/json\n\n{"n":17}', "Order shipped.", "POST ${DESK}"):
        assert shown in ran.stdout
    assert "4111" not in ran.stdout


def test_all_of_a_folder_and_where_to(folder: Path) -> None:
    with desk_that(answer("404 No")) as api, desk_that(answer("201 Created")) as other:
        words = ["emit", ".", "--to", other.url, "--outbox", "o.db"]
        ran = run_cli(words, cwd=folder, environ={"API": api.url})
    assert len(other.received) == 2, "takeovers go there, and e-mails by the bot's mail server"
    assert (ran.code, "SMTP is not set; it waits until our settings are mended" in ran.stderr) == (4, True)
    assert {item.target: item.state for item in items(folder)}["mail"] == "queued"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["transcripts/t.yaml::A greeting"], 1, "asks nothing of the outside"),
        (["transcripts/t.yaml::Nothing"], 2, 'no transcript "Nothing"'),
        (["transcripts/none.yaml"], 3, "none.yaml"),
        (["transcripts/t.yaml", "one.json"], 2, "is a transcript, and others are payloads"),
        (["transcripts/t.yaml", "--to", "dsk"], 2, "dsk"),
        (["transcripts/broken.yaml"], 1, "broken.yaml:1"),
        (["transcripts/t.yaml::A look", "--bot", "bad"], 1, "bad/bot.yaml:2:1"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(folder: Path, words: list[str], code: int, said: str) -> None:
    if "transcripts/broken.yaml" in words:
        (folder / "transcripts" / "broken.yaml").write_text("transcript: [", "utf-8")
    if "bad" in words:
        (folder / "bad").mkdir()
        (folder / "bad" / "bot.yaml").write_text("bot: B\nflwo: x\n", "utf-8")
    with desk_that(answer("200 OK")) as desk:
        ran = run_cli(["emit", *words, "--outbox", "o.db"], cwd=folder, environ={"API": desk.url, "DESK": desk.url})
    assert (ran.code, said in ran.stderr, desk.received) == (code, True, []), ran.stderr
