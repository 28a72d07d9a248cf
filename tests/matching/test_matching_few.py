"""The few steps that may interrupt: what is proved not to reach the threshold does not, and all else is as in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from listening_bots import PLACE, index_of, phrases
from takeover.matching.listening import Listening
from takeover.matching.meaning import Meaning
from takeover.matching.rated import Scores
from takeover.matching.understand import hear, understand
from takeover.source.span import Span

if TYPE_CHECKING:
    from takeover.matching.index import Index

WORDS = ("where", "is", "my", "order", "orders", "a", "large", "tiny", "four cheese", "3", "返品", "👍", "+", "")
EXAMPLE_WORDS = (*WORDS, "{a:size}", "{b:topping}", "{n:number}")


def _example(words: list[str]) -> str:
    seen = [word for at, word in enumerate(words) if not word.startswith("{") or word not in words[:at]]
    return " ".join(seen)


EXAMPLES = st.lists(st.lists(st.sampled_from(EXAMPLE_WORDS), max_size=6).map(_example), max_size=5)
TEXTS = st.lists(st.sampled_from((*WORDS, "parrot", "👻", "wheres")), max_size=8).map(" ".join)
SETS = st.frozensets(st.integers(0, 4), max_size=3)


@st.composite
def indexes(draw: st.DrawFn) -> Index:
    """Draw a bot of five steps that hear in every way."""
    listening = [
        Listening(
            step,
            phrases(draw(EXAMPLES)),
            phrases(draw(st.lists(st.sampled_from(("my", "order", "?", "four cheese")), max_size=1))),
            phrases(draw(st.lists(st.sampled_from(("^tiny", "orders?$")), max_size=1))),
            anything=draw(st.sampled_from((None, None, Span("", 1, 1, 1, 1)))),
        )
        for step in range(5)
    ]
    return index_of(*listening, threshold=draw(st.sampled_from((None, 0.0, 0.2, 0.4, 0.6, 1.0))))


@given(indexes(), SETS, st.lists(TEXTS, min_size=1, max_size=6))
def test_what_is_proved_not_to_reach_the_threshold_does_not(
    index: Index, only: frozenset[int], texts: list[str]
) -> None:
    if not index.levels[-1].examples:
        return
    for text in texts:
        heard = hear(index, text)
        if not index.few(-1, only).may_reach(heard):
            assert not list(Scores(index, -1, heard, PLACE, only).reaching())


@given(indexes(), SETS, TEXTS)
def test_few_steps_are_found_as_among_all(index: Index, only: frozenset[int], text: str) -> None:
    few = understand(index, text, -1, place=PLACE, only=only)
    full = understand(index, text, -1, place=PLACE, open_step=lambda step: step in only)
    assert few.taken == full.taken
    assert {candidate.step for candidate in few.candidates} <= only


class Certain:
    """Knows that every text means every step."""

    def weigh(self, text: str) -> list[float]:
        return [9.0, 9.0]

    def compare(self, text: str) -> list[float]:
        return []


def test_where_meaning_counts_nothing_is_ruled_out_by_words() -> None:
    index = index_of(
        Listening(0, phrases(["talk to a person"])), Listening(1, phrases(["where is my order"])), threshold=0.5
    )
    only = frozenset({0})
    assert understand(index, "let me off", -1, place=PLACE, only=only).taken is None
    index.scored(-1).meaning = Meaning(Certain(), 0.75)
    taken = understand(index, "let me out", -1, place=PLACE, only=only).taken
    assert taken is not None
    assert (taken.step, taken.means) == (0, "text")


def test_an_answer_is_ruled_out_and_an_interruption_is_not() -> None:
    index = index_of(
        Listening(0, phrases(["talk to a person", "a human please", "cancel my order"])),
        Listening(1, phrases(["a {a:size} {b:topping} pizza", "where is my order"])),
    )
    only = frozenset({0})
    few = index.few(-1, only)
    assert few.tables.slotted is None
    for answer in ("large", "jane@example.com", "Havenstraat 3", "3"):
        assert not few.may_reach(hear(index, answer))
    for interruption in ("can I talk to a human", "cancel the order", "talk to a persn"):
        assert few.may_reach(hear(index, interruption))
        assert understand(index, interruption, -1, place=PLACE, only=only).taken is not None
