"""`takeover outbox`: what lies there is listed, shown, sent, dropped and exported, and nothing else happens to it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from fake_host import MOMENT, Ran, run_cli
from loopback import answer, desk_that, raw
from payloads import payload
from takeover.delivery.outbox import KEPT_FOR, Outbox
from takeover.handover.writing import write_json

if TYPE_CHECKING:
    from pathlib import Path

BOT = (
    'bot: Acme\ntargets: {desk: {http: "${DESK}", attempts: 1}}\nflow: Main\nsteps: [{when: unknown, do: [takeover]}]\n'
)
NOW = MOMENT.timestamp()


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path) -> Path:
    (tmp_path / "bot.yaml").write_text(BOT, "utf-8")
    outbox = Outbox(tmp_path / "o.db")
    for number, state in enumerate(("queued", "unknown", "dead", "sent", "queued"), 1):
        some = payload(name=f"c{number}")
        item = outbox.put("desk", str(tmp_path / "bot.yaml"), some["id"], write_json(some), NOW)
        begun = "post" if state == "unknown" else ""
        next_at = NOW + 60 if number == 5 else 0
        outbox.note(item.number, NOW, state=state, begun=begun, next_at=next_at, detail=f"why {number}")
    outbox.close()
    return tmp_path


def run(folder: Path, words: str, **environ: str) -> Ran:
    return run_cli(f"outbox {words} --outbox o.db", cwd=folder, environ=environ)


def states(folder: Path) -> dict[int, str]:
    outbox = Outbox(folder / "o.db")
    found: dict[int, str] = {item.number: item.state for item in outbox.items()}
    outbox.close()
    return found


def test_list(folder: Path) -> None:
    ran = run(folder, "list")
    assert ran.code == 0
    assert [line.split()[:2] for line in ran.stdout.splitlines()[1:]] == [
        ["1", "queued"],
        ["2", "unknown"],
        ["3", "dead"],
        ["4", "sent"],
        ["5", "queued"],
    ]
    assert run(folder, "list --state dead").stdout.splitlines()[1].endswith("why 3")


def test_list_for_programs(folder: Path) -> None:
    records = [json.loads(line) for line in run(folder, "list --json --state queued --state sent").stdout.splitlines()]
    assert [record["number"] for record in records] == [1, 4, 5]
    assert records[0] | {"payload": None} == records[0] | {
        "state": "queued",
        "target": "desk",
        "detail": "why 1",
        "next_at": None,
        "payload": None,
    }
    assert records[2]["next_at"] == "2026-03-02T09:16:00Z"


def test_an_empty_one_is_not_made(tmp_path: Path) -> None:
    for words in ("list", "retry", "export"):
        assert run(tmp_path, words).code == 0
    assert list(tmp_path.iterdir()) == []


def test_show(folder: Path) -> None:
    shown = json.loads(run(folder, "show 2").stdout)
    assert (shown["state"], shown["payload"]) == ("unknown", payload(name="c2"))


@pytest.mark.parametrize("words", ["show 9", "retry 1 9", "drop 9", "export 9", "drop", "list --state qeued"])
def test_what_is_not_there(folder: Path, words: str) -> None:
    before = states(folder)
    ran = run(folder, words)
    assert (ran.code, ran.stdout) == (2, "")
    assert states(folder) == before


def test_retry_sends_what_is_due_and_nothing_that_may_have_arrived(folder: Path) -> None:
    with desk_that(answer("200 OK")) as desk:
        ran = run(folder, "retry", DESK=desk.url)
    assert ran.code == 0
    assert [json.loads(request.body)["id"] for request in desk.received] == [payload(name="c1")["id"]]
    assert "5 waits until 2026-03-02 09:16:00 UTC" in ran.stderr
    assert states(folder) == {1: "sent", 2: "unknown", 3: "dead", 4: "sent", 5: "queued"}


def test_what_is_named_is_sent_whatever_became_of_it(folder: Path) -> None:
    with desk_that(answer("200 OK")) as desk:
        assert run(folder, "retry 2 3 4 5", DESK=desk.url).code == 0
    assert len(desk.received) == 4
    assert set(states(folder).values()) == {"queued", "sent"}


@pytest.mark.parametrize(
    ("behave", "state"), [(answer("503 Busy"), "queued"), (answer("409 No"), "refused"), (raw(), "unknown")]
)
def test_what_still_does_not_arrive_costs_4(folder: Path, behave: Any, state: str) -> None:
    with desk_that(behave) as desk:
        ran = run(folder, "retry 1", DESK=desk.url)
    assert (ran.code, states(folder)[1]) == (4, state)
    assert "1 of 1 did not arrive" in ran.stderr


def test_a_bot_that_moved_is_named(folder: Path) -> None:
    (folder / "bot.yaml").rename(folder / "moved.yaml")
    with desk_that(answer("200 OK")) as desk:
        lost = run(folder, "retry 1", DESK=desk.url)
        assert (lost.code, "say whose target it is with --bot" in lost.stderr) == (4, True)
        assert run(folder, "retry 1 --bot moved.yaml", DESK=desk.url).code == 0


def test_drop(folder: Path) -> None:
    assert run(folder, "drop 1 2").code == 0
    assert run(folder, "drop --state sent").code == 0
    assert states(folder) == {3: "dead", 5: "queued"}


def test_what_is_exported_can_be_sent(folder: Path) -> None:
    ran = run(folder, "export")
    assert [json.loads(line)["id"] for line in ran.stdout.splitlines()] == [
        payload(name=f"c{number}")["id"] for number in (1, 2, 3, 5)
    ]
    assert len(run(folder, "export 4").stdout.splitlines()) == 1
    sent = run_cli("emit - --to -", stdin=ran.stdout, cwd=folder)
    assert (sent.code, sent.stdout) == (0, ran.stdout)


def test_an_outbox_that_cannot_be_read(folder: Path) -> None:
    (folder / "o.db").write_bytes(b"no database" * 100)
    ran = run(folder, "list")
    assert (ran.code, "the outbox" in ran.stderr) == (3, True)


def test_no_command_shows_the_help(folder: Path) -> None:
    ran = run_cli("outbox", cwd=folder)
    assert (ran.code, ran.stdout, "retry" in ran.stderr) == (2, "", True)


def test_all_of_a_state_are_sent_when_that_is_asked(folder: Path) -> None:
    with desk_that(answer("200 OK")) as desk:
        assert run(folder, "retry --state dead --state unknown", DESK=desk.url).code == 0
    assert len(desk.received) == 2
    assert states(folder) == {1: "queued", 2: "sent", 3: "sent", 4: "sent", 5: "queued"}


def test_what_another_process_sends_is_listed_so(folder: Path) -> None:
    outbox = Outbox(folder / "o.db")
    outbox._me = f"{outbox._me.rpartition(':')[0]}:{os.getppid()}"
    assert outbox.claim(2, NOW, NOW + 60, ("unknown",)) is not None
    outbox.close()
    row = run(folder, "list").stdout.splitlines()[2]
    assert ("sending" in row, "why" in row) == (True, False)


def test_the_content_of_what_was_delivered_long_ago_is_said_to_be_gone(folder: Path) -> None:
    outbox = Outbox(folder / "o.db")
    outbox.note(4, NOW - KEPT_FOR - 1, state="sent")
    outbox.close()
    later = Outbox(folder / "o.db")
    later.put("desk", "", "z", "{}", NOW)
    later.close()
    assert json.loads(run(folder, "show 4").stdout)["payload"] is None
    ran = run(folder, "retry 4")
    assert (ran.code, "kept no longer" in ran.stderr) == (4, True)
    assert "the content of 4" in run(folder, "export 4").stderr
