"""The trigger `pattern`: inputs in which a regular expression is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.pattern import Pattern
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Many

if TYPE_CHECKING:
    from takeover.language.triggers.trigger import Ears
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span


class WhenPattern(NamedTuple):
    """A regular expression is found in the input; its named groups become params."""

    patterns: tuple[Scalar, ...]
    span: Span

    def listen(self, ears: Ears) -> None:
        """Listen for each pattern."""
        for pattern in self.patterns:
            ears.pattern(pattern)


PATTERN = Kind(
    "pattern",
    "a pattern",
    "A regular expression (RE2: it cannot hang, and knows no look-around) is found in the input, case aside. "
    "Named groups become params.",
    "{pattern: '(?P<order>[A-Z]{2}-[0-9]{4})'}",
    WhenPattern,
    (
        Field(
            "pattern", Many(Pattern(), "patterns", single=True), "regular expressions", required=True, attr="patterns"
        ),
    ),
)
