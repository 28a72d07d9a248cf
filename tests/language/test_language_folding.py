"""Folding: which spellings are the same, where a folded letter came from, and that any text is taken."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.language.folding import fold, fold_with_offsets

ANY_TEXT = st.text(st.characters(min_codepoint=0, max_codepoint=sys.maxunicode, categories=None), max_size=60)
"""Lone surrogates, NUL and unassigned code points included."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don't!", "dont"),
        ("don’t", "DON`T"),
        ("don´t", "dont"),
        ("Café  Łódź", "cafe lodz"),
        ("STRASSE", "straße"),
        ("Ｎａｍｅ", "name"),
        ("１２３", "123"),
        ("١٢٣", "123"),
        ("e\u0301", "é"),
        ("ｶﾞ", "ガ"),
        ("ΆΛΦΑ", "αλφα"),
        ("yes, please.", "yes please"),
        ("👍🏽", "👍"),
        ("\u200byes\u00ad", "yes"),
        ("a\x00b\tc\r\nd", "a b c d"),
    ],
)
def test_the_same_words_fold_to_the_same_text(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("が", "か"), ("กำ", "กา"), ("कि", "क"), ("مَن", "من"), ("C++", "C"), ("👍", ""), ("€5", "$5"), ("1.5", "15")],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_every_code_point_folds_once() -> None:
    twice = [point for point in range(sys.maxunicode + 1) if fold(fold(chr(point))) != fold(chr(point))]
    assert twice == []


@given(ANY_TEXT)
def test_folding_is_idempotent_and_squeezed(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded.split(" ") == folded.split() or not folded


@given(ANY_TEXT)
def test_offsets_tell_where_each_letter_came_from(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


def test_a_folded_word_is_found_in_the_original() -> None:
    text = "It’s  a Café, straße!"
    folded = fold_with_offsets(text)
    start = folded.text.index("cafe")
    low, high = folded.place(start, start + 4)
    assert text[low:high] == "Café"
