"""`takeover tune`: figures, the chart, what a threshold would change on a log; for people, for programs, as a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fake_host import Ran, run_cli
from takeover.present.width import cells

if TYPE_CHECKING:
    from pathlib import Path

BOT = """\
bot: Shop
match: {threshold: THRESHOLD}
flow: Main
steps:
  - step: change
    when: {text: [cancel my order, my order was wrong, change this]}
    do: [{say: Done.}]
  - step: status
    when: {text: [my order, track the parcel, is the parcel there, when does the parcel come]}
    do: [{say: On its way.}]
  - step: pay
    when: {text: [pay with paypal, can I pay by paypal, paypal payment, do you take paypal, paypal please]}
    do: [{ask: Which card?, save: card}]
  - when: unknown
    do: [{say: Pardon?}]
"""
TEXTS = (
    "the parcel then",
    "where does paypal live",
    "purple rain",
    "is it there",
    "paypal",
    "order it",
    "the wrong pay",
)


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    put(tmp_path, 0.5)
    (tmp_path / "log.jsonl").write_text("".join(json.dumps([text]) + "\n" for text in (*TEXTS, TEXTS[0])), "utf-8")
    return tmp_path


def put(folder: Path, threshold: float) -> None:
    (folder / "bot.yaml").write_text(BOT.replace("THRESHOLD", str(threshold)), "utf-8")


def tune(folder: Path, line: str = "", **how: bool | dict[str, str]) -> Ran:
    return run_cli(f"tune bot.yaml {line}", cwd=folder, **how)  # type: ignore[arg-type] # as run_cli takes them


def test_it_says_what_fights_what_hurts_and_that_this_is_little(bot: Path) -> None:
    ran = tune(bot)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.startswith("Shop: 12 examples of 3 steps")
    assert "only 12 examples could be left out and asked: too few to tell" in ran.stdout
    assert "0.50; the bot's own examples speak for" in ran.stdout
    assert '"cancel my order" goes to Main/status' in ran.stdout
    assert "bot.yaml:6" in ran.stdout
    assert '"my order"  bot.yaml:9  without it understood: "cancel my order", "my order was wrong"' in ran.stdout
    assert "0 of 3  Main/change  bot.yaml:5" in ran.stdout


def test_as_json_all_of_it(bot: Path) -> None:
    found = json.loads(tune(bot, "--json").stdout)
    assert (found["examples"], found["steps"], found["threshold"]) == (12, 3, 0.5)
    assert found["confusions"][0]["steps"] == ["Main/change", "Main/status"]
    assert found["hurting"][0]["text"] == "my order"
    assert found["curve"][50][0] == 0.5
    assert found["curve"][50][1] == pytest.approx(found["understood"]["share"], abs=1e-4)
    assert found["log"] is None
    low, high = found["understood"]["likely"]
    assert low < found["understood"]["share"] < high


@pytest.mark.parametrize("then", [0.2, 0.35, 0.65, 0.8, 0.5])
def test_what_a_threshold_would_change_is_what_it_changes(bot: Path, then: float) -> None:
    found = json.loads(tune(bot, f"--log log.jsonl --threshold {then} --json").stdout)["log"]

    def understood() -> set[str]:
        lines = run_cli(["match", "bot.yaml", *TEXTS], cwd=bot).stdout.splitlines()
        return {line.split("\t")[3] for line in lines if line.startswith("matched")}

    now = understood()
    put(bot, then)
    later = understood()
    if then == 0.5:
        assert found["threshold"] != 0.5  # what the bot's own examples speak for is looked at
        return
    assert {one["text"] for one in found["understood_then"]} == later - now
    assert {one["text"] for one in found["not_understood_then"]} == now - later
    assert {one["text"]: one["count"] for one in found["understood_then"]}.get(TEXTS[0], 2) == 2
    assert found["inputs"] == 8


def test_an_answer_to_a_question_is_no_matter_of_the_threshold(bot: Path) -> None:
    (bot / "log.jsonl").write_text('["paypal please", "the parcel then"]\n', "utf-8")
    found = json.loads(tune(bot, "--log log.jsonl --threshold 0.01 --json").stdout)["log"]
    assert (found["inputs"], found["understood_then"], found["not_understood_then"]) == (2, [], [])


def test_ci_can_ask_for_an_accuracy(bot: Path) -> None:
    assert tune(bot, "--min-accuracy 10").code == 0
    ran = tune(bot, "--min-accuracy 90")
    assert ran.code == 1
    assert "--min-accuracy asks for 90 %" in ran.stderr


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("--threshold 2", 2),
        ("--threshold nan", 2),
        ("--min-accuracy 101", 2),
        ("--log nothing.jsonl", 3),
        ("--html bot.yaml/page.html", 3),
    ],
)
def test_what_cannot_be(bot: Path, line: str, code: int) -> None:
    ran = tune(bot, line)
    assert (ran.code, ran.stdout) == (code, "")
    assert ran.stderr.startswith("error: ")


def test_a_bot_with_nothing_to_tell_apart(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text("flow: A\nsteps: [{when: {text: [hi]}, do: [{say: hi}]}]\n", "utf-8")
    ran = tune(tmp_path)
    assert ran.code == 0
    assert "only one step has examples" in ran.stdout
    (tmp_path / "bot.yaml").write_text("flow: A\nsteps: [{when: unknown, do: [{say: hi}]}]\n", "utf-8")
    assert "no step of this bot listens for examples" in tune(tmp_path, "--html page.html").stdout
    assert json.loads(tune(tmp_path, "--json").stdout)["steps"] == 0


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
@pytest.mark.parametrize("environ", [{"TERM": "dumb"}, {"NO_COLOR": "1"}, {"TERM": "xterm"}], ids=str)
def test_the_chart_fits_a_terminal(bot: Path, columns: int, environ: dict[str, str]) -> None:
    from io import StringIO

    from fake_host import fake_host
    from takeover.__main__ import main

    out = StringIO()
    host = fake_host(stdout=out, environ=environ, cwd=bot, terminal=True, columns=columns)
    assert main(["tune", "bot.yaml"], host) == 0
    shown = out.getvalue()
    if environ.get("TERM") != "xterm":
        assert "\x1b" not in shown
        assert all(cells(line) <= columns for line in shown.splitlines())
    assert "100 % |" in shown
    assert {"*", "o"} <= set(shown)


def test_the_page_is_whole_and_harmless(bot: Path) -> None:
    ran = tune(bot, "--html page.html --log log.jsonl --threshold 0.3")
    assert ran.stderr == "ok:    the page is page.html\n"
    page = (bot / "page.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "my order was wrong" in page
    assert "The log at 0.30 instead of 0.50" in page
