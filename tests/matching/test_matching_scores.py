"""Scores and the calibrated threshold: bounded, the same everywhere and always, and sane for bots of every size."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listening_bots import ENTITIES, FAQ, PLACE, STRANGE, index_examples, index_of, listeners, phrases
from takeover.language.folding import fold
from takeover.matching.calibrate import USUAL, part_best
from takeover.matching.listening import Listening
from takeover.matching.ridge import NEAR, Lessons, learn
from takeover.matching.understand import hear, understand
from takeover.source.span import Span

if TYPE_CHECKING:
    import random

    from takeover.matching.index import Index

WORDS = ("where", "is", "my", "order", "refund", "the", "Ünïcode", "返品", "👍", "a", "open", "", "?!", "\ud800", "1")
EXAMPLES = st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), min_size=1, max_size=5)
STEPS = st.lists(EXAMPLES, min_size=1, max_size=5)
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from((*WORDS, "parrot")), max_size=8).map(" ".join))
SINGLE = ("talk to a person", "agent please", "human")


@given(STEPS)
def test_an_example_matches_its_own_step_exactly(steps: list[list[str]]) -> None:
    index = index_examples(*steps)
    for step, examples in enumerate(steps):
        for example in examples:
            for written in (example, example.upper() if example.isascii() else example, f" {example}  "):
                decision = understand(index, written, -1, place=PLACE)
                assert decision.taken is not None
                assert decision.taken.means == "exact"
                same = [other for other, texts in enumerate(steps) if _key(example) in map(_key, texts)]
                assert decision.taken.step == min(same) <= step


def _key(text: str) -> str:
    return fold(text) or text.strip()


@given(STEPS, st.integers(0, 4), TEXTS.filter(lambda text: not {*"{}"} & {*text}))
def test_an_example_more_makes_no_other_of_its_step_lose(steps: list[list[str]], which: int, more: str) -> None:
    step = which % len(steps)
    before = index_examples(*steps)
    after = index_examples(*(examples + [more] * (one == step) for one, examples in enumerate(steps)))
    for example in steps[step]:
        first, second = (understand(index, example, -1, place=PLACE).taken for index in (before, after))
        assert first is not None
        assert second is not None
        assert (second.step, second.means, second.score) == (first.step, "exact", 1)


@given(STEPS, TEXTS)
def test_scores_are_bounded_and_decisions_repeat(steps: list[list[str]], text: str) -> None:
    decision = understand(index_examples(*steps), text, -1, place=PLACE)
    for candidate in (*decision.candidates, *([decision.taken] if decision.taken else [])):
        assert 0 <= candidate.score <= 1  # false for NaN
    assert 0 <= decision.threshold <= 1
    index = index_examples(*steps)
    index.threshold  # noqa: B018 - learned before the first text or after it
    heard = hear(index, text)
    understand(index, heard, 3, place=PLACE)
    assert understand(index, heard, -1, place=PLACE) == decision
    assert understand(index, heard, -1, place=PLACE) == decision


@given(STEPS, st.lists(TEXTS, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_listeners_is_nothing(steps: list[list[str]], texts: list[str], chance: random.Random) -> None:
    listening = listeners(steps)
    listening[0] = Listening(
        0, listening[0].examples, phrases(["open"]), phrases(["^a"]), anything=Span("", 1, 1, 1, 1)
    )
    shuffled = list(listening)
    chance.shuffle(shuffled)
    one, other = index_of(*listening), index_of(*shuffled)
    for text in texts:
        assert understand(one, text, -1, place=PLACE) == understand(other, text, -1, place=PLACE)


@given(STEPS, st.lists(TEXTS, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_examples_is_nothing(steps: list[list[str]], texts: list[str], chance: random.Random) -> None:
    one, other = index_examples(*steps), index_examples(*(chance.sample(step, len(step)) for step in steps))
    assert one.threshold == other.threshold
    for text in texts:
        said = [understand(index, text, -1, place=PLACE) for index in (one, other)]
        ranked = [
            [(each.step, each.score, each.means) for each in (decision.taken, *decision.candidates) if each]
            for decision in said
        ]
        assert ranked[0] == ranked[1]


@given(STEPS, TEXTS, st.sets(st.integers(0, 4)))
def test_a_closed_step_is_never_taken(steps: list[list[str]], text: str, closed: set[int]) -> None:
    listening = [
        Listening(each.step, each.examples, typed=((None, ENTITIES["text"], Span("", 1, 1, 1, 1)),))
        for each in listeners(steps)
    ]
    decision = understand(index_of(*listening), text, -1, place=PLACE, open_step=lambda step: step not in closed)
    assert decision.taken is None or decision.taken.step not in closed
    assert len({candidate.step for candidate in decision.candidates}) == len(decision.candidates)


def test_another_process_scores_the_same_to_the_bit() -> None:
    script = (
        "import json; from listening_bots import ENTITIES, FAQ, PLACE, STRANGE, index_examples\n"
        "from takeover.matching.understand import understand\n"
        "index = index_examples(*FAQ, ['{a:size} {b:topping} please', '{c:large} one'])\n"
        "texts = [*STRANGE, 'wheres my package', 'a huge one please', 'can I pay when you are open']\n"
        "print(json.dumps([repr(understand(index, text, -1, place=PLACE)) for text in texts]))"
    )
    tests = str(Path(__file__).parents[1])
    said = set()
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": tests}
        done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
        said.add(done.stdout)
    (only,) = said
    assert len(json.loads(only)) == len(STRANGE) + 3


def test_an_exact_hit_learns_nothing() -> None:
    index = index_examples(*FAQ)
    assert understand(index, "Order status?", -1, place=PLACE).threshold == 0
    assert "vocabulary" not in vars(index)
    assert "threshold" not in vars(index)


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("bot", [FAQ, [SINGLE], FAQ[:2], [["yes", "yes please"], ["no", "no thanks"]]])
def test_strange_texts_are_unknown(bot: tuple[tuple[str, ...], ...], text: str) -> None:
    assert understand(index_examples(*bot), text, -1, place=PLACE).taken is None


@pytest.mark.parametrize(
    ("bot", "text", "step"),
    [
        ([SINGLE], "can I talk to a person please", 0),
        ([SINGLE], "a human please", 0),
        ([SINGLE], "agent!", 0),
        ([SINGLE], "talk to a persn", 0),
        ([["where is my order"]], "where's my order", 0),
        ([["yes", "yes please"], ["no", "no thanks"]], "no thank you", 1),
        (FAQ, "wheres my package", 0),
        (FAQ, "I want my money back", 1),
        (FAQ, "when do you open", 2),
        (FAQ, "can I talk to a human please", 6),
        (FAQ, "hello there", 7),
    ],
)
def test_near_texts_are_understood(bot: tuple[tuple[str, ...], ...], text: str, step: int) -> None:
    taken = understand(index_examples(*bot), text, -1, place=PLACE).taken
    assert taken is not None
    assert (taken.step, taken.means) == (step, "text")


def test_strangeness_lowers_a_score() -> None:
    index = index_examples(*FAQ, threshold=0)
    scores = []
    for text in ("where is my order now", "where is my order parrot", "where is my order parrot ate invoices"):
        taken = understand(index, text, -1, place=PLACE).taken
        assert taken is not None
        scores.append(taken.score)
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3


def test_a_picture_that_no_example_has_changes_nothing() -> None:
    index = index_examples(*FAQ, ["👍", "yes 👍"])
    plain, smiling, agreeing = (
        understand(index, f"where is my order now{picture}", -1, place=PLACE).taken for picture in ("", " 🙏😀", " 👍")
    )
    assert plain is not None
    assert smiling is not None
    assert plain.score == smiling.score
    assert agreeing is None or agreeing.score < plain.score


def test_a_thin_step_beside_a_thick_one_is_heard() -> None:
    thick = [f"where is my {thing}" for thing in ("hat", "bag", "cat", "dog", "tie", "car", "pen", "cup", "key")]
    taken = understand(
        index_examples(thick, ["cancel the subscription"]), "cancel my subscription", -1, place=PLACE
    ).taken
    assert taken is not None
    assert taken.step == 1


def test_the_threshold_of_the_bot_holds() -> None:
    text = "can I talk to a human please"
    for threshold in (0.0, 0.3, 1.0):
        index = index_examples(*FAQ, threshold=threshold)
        decision = understand(index, text, -1, place=PLACE)
        assert (index.threshold, decision.threshold) == (threshold, threshold)
        assert (decision.taken is not None) == (threshold < 1)


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        index_examples(["hi"], threshold=threshold)


def test_without_evidence_the_threshold_is_the_usual_one() -> None:
    assert index_examples(SINGLE).threshold == USUAL
    assert index_examples(["hi"], ["bye"]).threshold == USUAL
    assert index_of(Listening(1, words=phrases(["hi"]))).threshold == USUAL
    assert index_examples().threshold == USUAL


def test_confusing_steps_raise_the_threshold() -> None:
    things = ("order", "parcel", "invoice", "refund", "card", "account", "voucher")
    alike = [[f"where is my {thing}", f"when comes my {thing}", f"I miss my {thing}"] for thing in things]
    apart = [[thing, thing[::-1], f"{thing} {thing[::-1]}"] for thing in things]
    assert index_examples(*alike).threshold > index_examples(*apart).threshold


def test_the_cut_with_the_most_right_on_both_sides() -> None:
    assert part_best([0.7, 0.8], 2, [0.2, 0.3]) == pytest.approx(0.5, abs=0.01)
    assert part_best([0.3, 0.75, 0.8], 3, [0.2] * 9) < 0.3  # what is strange is far below
    assert part_best([0.3, 0.75, 0.8], 3, [0.2, 0.45, 0.45]) > 0.5
    assert part_best([0.7], 9, [0.6]) > part_best([0.7], 1, [0.6])  # where most were confused, refusing costs less


def lessons_of(index: Index) -> Lessons:
    examples = index.levels[-1].examples
    return Lessons(
        [index.vocabulary.read(example.words) for example in examples],
        [example.step for example in examples],
        index.vocabulary,
    )


def test_learning_again_stops_when_its_work_is_done() -> None:
    index = index_examples(*FAQ)
    lessons = lessons_of(index)
    once, whole = (learn(lessons.lessons, len(lessons.roots), work) for work in (0, 10**9))
    half = learn(lessons.lessons, len(lessons.roots), (once.work + whole.work) // 2)
    assert once.work < half.work < whole.work
    assert once.learned != half.learned != whole.learned


def test_the_order_of_steps_is_nothing() -> None:
    assert index_examples(*FAQ).threshold == index_examples(*reversed(FAQ)).threshold


def test_steps_of_a_big_bot_that_share_most_words_are_told_apart() -> None:
    things = [
        f"{one}{other}" for one in ("ba", "ki", "lo", "mu", "te") for other in ("dra", "fen", "gol", "pik", "sut")
    ]
    assert len(things) > NEAR + 1
    steps = [[f"where is my {thing}", f"when comes the {thing}", f"I miss a {thing}"] for thing in things]
    index = index_examples(*steps)
    assert index.threshold == index_examples(*reversed(steps)).threshold
    lessons = lessons_of(index)
    solution = learn(lessons.lessons, len(lessons.roots))
    for lesson in lessons.lessons:
        said = solution.raw(lesson)
        own = said.pop(lesson.row)
        assert own > 5 * max(said.values())
    for step, thing in enumerate(things):
        taken = understand(index, f"so where is the {thing}", -1, place=PLACE).taken
        assert taken is not None
        assert taken.step == step
    assert understand(index, "where is my parrot", -1, place=PLACE).taken is None


def test_the_threshold_of_a_bot_as_designers_write_them() -> None:
    assert index_examples(*FAQ).threshold == 0.51


def test_the_first_written_of_equally_near_examples_is_named() -> None:
    for examples in (["blue hat", "cyan hat"], ["cyan hat", "blue hat"]):
        taken = understand(index_examples(examples), "hat", -1, place=PLACE).taken
        assert taken is not None
        assert taken.example == examples[0]
