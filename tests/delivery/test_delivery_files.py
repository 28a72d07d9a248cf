"""Files: whole lines or nothing, several writers, and payloads that are kept until they have arrived."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from fake_host import fake_host
from loopback import answer, closed_port, desk_that, raw
from payloads import payload
from takeover.delivery.file import FileTarget
from takeover.delivery.keeping import find_outbox, state_folder
from takeover.delivery.outbox import Outbox
from takeover.delivery.pace import Pace
from takeover.delivery.receipt import Receipt, answer_with
from takeover.delivery.send import Way, send, send_all
from takeover.delivery.targets import Outlet, parse_to
from takeover.files import append_line, write_whole
from targets_made import attempt

NOW = datetime(2026, 3, 2, tzinfo=UTC)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions and devices")


def test_lines_are_appended(tmp_path: Path) -> None:
    path = tmp_path / "new" / "t.jsonl"
    append_line(path, "één")
    append_line(path, "two")
    assert path.read_bytes() == "één\ntwo\n".encode()


def test_a_torn_last_line_is_ended_first(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(b'{"half')
    append_line(path, "whole")
    assert path.read_bytes() == b'{"half\nwhole\n'


def test_several_processes_append_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    script = "import sys; from pathlib import Path; from takeover.files import append_line\n"
    script += "for _ in range(50): append_line(Path(sys.argv[1]), sys.argv[2] * 20_000)"
    writers = [subprocess.Popen([sys.executable, "-c", script, str(path), letter]) for letter in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    lines = path.read_text("utf-8").splitlines()
    assert sorted({line[0] for line in lines}) == ["a", "b"]
    assert (len(lines), {len(line) for line in lines}, {len(set(line)) for line in lines}) == (100, {20_000}, {1})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk as a device")
def test_a_full_disk() -> None:
    target = FileTarget("/dev/full")
    verdict = target.deliver(target.render(payload()), fake_host())
    assert (verdict.outcome, "No space left" in verdict.detail) == ("failed", True)


@pytest.mark.parametrize("file", ["", "a\0b", "x" * 5000])
def test_a_path_that_cannot_be(tmp_path: Path, file: str) -> None:
    target = FileTarget(file)
    assert target.deliver(target.render(payload()), fake_host(cwd=tmp_path)).outcome == "failed"


def test_a_file_target(tmp_path: Path) -> None:
    host = fake_host(cwd=tmp_path, environ={"DAY": "monday"})
    target = FileTarget("${DAY}.jsonl")
    for _ in range(2):
        assert target.deliver(target.render(payload()), host).outcome == "delivered"
    assert [json.loads(line) for line in (tmp_path / "monday.jsonl").read_text("utf-8").splitlines()] == [payload()] * 2


def test_standard_output_is_lines_of_json(tmp_path: Path) -> None:
    out = StringIO()
    outlet = parse_to("-", {})
    odd = payload() | {"summary": "a\u2028b\x9b31m\u202e\ud800"}
    receipts = [send(some, outlet, fake_host(stdout=out), Way(Outbox(tmp_path / "o.db"))) for some in (payload(), odd)]
    assert [receipt.outcome for receipt in receipts] == ["delivered", "delivered"]
    lines = out.getvalue().splitlines()
    assert [json.loads(line) for line in lines] == [payload(), odd]
    assert all(line.isprintable() for line in lines)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "p.json"
    write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")
    assert path.read_text() == "old"
    assert [file.name for file in path.parent.iterdir()] == ["p.json"]


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"XDG_STATE_HOME": "/s", "HOME": "/h"}, "/s/takeover"),
        ({"XDG_STATE_HOME": "relative", "HOME": "/h"}, "/h/.local/state/takeover"),
        ({}, "/here"),
    ],
)
@POSIX
def test_where_things_are_kept(environ: dict[str, str], folder: str) -> None:
    assert state_folder(environ, Path("/here")) == Path(folder)


def test_one_target_that_fails_keeps_it_from_no_other(tmp_path: Path) -> None:
    host = fake_host(cwd=tmp_path, environ={"XDG_STATE_HOME": str(tmp_path)})
    way = Way(find_outbox(host))
    with desk_that(raw(), answer("200 OK")) as desk:
        outlets = [
            Outlet("desk", parse_to(desk.url, {}).target),
            Outlet("desk two", parse_to(desk.url, {}).target),
            parse_to("archive.jsonl", {}),
        ]
        receipts = send_all(payload(), outlets, host, way)
    assert [receipt.outcome for receipt in receipts] == ["unknown", "delivered", "delivered"]
    assert [bool(receipt.kept) for receipt in receipts] == [True, False, False]
    assert [item.state for item in way.outbox.items()] == ["unknown", "sent"]
    way.outbox.close()
    assert answer_with(receipts, "r", NOW).outcome == "ok"


def test_a_payload_that_can_be_kept_nowhere_is_said_and_sent_all_the_same(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    host = fake_host(environ={"XDG_STATE_HOME": str(blocked)})
    pace = Pace(sleep=lambda _: None)
    way = Way(find_outbox(host), pace=pace)
    receipt = send(payload(), parse_to(f"http://127.0.0.1:{closed_port()}/", {}), host, way)
    assert (receipt.kept, receipt.again, "not kept: the outbox" in receipt.detail) == ("", "", True)
    with desk_that(answer("200 OK")) as desk:
        assert send(payload(), parse_to(desk.url, {}), host, way).outcome == "delivered"


def test_a_file_that_cannot_be_written_puts_it_in_the_outbox(tmp_path: Path) -> None:
    host = fake_host(cwd=tmp_path, environ={"XDG_STATE_HOME": str(tmp_path)})
    (tmp_path / "taken.jsonl").mkdir()
    way = Way(find_outbox(host))
    receipt = send(payload(), parse_to("taken.jsonl", {}), host, way)
    assert receipt.outcome == "failed"
    (item,) = way.outbox.items()
    way.outbox.close()
    assert (json.loads(item.payload), item.state) == (payload(), "queued")


def receipt(outcome: str, *, people: bool, status: int = 0) -> Receipt:
    return Receipt("t", "id", outcome, "why", status, reaches_people=people)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("receipts", "outcome"),
    [
        ([receipt("delivered", people=True)], "ok"),
        ([receipt("delivered", people=False)], "ok"),
        ([receipt("delivered", people=False), receipt("failed", people=True)], "failed"),
        ([receipt("failed", people=False), receipt("delivered", people=True)], "ok"),
        ([receipt("delivered", people=True), receipt("refused", people=True)], "ok"),
        ([receipt("failed", people=True), receipt("refused", people=True, status=409)], "refused"),
        ([receipt("unknown", people=True)], "failed"),
        ([receipt("shown", people=False)], "ok"),
    ],
)
def test_what_the_flow_is_told(receipts: list[Receipt], outcome: str) -> None:
    assert answer_with(receipts, "r", NOW).outcome == outcome


@POSIX
def test_a_pipe_gets_lines_too(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    append_line(pipe, "whole")
    assert os.read(reading, 100) == b"whole\n"
    os.close(reading)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "CON:1", "é" * 300, "..", "\0", "plain.1"])
def test_each_payload_in_a_file_of_its_own_and_none_leaves_the_folder(tmp_path: Path, name: str) -> None:
    some = payload() | {"id": name}
    target = parse_to("out/", {}).target
    for _ in range(2):
        assert attempt(target, some, fake_host(cwd=tmp_path)).outcome == "delivered"
    (path,) = (tmp_path / "out").iterdir()
    assert json.loads(path.read_text("utf-8")) == some
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


def test_a_file_for_people(tmp_path: Path) -> None:
    target = FileTarget("talks/", format="markdown")
    assert attempt(target, payload(), fake_host(cwd=tmp_path)).outcome == "delivered"
    (path,) = (tmp_path / "talks").iterdir()
    text = path.read_text("utf-8")
    assert path.suffix == ".md"
    assert text.startswith("# Où est mon colis?\n")
    assert "> Sorry\\." in text
