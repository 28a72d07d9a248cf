"""`takeover diff`: what differs between two versions, from files or from git, over transcripts or a log."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from fake_host import Ran, run_cli
from places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

BOT = """\
bot: Shop
routing: [{if: {param: {topic: billing}}, queue: billing}, {queue: general}]
flow: Main
steps:
  - when: {text: [my order]}
    do: [{say: On its way.}]
  - when: {text: [charged twice]}
    do: [{set: {topic: billing}}, {say: I am sorry.}, {takeover: {reason: billing}}]
  - when: {text: [track parcels]}
    do: [{call: https://acme.example/parcels}, {say: There.}]
  - when: unknown
    do: [{say: Pardon?}]
"""
TALK = """\
transcript: Both
turns:
  - user: my order
  - bot: On its way.
  - user: charged twice
  - bot: I am sorry.
  - takeover: {queue: billing}
  - agent: {resolve: done}
  - user: track parcels
  - call: https://acme.example/parcels
    returns: {}
  - bot: There.
"""
LOG = '["my order", "purple rain", "hello"]\n["charged twice", "hi"]\n["purple rain"]\n'


def put(folder: Path, text: str = BOT, talk: str = TALK) -> None:
    (folder / "transcripts").mkdir(parents=True, exist_ok=True)
    (folder / "bot.yaml").write_text(text, "utf-8")
    (folder / "transcripts/both.yaml").write_text(talk, "utf-8")


def run(folder: Path, line: str) -> Ran:
    return run_cli(line, cwd=folder)


def differences(ran: Ran) -> list[tuple[str, str, str, str]]:
    (one,) = json.loads(ran.stdout)["different"]
    return [(each["turn"], each["what"], each["old"], each["new"]) for each in one["differences"]]


def test_nothing_differs_between_a_bot_and_itself(tmp_path: Path) -> None:
    put(tmp_path / "old")
    put(tmp_path / "new")
    ran = run(tmp_path, "diff old new")
    assert (ran.code, ran.stdout) == (0, "transcripts that go otherwise: 0 of 1\n")


CHARGED, ORDER, PARCEL = "user: charged twice", "user: my order", "user: track parcels"
BILLING = "[takeover reason: flow, queue: billing, subject: billing]"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("On its way.", "It comes.", [(ORDER, "said", "On its way.", "It comes.")]),
        ("{say: I am sorry.}", "{say: I am sorry.}, {say: Really.}", [(CHARGED, "said", "", "Really.")]),
        (
            "queue: billing}, ",
            "queue: money}, ",
            [
                (CHARGED, "said", BILLING, BILLING.replace("queue: billing", "queue: money")),
                (CHARGED, "takeover routing.queue", "billing", "money"),
            ],
        ),
        ("reason: billing", "reason: billing, priority: high", [(CHARGED, "takeover priority", "normal", "high")]),
        (
            "{say: There.}",
            "{email: {to: a@acme.example, subject: S}}",
            [(PARCEL, "said", "There.", "[e-mail to a@acme.example: S]")],
        ),
        (
            "{text: [my order]}",
            "{text: [opening hours]}",
            [(ORDER, "step", "Main/1", "unknown: Main/4"), (ORDER, "said", "On its way.", "Pardon?")],
        ),
    ],
)
def test_what_differs_is_told_field_by_field(
    tmp_path: Path, old: str, new: str, found: list[tuple[str, str, str, str]]
) -> None:
    put(tmp_path / "old")
    put(tmp_path / "new", BOT.replace(old, new))
    assert old in BOT
    ran = run(tmp_path, "diff old new -f json")
    assert ran.code == 1
    assert differences(ran)[: len(found)] == found
    text = run(tmp_path, "diff old new")
    for _, _, before, after in found:
        assert not before or f"  -  {before}" in text.stdout or f": {before}" in text.stdout
        assert not after or f"  +  {after}" in text.stdout or f": {after}" in text.stdout


def test_what_one_version_cannot_go_on_from_is_told(tmp_path: Path) -> None:
    put(tmp_path / "old", talk="transcript: T\nturns: [{user: track parcels}]\n")
    called = "{call: https://acme.example/parcels}, "
    put(tmp_path / "new", BOT.replace(called, ""), "transcript: T\nturns: [{user: track parcels}]\n")
    (found,) = differences(run(tmp_path, "diff old new -f json"))
    assert found == (PARCEL, "said", "[nothing answers the call to https://acme.example/parcels]", "There.")


def test_the_transcripts_are_those_of_the_new_version_or_of_the_old(tmp_path: Path) -> None:
    put(tmp_path / "old")
    (tmp_path / "new").mkdir()
    (tmp_path / "new/bot.yaml").write_text(BOT.replace("On its way.", "It comes."), "utf-8")
    ran = run(tmp_path, "diff old new")
    assert (ran.code, "old/transcripts/both.yaml::Both" in ran.stdout) == (1, True)
    (tmp_path / "old/transcripts/both.yaml").unlink()
    ran = run(tmp_path, "diff old new")
    assert (ran.code, "neither version has transcripts" in ran.stderr) == (3, True)


def test_a_log_is_compared_input_by_input(tmp_path: Path) -> None:
    put(tmp_path / "old")
    other = BOT.replace("[my order]", "[purple rain]").replace("{takeover: {reason: billing}}", "{say: Well.}")
    put(tmp_path / "new", other)
    (tmp_path / "log.jsonl").write_text(LOG, "utf-8")
    ran = run(tmp_path, "diff old new --log log.jsonl -f json")
    assert ran.code == 1
    found = json.loads(ran.stdout)
    changed = {(one["old"], one["new"]): (one["count"], one["texts"][0]["text"]) for one in found["inputs"]}
    assert changed == {
        ("unknown", "understood"): (2, "purple rain"),
        ("understood", "unknown"): (1, "my order"),
        ("agent", "unknown"): (1, "hi"),
    }
    assert found["conversations"] == [{"old": "handed", "new": "open", "count": 1}]
    text = run(tmp_path, "diff old new --log log.jsonl")
    assert "not understood -> understood: 2" in text.stdout
    assert run(tmp_path, "diff old old --log log.jsonl").code == 0


@pytest.mark.parametrize("bot", sorted(path.name for path in (ROOT / "flows").iterdir() if path.is_dir()))
def test_no_bot_of_ours_differs_from_itself(bot: str) -> None:
    ran = run(ROOT, f"diff flows/{bot} flows/{bot} -f json")
    assert (ran.code, json.loads(ran.stdout)["different"]) == (0, [])
    assert json.loads(ran.stdout)["transcripts"]


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Jane", "-c", "user.email=jane@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607 - git as it is found


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository with two versions of a bot."""
    git(tmp_path, "init", "-q")
    put(tmp_path / "flows/shop")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    put(tmp_path / "flows/shop", BOT.replace("On its way.", "It comes."))
    git(tmp_path, "commit", "-q", "-a", "-m", "two")
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "line", "code"),
    [
        (".", "HEAD~1 flows/shop", 1),
        (".", "HEAD flows/shop", 0),
        (".", "HEAD~1:flows/shop flows/shop", 1),
        (".", "HEAD~1:flows/shop/bot.yaml flows/shop", 1),
        (".", "HEAD~1:flows/shop HEAD:flows/shop", 1),
        ("flows", "HEAD~1 shop", 1),
        ("flows/shop", "HEAD~1 .", 1),
        ("flows/shop", "HEAD~1:../shop .", 1),
    ],
)
def test_an_old_version_comes_from_git(repository: Path, folder: str, line: str, code: int) -> None:
    ran = run(repository / folder, f"diff {line}")
    assert (ran.code, "It comes." in ran.stdout) == (code, code == 1), ran


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("HEAD~9", '"HEAD~9" is no file, no folder and no git revision'),
        ("nothing", '"nothing" is no file'),
        ("HEAD:flows/nowhere", "flows/nowhere cannot be read in HEAD"),
        ("HEAD:/etc", "/etc lies outside the git repository"),
        (":flows/shop", "is no file"),
        ("--upload-pack=touch", "is no file"),
        ("HEAD:flows/shop\x1b[2J", "cannot be read in HEAD"),
    ],
)
def test_what_is_no_revision_is_said(repository: Path, old: str, said: str) -> None:
    ran = run_cli(["diff", "--", old, "flows/shop"], cwd=repository)
    assert ran.code == 3
    assert said in ran.stderr
    assert "\x1b" not in ran.stderr


def test_without_a_repository_or_a_bot_it_is_said(tmp_path: Path) -> None:
    put(tmp_path / "new")
    assert run(tmp_path, "diff HEAD new").code == 3
    (tmp_path / "bad.yaml").write_text("flow: A\n", "utf-8")
    ran = run(tmp_path, "diff bad.yaml new")
    assert (ran.code, "bad.yaml does not run" in ran.stderr) == (3, True)
    assert run(tmp_path, "diff new new --log nowhere.jsonl").code == 3
    assert run(tmp_path, "diff new new -f html").code == 2
    (tmp_path / "new/transcripts/both.yaml").write_text("transcript: [", "utf-8")
    assert run(tmp_path, "diff new new").code == 3
