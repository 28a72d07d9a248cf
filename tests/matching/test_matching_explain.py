"""Explanations: their shares add up to the score, strange words are named, and what would tip a text does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listening_bots import FAQ, PLACE, STRANGE, index_examples
from takeover.matching.explain import explain
from takeover.matching.scored import to_score
from takeover.matching.understand import hear, understand

INDEX = index_examples(*FAQ, ["a {size:size} {topping:topping} please", "{n:number} {size:size} ones"])
TEXTS = (*STRANGE, "wheres my package", "can I pay when you are open", "a huge pepperoni thanks", "where is my parrot")


@given(
    st.one_of(
        st.sampled_from(TEXTS),
        st.text(),
        st.lists(st.sampled_from(["where", "my", "order", "a", "huge", "3", "x"])).map(" ".join),
    )
)
def test_shares_add_up_to_the_score(text: str) -> None:
    explanation = explain(INDEX, text, -1, place=PLACE)
    scores = [reason.score for reason in explanation.reasons]
    assert scores == sorted(scores, reverse=True)
    for reason in explanation.reasons:
        shares = [evidence.share for evidence in reason.evidence]
        assert shares == sorted(shares, reverse=True)
        assert to_score(sum(shares)) == pytest.approx(reason.score, abs=2e-4)
        assert all(0 <= near.cosine <= 1 and near.step == reason.step for near in reason.nearest)
        assert all(0 <= score <= 1 for _, score in reason.without)


@pytest.mark.parametrize("text", TEXTS)
def test_it_explains_what_was_decided(text: str) -> None:
    decision = understand(INDEX, text, -1, place=PLACE)
    explanation = explain(INDEX, hear(INDEX, text), -1, place=PLACE)
    ranked = [candidate for candidate in (decision.taken, *decision.candidates) if candidate is not None]
    assert [(one.step, one.score) for one in ranked][:3] == [(one.step, one.score) for one in explanation.reasons]
    assert [one.example for one in ranked][:3] == [one.nearest[0].phrase.text for one in explanation.reasons]
    assert explanation.threshold == decision.threshold
    for word, score in explanation.tipping:
        if word.startswith("{"):
            continue  # any value of the entity, as if it were read as a slot
        tipped = explain(INDEX, f"{text} {word}", -1, place=PLACE)
        assert score in [reason.score for reason in tipped.reasons]
        assert score > explanation.reasons[0].score


def test_what_was_never_seen_is_named() -> None:
    explanation = explain(INDEX, "Where is the ordr, xqz?", -1, place=PLACE)
    assert explanation.unseen == ("the", "ordr", "xqz")
    assert explanation.strange == ("the", "xqz")
    assert explanation.reasons[0].evidence[0].share > 0
    shown = {evidence.shown: evidence.part for evidence in explanation.reasons[0].evidence}
    assert shown["ord…"] == "letters"
    assert shown["where"] == "word"
    without = dict(explanation.reasons[0].without)
    assert without["xqz"] > explanation.reasons[0].score > without["where"]


def test_a_slot_is_shown_as_it_is_written() -> None:
    (reason, *_) = explain(INDEX, "a huge pepperoni thanks", -1, place=PLACE).reasons
    assert {"slot"} == {evidence.part for evidence in reason.evidence if evidence.shown == "{size}"}


def test_where_nobody_listens_nothing_is_explained() -> None:
    assert explain(INDEX, "hi there", 7, place=PLACE).reasons == ()
    assert explain(index_examples(), "hi there", -1, place=PLACE).reasons == ()
