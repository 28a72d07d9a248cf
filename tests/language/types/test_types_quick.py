"""What is seen at a glance is what a long look would have found: names, addresses and words that stand alone."""

from __future__ import annotations

import string
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.language.folding import fold
from takeover.language.types.email import judge, read_emails
from takeover.language.types.introductions import INTRODUCTIONS, PARTICLES
from takeover.language.types.kind import Place
from takeover.language.types.people import find_name, search_name
from takeover.language.types.phrases import list_phrases, mentions, search_phrases

PLACE = Place("en", "NL", datetime(2026, 3, 2, 10, 15, tzinfo=UTC))
SAID = sorted({word for said in INTRODUCTIONS.values() for kind in said for phrase in kind for word in phrase.split()})
WORDS = st.one_of(
    st.sampled_from(SAID),
    st.sampled_from(sorted(PARTICLES)),
    st.sampled_from(["Jane", "jane", "DOE", "x", "J", "J.", "Zoë", "de", "calling", "mr", "McDonald", "22", "ﬁ", ""]),
    st.text(string.ascii_letters, min_size=1, max_size=4),
)
CASES = st.sampled_from([str, str.title, str.upper])
TEXTS = st.builds(
    lambda words, separator, case: case(separator.join(words)),
    st.lists(WORDS, max_size=7),
    st.sampled_from([" ", " ", "  ", ", ", "-"]),
    CASES,
)
LABELS = st.one_of(
    st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=6),
    st.sampled_from(["xn--bcher-kva", "a--b", "ab--c", "l" * 63, "l" * 64, "1"]),
)
TOPS = st.one_of(
    LABELS,
    st.sampled_from(
        ["com", "nl", "test", "TEST", "invalid", "local", "localhost", "onion", "home.arpa", "co.uk", "1", "c"]
    ),
)
LOCALS = st.one_of(
    st.text(string.ascii_letters + string.digits + "._+-'!#", min_size=1, max_size=9),
    st.sampled_from(["info", "Info", "postmaster", "POSTMASTER", "jane.doe", "a..b", ".a", "a.", "l" * 64, "l" * 65]),
)
ADDRESSES = st.builds(
    lambda local, labels, top: f"{local}@{'.'.join([*labels, top])}", LOCALS, st.lists(LABELS, max_size=4), TOPS
)


@given(TEXTS, st.sampled_from(sorted(INTRODUCTIONS)))
def test_a_bare_name(text: str, language: str) -> None:
    assert find_name(text, language) == search_name(text, language)


@given(ADDRESSES)
def test_a_plain_address(address: str) -> None:
    found = list(read_emails(address, PLACE))
    if found and (found[0].start, found[0].end) == (0, len(address)):
        assert found[0].value == judge(address)
    elif not found and address[:1] not in "!'.#`~" and address[-1:] not in "-_.!" and "." in address.split("@")[1]:
        assert judge(address) is None


@pytest.mark.parametrize("address", ["jane@example.com", "jane.doe+shop@mail.acme.co.uk", "j_d@a-b.example"])
def test_the_usual_addresses_are_not_judged(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "email_validator", None)  # an import of it fails now
    assert [found.value for found in read_emails(address, PLACE)] == [address]


LISTED = st.lists(st.sampled_from(["large", "large pizza", "a large", "2", "it's", "c++", "x-large", "é", "no.", "-"]))
ANSWERS = st.one_of(
    st.lists(
        st.sampled_from(["Large", "large", "pizza", "a", "2", "It's", "its", "C++", "X large", "É", "-", "."])
    ).map(" ".join),
    st.text("lLarge -'+pizé2", max_size=12),
)


@given(LISTED, ANSWERS)
def test_a_phrase_alone(listed: list[str], answer: str) -> None:
    phrases = list_phrases(map(fold, listed))
    assert mentions(phrases, answer) == search_phrases(phrases, answer)
