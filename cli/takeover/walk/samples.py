"""Texts that stand for many: what means nothing to any bot, and what fits a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.types.regex import Regex
from takeover.walk.pattern_samples import sample_pattern
from takeover.walk.quick_program import Listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.types.kind import EntityType

GIBBERISH = "asdf qwer"
"""What no bot understands."""


def examples_of(kind: EntityType) -> Iterator[str]:
    """Give texts that fit a type."""
    match kind:
        case Listed(values=values):
            yield from values
        case Regex(pattern=pattern):
            text = sample_pattern(pattern)
            if text is not None:
                yield text
        case _:
            yield kind.example
