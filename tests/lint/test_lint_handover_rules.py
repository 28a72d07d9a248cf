"""The rules on handing over: what each says, and where it is silent though a quick look would have it speak.

`handover_rules.txt` holds bots, each below a line with the code of a rule and what is tried, and above what that says.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from linted_bots import TAIL, lint
from takeover.lint.explain import explain
from takeover.lint.rules import LINT

CODES = (
    *("hours-without-else", "maybe-no-contact", "no-contact", "no-last-route", "no-person", "no-unavailable"),
    *("nothing-resumes", "person-out-of-reach", "proof-incomplete", "route-never-applies", "secret-in-file"),
    *("sensitive-printed", "speaks-while-paused", "unknown-goes-round", "untold-takeover", "wrong-target"),
)
FILE = Path(__file__).parent / "handover_rules.txt"
BLOCK = re.compile(r"^=== (\S+) (.+)\n((?:(?!===).*\n)*?)---\n((?:(?!===).*\n)*)", re.MULTILINE)


class Case(NamedTuple):
    """A bot, and what a rule says of it."""

    code: str
    title: str
    bot: str
    said: str


CASES = [Case(*found) for found in BLOCK.findall(FILE.read_text("utf-8"))]


def say(code: str, *files: str) -> str:
    """Write what a rule says: place, severity, message, hint, related places."""
    lines: list[str] = []
    for one in lint(*files, select={code}):
        lines.append(f"{one.span.line}:{one.span.col} {one.severity}: {one.message}")
        lines.append(f"  {one.hint}")
        lines += [f"  {related.span.line}:{related.span.col} {related.message}" for related in one.related]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.title}")
def test_a_rule_says_what_it_should(case: Case) -> None:
    # As lines: what shows how two long texts differ takes minutes where many lines are alike.
    assert say(case.code, case.bot).splitlines() == case.said.splitlines()


def test_every_rule_is_tried_and_has_a_silent_case() -> None:
    walked = {"no-person", "person-out-of-reach", "proof-incomplete", "unknown-goes-round"}  # see tests/walk
    assert {case.code for case in CASES if case.said} == {*CODES} - walked
    assert {case.code for case in CASES if not case.said} == {*CODES} - walked


@pytest.mark.parametrize("code", CODES)
def test_the_samples_of_a_rule(code: str) -> None:
    explained = explain(code)
    assert code in {problem.code for problem in lint(explained.bad)}
    assert lint(explained.good) == ()


@pytest.mark.parametrize("code", CODES)
def test_a_rule_can_be_silenced_where_it_speaks(code: str) -> None:
    bad = explain(code).bad
    (found, *_) = lint(bad, select={code})
    lines = bad.split("\n")
    indent = re.match(r"[ -]*", lines[found.span.line - 1])
    assert indent is not None
    lines.insert(found.span.line - 1, f"{' ' * len(indent[0])}# takeover: ignore {code}")
    assert [one for one in lint("\n".join(lines), select={code}) if one.span.line == found.span.line + 1] == []


@pytest.mark.parametrize("code", CODES)
def test_names_that_lead_nowhere_do_no_harm(code: str) -> None:
    nowhere = """
routing: [{if: {hours: nowhere}, to: nowhere}]
flow: A
steps:
  - when: {text: ["a {b:nowhere} {", hello]}
    if: {param: {x: {type: nowhere}}}
    do:
      - {event: NOWHERE}
      - {goto: Nowhere}
      - branch: [{if: {hours: nowhere}, do: [{say: hi, choices: [{label: x, event: NOWHERE}]}]}]
      - {call: {target: nowhere, save: x}}
      - {takeover: {to: nowhere}}
      - {email: {to: a@acme.example}}
"""
    for problem in lint(nowhere, TAIL, select={code}):
        assert problem.code == code or problem.code.startswith(("unresolved-", "bad-slot"))


def test_all_rules_on_handing_over_are_in_the_table() -> None:
    assert set(CODES) <= set(LINT)
