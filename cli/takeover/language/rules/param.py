"""The rule `param`: what a param is, or whether it is there at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.rules.kind import RuleKind
from takeover.language.rules.tests import NamedTests, ValueTests
from takeover.language.values import Value
from takeover.language.views import write_value
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from takeover.language.run import Facts
    from takeover.source.span import Span


class ParamIs(NamedTuple):
    """A param's last value passes its tests; with a dotted name (`order.status`), what that value holds there."""

    name: str
    tests: ValueTests
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Test the last value."""
        return self.tests.hold(self.find(facts), facts)

    def find(self, facts: Facts) -> Value | None:
        """Give the last value, or what it holds there; None where there is none."""
        name, _, path = self.name.partition(".")
        values = facts.param(name)
        value = values.last if values else None
        for part in path.split(".") if path else ():
            value = _inside(value, part)
        return value


def _inside(value: Value | None, part: str) -> Value | None:
    """Give a part of an object, such as the answer of a call, or None where it has no such part."""
    if value is None or not isinstance(value.value, dict):
        return None
    inner = value.value.get(part)
    return None if inner is None else Value(inner, write_value(inner))


PARAM = RuleKind(
    "param",
    "a param",
    "A param exists, is one of some values, or passes tests: exists, is, contains, matches, over, under, type. "
    "`order.status` looks into an answer that a call has saved.",
    "{param: {topic: billing}}",
    NamedTests("param", ParamIs),
)
