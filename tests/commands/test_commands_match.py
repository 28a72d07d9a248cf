"""`takeover match`: one decision a line, for people and for programs, and why."""

from __future__ import annotations

import json
import tracemalloc
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_host import fake_host, run_cli
from places import ROOT
from takeover.__main__ import main
from takeover.commands.match import LONGEST_LINE

if TYPE_CHECKING:
    from pathlib import Path

BOT = """\
bot: Shop
language: en
match: {threshold: 0.6}
flow: Main
steps:
  - step: order
    when: [{text: [where is my order, track my parcel, has it been sent]}, {contains: parcel tracking}]
    do: [{say: On its way.}]
  - step: refund
    when: {text: [I want my money back, can I get a refund, refund please]}
    do: [{say: Five days.}]
  - step: code
    when: {pattern: 'AC-\\d+'}
    do: [{say: Ah.}]
  - when: unknown
    do: [{say: Pardon?}]
"""


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    (tmp_path / "bot.yaml").write_text(BOT, "utf-8")
    return tmp_path


def objects(bot: Path, *args: str, stdin: str = "") -> list[dict[str, object]]:
    ran = run_cli(["match", "bot.yaml", "--json", *args], cwd=bot, stdin=stdin)
    assert (ran.code, ran.stderr) == (0, "")
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_a_line_for_each_text(bot: Path) -> None:
    ran = run_cli(["match", "bot.yaml", "Where is my order?", "purple rain", " ", "it is AC-12"], cwd=bot)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        "matched\t1.00\tMain/order\tWhere is my order?",
        "unknown\t\t\tpurple rain",
        "empty\t\t\t ",
        "matched\t1.00\tMain/code\tit is AC-12",
    ]


def test_it_reads_lines_where_no_text_is_given(bot: Path) -> None:
    ran = run_cli("match bot.yaml", cwd=bot, stdin="refund please\r\n\nmy refund, please\nlast")
    assert [line.split("\t")[0] for line in ran.stdout.splitlines()] == ["matched", "empty", "matched", "unknown"]
    assert "\r" not in ran.stdout


def test_as_json_a_decision_says_why(bot: Path) -> None:
    exact, near, strange, nothing, holds = objects(
        bot, "refund please", "please give a refund", "my parrot wants wings", "", "parcel tracking now"
    )
    assert list(exact) == ["text", "outcome", "flow", "step", "score", "threshold", "candidates", "why"]
    assert (exact["outcome"], exact["flow"], exact["step"], exact["score"]) == ("matched", "Main", "refund", 1.0)
    assert exact["why"] == 'it is an example, "refund please" (bot.yaml:10)'
    assert near["outcome"] == "matched"
    assert '"refund"' in str(near["why"])
    assert (strange["outcome"], strange["step"]) == ("unknown", None)
    assert 'in no example: "parrot", "wants", "wings"' in str(strange["why"])
    assert (nothing["outcome"], nothing["why"], nothing["candidates"]) == ("empty", "nothing was said", [])
    assert holds["why"] == 'it holds "parcel tracking" (bot.yaml:7)'


def test_the_explanation_adds_up_to_the_score(bot: Path) -> None:
    (found,) = objects(bot, "--explain", "could I have my money please")
    explained = found["explanation"]
    assert isinstance(explained, dict)
    best = explained["steps"][0]
    points = sum(point["points"] for point in best["points"])
    times = points / 100 * 0.6 / (1 - 0.6)  # 100 points are the threshold, which is set
    assert best["score"] == pytest.approx(times / (1 + times), abs=0.02)
    assert explained["never_seen"] == ["could", "have"]


def test_for_people_it_tells_what_spoke_and_what_would_tip(bot: Path) -> None:
    ran = run_cli(
        ["match", "bot.yaml", "--explain", "where is the purple parrot of my aunt", "refund", "AC-1", "zzz"], cwd=bot
    )
    assert ran.code == 0
    unknown, known, pattern, nothing = ran.stdout.strip().split("\n\n")
    assert unknown.startswith('"where is the purple parrot of my aunt"  not understood\nnearest')
    assert '"where is" +' in unknown
    assert 'never seen    "the", "purple", "parrot" (only letters of it), "of", "aunt" in no' in unknown
    assert '"where is my order"' in unknown
    assert "bot.yaml:7" in unknown
    assert "would tip it" in unknown
    assert known.startswith('"refund"  understood by Main/refund\n')
    assert 'it hangs on  "refund" (without it 0.00: not understood)' in known
    assert pattern.splitlines()[1] == 'It fits the pattern "AC-\\d+" (bot.yaml:13).'
    assert "No step has anything in common with it." in nothing


def test_nothing_of_a_text_reaches_a_terminal_raw(bot: Path) -> None:
    evil = "\x1b]0;owned\x07 order \x9b31m\nhi"
    for options in ([], ["--explain"]):
        ran = run_cli(["match", "bot.yaml", *options, evil], cwd=bot, terminal=True, environ={"TERM": "xterm"})
        assert ran.code == 0
        assert not {"\x07", "\x9b"} & set(ran.stdout)
        assert "\x1b]" not in ran.stdout
    plain = run_cli(["match", "bot.yaml", evil], cwd=bot)
    assert "\x1b" not in plain.stdout
    assert plain.stdout.count("\n") == 1


def test_colours_are_for_terminals_alone(bot: Path) -> None:
    line = ["match", "bot.yaml", "refund please"]
    assert "\x1b[" in run_cli(line, cwd=bot, terminal=True, environ={"TERM": "xterm"}).stdout
    assert "\x1b[" not in run_cli(line, cwd=bot, terminal=True, environ={"NO_COLOR": "1"}).stdout
    assert "\x1b[" not in run_cli(line, cwd=bot).stdout


def test_a_bot_that_cannot_be_read_costs_3(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text("flow: [", "utf-8")
    ran = run_cli("match bot.yaml hi", cwd=tmp_path)
    assert (ran.code, ran.stdout) == (3, "")
    assert run_cli("match nothing.yaml hi", cwd=tmp_path).code == 3
    assert run_cli("match", cwd=tmp_path).code == 2


def test_an_endless_line_is_one_text(bot: Path) -> None:
    ran = run_cli("match bot.yaml", cwd=bot, stdin="x" * (LONGEST_LINE * 2 + 5) + "\nrefund please\n")
    assert [line.split("\t")[0] for line in ran.stdout.splitlines()] == ["unknown", "matched"]


class Sink(StringIO):
    """Forgets what is written."""

    def write(self, text: str, /) -> int:
        return len(text)


def test_memory_does_not_grow_with_the_lines(bot: Path) -> None:
    def peak(count: int) -> int:
        texts = bot / f"{count}.txt"
        texts.write_text("".join(f"where is the order number{at} and my parrot{at}\n" for at in range(count)), "utf-8")
        with texts.open(encoding="utf-8") as stdin:
            tracemalloc.start()
            assert main(["match", "bot.yaml", "--json"], fake_host(stdin=stdin, stdout=Sink(), cwd=bot)) == 0
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)  # what is imported
    few, many = peak(200), peak(2000)
    assert many - few < 1800 * 2_500  # what is known of new words, of which so many are kept and no more


@settings(max_examples=20)
@given(st.lists(st.text(), max_size=3))
def test_any_text_gets_one_line(texts: list[str]) -> None:
    ran = run_cli(["match", str(ROOT / "flows/double_tap"), "--", *texts, "end"])
    assert ran.code == 0
    assert len(ran.stdout.split("\n")) == len(texts) + 2
