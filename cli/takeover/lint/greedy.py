"""Patterns that are found in everything, so that no other step hears anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.pattern import PatternError, compile_pattern
from takeover.language.triggers.pattern import WhenPattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.engine.program import LinkedStep
    from takeover.source.nodes import Scalar

STRANGE = (b"", b"a", b"7", b" ", b"?!", "parrot été 👻".encode(), b"two\nlines")
"""Texts that have nothing in common: what is found in all of them is found in everything."""


def greedy_patterns(linked: LinkedStep) -> Iterator[Scalar]:
    """Give the patterns of a step that take everything; a step with a rule takes it only now and then."""
    if linked.rule is None:
        for trigger in linked.step.triggers:
            if isinstance(trigger, WhenPattern):
                yield from (pattern for pattern in trigger.patterns if _is_everywhere(pattern.text))


def _is_everywhere(pattern: str) -> bool:
    try:
        compiled = compile_pattern(pattern)
    except PatternError:  # reading has reported it
        return False
    return all(compiled.search(text) for text in STRANGE)
