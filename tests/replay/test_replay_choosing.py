"""Choosing transcripts: by name, words, tags, what failed last and share of a build."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.replay.choosing import Choice, Choosable, choose, read_shard
from takeover.replay.naming import name_conversation

ALL = (
    Choosable("flows/acme/transcripts/a.yaml", "Late refund", ("slow",)),
    Choosable("flows/acme/transcripts/a.yaml", "Sizes [small, 8]", ()),
    Choosable("flows/acme/transcripts/a.yaml", "Sizes [large, 12]", ("slow", "size")),
    Choosable("flows/shop/transcripts/b.yaml", "Late refund", ()),
)


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        (Choice(), [0, 1, 2, 3]),
        (Choice(words="refund"), [0, 3]),
        (Choice(words="REFUND acme"), [0]),
        (Choice(words="refund not acme"), [3]),
        (Choice(words="nothing"), []),
        (Choice(tags=("slow",)), [0, 2]),
        (Choice(tags=("size", "slow")), [0, 2]),
        (Choice(names=(("flows/acme/transcripts/a.yaml", "Sizes"),)), [1, 2, 3]),
        (Choice(names=(("flows/acme/transcripts/a.yaml", "Sizes [large, 12]"),)), [2, 3]),
        (Choice(names=(("flows", "Late refund"),)), [0, 3]),
        (Choice(addresses={"flows/shop/transcripts/b.yaml::Late refund"}), [3]),
        (Choice(words="sizes", tags=("slow",)), [2]),
        (Choice(shard=(2, 3)), [1]),
    ],
)
def test_what_is_chosen(choice: Choice, chosen: list[int]) -> None:
    assert choose(ALL, choice) == chosen


@given(st.integers(0, 60), st.integers(1, 9))
def test_the_parts_of_a_build_are_all_of_it_once(count: int, parts: int) -> None:
    many = [Choosable("f.yaml", f"T{number}", ()) for number in range(count)]
    chosen = [choose(many, Choice(shard=(part, parts))) for part in range(1, parts + 1)]
    assert sorted(number for part in chosen for number in part) == list(range(count))
    assert max(map(len, chosen)) - min(map(len, chosen)) <= 1


@pytest.mark.parametrize(
    ("text", "shard"),
    [("2/5", (2, 5)), (" 1/1 ", (1, 1)), ("5/2", None), ("0/3", None), ("1/0", None), ("a/b", None), ("3", None)],
)
def test_a_share_is_read(text: str, shard: tuple[int, int] | None) -> None:
    assert read_shard(text) == shard


@given(st.text(), st.text())
def test_ids_are_fit_for_headers_and_differ(one: str, other: str) -> None:
    assert name_conversation(one).isascii()
    assert name_conversation(one).replace("-", "").isalnum()
    assert (name_conversation(one) == name_conversation(other)) is (one == other)
