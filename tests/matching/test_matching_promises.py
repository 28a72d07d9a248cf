"""However much is said, and of whatever, only so much of it is looked at; and it can still be explained."""

from __future__ import annotations

import math

import pytest

from listening_bots import FAQ, PLACE, index_examples
from takeover.matching.explain import MOST_WORDS, explain
from takeover.matching.hear import LONGEST, Heard
from takeover.matching.understand import understand

MEGABYTES = 10_000_000
INDEX = index_examples(*FAQ)


@pytest.mark.parametrize(
    "unit",
    ["👍", "👩‍👩‍👧 ", "\0", "\0refund ", "\ud800", "\udfff order ", "order parrot ", "x", "返", "e\u0301 "],
    ids=ascii,
)
def test_of_ten_megabytes_only_the_first_part_is_scored_and_explained(unit: str) -> None:
    text = unit * (MEGABYTES // len(unit))
    heard = Heard(INDEX, text)
    assert sum(map(len, heard.scored_words)) <= 2 * LONGEST  # folding may make two characters of one
    decision = understand(INDEX, heard, -1, place=PLACE)
    explained = explain(INDEX, heard, -1, place=PLACE)
    scores = [candidate.score for candidate in decision.candidates]
    scores += [reason.score for reason in explained.reasons]
    scores += [score for reason in explained.reasons for _, score in reason.without]
    assert all(math.isfinite(score) and 0 <= score <= 1 for score in scores)
    assert all(len(reason.without) <= MOST_WORDS for reason in explained.reasons)
    # The first part alone is understood alike.
    assert [one.step for one in understand(INDEX, text[:LONGEST], -1, place=PLACE).candidates] == [
        one.step for one in decision.candidates
    ]
