"""Did you mean: near words are found, far ones are not, and it costs little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.source.diagnostic import Fix
from takeover.source.span import Span
from takeover.source.suggest import LONGEST, MOST, closest, did_you_mean, respell, space_missing

KEYS = (
    "when",
    "if",
    "do",
    "then",
    "step",
    "interrupts",
    "disabled",
    "takeover",
    "latitude",
    "longitude",
    "save",
    "instance",
)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("wehn", "when"),
        ("When", "when"),
        ("whe", "when"),
        ("wen", "when"),
        ("thn", "then"),
        ("takover", "takeover"),
        ("tekeovr", "takeover"),
        ("interupts", "interrupts"),
        ("lat", "latitude"),
        ("save_as", "save"),
        ("od", "do"),
        ("colour", None),
        ("nistance", "instance"),
        ("distance", None),
        ("x", None),
        ("", None),
        ("takeover: now", None),
        ("takeover:now", None),
    ],
)
def test_the_closest(word: str, meant: str | None) -> None:
    assert closest(word, KEYS) == meant
    assert did_you_mean(word, KEYS) == (f'did you mean "{meant}"?' if meant else "")


def test_a_beginning_must_be_of_one_word_only() -> None:
    assert closest("long", ("longitude", "longest")) is None


def test_a_colon_without_its_space() -> None:
    assert space_missing("when:unknown", KEYS) == 'put a space after the colon: "when: unknown"'
    assert space_missing("when:", KEYS) == ""
    assert space_missing("time:10", KEYS) == ""


@given(st.text(max_size=LONGEST + 5), st.lists(st.text(max_size=20), max_size=20))
def test_what_is_meant_is_known(word: str, known: list[str]) -> None:
    near = closest(word, known)
    assert near is None or near in known
    if word in known and len(word) <= LONGEST and not space_missing(word, known):
        assert near is not None
        assert near.casefold() == word.casefold()


def test_only_so_many_words_are_looked_at() -> None:
    words = (f"word{number}" if number <= MOST else pytest.fail("too many") for number in range(10 * MOST))
    assert closest("wrod7", words) == "word7"


def at(col: int, length: int) -> Span:
    return Span("bot.yaml", 3, col, 3, col + length)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("wehn", "when"),
        ("When", "when"),
        ("tekeovr", "takeover"),
        ("colour", None),
        ("lat", None),  # it is only begun: `latitude` is a guess
        ("save_as", None),
        ("line 3", None),  # another number may be meant
        ("cat", None),  # two are as near
        ("takeover:now", None),
        ("nown", None),  # it would need quotes
    ],
)
def test_what_is_sure_is_put_in_its_place(word: str, meant: str | None) -> None:
    known = (*KEYS, "line 2", "bat", "hat", "now: n")
    plain = respell(word, at(5, len(word)), known)
    quoted = respell(word, at(5, len(word) + 2), known)
    assert plain == (None if meant is None else Fix(at(5, len(word)), meant))
    assert quoted == (None if meant is None else Fix(at(6, len(word)), meant))


def test_what_is_written_in_pieces_is_left_alone() -> None:
    assert respell("wehn", at(5, 9), KEYS) is None  # "w\x65hn"
    assert respell("wehn", Span("bot.yaml", 3, 5, 4, 9), KEYS) is None
