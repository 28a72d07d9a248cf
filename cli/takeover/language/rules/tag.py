"""The rule `tag`: a tag that the conversation has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.rules.kind import RuleKind
from takeover.language.rules.tests import NamedTests, ValueTests
from takeover.language.values import Value
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from takeover.language.run import Facts
    from takeover.source.span import Span


class TagIs(NamedTuple):
    """A tag's value passes its tests."""

    name: str
    tests: ValueTests
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Test the tag."""
        value = facts.tag(self.name)
        return self.tests.hold(None if value is None else Value(value, value), facts)


TAG = RuleKind(
    "tag",
    "a tag",
    "The conversation has a tag, or a tag with that value.",
    "{tag: {plan: gold}}",
    NamedTests("tag", TagIs),
)
