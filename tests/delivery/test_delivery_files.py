"""Files: whole lines or nothing, several writers, and payloads that are kept until they have arrived."""

from __future__ import annotations

import json
import os
import stat
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
from takeover.delivery.keeping import keep, state_folder
from takeover.delivery.receipt import Receipt, answer_with, write_receipt
from takeover.delivery.send import Again, send, send_all
from takeover.delivery.targets import Outlet, parse_to
from takeover.files import append_line, write_whole
from takeover.handover.writing import write_json

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


def test_standard_output_is_lines_of_json() -> None:
    out = StringIO()
    outlet = parse_to("-", {})
    odd = payload() | {"summary": "a\u2028b\x9b31m\u202e\ud800"}
    receipts = [send(some, outlet, fake_host(stdout=out)) for some in (payload(), odd)]
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


@POSIX
def test_what_is_kept_is_for_its_owner_only(tmp_path: Path) -> None:
    kept = keep(payload(), "desk", fake_host(environ={"XDG_STATE_HOME": str(tmp_path)}))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


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


def test_what_does_not_arrive_is_kept_and_can_be_sent_again(tmp_path: Path) -> None:
    host = fake_host(cwd=tmp_path, environ={"XDG_STATE_HOME": str(tmp_path / "state dir")})
    outlet = parse_to(f"http://127.0.0.1:{closed_port()}/", {})
    receipt = send(payload(), outlet, host, Again("flows/acme"))
    assert receipt.outcome == "failed"
    assert json.loads(Path(receipt.kept).read_text("utf-8")) == payload()
    assert receipt.again == f"takeover emit '{receipt.kept}' --to {outlet.name} --bot flows/acme"
    assert receipt.kept in write_receipt(receipt)
    assert receipt.again in write_receipt(receipt)
    assert send(payload(), outlet, host, Again()).kept == receipt.kept, "once is enough"


@pytest.mark.parametrize("status", ["409 Conflict", "500 No"])
def test_what_was_refused_is_kept(tmp_path: Path, status: str) -> None:
    with desk_that(answer(status)) as desk:
        receipt = send(payload(), parse_to(desk.url, {}), fake_host(environ={"HOME": str(tmp_path)}), Again())
    assert Path(receipt.kept).is_file()


def test_it_is_kept_before_the_first_byte_goes_out_and_gone_when_it_arrived(tmp_path: Path) -> None:
    host = fake_host(environ={"XDG_STATE_HOME": str(tmp_path)})
    seen: list[list[str]] = []

    def look(connection, desk) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        seen.append([file.name for file in tmp_path.rglob("*.json")])
        answer("200 OK")(connection, desk)

    with desk_that(look) as desk:
        receipt = send(payload(), parse_to(desk.url, {}), host, Again())
    assert (receipt.outcome, receipt.kept, receipt.again) == ("delivered", "", "")
    assert len(seen[0]) == 1
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_one_target_that_fails_keeps_it_from_no_other(tmp_path: Path) -> None:
    host = fake_host(cwd=tmp_path, environ={"XDG_STATE_HOME": str(tmp_path)})
    with desk_that(raw(), answer("200 OK")) as desk:
        outlets = [
            Outlet("desk", parse_to(desk.url, {}).target),
            Outlet("desk two", parse_to(desk.url, {}).target),
            parse_to("archive.jsonl", {}),
        ]
        receipts = send_all(payload(), outlets, host, Again())
    assert [receipt.outcome for receipt in receipts] == ["unknown", "delivered", "delivered"]
    assert [bool(receipt.kept) for receipt in receipts] == [True, False, False]
    assert Path(receipts[0].kept).is_file()
    assert answer_with(receipts, "r", NOW).outcome == "ok"


def test_a_payload_that_can_be_kept_nowhere_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    host = fake_host(environ={"XDG_STATE_HOME": str(blocked)})
    receipt = send(payload(), parse_to(f"http://127.0.0.1:{closed_port()}/", {}), host, Again())
    assert (receipt.kept, receipt.again, "could not be kept" in receipt.detail) == ("", "", True)
    with desk_that(answer("200 OK")) as desk:
        assert send(payload(), parse_to(desk.url, {}), host, Again()).detail == "200 OK"


def test_a_file_that_cannot_be_written_keeps_it_elsewhere(tmp_path: Path) -> None:
    host = fake_host(cwd=tmp_path, environ={"XDG_STATE_HOME": str(tmp_path)})
    (tmp_path / "taken.jsonl").mkdir()
    receipt = send(payload(), parse_to("taken.jsonl", {}), host, Again())
    assert receipt.outcome == "failed"
    assert Path(receipt.kept).is_file()


def test_payloads_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    host = fake_host(environ={"XDG_STATE_HOME": str(tmp_path)})
    others = [payload() | {"summary": str(number)} for number in range(3)]
    paths = [keep(other, "desk", host) for other in (*others, *others)]
    assert [path.name for path in paths[:3]] == [path.name for path in paths[3:]]
    assert [json.loads(path.read_text("utf-8"))["summary"] for path in paths[:3]] == ["0", "1", "2"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "CON:1", "é" * 300, "..", "\0"])
def test_no_id_leaves_the_folder(tmp_path: Path, name: str) -> None:
    host = fake_host(environ={"XDG_STATE_HOME": str(tmp_path)})
    path = keep(payload() | {"id": name}, name, host)
    assert path.parent == tmp_path / "takeover" / "undelivered"
    assert path.read_text("utf-8") == write_json(payload() | {"id": name}) + "\n"


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
