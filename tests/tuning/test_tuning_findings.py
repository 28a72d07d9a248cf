"""What left-out examples show: on bots in which something was planted, and against plain counting."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listening_bots import FAQ, index_examples
from takeover.tuning.cross import Course, Meanings
from takeover.tuning.findings import Share, accuracy, draw_curve, find_confusions, find_hurting, find_thin, refused
from takeover.tuning.report import tune

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.matching.index import Index

PAIRS = (
    ("my parcel is late", "the parcel is late", "late parcel", "is the parcel late", "parcel so late"),
    ("cancel it please", "please cancel", "I want to cancel", "can I cancel it", "cancel this"),
    ("pay with paypal", "can I pay by paypal", "paypal payment", "do you take paypal", "paypal please"),
)
"""Three steps whose examples are like each other."""


def course_of(index: Index) -> Course:
    return Course(index.levels[-1].examples, index.vocabulary)


def test_each_example_is_asked_once() -> None:
    index = index_examples(*FAQ)
    tried = course_of(index).try_all()
    assert [one.example for one in tried] == list(index.levels[-1].examples)
    assert all(one.own is not None and one.strange is not None for one in tried)


def test_an_example_is_not_learned_from_when_it_is_asked() -> None:
    index = index_examples(*PAIRS, ("zebra crossing", "mind the gap"))
    tried = {one.example.phrase.text: one for one in course_of(index).try_all()}
    assert tried["zebra crossing"].own == 0  # nothing of it is in the other example of its step
    assert tried["zebra crossing"].goes_to(0.3) is None
    assert tried["late parcel"].goes_to(0.3) == 0
    lonely = {one.example.phrase.text: one for one in course_of(index_examples(*PAIRS, ("zebra",))).try_all()}["zebra"]
    assert lonely.own is None


def test_what_is_planted_is_found() -> None:
    # A sentence about parcels that somebody wrote into the step about PayPal, and a step of one example.
    index = index_examples(*PAIRS[:2], (*PAIRS[2], "the parcel is so late"), ("zebra",), threshold=0.4)
    report = tune(index)
    first = report.confusions[0]
    assert first.steps == (0, 2)
    assert [sentence.example.phrase.text for sentence in first.sentences] == ["the parcel is so late"]
    assert report.thin[0].step == 3
    assert report.tells.startswith("only 16 examples could be left out")


def test_an_example_that_hurts_is_found() -> None:
    changing = ("cancel my order", "my order was wrong", "change this")
    tracking = ("my order", "track the parcel", "is the parcel there", "when does the parcel come")
    index = index_examples(changing, tracking, PAIRS[2], threshold=0.4)
    course = course_of(index)
    tried = course.try_all()
    found = find_hurting(course, tried, index.scored(-1), 0.4)
    assert [one.example.phrase.text for one in found.hurting] == ["my order"]
    for one in found.hurting:  # as asking again says
        place = index.levels[-1].examples.index(one.example)
        without = course.try_known({place})
        before = sum(other.is_right(0.4) for other in tried if other.example != one.example)
        assert accuracy(without, 0.4).many - before == len(one.mended) - one.lost > 0


def test_a_bot_that_tells_all_apart_has_nothing_to_mend() -> None:
    report = tune(index_examples(*PAIRS, threshold=0.3))
    assert (report.confusions, report.thin, report.suspects.hurting) == ((), (), ())
    assert report.understood == Share(15, 15)


@pytest.mark.parametrize(
    ("steps", "told"),
    [((), "no step"), ((PAIRS[0],), "only one step"), (PAIRS, "only 15 examples"), (FAQ, "")],
)
def test_too_few_to_tell_is_said(steps: tuple[tuple[str, ...], ...], told: str) -> None:
    assert tune(index_examples(*steps)).tells.startswith(told)
    assert bool(tune(index_examples(*steps)).tells) == bool(told)


def test_the_curve_is_what_counting_gives() -> None:
    tried = course_of(index_examples(*FAQ)).try_all()
    curve = draw_curve(tried)
    for point in curve:
        assert point.understood == pytest.approx(accuracy(tried, point.threshold).share)
        assert point.refused == pytest.approx(refused(tried, point.threshold).share)
    assert all(one.understood >= two.understood and one.refused <= two.refused for one, two in pairwise(curve))
    assert len(curve) == 101


class Knowing:
    """Somebody who knows what each example means, and one thing more: that some steps are alike."""

    def __init__(self, rows: list[int]) -> None:
        self._rows = rows

    def weigh(self, kept: Sequence[int], asked: Sequence[int]) -> list[list[float]]:
        known = {self._rows[place] for place in kept}
        return [[4.0 if row == self._rows[place] and row in known else 0.0 for row in range(8)] for place in asked]


def test_what_a_model_knows_counts_for_its_share() -> None:
    index = index_examples(*FAQ, threshold=0.5)
    examples = index.levels[-1].examples
    knowing = Knowing([example.step for example in examples])
    shares = []
    for share in (0.0, 0.5, 1.0):
        tried = Course(examples, index.vocabulary, Meanings(knowing, share)).try_all()
        shares.append((accuracy(tried, 0.5).share, refused(tried, 0.5).share))
    plain = course_of(index).try_all()
    assert shares[0] == (accuracy(plain, 0.5).share, refused(plain, 0.5).share)
    assert shares[0][0] < shares[1][0] <= shares[2][0] == 1
    assert shares[2][1] == 1


def test_the_order_of_steps_changes_no_share() -> None:
    one, other = tune(index_examples(*PAIRS, threshold=0.4)), tune(index_examples(*reversed(PAIRS), threshold=0.4))
    assert (one.understood, one.misled) == (other.understood, other.misled)
    assert tune(index_examples(*FAQ)) == tune(index_examples(*FAQ))


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_bounds_of_a_share(counted: tuple[int, int]) -> None:
    many, of = counted
    low, high = Share(many, of).bounds
    assert 0 <= low <= many / of <= high <= 1
    wider = Share(many * 4, of * 4).bounds
    assert wider[1] - wider[0] <= high - low


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.text("ab c{}\0é返", min_size=1, max_size=8), max_size=5), max_size=5),
    st.floats(0, 1),
)
def test_any_bot_gets_a_report(steps: list[list[str]], threshold: float) -> None:
    plain = [[text.replace("{", "").replace("}", "") for text in step] for step in steps]
    report = tune(index_examples(*plain), threshold)
    assert report.understood.many + report.misled.many <= report.understood.of
    assert len(find_confusions(report.tried, threshold)) == len(report.confusions)
    assert find_thin(report.tried, threshold) == report.thin
