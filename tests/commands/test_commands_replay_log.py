"""`takeover replay --log`: what becomes of real conversations; and the same log and transcripts over a Dask cluster."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tracemalloc
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_host import Ran, run_cli
from places import ROOT
from takeover.loading.log_files import MOST_INPUTS, MOST_OPEN, LogReader
from takeover.replay.tally import MOST_TEXTS, Frequent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOT = """\
bot: Shop
timezone: Europe/Amsterdam
hours: {office: {mon-fri: 09:00-17:00}}
flow: Main
steps:
  - when: {text: [my order]}
    do:
      - ask: Which one?
        save: order
      - call: https://acme.example/orders
        failed: [{say: No idea.}]
      - say: On its way.
  - when: {text: [a person]}
    do:
      - branch:
          - if: {hours: office}
            do: [{takeover: {reason: requested}}]
          - do: [{email: {to: help@acme.example, subject: Help}}]
  - when: {text: [goodbye]}
    do: [{say: Bye.}, {end: }]
  - when: unknown
    do: [{say: Pardon?}]
"""
LOG = """\
{"conversation": "1", "text": "my order", "at": "2026-03-02T10:00:00+01:00"}
{"conversation": "2", "text": "purple rain"}
{"conversation": "1", "text": "AC-1", "at": 1772442000}
{"conversation": "1", "role": "bot", "text": "On its way."}
["a person", "are you there?"]
{"conversation": "3", "texts": [{"text": "a person", "at": "2026-03-02T23:00:00"}]}

