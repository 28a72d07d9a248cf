"""Patterns of other tools, where ours can find the same; and what a wildcard or any text stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.pattern import PatternError, compile_pattern
from takeover.transcripts.foreign.talk import escape, pattern
from takeover.transcripts.matchers import CASE

if TYPE_CHECKING:
    from takeover.source.span import Span
    from takeover.transcripts.foreign.talk import Talk

STARS = ".*"


def carry_pattern(talk: Talk, text: str, span: Span, *, any_case: bool = False) -> str | None:
    """Give a pattern as transcripts write it; None, noted in the talk, where ours cannot be one."""
    try:
        compile_pattern(text if any_case else f"{CASE}{text}")
    except PatternError as error:
        talk.lose(f'the pattern "{text}": {str(error).replace(CASE, "")}', span)
        return None
    if not text:
        return pattern(STARS)
    return pattern(text, any_case=any_case)


def slashed(text: str) -> str:
    """Take the slashes off a pattern, with which some write it."""
    return text[1:-1] if len(text) > 2 and text[0] == "/" == text[-1] else text  # noqa: PLR2004 - two slashes and something between


def wildcard(text: str) -> str:
    """Give the pattern for a text in which `*` stands for anything."""
    return STARS.join(escape(part) for part in text.split("*"))
