"""What was decided before: remembered decisions are those that would be made, and no more are kept than said."""

from __future__ import annotations

import weakref
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from listening_bots import ENTITIES, PLACE, index_of, listeners, phrases
from takeover.language.types import TYPES
from takeover.matching.decided import LONGEST, MOST
from takeover.matching.index import Index, build_index
from takeover.matching.listening import Listening
from takeover.matching.understand import understand
from takeover.source.span import NOWHERE

WORDS = ("where", "is", "my", "order", "large", "four cheese", "tomorrow", "friday")
EXAMPLES = st.lists(
    st.lists(st.sampled_from((*WORDS, "{a:size}")), min_size=1, max_size=4, unique=True).map(" ".join), max_size=3
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
ASKED = st.tuples(TEXTS, st.sets(st.integers(0, 3)), st.none() | st.frozensets(st.integers(0, 3)), st.integers(0, 2))


def make_index(steps: list[list[str]]) -> Index:
    """Listen for examples and, last, for a date."""
    dated = Listening(len(steps), typed=(("day", TYPES["date"], NOWHERE),))
    return build_index({-1: [*listeners(steps), dated]}, entities=ENTITIES, threshold=0.3)


@given(st.lists(EXAMPLES, min_size=1, max_size=3), st.lists(ASKED, min_size=2, max_size=8))
def test_a_remembered_decision_is_the_one_that_would_be_made(
    steps: list[list[str]], asked: list[tuple[str, set[int], frozenset[int] | None, int]]
) -> None:
    index = make_index(steps)
    for text, closed, only, days in [*asked, *asked]:
        place = PLACE._replace(now=PLACE.now + timedelta(days=days))
        made = [
            understand(each, text, -1, place=place, open_step=lambda step, closed=closed: step not in closed, only=only)  # type: ignore[misc]
            for each in (index, make_index(steps))
        ]
        assert made[0] == made[1]


def test_it_is_remembered_and_bounded() -> None:
    index = index_of(Listening(0, phrases(["where is my order"])))
    first = understand(index, "where is my parcel", -1, place=PLACE)
    assert understand(index, "where is my parcel", -1, place=PLACE) is first
    understand(index, "x" * (LONGEST + 1), -1, place=PLACE)
    assert len(index.decided) == 1
    for number in range(3 * MOST):
        understand(index, f"order {number}", -1, place=PLACE)
        if not number % 100:
            assert understand(index, "where is my parcel", -1, place=PLACE) is first
    assert len(index.decided) <= 2 * MOST


def test_a_decision_keeps_nobody_who_was_asked() -> None:
    index = index_of(Listening(0, phrases(["where is my order"])))

    class Asked:
        def __call__(self, step: int) -> bool:
            return False

    asked = Asked()
    gone = weakref.ref(asked)
    decision = understand(index, "where is my order", -1, place=PLACE, open_step=asked)
    assert decision.taken is None
    del asked
    assert gone() is None


def test_tomorrow_is_another_day_tomorrow() -> None:
    index = make_index([["where is my order"]])
    days = []
    for later in (0, 1, 1):
        place = PLACE._replace(now=PLACE.now + timedelta(days=later))
        taken = understand(index, "tomorrow", -1, place=place).taken
        assert taken is not None
        days.append(taken.captures["day"].value)
    assert days == ["2026-03-03", "2026-03-04", "2026-03-04"]
