"""Columns: how many a text takes, and how its words are put on lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.present.layout import arrange, flow, share_columns, width
from takeover.present.pieces import Words, words
from takeover.present.safe import safe
from takeover.present.width import breaks, cells, cut, cut_front, expand_tabs, wrap

TEXT = st.text(st.one_of(st.sampled_from("ab  \n四é\u0301👩\u200d\ufe0f🏽-"), st.characters()), max_size=60).map(safe)
LINE = TEXT.filter(lambda text: "\n" not in text and "\t" not in text)
COLUMNS = st.integers(2, 30)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("四川", 4),
        ("ｗｉｄｅ", 8),
        ("e\u0301", 1),
        ("👍🏽", 2),
        ("👩\u200d👩\u200d👧", 2),
        ("❤\ufe0f", 2),
        ("🇳🇱", 2),
        ("한국", 4),
        ("\u0301x", 1),
        ("क्\u200dष", 2),
    ],
)
def test_cells(text: str, columns: int) -> None:
    assert cells(text) == columns


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("hello there my friend", ["hello", "there my", "friend"]),
        ("exactly 10", ["exactly 10"]),
        ("exactly 10 ", ["exactly 10"]),
        ("aaaaaaaaaaaaaaaaaaaaaaaa bb", ["aaaaaaaaaa", "aaaaaaaaaa", "aaaa bb"]),
        ("see https://a.example/x", ["see", "https://a.", "example/x"]),
        ("   indent here", ["   indent", "here"]),
        ("two\n\nthree", ["two", "", "three"]),
        ("四川四川四川 ab", ["四川四川四", "川 ab"]),
        ("ab四川cd efg", ["ab四川cd", "efg"]),
        ("            x", ["x"]),
    ],
)
def test_wrap(text: str, lines: list[str]) -> None:
    assert wrap(text, 10) == lines


@given(TEXT, COLUMNS, st.integers(0, 4))
def test_lines_are_no_wider_and_lose_only_spaces(text: str, columns: int, hang: int) -> None:
    lines = wrap(text, columns)
    assert all(cells(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    places = list(breaks(text, columns, hang))
    widths = [cells(text[start:end]) for start, end in places]
    assert widths[0] <= columns
    assert all(wide <= max(columns - hang, 2) for wide in widths[1:])
    assert all(start <= end for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))


@given(LINE, COLUMNS)
def test_cut(text: str, columns: int) -> None:
    for short in (cut(text, columns), cut_front(text, columns)):
        assert cells(short) <= columns
        assert short == text or "…" in short


@pytest.mark.parametrize(
    ("text", "expanded"), [("a\tb", "a   b"), ("\t\tx", "        x"), ("四\tb", "四  b"), ("abcd\te", "abcd    e")]
)
def test_tabs(text: str, expanded: str) -> None:
    assert expand_tabs(text) == expanded


@given(st.lists(st.tuples(TEXT, st.sampled_from(["text", "link", "quiet"]))), COLUMNS)
def test_words_keep_their_tone_over_lines(parts: list[tuple[str, str]], columns: int) -> None:
    line = tuple(Words(text, tone) for text, tone in parts)  # type: ignore[arg-type]
    flowed = flow(line, columns)
    toned = [(character, part.tone) for row in flowed for part in row for character in part.text if character != " "]
    assert toned == [
        (character, part.tone) for part in line for character in part.text.replace("\t", "") if character not in " \n"
    ]
    assert all(width(row) <= columns for row in flowed)


@given(st.lists(LINE, min_size=1), COLUMNS)
def test_chips_stand_side_by_side_as_far_as_they_fit(labels: list[str], columns: int) -> None:
    rows = arrange([words(label) for label in labels], columns)
    assert all(width(row) <= columns for row in rows)


def test_a_chip_is_not_broken_where_it_fits() -> None:
    rows = arrange([words("[1] One two"), words("[2] Three four"), words("[3] 5")], 21)
    assert ["".join(part.text for part in row) for row in rows] == ["[1] One two", "[2] Three four  [3] 5"]


@pytest.mark.parametrize(
    ("natural", "columns", "shared"),
    [
        ([5, 10], 40, [5, 10]),
        ([5, 100], 40, [5, 33]),
        ([50, 60], 40, [19, 19]),
        ([50, 60, 3], 40, [17, 16, 3]),
        ([30, 30, 30], 20, None),
    ],
)
def test_columns_of_a_grid(natural: list[int], columns: int, shared: list[int] | None) -> None:
    assert share_columns(natural, columns) == shared
