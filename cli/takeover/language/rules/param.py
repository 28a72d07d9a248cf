"""The rule `param`: what a param is, or whether it is there at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.language.rules.kind import RuleKind
from takeover.language.rules.tests import NamedTests, ValueTests

if TYPE_CHECKING:
    from takeover.language.run import Facts
    from takeover.source.span import Span


@dataclass(frozen=True, slots=True)
class ParamIs:
    """A param's last value passes its tests."""

    name: str
    tests: ValueTests
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Test the last value."""
        values = facts.param(self.name)
        return self.tests.hold(values.last if values else None, facts)


PARAM = RuleKind(
    "param",
    "a param",
    "A param exists, is one of some values, or passes tests: exists, is, contains, matches, over, under, type.",
    "{param: {topic: billing}}",
    NamedTests("param", ParamIs),
)
