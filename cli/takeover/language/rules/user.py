"""The rule `user`: a field of the user, such as `profile.language`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.rules.kind import RuleKind
from takeover.language.rules.tests import NamedTests, ValueTests
from takeover.language.values import Value
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from takeover.language.run import Facts
    from takeover.source.span import Span


class UserIs(NamedTuple):
    """A field of the user passes its tests."""

    name: str
    tests: ValueTests
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Test the field."""
        value = facts.user_field(self.name.removeprefix("user."))
        return self.tests.hold(None if value is None else Value(value, value), facts)


USER = RuleKind(
    "user",
    "a field of the user",
    "A field of the user exists or has that value.",
    "{user: {profile.language: nl}}",
    NamedTests("field of the user", UserIs),
)
