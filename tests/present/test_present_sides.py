"""Expected and actual: marks say what differs, and nothing of either text is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.present.results.sides import compare_words

if TYPE_CHECKING:
    from takeover.present.pieces import Line

texts = st.lists(st.sampled_from(("a", "b", "c", "an order", "is")), min_size=1, max_size=30).map(" ".join)


def plain(line: Line) -> str:
    return "".join(part.text for part in line)


def marked(line: Line) -> list[str]:
    return [part.text.strip() for part in line if part.tone != "text"]


@given(texts, texts)
def test_nothing_is_lost(expected: str, actual: str) -> None:
    left, right = compare_words(expected, actual)
    assert (plain(left), plain(right)) == (expected, actual)


@given(texts)
def test_what_is_the_same_is_not_marked(text: str) -> None:
    left, right = compare_words(text, text)
    assert marked(left) == marked(right) == []


@pytest.mark.parametrize(
    ("expected", "actual", "marks"),
    [
        ("Your order is on its way", "Your parcel is on its way", (["order"], ["parcel"])),
        ("We are open now", "We are closed now", (["open"], ["closed"])),
        ("Yes", "No", (["Yes"], ["No"])),
        ("one two three", "four one five six", (["one two three"], ["four one five six"])),
        ("", "Hello", (["nothing"], ["Hello"])),
        ("Hello", "", (["Hello"], ["nothing"])),
    ],
)
def test_what_differs_is_marked(expected: str, actual: str, marks: tuple[list[str], list[str]]) -> None:
    left, right = compare_words(expected, actual)
    assert (marked(left), marked(right)) == marks


def test_long_texts_are_not_compared_word_by_word() -> None:
    text = "word " * 10_000
    left, _ = compare_words(text, f"{text} more")
    assert len(left) == 1
