"""The rules that decide where a talk goes: those of steps and of branches. The routing decides only who gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from takeover.engine.walk import find_all
from takeover.language.actions.branch import Branch
from takeover.language.rules.hours import HoursAt, HoursOpen
from takeover.language.rules.tests import ValueTests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.engine.program import Program
    from takeover.language.run import Rule

T = TypeVar("T")


class Rules:
    """The rules of a program, looked through once."""

    def __init__(self, program: Program) -> None:
        """Gather them, in the order of the steps and blocks."""
        written = [linked.rule for linked in program.steps]
        for block in program.blocks:
            written += (way.rule for action in block.actions if isinstance(action, Branch) for way in action.ways)
        self._rules: tuple[Rule, ...] = tuple(rule for rule in written if rule is not None)

    def of_kind(self, *kinds: type[T]) -> Iterator[T]:
        """Give the rules of some kinds, inside others as well."""
        return find_all(self._rules, *kinds)

    def can_be_asked(self, program: Program) -> bool:
        """Say whether everything that the rules name is there."""
        asked = [rule.name.text for rule in self.of_kind(HoursOpen)]
        asked += [rule.name.text for rule in self.of_kind(HoursAt)]
        return all(name in program.bot.hours for name in asked) and all(
            tests.type is None or tests.type.text in program.types for tests in self.of_kind(ValueTests)
        )
