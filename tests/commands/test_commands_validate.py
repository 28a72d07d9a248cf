"""`takeover validate`: silent where all is well, all problems at once where not, and the exit status that says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from fake_host import run_cli
from places import ROOT
from takeover.present.problems import PROBLEMS

if TYPE_CHECKING:
    from pathlib import Path

GOOD = (
    "flow: Hello\nsteps:\n  - when: {text: [hello]}\n    do: [{say: Hi.}]\n  - when: unknown\n    do: [{say: Sorry.}]\n"
)
BAD = "flow: Hello\nsteps:\n  - whne: unknown\n    do:\n      - syа: hi\n      - goto: Nowhere\n"
BAD_TARGET = "targets: {desk: {http: 'http://example.com', secert: '${S}'}}\n"
READY = sorted(folder.name for folder in (ROOT / "flows").iterdir() if folder.is_dir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, "utf-8")
    return tmp_path


@pytest.mark.parametrize("bot", READY)
def test_a_ready_bot_is_well(bot: str) -> None:
    assert run_cli(f"validate flows/{bot}") == (0, "", "")


def test_all_is_well(folder: Path) -> None:
    assert run_cli("validate good.yaml", cwd=folder) == (0, "", "")
    assert run_cli("validate good.yaml good.yaml --format json", cwd=folder) == (0, "[]\n", "")


def test_all_problems_at_once(folder: Path) -> None:
    code, stdout, stderr = run_cli("validate good.yaml bad.yaml", cwd=folder)
    assert (code, stderr) == (1, "")
    assert stdout.startswith(
        'bad.yaml:3:5: error[unknown-key]: a step has no "whne"\n 3 |   - whne: unknown\n   |     ^^^^\n'
    )
    assert "bad.yaml:5:9: error[" in stdout
    assert stdout.endswith("errors in 1 file\n")


def test_a_problem_is_said_once_for_a_path_that_is_given_twice(folder: Path) -> None:
    assert run_cli("validate bad.yaml bad.yaml ./bad.yaml", cwd=folder) == run_cli("validate bad.yaml", cwd=folder)


def test_targets_are_read_too(folder: Path) -> None:
    (folder / "good.yaml").write_text(GOOD + BAD_TARGET, "utf-8")
    code, stdout, _ = run_cli("validate good.yaml", cwd=folder)
    assert code == 1
    assert 'hint: did you mean "secret"?' in stdout


def test_what_cannot_be_read_costs_3(folder: Path) -> None:
    code, stdout, stderr = run_cli("validate bda.yaml bad.yaml", cwd=folder)
    assert (code, stderr) == (3, "")
    assert 'hint: did you mean "bad.yaml"?' in stdout
    assert "error[unknown-key]" in stdout


def test_no_path_is_a_usage_error() -> None:
    code, stdout, stderr = run_cli("validate")
    assert (code, stdout) == (2, "")
    assert stderr.startswith("takeover: ")


def test_json_tells_programs_the_same(folder: Path) -> None:
    code, stdout, stderr = run_cli("validate bad.yaml --format json", cwd=folder)
    assert (code, stderr) == (1, "")
    first = json.loads(stdout)[0]
    assert (first["file"], first["line"], first["column"], first["code"]) == ("bad.yaml", 3, 5, "unknown-key")


def test_github_annotates(folder: Path) -> None:
    code, stdout, _ = run_cli("validate bad.yaml -f github", cwd=folder)
    assert code == 1
    assert stdout.startswith("::error file=bad.yaml,line=3,endLine=3,col=5,endColumn=8,title=unknown-key::")


def test_an_unknown_format_is_a_usage_error(folder: Path) -> None:
    expected = (2, "", 'error: "jsno" is not a format; did you mean "json"?\n')
    assert run_cli("validate bad.yaml --format jsno", cwd=folder) == expected


def test_the_help_names_every_format() -> None:
    *most, last = PROBLEMS
    assert f"{', '.join(most)} or {last}." in run_cli("validate --help").stdout


def test_a_terminal_gets_colours_and_a_pipe_does_not(folder: Path) -> None:
    assert "\x1b[" in run_cli("validate bad.yaml", cwd=folder, terminal=True).stdout
    assert "\x1b" not in run_cli("validate bad.yaml", cwd=folder).stdout
    assert "\x1b" not in run_cli("validate bad.yaml", cwd=folder, terminal=True, environ={"NO_COLOR": "1"}).stdout
    assert "\x1b[" in run_cli("validate bad.yaml", cwd=folder, environ={"FORCE_COLOR": "1"}).stdout


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("validate --format ", ["text", "json", "sarif", "github", "junit"]),
        ("validate --format j", ["json", "junit"]),
        ("reference takeo", ["takeover"]),
        ("new x --from double_tap_", ["double_tap_counted"]),
        ("validate fl", []),  # the shell completes the names of files
    ],
)
def test_completion(line: str, offered: list[str]) -> None:
    words = f"takeover {line}"
    environ = {
        **os.environ,
        "_TAKEOVER_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    ran = subprocess.run([sys.executable, "-m", "takeover"], env=environ, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.split(), ran.stderr) == (0, offered, "")
