"""The place of a part of a text: exact where the text stands as it was written, and the whole text elsewhere."""

from __future__ import annotations

import pytest

from takeover.source.nodes import Scalar, Style
from takeover.source.span import Span


def scalar(
    text: str, style: Style, col: int, end_col: int, *, line: int = 1, end_line: int = 1, indent: int = 0
) -> Scalar:
    return Scalar(text, Span("bot.yaml", line, col, end_line, end_col), style, indent)


@pytest.mark.parametrize(
    ("found", "start", "end", "place"),
    [
        (scalar("hello", "plain", 6, 11), 1, 3, (1, 7, 1, 9)),
        (scalar("hello", "plain", 6, 11), 5, 5, (1, 11, 1, 11)),
        (scalar("hello", "double", 6, 13), 1, 3, (1, 8, 1, 10)),
        (scalar("it's", "single", 6, 13), 1, 3, (1, 6, 1, 13)),
        (scalar("a\tb", "double", 6, 12), 1, 2, (1, 6, 1, 12)),
        (scalar("a b", "plain", 6, 4, end_line=2), 2, 3, (1, 6, 2, 4)),
        (scalar("a\n  b\nc\n", "literal", 6, 4, end_line=4, indent=3), 0, 1, (2, 3, 2, 4)),
        (scalar("a\n  b\nc\n", "literal", 6, 4, end_line=4, indent=3), 4, 7, (3, 5, 4, 4)),
        (scalar("a b\n", "folded", 6, 4, end_line=3), 2, 3, (1, 6, 3, 4)),
    ],
)
def test_within(found: Scalar, start: int, end: int, place: tuple[int, int, int, int]) -> None:
    assert found.within(start, end) == Span("bot.yaml", *place)


def test_nothing_is_not_an_empty_text() -> None:
    assert scalar("", "plain", 6, 6).missing
    assert not scalar("", "double", 6, 8).missing
    assert not scalar("", "literal", 6, 7).missing
