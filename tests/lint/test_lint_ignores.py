"""Comments that silence one place, and those that silence nothing."""

from __future__ import annotations

import pytest

from linted_bots import TAIL, lint, read_text, told
from takeover.lint.rules import LINT
from takeover.lint.run import check

SHOP = """
flow: Shop
steps:
  - when: {text: [where is your shop]}%s
    do: [{say: We are in Utrecht.}]
"""
FEW = "few-examples bot.yaml:4:12"


def shop(comment: str = "", above: str = "") -> str:
    text = SHOP % comment
    return text.replace("  - when", f"{above}\n  - when").replace("\n\n  - when", "\n  - when") if above else text


def test_without_a_comment_it_is_found() -> None:
    assert told(lint(shop(), TAIL)) == [FEW]


@pytest.mark.parametrize(
    "comment",
    [
        " # takeover: ignore few-examples",
        " #takeover:ignore few-examples",
        " # Takeover: ignore few-examples",
        " # takeover: ignore few-examples # the shop has one name",
    ],
)
def test_a_comment_on_the_line_silences_it(comment: str) -> None:
    assert lint(shop(comment), TAIL) == ()


@pytest.mark.parametrize(
    "above",
    [
        "  # takeover: ignore few-examples",
        "# takeover: ignore few-examples",
        "  # takeover: ignore few-examples\n  # (the shop has one name)",
        "  # takeover: ignore few-examples\n",
    ],
)
def test_a_comment_above_silences_the_next_line(above: str) -> None:
    assert lint(shop(above=above), TAIL) == ()


def test_a_comment_behind_a_line_is_about_that_line_alone() -> None:
    found = lint(shop().replace("steps:", "steps: # takeover: ignore few-examples"), TAIL)
    assert told(found) == ["unused-ignore bot.yaml:3:27", FEW]


def test_each_code_of_a_comment_counts_for_itself() -> None:
    found = lint(shop(" # takeover: ignore few-examples, long-text"), TAIL)
    assert told(found) == ["unused-ignore bot.yaml:4:73"]
    assert found[0].message == 'this silences nothing: there is no problem "long-text" here'
    assert found[0].severity == "warning"
    assert (found[0].span.col, found[0].span.end_col) == (73, 82)


@pytest.mark.parametrize(
    ("code", "message", "hint"),
    [
        ("few-example", 'there is no rule "few-example"', 'did you mean "few-examples"?'),
        ("everything", 'there is no rule "everything"', "take it out"),
        ("unknown-key", '"unknown-key" cannot be silenced: the bot does not run until it is mended', "take it out"),
        ("", "this comment does not say what to ignore", "write # takeover: ignore CODE"),
    ],
)
def test_a_comment_that_names_no_rule_says_so(code: str, message: str, hint: str) -> None:
    found = [problem for problem in lint(shop(f" # takeover: ignore {code}"), TAIL) if problem.code == "unused-ignore"]
    assert [(problem.message, problem.hint) for problem in found] == [(message, hint)]


@pytest.mark.parametrize("text", ["'# takeover: ignore few-examples'", "|\n          # takeover: ignore few-examples"])
def test_what_a_text_says_is_no_comment(text: str) -> None:
    flow = f"""
flow: Shop
steps:
  - when: {{text: [where is your shop]}}
    do:
      - say: {text}
"""
    assert told(lint(flow, TAIL)) == [FEW]


def test_a_warning_of_loading_can_be_silenced_and_an_error_of_the_linker_cannot() -> None:
    text = """
flow: Shop
steps:
  - when: {contains: shop}
    do:
      - say: &name Utrecht%s
      - goto: Nowhere%s
"""
    assert told(lint(text % ("", ""), TAIL)) == ["unused-anchor bot.yaml:6:14", "unresolved-flow bot.yaml:7:15"]
    silenced = text % (" # takeover: ignore unused-anchor", " # takeover: ignore unresolved-flow")
    assert told(lint(silenced, TAIL)) == ["unresolved-flow bot.yaml:7:15", "unused-ignore bot.yaml:7:42"]


def test_a_rule_that_is_not_run_does_not_make_its_ignores_unused() -> None:
    text = shop(" # takeover: ignore few-examples, long-text")
    program, _, sources = read_text(text, TAIL)
    assert program is not None
    assert check(program, sources, select={"no-unknown", "unused-ignore"}) == ()
    assert told(check(program, sources, ignore={"few-examples"})) == ["unused-ignore bot.yaml:4:73"]
    assert told(check(program, sources, ignore={"unused-ignore"})) == []
    assert told(check(program, sources, select={"few-examples"})) == []


def test_rules_are_chosen() -> None:
    program, _, sources = read_text(shop(), TAIL)
    assert program is not None
    assert told(check(program, sources, select={"few-examples"})) == [FEW]
    assert check(program, sources, select=LINT.keys() - {"few-examples"}) == ()
    assert check(program, sources, ignore={"few-examples", "no-such-code"}) == ()
    assert check(program, sources, select={"few-examples"}, ignore={"few-examples"}) == ()
