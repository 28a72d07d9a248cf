"""`contains`: whole words and phrases, folded, anywhere in a text; and `pattern`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listening_bots import PLACE, index_of, phrases
from takeover.language.folding import fold
from takeover.language.values import Value
from takeover.matching.listening import Listening
from takeover.matching.patterns import check_pattern, groups_of
from takeover.matching.tokens import place_words, split_words
from takeover.matching.understand import understand


@pytest.mark.parametrize(
    ("word", "text", "is_in"),
    [
        ("refund", "I want a REFUND!", True),
        ("refund", "refunds please", False),
        ("fund", "refund", False),
        ("money back", "my Money, back please", True),
        ("money back", "money is back", False),
        ("café", "le CAFE noir", True),
        ("e-mail", "send an e-mail", True),
        ("e-mail", "send an email", False),
        ("C++", "I like c++ a lot", True),
        ("C", "I like c++ a lot", False),
        ("返品", "返品したいです", True),
        ("คืนเงิน", "อยากคืนเงินค่ะ", True),
        ("👍", "great👍🏽", True),
        ("€", "that is €20", True),
        ("?", "really ?", True),
        ("?", "really", False),
        (" ", "really ? ", False),
    ],
)
def test_whole_words_anywhere(word: str, text: str, is_in: object) -> None:
    decision = understand(index_of(Listening(3, words=phrases([word]))), text, -1, place=PLACE)
    assert (decision.taken is not None) == is_in
    if decision.taken:
        assert (decision.taken.means, decision.taken.example) == ("contains", word)


def test_the_longest_phrase_of_a_step_is_named() -> None:
    index = index_of(Listening(2, words=phrases(["card", "my credit card", "credit card"])))
    taken = understand(index, "I lost my credit card", -1, place=PLACE).taken
    assert taken is not None
    assert taken.example == "my credit card"


@given(
    st.lists(st.text("ab ", min_size=1, max_size=6), min_size=1, max_size=6),
    st.text("abc ,", max_size=30),
)
def test_the_table_finds_what_searching_each_phrase_finds(words: list[str], text: str) -> None:
    index = index_of(*(Listening(step, words=phrases([word])) for step, word in enumerate(words)))
    decision = understand(index, text, -1, place=PLACE)
    found = [candidate.step for candidate in ([decision.taken] if decision.taken else [])]
    found += [candidate.step for candidate in decision.candidates]
    naive = [step for step, word in enumerate(words) if fold(word) and f" {fold(word)} " in f" {fold(text)} "]
    assert found == naive[: len(found)]
    assert len(found) == min(len(naive), 6)


@given(st.text())
def test_words_are_the_folded_text(text: str) -> None:
    folded = fold(text)
    words = split_words(folded)
    assert "".join(words) == "".join(folded.split())
    assert [word for word, _, _ in place_words(folded)] == words
    assert all(folded[start:end] == word for word, start, end in place_words(folded))


@pytest.mark.parametrize(
    ("pattern", "text", "captures"),
    [
        (r"order (?P<order>\d{4,})", "Where is ORDER 12345?", {"order": "12345"}),
        (r"^(?P<a>yes)|(?P<b>no)$", "No", {"b": "No"}),
        (r"\p{Greek}+", "αβγ", {}),
        ("caf\u0065\u0301|x", "x", {}),
        (r"(?P<name>é+)", "cafe\u0301", {"name": "é"}),
        (r"a.b", "a\ud800b", {}),
        (r".", "\0", {}),
        ("", "anything", {}),
    ],
)
def test_a_pattern_is_searched_for(pattern: str, text: str, captures: dict[str, str]) -> None:
    check_pattern(pattern)
    taken = understand(index_of(Listening(1, patterns=phrases([pattern]))), text, -1, place=PLACE).taken
    assert taken is not None
    assert (taken.means, taken.example) == ("pattern", pattern)
    assert taken.captures == {name: Value(value, value) for name, value in captures.items()}


@pytest.mark.parametrize(("pattern", "text"), [("(?-i)Order", "my order"), ("^order", "my order"), (r"\d", "١")])
def test_a_pattern_that_is_not_there(pattern: str, text: str) -> None:
    assert understand(index_of(Listening(1, patterns=phrases([pattern]))), text, -1, place=PLACE).taken is None


def test_a_pattern_names_its_groups() -> None:
    assert groups_of(r"(?P<order>\d+) (?P<when>\w+) (x)") == ("order", "when")


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(?=a)b", "look-around"),
        ("(?<!a)b", "look-around"),
        (r"(a)\1", "back-reference"),
        ("(", r"\)"),
        ("\udc80", "surrogate"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why(pattern: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        check_pattern(pattern)


def test_no_pattern_hangs() -> None:
    # Each takes a backtracking engine longer than the age of the universe.
    hostile = ["(a+)+$", "(a|aa)+$", "(a*)*b", "(?:a?){50}a{50}$", "(x+x+)+y"]
    index = index_of(*(Listening(step, patterns=phrases([pattern])) for step, pattern in enumerate(hostile)))
    understand(index, "a" * 50_000 + "!", -1, place=PLACE)
    understand(index, "x" * 50_000, -1, place=PLACE)
