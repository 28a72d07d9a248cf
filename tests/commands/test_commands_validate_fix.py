"""`takeover validate --fix`: what has one right answer is mended, all else is left as it is, to the byte."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from fake_host import fake_host, run_cli
from takeover.commands import fixing

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = """\
# The whole bot.
targets:   {desk: {file: takeovers.jsonl}}

routing:        # who gets it
  - {if: {param: {topic: billing}}, queue: billing}   # the accountants
  -   if:  {hours: ofice}
      queue: day   # the rest

hours: {office: {mon-fri: 09:00-17:30}}
params: {topic: text}
entities: {answer: {yes: [yes, yep], no: ["no", nope]}}

flow: Help
steps:
  - whne: {text: [a bill, my bill is wrong, I paid twice]}   # takeover: ignore no-unknown
    do:
      - set: {topic: billing}
      - say: 'A colleague will answer you within an hour.'
      # takeover: ignore no-unknown
      - "goto": 'Help/agent'  # takeover: ignore unreachable-action, no-unknown # a good reason

  - when: {text: ["{a:anwser}", "{a:answer} I do", "{a:answer} please"]}
    do: [{ say: 012 }]

  - {step: agnet, when: unknown, do: [{ask: 'Your e-mail address?', save: email, type: eamil, else: []},
     {say: A colleague answers within an hour.},
     {takeover: {priority: "hihg", unavailable: [{say: Nobody is free right now. Please call us.}]}}]}
