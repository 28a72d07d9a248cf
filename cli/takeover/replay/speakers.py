"""Finds the line of a flow that says an expected text: where another step was taken, this is the one that was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.language.template import Template
from takeover.transcripts.matchers import Is, fold_spaces

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.source.span import Span
    from takeover.transcripts.matchers import Matcher


def find_speaker(program: Program, expected: Matcher) -> Span | None:
    """Give the place of the text that says just this, or None where no text without templates does."""
    if not isinstance(expected, Is):
        return None
    for linked in program.steps:
        for template in find_all(linked.step.actions, Template):
            if template.fixed and fold_spaces(template.source.text) == expected.folded:
                return template.source.span
    return None