{"conversation": "2", "text": "goodbye"}
{"conversation": 4, "text": "Purple  rain"}
"""


def put(folder: Path, log: str | bytes = LOG) -> None:
    (folder / "bot.yaml").write_text(BOT, "utf-8")
    (folder / "log.jsonl").write_bytes(log if isinstance(log, bytes) else log.encode("utf-8"))


def run(folder: Path, line: str, stdin: str = "") -> Ran:
    return run_cli(line, cwd=folder, stdin=stdin)


def test_it_says_what_becomes_of_inputs_and_conversations(tmp_path: Path) -> None:
    put(tmp_path)
    ran = run(tmp_path, "replay --log log.jsonl bot.yaml -f json")
    assert ran.code == 0
    found = json.loads(ran.stdout)
    assert found["conversations"] == 5
    assert found["inputs"] == 8
    assert found["outcomes_of_inputs"] == {"understood": 4, "answered": 1, "unknown": 2, "agent": 1, "else": 0}
    assert found["outcomes_of_conversations"] == {"handed": 1, "email": 1, "ended": 1, "open": 2}
    told = [(one["text"], one["count"], one["line"]) for one in found["unknown"]]
    assert told == [("purple rain", 1, 2), ("Purple rain", 1, 9)]
    assert (found["unknown_rate"], found["handed_over_rate"], found["lines_not_read"]) == (0.25, 0.2, 0)
    assert "lines of others than users, which were left out: 1" in ran.stderr


def test_it_is_readable_too(tmp_path: Path) -> None:
    put(tmp_path, LOG + '{"conversation": "5", "text": "\\u001b[31mred"}\n')
    ran = run(tmp_path, "replay --log log.jsonl bot.yaml")
    assert ran.code == 0
    assert "6 conversations with 9 inputs, played on bot.yaml" in ran.stdout
    assert "log.jsonl:2" in ran.stdout
    assert "\x1b" not in ran.stdout
    assert "handed over to a person" in ran.stdout


def test_a_pipe_a_named_bot_and_several_processes_give_the_same(tmp_path: Path) -> None:
    put(tmp_path)
    wanted = run(tmp_path, "replay --log log.jsonl bot.yaml -f json").stdout
    assert run(tmp_path, "replay --log - bot.yaml -f json", stdin=LOG).stdout == wanted
    assert run(tmp_path, "replay --log log.jsonl --bot bot.yaml -f json").stdout == wanted
    assert run(tmp_path, "replay --log log.jsonl --workers 2 --bot bot.yaml -f json").stdout == wanted


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"nonsense", "this line is no JSON"),
        (b"[" * 100_000, "this line is no JSON"),
        (b'{"text": "hi"}', 'this line has no "conversation"'),
        (b'{"conversation": 1}', 'this line has no "text"'),
        (b'{"conversation": 1, "text": 5}', 'this line has no "text"'),
        (b'{"conversation": 1, "texts": "hi"}', '"texts" is not a list'),
        (b'{"conversation": 1, "text": "hi", "at": "tomorrow"}', '"at" is no time'),
        (b'{"conversation": 1, "text": "hi", "at": 1e300}', '"at" is no time'),
        (b'{"conversation": 1, "text": "hi", "at": true}', '"at" is no time'),
        (b'{"conversation": 1, "text": "caf\xe9"}', "this line is not UTF-8"),
        (b"5", "this line is neither an object nor a list"),
        (b"[5]", 'this line has no "text"'),
    ],
)
def test_a_line_that_is_wrong_is_told_and_costs_no_other(tmp_path: Path, line: bytes, said: str) -> None:
    put(tmp_path, b"\xef\xbb\xbf" + LOG.encode("utf-8") + line + b'\r\n{"conversation": 9, "text": "goodbye"}')
    ran = run(tmp_path, "replay --log log.jsonl bot.yaml -f json")
    assert ran.code == 1
    assert f"log.jsonl:10:1: error[bad-log]: {said}" in ran.stderr
    assert json.loads(ran.stdout)["conversations"] == 6
    assert json.loads(ran.stdout)["lines_not_read"] == 1


def test_what_cannot_be_played_at_all_costs_three(tmp_path: Path) -> None:
    put(tmp_path, "")
    assert run(tmp_path, "replay --log log.jsonl bot.yaml").code == 3
    assert run(tmp_path, "replay --log nowhere.jsonl bot.yaml").code == 3
    assert run(tmp_path, "replay --log . bot.yaml").code == 3
    (tmp_path / "bad.yaml").write_text("flow: A\nsteps: [{when: {nothing: 1}}]\n", "utf-8")
    ran = run(tmp_path, "replay --log log.jsonl bad.yaml")
    assert (ran.code, "bad.yaml:2" in ran.stderr) == (3, True)
    assert run(tmp_path, "replay --log log.jsonl bot.yaml bad.yaml").code == 2
    assert run(tmp_path, "replay --log log.jsonl bot.yaml -f html").code == 2
    assert run(tmp_path, "replay --log log.jsonl bot.yaml --workers 0").code == 2
    for option in ("-k words", "--update", "--tag x", "--shard 1/2", "--repeat 2", "-x", "-o out.html", "--coverage"):
        ran = run(tmp_path, f"replay --log log.jsonl bot.yaml {option}")
        assert (ran.code, "the other options are about transcripts" in ran.stderr) == (2, True), option


class Endless:
    """A log of so many bytes that is made while it is read."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.number = 0

    def readline(self, limit: int, /) -> bytes:
        if self.left <= 0:
            return b""
        self.number += 1
        line = json.dumps({"conversation": f"c{self.number // 4}", "text": f"where is {self.number} " + "x" * 60})
        self.left -= len(line)
        return line.encode("utf-8") + b"\n"


def peak(size: int) -> int:
    """Give the bytes that reading and counting so much takes."""
    frequent = Frequent()
    tracemalloc.start()
    for logged in LogReader(Endless(size), "x").conversations():
        for said in logged.inputs:
            frequent.add(said.text, said.line)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert frequent.forgot == (size > 2_000_000)
    return most


def test_memory_does_not_grow_with_the_log() -> None:
    assert peak(8_000_000) < 1.3 * peak(3_000_000)


