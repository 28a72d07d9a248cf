"""`takeover explain`: every code that is found can be asked about, and a mistyped one is a usage error."""

from __future__ import annotations

import pytest

from fake_host import run_cli
from takeover.lint.explain import EXPLAINED
from takeover.lint.rules import LINT


@pytest.mark.parametrize("code", sorted(EXPLAINED))
def test_every_code_is_explained(code: str) -> None:
    ran = run_cli(f"explain {code}")
    explained = EXPLAINED[code]
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"## `{code}`\n\n*{explained.severity}:* ")
    for name, sample in (("Bad", explained.bad), ("Good", explained.good)):
        assert (f"\n{name}:\n\n```yaml\n{sample}```\n" in ran.stdout) == bool(sample)
    shown = run_cli(f"explain {code}", terminal=True).stdout
    assert all(line.strip() in shown for line in explained.bad.splitlines() if len(line) < 70)


def test_rules_show_what_is_wrong_and_what_is_right() -> None:
    ran = run_cli(["explain", *LINT])
    assert ran.stdout.count("\nBad:\n") == ran.stdout.count("\nGood:\n") == len(LINT)


def test_all_codes_are_listed() -> None:
    code, stdout, stderr = run_cli("explain --list")
    assert (code, stderr) == (0, "")
    rows = stdout.splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == sorted(EXPLAINED)
    assert all(row.count("|") == 4 for row in rows)
    on_terminal = run_cli("explain --list", terminal=True).stdout
    assert all(code in on_terminal for code in EXPLAINED)


def test_the_list_and_a_code() -> None:
    stdout = run_cli("explain --list no-unknown no-unknown").stdout
    assert stdout.startswith("| Code |")
    assert stdout.count("## `no-unknown`") == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("explain no-unknwon", '"no-unknwon" is not a code; did you mean "no-unknown"?'),
        ("explain no-unknown xyzzy", '"xyzzy" is not a code; takeover explain --list shows them all'),
        ("explain", "say which code: takeover explain no-unknown (or see takeover explain --list)"),
    ],
)
def test_a_wrong_code_is_a_usage_error(line: str, said: str) -> None:
    assert run_cli(line) == (2, "", f"error: {said}\n")
