"""The levels in which an input is looked for: follow-ups of the steps taken last, newest first, then the top."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.language.decision import Decision
from takeover.matching.understand import understand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.engine.facts import ConversationFacts
    from takeover.engine.program import Program
    from takeover.engine.running import Running
    from takeover.language.decision import Candidate
    from takeover.matching.hear import Heard

MOST = 5
"""Candidates that a decision keeps over all levels."""


def levels(run: Running) -> list[int]:
    """Give the levels, nearest first."""
    return [*[context.step for context in run.contexts], TOP]


def is_open(run: Running, number: int) -> bool:
    """Say whether a step's own rules hold."""
    rule = run.program.steps[number].rule
    return rule is None or rule.holds(run.facts)


def _holds(program: Program, facts: ConversationFacts, number: int) -> bool:
    """Say the same without the run, which the decision would keep."""
    rule = program.steps[number].rule
    return rule is None or rule.holds(facts)


def first_open(run: Running, signal: str) -> int | None:
    """Give the first open step that listens to a signal."""
    for level in levels(run):
        for number in run.program.signals.get((level, signal), ()):
            if is_open(run, number):
                return number
    return None


def first_unknown(run: Running) -> int | None:
    """Give the unknown step among the follow-ups of the last step, then up its ancestors, then at the top."""
    level = TOP if run.last_step is None else run.last_step
    while True:
        for number in run.program.signals.get((level, "unknown"), ()):
            if is_open(run, number):
                return number
        if level == TOP:
            return None
        level = run.program.steps[level].parent


def decide(run: Running, heard: Heard, *, interrupting: bool = False) -> Decision:
    """Find the step that takes a text, level by level; with `interrupting`, only steps marked so."""
    program, place = run.program, run.facts.place
    decisions: list[Decision] = []
    threshold = 0.0
    taken: Candidate | None = None
    open_step = partial(_holds, program, run.facts)
    for level in levels(run):
        only = program.interrupters.get(level) if interrupting else None
        if interrupting and only is None:
            continue
        decision = understand(program.index, heard, level, place=place, open_step=open_step, only=only)
        threshold = max(threshold, decision.threshold)
        decisions.append(decision)
        taken = decision.taken
        if taken is not None:
            break
    return decisions[0] if len(decisions) == 1 else Decision(heard.text, taken, partial(_best, decisions), threshold)


def _best(decisions: Sequence[Decision]) -> tuple[Candidate, ...]:
    missed = [candidate for decision in decisions for candidate in decision.candidates]
    return tuple(sorted(missed, key=attrgetter("score"), reverse=True)[:MOST])
