"""`takeover new`: a copy of a ready bot in a new folder; nothing that is there already is touched."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from fake_host import run_cli
from places import ROOT
from takeover.commands.new import copy_bot, describe, find_models

if TYPE_CHECKING:
    from pathlib import Path

READY = sorted(folder.name for folder in (ROOT / "flows").iterdir() if folder.is_dir())


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("model", READY)
def test_a_copy_of_each_ready_bot_is_well(tmp_path: Path, model: str) -> None:
    code, stdout, stderr = run_cli(f"new my_bot --from {model}", cwd=tmp_path)
    assert (code, stdout) == (0, "takeover chat my_bot\n")
    assert stderr.startswith(f"ok:    my_bot holds a copy of {model}: ")
    copied = files_in(tmp_path / "my_bot")
    assert copied.pop("bot.schema.json") == (ROOT / "flows" / "bot.schema.json").read_bytes()
    assert copied
    copied = {name: data.replace(b"$schema=bot", b"$schema=../bot") for name, data in copied.items()}
    assert copied.items() <= files_in(ROOT / "flows" / model).items()
    assert run_cli("validate my_bot", cwd=tmp_path) == (0, "", "")


def test_the_list_tells_what_each_is() -> None:
    code, stdout, stderr = run_cli("new --list")
    assert (code, stderr) == (0, "")
    assert [line.split()[0] for line in stdout.splitlines()] == READY
    assert "acme                Acme Support, a customer service bot\n" in stdout
    assert all(describe(place) for place in find_models().values())


def test_what_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep me", "utf-8")
    expected = (3, "", "error: mine is not empty, and nothing is overwritten: name a new folder\n")
    assert run_cli("new mine", cwd=tmp_path) == expected
    assert files_in(tmp_path) == {"mine/notes.txt": b"keep me"}


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert run_cli("new .", cwd=tmp_path).code == 0
    assert (tmp_path / "bot.yaml").is_file()


def test_folders_are_made_and_the_command_can_be_typed(tmp_path: Path) -> None:
    code, stdout, _ = run_cli(["new", "deep/my bot's"], cwd=tmp_path)
    assert (code, stdout) == (0, "takeover chat 'deep/my bot'\"'\"'s'\n")
    assert (tmp_path / "deep" / "my bot's" / "bot.yaml").is_file()


def test_an_unknown_model_is_a_usage_error(tmp_path: Path) -> None:
    expected = (2, "", 'error: "acne" is not a ready bot; did you mean "acme"?\n')
    assert run_cli("new mine --from acne", cwd=tmp_path) == expected
    assert not (tmp_path / "mine").exists()


def test_no_folder_is_a_usage_error() -> None:
    code, stdout, stderr = run_cli("new")
    assert (code, stdout) == (2, "")
    assert "takeover new my_bot" in stderr


@pytest.mark.parametrize("name", ["file", "file/below", "dangling"])
def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    code, stdout, stderr = run_cli(f"new {name}", cwd=tmp_path)
    assert (code, stdout) == (3, "")
    assert stderr.startswith(f"error: {name} could not be made: ")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a file that is there and cannot be read by anybody")
def test_a_copy_that_fails_halfway_leaves_nothing(tmp_path: Path) -> None:
    model = tmp_path / "broken"
    (model / "inner").mkdir(parents=True)
    (model / "a.yaml").write_text("bot: A", "utf-8")
    (model / "inner" / "b.yaml").symlink_to("/proc/self/mem")
    with pytest.raises(OSError, match=r"Input/output error|Permission denied"):
        copy_bot(model, tmp_path / "made" / "here")
    assert not (tmp_path / "made").exists()


def test_only_what_a_bot_is_made_of_is_copied(tmp_path: Path) -> None:
    model = tmp_path / "tried"
    (model / "transcripts").mkdir(parents=True)
    (model / ".git").mkdir()
    for name in ("bot.yaml", "transcripts/t.yaml", "README.md", "takeovers.jsonl", ".git/config.yaml", "x.pyc"):
        (model / name).write_text("x", "utf-8")
    (tmp_path / "bot.schema.json").write_text("{}", "utf-8")
    assert copy_bot(model, tmp_path / "mine") == ["README.md", "bot.yaml", "transcripts/t.yaml"]
    assert sorted(files_in(tmp_path / "mine")) == ["README.md", "bot.schema.json", "bot.yaml", "transcripts/t.yaml"]
