"""Every sample that explains a code is tried: the bad one has the problem, the good one has none."""

from __future__ import annotations

import pkgutil
from typing import TYPE_CHECKING

import pytest

from takeover.lint import rules
from takeover.lint.explain import EXPLAINED, explain
from takeover.lint.reported import REPORTED
from takeover.lint.rules import LINT
from takeover.lint.run import check
from takeover.loading.load import load_program

if TYPE_CHECKING:
    from pathlib import Path

    from takeover.source.diagnostic import Diagnostic


def problems_of(sample: str, folder: Path) -> tuple[Diagnostic, ...]:
    """Load and check a bot as a designer would have it: in a file."""
    file = folder / "bot.yaml"
    file.write_text(sample, "utf-8")
    loaded = load_program(file)
    if loaded.program is None:
        return loaded.problems
    return check(loaded.program, loaded.sources, reported=loaded.problems)


@pytest.mark.parametrize("code", [code for code, found in EXPLAINED.items() if found.bad])
def test_a_bad_sample_has_the_problem(code: str, tmp_path: Path) -> None:
    found = problems_of(explain(code).bad, tmp_path)
    assert code in {problem.code for problem in found}, found
    severities = {problem.severity for problem in found if problem.code == code}
    assert explain(code).severity in severities


@pytest.mark.parametrize("code", LINT)
def test_the_good_sample_of_a_rule_has_no_problem_at_all(code: str, tmp_path: Path) -> None:
    assert problems_of(explain(code).good, tmp_path) == ()


@pytest.mark.parametrize("code", [code for code in REPORTED if EXPLAINED[code].good])
def test_the_good_sample_of_another_code_can_be_read(code: str, tmp_path: Path) -> None:
    assert [problem for problem in problems_of(explain(code).good, tmp_path) if problem.code in REPORTED] == []


@pytest.mark.parametrize("code", LINT)
def test_a_rule_says_why_and_shows_how(code: str) -> None:
    explained = explain(code)
    assert explained.title.endswith(".")
    assert "\n" not in explained.title
    assert explained.why
    assert explained.bad
    assert explained.good
    assert explained.bad != explained.good


def test_every_file_of_rules_is_in_the_table() -> None:
    files = {module.name for module in pkgutil.iter_modules(rules.__path__)}
    assert files == {rule.CODE.replace("-", "_") for rule in LINT.values()}


def test_a_code_that_is_not_known_cannot_be_explained() -> None:
    with pytest.raises(KeyError):
        explain("no-such-code")
