"""Which steps answer what the bot does not understand, and when none of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.graph.effects import holds_at
from takeover.language.rules.unknowns import UnknownsInRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.engine.program import Program

MOST_UNKNOWNS = 101
"""Counts of unknown inputs that are tried: one more than a rule can name."""


def unknown_steps(program: Program) -> Sequence[int]:
    """Give the steps at the top level that listen for what is not understood, in written order."""
    return program.signals.get((TOP, "unknown"), ())


def closed_at(program: Program) -> int | None:
    """Give the count of unknown inputs at which no rule holds. Rules about other things are taken to hold."""
    rules = [program.steps[number].rule for number in unknown_steps(program)]
    counted = [rule for rule in rules if isinstance(rule, UnknownsInRow)]
    if len(counted) < len(rules):
        return None
    for count in range(1, MOST_UNKNOWNS + 1):
        if not any(holds_at(rule, count) for rule in counted):
            return count
    return None