"""
AFTER = (
    BEFORE.replace("ofice", "office")
    .replace("the rest\n", "the rest\n  - {queue: general}\n")
    .replace("{yes: [yes, yep], no: [", '{"yes": ["yes", yep], "no": [')
    .replace("whne", "when")
    .replace("      # takeover: ignore no-unknown\n", "")
    .replace("   # takeover: ignore no-unknown\n", "\n")
    .replace("  # takeover: ignore unreachable-action, no-unknown # a good", "  # a good")
    .replace("Help/agent", "Help/agnet")
    .replace("{a:anwser}", "{a:answer}")
    .replace("012", '"012"')
    .replace("eamil", "email")
    .replace("hihg", "high")
)


def write(folder: Path, text: str, *, mark: bytes = b"", newline: str = "\n") -> Path:
    file = folder / "bot.yaml"
    file.write_bytes(mark + text.replace("\n", newline).encode())
    return file


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_has_one_right_answer_is_mended(tmp_path: Path, mark: bytes, newline: str) -> None:
    file = write(tmp_path, BEFORE, mark=mark, newline=newline)
    code, stdout, stderr = run_cli("validate bot.yaml --fix", cwd=tmp_path)
    assert file.read_bytes() == mark + AFTER.replace("\n", newline).encode()
    assert (code, stdout, stderr) == (0, "", "ok:    bot.yaml: 15 places mended\n")
    assert run_cli("validate bot.yaml --fix", cwd=tmp_path) == (0, "", "")
    assert sorted(tmp_path.iterdir()) == [file]


def test_a_diff_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    file = write(tmp_path, BEFORE)
    code, stdout, stderr = run_cli("validate bot.yaml --diff", cwd=tmp_path)
    assert (code, stderr) == (1, "")
    assert file.read_text("utf-8") == BEFORE
    assert run_cli("validate bot.yaml bot.yaml ./bot.yaml --fix --diff", cwd=tmp_path).stdout == stdout
    assert file.read_text("utf-8") == BEFORE
    lines = stdout.splitlines()
    assert lines[:2] == ["--- bot.yaml", "+++ bot.yaml"]
    assert "-  - whne: {text: [a bill, my bill is wrong, I paid twice]}   # takeover: ignore no-unknown" in lines
    assert "+  - when: {text: [a bill, my bill is wrong, I paid twice]}" in lines


@pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch to apply the diff with")
@pytest.mark.parametrize("text", [BEFORE, BEFORE.rstrip("\n"), BEFORE.replace("\n", "\r\n")])
def test_the_diff_is_one_that_patch_takes(tmp_path: Path, text: str) -> None:
    file = write(tmp_path, text)
    diff = run_cli("validate bot.yaml --diff", cwd=tmp_path).stdout
    command = ["patch", "--binary", "bot.yaml"]
    subprocess.run(command, input=diff.encode(), cwd=tmp_path, check=True, capture_output=True)
    patched = file.read_bytes()
    write(tmp_path, text)
    run_cli("validate bot.yaml --fix", cwd=tmp_path)
    assert file.read_bytes() == patched


def test_a_terminal_gets_the_diff_in_colours(tmp_path: Path) -> None:
    write(tmp_path, BEFORE)
    shown = run_cli("validate bot.yaml --diff", cwd=tmp_path, terminal=True).stdout
    assert "\x1b[" in shown
    assert "+  - when: {text: [a bill, my bill is wrong, I paid twice]}" in shown


def test_what_is_left_is_told(tmp_path: Path) -> None:
    write(tmp_path, BEFORE.replace("type: eamil", "type: eamil, sva: x, color: red"))
    code, stdout, stderr = run_cli("validate bot.yaml --fix", cwd=tmp_path)
    assert code == 1
    assert stdout.count("error[") == 2
    assert stderr.endswith("places mended\n")


@pytest.mark.parametrize(
    ("options", "mended"),
    [
        ("--select unresolved-entity", {"{a:anwser}": "{a:answer}"}),
        ("--ignore no-last-route,unused-ignore", None),
    ],
)
def test_only_what_was_asked_for_is_mended(tmp_path: Path, options: str, mended: dict[str, str] | None) -> None:
    text = BEFORE.replace("whne", "when").replace("eamil", "email").replace("hihg", "high")
    file = write(tmp_path, text)
    assert run_cli(f"validate bot.yaml --fix {options}", cwd=tmp_path).code in {0, 1}
    after = file.read_text("utf-8")
    if mended is None:
        assert "{queue: general}" not in after
        assert "# takeover: ignore no-unknown" in after
        assert "Help/agnet" in after
    else:
        for wrong, right in mended.items():
            text = text.replace(wrong, right)
        # Names that lead nowhere are errors, and those are always said, and mended.
        assert after == text.replace("Help/agent", "Help/agnet").replace("ofice", "office")


def test_what_a_comment_silences_is_left_alone(tmp_path: Path) -> None:
    silenced = AFTER.replace("  - {queue: general}\n", "").replace(
        "  -   if:  {hours: office}", "  # takeover: ignore no-last-route\n  -   if:  {hours: office}"
    )
    file = write(tmp_path, silenced)
    assert run_cli("validate bot.yaml --fix", cwd=tmp_path) == (0, "", "")
    assert file.read_text("utf-8") == silenced


def test_several_files_are_mended_and_those_that_are_well_not_touched(tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    help_flow = BEFORE[BEFORE.index("flow: Help") :]
    (tmp_path / "bot" / "help.yaml").write_text(help_flow, "utf-8")
    settings = tmp_path / "bot" / "settings.yaml"
    settings.write_text(AFTER[: AFTER.index("flow: Help")], "utf-8")
    stamp = settings.stat()
    code, stdout, stderr = run_cli("validate bot --fix", cwd=tmp_path)
    assert (code, stdout, stderr) == (0, "", "ok:    bot/help.yaml: 10 places mended\n")
    assert (tmp_path / "bot" / "help.yaml").read_text("utf-8") == AFTER[AFTER.index("flow: Help") :]
    assert settings.stat() == stamp


def test_a_file_that_was_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    file = write(tmp_path, "newer\n")
    host = fake_host(cwd=tmp_path)
    assert not fixing.write_changed(file, "bot.yaml", BEFORE, AFTER, host)
    assert file.read_text("utf-8") == "newer\n"
    assert not fixing.write_changed(tmp_path / "gone.yaml", "gone.yaml", BEFORE, AFTER, host)
    assert host.stderr.getvalue() == (  # type: ignore[attr-defined]
        "error: bot.yaml was changed by somebody else meanwhile, and is left as it is\n"
        "error: gone.yaml could not be written: No such file or directory\n"
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to this user")
def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    write(tmp_path, BEFORE)
    tmp_path.chmod(0o500)
    try:
        code, _, stderr = run_cli("validate bot.yaml --fix", cwd=tmp_path)
    finally:
        tmp_path.chmod(0o700)
    assert code == 3
    assert stderr == "error: bot.yaml could not be written: Permission denied\n"


def test_two_bots_may_share_a_file(tmp_path: Path) -> None:
    write(tmp_path, BEFORE)
    code, _, stderr = run_cli("validate bot.yaml . ./bot.yaml --fix", cwd=tmp_path)
    assert code == 0
    assert stderr == "ok:    bot.yaml: 15 places mended\n"
