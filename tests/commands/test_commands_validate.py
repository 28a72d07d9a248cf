"""`takeover validate`: silent where all is well, all problems at once where not, and the exit status that says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from fake_host import run_cli
from places import ROOT
from takeover.present.problems import PROBLEMS

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
flow: Hello
steps:
  - when: {text: [hello, good morning, hi there]}
    do: [{say: Hi.}]
  - when: unknown
    do:
      - say: A colleague will answer you within five minutes.
      - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""
WARNED = f"targets: {{desk: {{file: a.jsonl}}, spare: {{file: b.jsonl}}, other: {{file: c.jsonl}}}}\n{GOOD}"
"""Two targets are not used."""
NOTED = GOOD.replace("hello, good morning, hi there", "hello")
BAD = "flow: Hello\nsteps:\n  - whne: unknown\n    do:\n      - syа: hi\n      - goto: Nowhere\n"
BAD_TARGET = "targets: {desk: {http: 'http://example.com', secert: '${S}'}}\n"
READY = sorted(folder.name for folder in (ROOT / "flows").iterdir() if folder.is_dir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, "utf-8")
    (tmp_path / "warned.yaml").write_text(WARNED, "utf-8")
    (tmp_path / "noted.yaml").write_text(NOTED, "utf-8")
    return tmp_path


def codes_of(stdout: str) -> list[str]:
    return [problem["code"] for problem in json.loads(stdout)]


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
    assert f"{', '.join(most)} or {last}." in " ".join(run_cli("validate --help").stdout.split())


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("noted.yaml", 0),
        ("noted.yaml --strict --max-warnings 0", 0),
        ("warned.yaml", 0),
        ("warned.yaml --strict", 1),
        ("warned.yaml --max-warnings 2", 0),
        ("warned.yaml --max-warnings 1", 1),
        ("warned.yaml --max-warnings 1 --ignore unused-target", 0),
        ("warned.yaml --strict --select few-examples,no-unknown", 0),
        ("warned.yaml --strict --select few-examples --select unused-target", 1),
        ("bad.yaml --select few-examples", 1),
        ("bad.yaml nowhere.yaml --strict", 3),
    ],
)
def test_what_fails(folder: Path, options: str, code: int) -> None:
    ran = run_cli(f"validate {options}", cwd=folder)
    assert ran.code == code
    assert ran.stderr == ("error: 2 warnings, and 1 allowed\n" if options == "warned.yaml --max-warnings 1" else "")


def test_warnings_are_told_though_they_do_not_fail(folder: Path) -> None:
    stdout = run_cli("validate warned.yaml noted.yaml --format json", cwd=folder).stdout
    assert codes_of(stdout) == ["few-examples", "unused-target", "unused-target"]
    assert codes_of(run_cli("validate warned.yaml --ignore unused-target -f json", cwd=folder).stdout) == []
    assert codes_of(run_cli("validate warned.yaml --select few-examples -f json", cwd=folder).stdout) == []


def test_a_comment_silences_what_reading_reports_too(folder: Path) -> None:
    anchored = BAD.replace("- syа: hi", "- say: &name hi")
    (folder / "bad.yaml").write_text(anchored, "utf-8")
    found = codes_of(run_cli("validate bad.yaml -f json", cwd=folder).stdout)
    assert "unused-anchor" in found
    (folder / "bad.yaml").write_text(anchored.replace("hi", "hi # takeover: ignore unused-anchor"), "utf-8")
    assert codes_of(run_cli("validate bad.yaml -f json", cwd=folder).stdout) == [
        code for code in found if code != "unused-anchor"
    ]


def test_what_is_left_out_may_be_silenced_as_well(folder: Path) -> None:
    silenced = GOOD.replace("[{say: Hi.}]", "[{say: &name Hi.}] # takeover: ignore unused-anchor")
    (folder / "good.yaml").write_text(silenced, "utf-8")
    for options in ("", "--ignore unused-anchor", "--select unused-anchor,unused-ignore"):
        assert run_cli(f"validate good.yaml {options}", cwd=folder) == (0, "", "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--select no-unknwon", '"no-unknwon" is not a code; did you mean "no-unknown"?'),
        ("--ignore no-unknown,xyzzy", '"xyzzy" is not a code; takeover explain --list shows them all'),
        ("--diff --format json", "--diff is for people: it goes without --format json"),
    ],
)
def test_wrong_options_are_usage_errors(folder: Path, options: str, said: str) -> None:
    assert run_cli(f"validate good.yaml {options}", cwd=folder) == (2, "", f"error: {said}\n")


def test_a_folder_of_bots_is_validated_bot_by_bot(folder: Path) -> None:
    for name, text in (("one", f"bot: One\n{GOOD}"), ("two", f"bot: Two\n{WARNED}")):
        (folder / "bots" / name).mkdir(parents=True)
        (folder / "bots" / name / "bot.yaml").write_text(text, "utf-8")
    ran = run_cli("validate bots --format json", cwd=folder)
    assert (ran.code, codes_of(ran.stdout)) == (0, ["unused-target", "unused-target"])


def test_names_that_lead_nowhere_do_not_hide_what_the_rules_find(folder: Path) -> None:
    (folder / "bad.yaml").write_text(WARNED.replace("say: Hi.", "goto: Nowhere"), "utf-8")
    ran = run_cli("validate bad.yaml --format json", cwd=folder)
    assert (ran.code, codes_of(ran.stdout)) == (1, ["unused-target", "unused-target", "unresolved-flow"])


def test_a_thousand_problems_come_in_order(folder: Path) -> None:
    flows = "".join(
        f"  - flow: F{n}\n    steps: [{{when: {{text: [w{n}]}}, do: [{{say: x}}]}}]\n" for n in range(1_500)
    )
    (folder / "bad.yaml").write_text(f"flows:\n{flows}", "utf-8")
    code, stdout, _ = run_cli("validate bad.yaml --format json", cwd=folder)
    problems = json.loads(stdout)
    places = [(problem["line"], problem["column"]) for problem in problems]
    assert code == 1
    assert len(places) > 1_000
    assert places == sorted(places)
    text = run_cli("validate bad.yaml", cwd=folder).stdout
    assert [line.partition(": ")[0] for line in text.splitlines() if line.startswith("bad.yaml:")][:3000] == [
        f"bad.yaml:{line}:{column}" for line, column in places
    ]


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_strict_is_told_to_what_reads_results(folder: Path, form: str) -> None:
    loose = run_cli(f"validate warned.yaml -f {form}", cwd=folder)
    strict = run_cli(f"validate warned.yaml -f {form} --strict", cwd=folder)
    assert (loose.code, strict.code) == (0, 1)
    assert ("<failure" in strict.stdout) == (form == "junit")
    assert "<failure" not in loose.stdout


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
        ("validate --select no-unk", ["no-unknown"]),
        ("validate --ignore few-examples,no-unk", ["few-examples,no-unknown"]),
        ("explain no-unk", ["no-unknown"]),
        ("schema t", ["transcript", "target"]),
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


def test_the_hook_for_pre_commit_runs_it() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["pass_filenames"]) == ("takeover-validate", False)
    line = " ".join([hook["entry"], *hook["args"]])
    assert line == "takeover validate flows"
    assert run_cli(line.removeprefix("takeover ")).code == 0


@pytest.mark.parametrize(
    "paths",
    [["good.yaml"], ["bad.yaml", "warned.yaml"], ["."], [""], ["nowhere", "bad.yaml"], ["é x.yaml"]],
)
def test_paths_alone_are_as_good_as_with_options(folder: Path, paths: list[str]) -> None:
    assert run_cli(["validate", *paths], cwd=folder) == run_cli(["validate", *paths, "--format=text"], cwd=folder)
