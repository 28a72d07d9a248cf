"""Tests of one value (`exists`, `is`, `contains`, …), shared by the rules `param`, `tag` and `user`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from takeover.language.folding import fold, fold_written
from takeover.language.naming import Ref, Refer
from takeover.language.pattern import Pattern, compile_pattern
from takeover.language.views import write_value
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.shapes import Definitions, Field, Flag, Many, Number, Record, Schema, Text
from takeover.source.shapes.shape import wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from takeover.language.run import Facts, Rule
    from takeover.language.values import Value
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

LONGEST = 10_000
"""Characters of a value that `matches` looks at."""
LONGEST_NUMBER = 40


class ValueTests(NamedTuple):
    """Tests that must all hold of a value."""

    span: Span
    exists: bool | None = None
    is_: tuple[Scalar, ...] = ()
    contains: tuple[Scalar, ...] = ()
    matches: Scalar | None = None
    over: float | None = None
    under: float | None = None
    type: Ref | None = None

    def hold(self, value: Value | None, facts: Facts) -> bool:
        """Say whether they hold. Only `exists: false` holds of a value that is not there."""
        if value is None:
            return self.exists is False
        if self.exists is False:
            return False
        return (
            self._says_so(value)
            and self._counts_so(value)
            and (
                self.type is None
                or facts.type_named(self.type.text).find(write_value(value.value), facts.place) is not None
            )
        )

    def _says_so(self, value: Value) -> bool:
        """Test what it says."""
        if not self.is_ and not self.contains and self.matches is None:
            return True
        text = write_value(value.value)
        folded = fold(text)
        if self.is_ and folded not in [fold_written(option.text) for option in self.is_]:
            return False
        if self.contains and not all(fold_written(part.text) in folded for part in self.contains):
            return False
        return self.matches is None or compile_pattern(self.matches.text).search(encodable(text[:LONGEST])) is not None

    def _counts_so(self, value: Value) -> bool:
        """Test how much it is."""
        if self.over is None and self.under is None:
            return True
        number = as_number(value)
        return (
            number is not None
            and (self.over is None or number > self.over)
            and (self.under is None or number < self.under)
        )


TESTS = Record(
    ValueTests,
    (
        Field(
            "is",
            Many(Text(), "a text or a list of texts", single=True),
            "it is one of these (case and accents aside)",
            attr="is_",
        ),
        Field("exists", Flag(), "whether it was ever set"),
        Field("contains", Many(Text(), "a text or a list of texts", single=True), "it holds all of these"),
        Field("matches", Pattern(), "a regular expression is found in it"),
        Field("over", Number(), "it is a number greater than this"),
        Field("under", Number(), "it is a number less than this"),
        Field("type", Refer("type"), "it is of this type, such as email"),
    ),
    "a test",
)


class NamedTests(NamedTuple):
    """The shape of tests by name: `email` (it exists), `{topic: billing}`, `{amount: {over: 100}}`.

    `make` is called with the name, its tests and the place of the name.
    """

    noun: str
    make: Callable[[str, ValueTests, Span], Rule]

    @property
    def label(self) -> str:
        """Say what is wanted."""
        return f"the name of a {self.noun}, or names with their values"

    def read(self, node: Node, problems: Problems) -> Rule | None:
        """Give one rule for all names."""
        from takeover.language.rules.kind import Every

        if isinstance(node, Fields) and node.entries:
            rules = [self._read_one(entry.key, entry.value, problems) for entry in node.entries]
        elif isinstance(node, Items) and node.items:
            rules = [self._exists(item, problems) for item in node.items]
        else:
            rules = [self._exists(node, problems)]
        kept = tuple(rule for rule in rules if rule is not None)
        if len(kept) < len(rules):
            return None
        return kept[0] if len(kept) == 1 else Every(kept, node.span)

    def _exists(self, node: Node, problems: Problems) -> Rule | None:
        if not isinstance(node, Scalar) or not node.text.strip():
            wanted(self.label, node, problems)
            return None
        problems.texts.append(node)
        return self.make(node.text.strip(), ValueTests(node.span, exists=True), node.span)

    def _read_one(self, key: Scalar, value: Node, problems: Problems) -> Rule | None:
        if isinstance(value, Fields) and not value.entries:
            wanted("a test such as {is: billing} or {over: 100}", value, problems)
            return None
        if isinstance(value, Fields):
            tests = TESTS.read(value, problems)
        else:
            options = Many(Text(), "a value or a list of values", single=True).read(value, problems)
            tests = None if options is None else ValueTests(value.span, is_=options)
        problems.texts.append(key)
        return None if tests is None else self.make(key.text, tests, key.span)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a name, names, or names with tests."""
        value = {"anyOf": [Many(Text(), single=True).schema(definitions), TESTS.schema(definitions)]}
        names: Schema = {"type": "array", "items": {"type": "string"}, "minItems": 1}
        return {
            "anyOf": [{"type": "string"}, names, {"type": "object", "additionalProperties": value, "minProperties": 1}]
        }


def as_number(value: Value) -> float | None:
    """Read a value as a number: one that is, the amount of money, or a text of digits."""
    found = value.value
    if isinstance(found, dict):
        found = found.get("amount")
    if isinstance(found, bool):
        return None
    if isinstance(found, int | float):
        return float(found)
    if isinstance(found, str) and len(found) <= LONGEST_NUMBER:
        try:
            number = float(found)
        except ValueError:
            return None
        return number if math.isfinite(number) else None
    return None


def encodable(text: str) -> str:
    """Replace lone surrogates, which RE2 cannot read."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
