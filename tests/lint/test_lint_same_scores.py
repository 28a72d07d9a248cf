"""What the rules say of examples is what the matcher says, and so the chat and `match`: the same scores and steps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from linted_bots import TAIL, lint, program_of_text
from listening_bots import PLACE
from takeover.engine.program import TOP
from takeover.matching.explain import explain
from takeover.matching.understand import understand

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.source.diagnostic import Diagnostic

WORDS = st.sampled_from(
    ("where", "is", "are", "the", "my", "a", "of", "order", "orders", "parcel", "refund", "late", "to")
)
EXAMPLE = st.lists(WORDS, min_size=2, max_size=5).map(" ".join)
STEPS = st.lists(st.lists(EXAMPLE, min_size=2, max_size=4, unique=True), min_size=2, max_size=4)
SCORES = re.compile(r"\(it scores ([\d.]+) here and ([\d.]+) there\)")


def write(steps: list[list[str]]) -> str:
    lines = ["flow: Shop", "steps:"]
    for examples in steps:
        lines += [
            "  - when:",
            "      text:",
            *(f"        - {example}" for example in examples),
            "    do: [{say: Yes.}]",
        ]
    return "\n".join(lines) + "\n"


def step_at(program: Program, line: int) -> int:
    """Give the step of the test's own file that a line belongs to."""
    own = [step for step in program.steps if step.span.file == "bot.yaml" and step.span.line <= line]
    return max(own, key=lambda step: step.span.line).number


def text_at(source: str, problem: Diagnostic) -> str:
    return source.split("\n")[problem.span.line - 1].strip().removeprefix("- ")


@settings(max_examples=100, deadline=None)
@given(STEPS)
@example([["where is my order", "late parcel"], ["where is the order", "refund of money"]])
def test_near_examples_have_the_scores_of_the_matcher(steps: list[list[str]]) -> None:
    source = write(steps)
    found = lint(source, TAIL, select={"near-examples"})
    if not found:
        return
    program = program_of_text(source, TAIL)
    for problem in found:
        explained = explain(program.index, text_at(source, problem), TOP, place=PLACE, steps=99, nearest=99)
        reasons = {reason.step: reason for reason in explained.reasons}
        own, its = step_at(program, problem.span.line), step_at(program, problem.related[0].span.line)
        said = SCORES.search(problem.message)
        assert said is not None
        scores = [reasons[step].score if step in reasons else 0.0 for step in (own, its)]
        assert [f"{score:.2f}" for score in scores] == list(said.groups())
        # What is called near is among the nearest that `/why` shows of that step, at least half alike.
        alike = {like.phrase.span: like.cosine for like in reasons[its].nearest}
        assert alike[problem.related[0].span] >= 0.5


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_a_duplicate_is_taken_by_the_step_that_the_rule_names(steps: list[list[str]]) -> None:
    source = write(steps)
    program = program_of_text(source, TAIL)
    duplicates = {problem.span: problem for problem in lint(source, TAIL, select={"duplicate-example"})}
    for level in (program.index.levels[TOP],):
        for listed in level.exact.values():
            for _, phrase in listed:
                taken = understand(program.index, phrase.text, TOP, place=PLACE).taken
                assert taken is not None
                problem = duplicates.get(phrase.span)
                named = step_at(program, phrase.span.line if problem is None else problem.related[0].span.line)
                assert taken.step == named


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(EXAMPLE, min_size=1, max_size=2, unique=True), min_size=2, max_size=4))
def test_what_never_matches_is_taken_by_another(steps: list[list[str]]) -> None:
    lines = ["flow: Shop", "steps:"]
    for words in steps:
        lines += ["  - when:", "      contains:", *(f"        - {some}" for some in words), "    do: [{say: Yes.}]"]
    source = "\n".join(lines) + "\n"
    program = program_of_text(source, TAIL)
    dead = {step_at(program, problem.span.line) for problem in lint(source, TAIL, select={"never-matches"})}
    for number, words in enumerate(steps):
        takers = {
            taken.step
            for some in words
            if (taken := understand(program.index, some, TOP, place=PLACE).taken) is not None
        }
        assert (number not in takers) == (number in dead)
