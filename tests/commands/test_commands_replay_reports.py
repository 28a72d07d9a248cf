"""`takeover replay --output`: which report goes where, and that none is ever half of one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from junitparser import JUnitXml

from fake_host import Ran, run_cli

if TYPE_CHECKING:
    from pathlib import Path

BOT = """\
routing: [{if: {param: {topic: billing}}, queue: money}, {queue: general}]
flows:
  - flow: Main
    steps:
      - when: {text: [my order]}
        do:
          - branch: [{if: {param: topic}, do: [{say: A}]}, {do: [{say: On its way.}]}]
      - when: {text: [a human please]}
        do: [{takeover: {reason: requested}}]
"""
GOOD = "transcript: Good\nturns:\n  - user: my order\n  - bot: On its way.\n"
BAD = "transcript: Bad\nturns:\n  - user: my order\n  - bot: Not yet.\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "flows/shop/transcripts").mkdir(parents=True)
    (tmp_path / "flows/shop/shop.yaml").write_text(BOT, "utf-8")
    (tmp_path / "flows/shop/transcripts/good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "flows/shop/transcripts/bad.yaml").write_text(BAD, "utf-8")
    return tmp_path


def replay(folder: Path, args: str) -> Ran:
    return run_cli(f"replay {args}", cwd=folder)


def test_the_name_of_a_file_says_its_format(shop: Path) -> None:
    names = {"r.html": "<!doctype html>", "j.xml": "<?xml", "r.json": "{", "r.jsonl": '{"type"', "r.tap": "TAP"}
    ran = replay(shop, " ".join(f"-o {name}" for name in (*names, "c.info")))
    assert ran.code == 1
    assert ran.stdout.endswith("1 passed, 1 failed\n")
    for name, begins in names.items():
        assert (shop / name).read_text("utf-8").startswith(begins)
    assert "SF:flows/shop/shop.yaml\n" in (shop / "c.info").read_text("utf-8")
    assert ran.stderr.splitlines() == [
        f"note:  {form} report: {name}"
        for name, form in zip((*names, "c.info"), ("html", "junit", "json", "jsonl", "tap", "lcov"), strict=True)
    ]


def test_a_name_that_says_nothing_takes_the_format_that_was_asked_for(shop: Path) -> None:
    ran = replay(shop, "--format junit -o results")
    assert ran.stdout.endswith("1 passed, 1 failed\n"), "what a file took is not written twice"
    assert len(JUnitXml.fromfile(str(shop / "results"))) == 2


def test_a_format_beside_files_is_that_of_stdout(shop: Path) -> None:
    ran = replay(shop, "--format github -o page.html")
    assert ran.stdout.startswith("::error")
    assert (shop / "page.html").exists()


def test_reports_are_what_stdout_would_be(shop: Path) -> None:
    for form in ("json", "jsonl", "tap", "junit", "lcov"):
        replay(shop, f"--format {form} -o out")
        assert (shop / "out").read_text("utf-8") == replay(shop, f"--format {form}").stdout


def test_processes_write_the_same_page(shop: Path) -> None:
    talks = "".join(
        f"  - transcript: A{number}\n    turns: [{{user: my order}}, {{bot: On its way.}}]\n"
        f"  - transcript: B{number}\n    turns: [{{user: a human please}}, {{takeover: {{reason: requested}}}}]\n"
        for number in range(60)
    )
    (shop / "flows/shop/transcripts/many.yaml").write_text(f"transcripts:\n{talks}", "utf-8")
    replay(shop, "-o one.html")
    replay(shop, "-o two.html --workers 2")
    assert (shop / "one.html").read_text("utf-8") == (shop / "two.html").read_text("utf-8")


def test_what_cannot_be_written_is_said(shop: Path) -> None:
    (shop / "there").mkdir()
    ran = replay(shop, "-o there")
    assert (ran.code, ran.stdout) == (2, "")
    assert "there is a folder" in ran.stderr
    ran = replay(shop, "-o a.html -o a.html")
    assert ran.code == 2
    ran = replay(shop, "-o flows/shop/shop.yaml/r.html flows/shop/transcripts/good.yaml")
    assert ran.code == 3
    assert ran.stdout == "1 passed\n"
    assert "could not be written" in ran.stderr
    assert (shop / "flows/shop/shop.yaml").read_text("utf-8") == BOT


def test_coverage_is_counted_for_the_formats_that_need_it_and_shown_where_it_was_asked_for(shop: Path) -> None:
    ran = replay(shop, "-o r.html -o r.json")
    assert "to a person" not in ran.stdout
    assert "Ways to a person" in (shop / "r.html").read_text("utf-8")
    assert "coverage" not in json.loads((shop / "r.json").read_text("utf-8"))["summary"]
    ran = replay(shop, "--coverage --format json")
    (bot,) = json.loads(ran.stdout)["summary"]["coverage"]
    assert bot["kinds"]["step"] == {"taken": 1, "all": 2}
    assert bot["handover_rate"] == 0
    takeover = next(one for one in bot["not_taken"] if one["kind"] == "takeover")
    assert (takeover["name"], takeover["at"]["line"]) == ("Main/2", 9)
    assert "to a person" in ran.stderr


def test_the_ways_to_a_person_have_a_bound_of_their_own(shop: Path) -> None:
    good = "flows/shop/transcripts/good.yaml"
    ran = replay(shop, f"{good} --min-handover-coverage 1")
    assert ran.code == 1
    assert "coverage of the ways to a person is 0.0%, and at least 1% is wanted" in ran.stderr
    assert replay(shop, f"{good} --min-handover-coverage 0 --min-coverage 10").code == 0
    assert replay(shop, "--min-handover-coverage 101").code == 2


def test_progress_is_shown_on_a_terminal_and_taken_away(shop: Path) -> None:
    ran = run_cli("replay --repeat 200 --format text", cwd=shop, terminal=True, environ={"NO_COLOR": "1"})
    assert "% of 400 transcripts  " in ran.stderr
    assert ran.stderr.rsplit("\r", 2)[1].strip() == ""
    assert ran.stderr.endswith("\r")
    assert replay(shop, "--repeat 200").stderr == ""