def conversations(lines: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    data = "".join(json.dumps({"conversation": line, "text": f"{number}"}) + "\n" for number, line in enumerate(lines))
    for logged in LogReader(BytesIO(data.encode("utf-8")), "x").conversations():
        yield logged.name, tuple(said.text for said in logged.inputs)


@given(st.lists(st.sampled_from("abcd"), max_size=40))
def test_lines_of_several_conversations_are_put_together(lines: list[str]) -> None:
    wanted = {name: tuple(str(number) for number, line in enumerate(lines) if line == name) for name in lines}
    assert dict(conversations(lines)) == wanted


@given(st.lists(st.one_of(st.binary(max_size=30), st.sampled_from(LOG.encode("utf-8").splitlines())), max_size=10))
def test_any_bytes_are_read_or_counted(lines: list[bytes]) -> None:
    reader = LogReader(BytesIO(b"\n".join(lines)), "x")
    for logged in reader.conversations():
        assert logged.inputs
    assert reader.wrong == len(reader.problems)


def test_so_many_conversations_are_open_at_once() -> None:
    lines = ["first", *(f"c{number}" for number in range(MOST_OPEN)), "first"]
    assert [texts for name, texts in conversations(lines) if name == "first"] == [("0",), (str(MOST_OPEN + 1),)]
    lines = ["first", *(f"c{number}" for number in range(MOST_OPEN - 1)), "first"]
    assert [texts for name, texts in conversations(lines) if name == "first"] == [("0", str(MOST_OPEN))]
    others = [f"c{number}" for number in range(MOST_OPEN - 1)]
    lines = ["first", *others, "first", "new", "newer", "first"]
    assert len([name for name, _ in conversations(lines) if name == "first"]) == 1, "one that goes on is not the oldest"
    assert [len(texts) for _, texts in conversations(["one"] * (MOST_INPUTS + 1))] == [MOST_INPUTS, 1]


def test_the_most_frequent_texts_are_kept_when_there_are_too_many() -> None:
    frequent = Frequent()
    for number in range(5 * MOST_TEXTS):
        frequent.add("often", number)
        frequent.add(f"once {number}", number)
    assert frequent.top(1) == [("often", 5 * MOST_TEXTS, 0)]
    assert len(frequent.counts) <= 2 * MOST_TEXTS


def test_nobody_at_the_address_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path)
    pytest.importorskip("distributed")
    monkeypatch.setattr("takeover.commands.replay_dask.PATIENCE", 1)
    ran = run(tmp_path, "replay --log log.jsonl bot.yaml --dask tcp://127.0.0.1:9")
    assert (ran.code, "no Dask scheduler answers at tcp://127.0.0.1:9" in ran.stderr) == (3, True)
    ran = run(tmp_path, f"replay {ROOT / 'flows/double_tap'} --dask nonsense://")
    assert (ran.code, "no Dask scheduler" in ran.stderr) == (3, True)


CLUSTER = """
import os, sys, warnings
warnings.simplefilter("ignore")
from distributed import Client, LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        print(cluster.scheduler_address, *client.run(os.getpid).values(), flush=True)
        sys.stdin.read()
"""


def test_a_cluster_gives_the_same_also_when_a_worker_is_killed(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "cluster.py").write_text(CLUSTER, "utf-8")
    log = "".join(f'["my parrot {number}", "talk to a person", "Jane"]\n' for number in range(4_000))
    (tmp_path / "log.jsonl").write_text(log, "utf-8")
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(["cli", "tests"]), "PYTHONWARNINGS": "ignore"}
    cluster = subprocess.Popen(
        [sys.executable, str(tmp_path / "cluster.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environ,
        cwd=ROOT,
        text=True,
    )
    try:
        assert cluster.stdout is not None
        address, first, _ = cluster.stdout.readline().split()

        def ran(*arguments: str, kill: str = "") -> tuple[int, str]:
            command = [sys.executable, "-m", "takeover", "replay", *arguments]
            played = subprocess.Popen(command, stdout=subprocess.PIPE, env=environ, cwd=ROOT, text=True)
            assert played.stdout is not None
            begun = played.stdout.readline()
            if kill:  # in the middle: the first results are there, and most are not
                os.kill(int(kill), signal.SIGKILL)
            rest = played.communicate()[0]
            return played.returncode, begun + rest

        tests = ("flows/acme", "flows/pizza", "--repeat", "12", "-f", "jsonl")
        assert ran(*tests, "--dask", address, kill=first) == ran(*tests)
        logged = ("--log", str(tmp_path / "log.jsonl"), "flows/acme", "-f", "json")
        assert ran(*logged, "--dask", address) == ran(*logged)
    finally:
        cluster.communicate("")
