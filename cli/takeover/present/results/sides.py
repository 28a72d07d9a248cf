"""Expected and actual side by side: which words of each the other has, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.pieces import Words, words

if TYPE_CHECKING:
    from takeover.present.pieces import Line, Tone

MOST = 400
"""Words of texts that are compared word by word: the time grows with their square."""
ALIKE = 0.5
"""Texts that have less of their words in common are other texts: marks in them would say nothing."""


def compare_words(expected: str, actual: str) -> tuple[Line, Line]:
    """Give both texts, with what differs in the tones `good` and `error`. Of nothing, `nothing` is said."""
    left, right = expected.split(), actual.split()
    whole = words(expected or "nothing", "good"), words(actual or "nothing", "error")
    if not left or not right or len(left) + len(right) > MOST:
        return whole
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole
    lines: tuple[list[Words], list[Words]] = ([], [])
    for kind, i, j, k, m in matcher.get_opcodes():
        sides: tuple[tuple[list[Words], list[str], Tone], ...]
        sides = (lines[0], left[i:j], "good"), (lines[1], right[k:m], "error")
        for line, part, tone in sides:
            if part:
                gap = " " if line else ""
                line.append(Words(gap + " ".join(part), "text" if kind == "equal" else tone))
    return tuple(lines[0]), tuple(lines[1])
