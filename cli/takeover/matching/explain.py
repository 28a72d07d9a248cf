"""Why a text scores as it does for a step: what spoke for it and against it, what is strange, what would tip it.

It is worked out on demand, from the same weights as the score: the shares add up to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.matching.features import features_of
from takeover.matching.hear import Heard
from takeover.matching.levels import plain_text
from takeover.matching.rated import Scores
from takeover.matching.scored import to_score
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from takeover.language.types.kind import Place
    from takeover.matching.features import Reading
    from takeover.matching.index import Index
    from takeover.matching.listening import Phrase
    from takeover.matching.scored import Scored

Part = Literal["word", "pair", "letters", "slot", "meaning"]
"""What of a text spoke: a word, two neighbours, a run of four letters within a word, an entity, all of it together."""


MEANING = "what it means"
"""How the meaning of a text is called among its words: no unit of it has three."""
MOST_WORDS = 60
"""So many words are left out or added by way of trial."""
MOST_EXAMPLES = 20
"""From so many examples words are taken that would tip a text."""


class Evidence(NamedTuple):
    """Something that spoke for a step, or against it (`share` below 0).

    `shown` is how a designer reads it: a word, `two words`, `…fund…` for letters within `word`, `{size}`. The shares of
    a step add up to how many times `half_way` the text reaches: 1 is a score of 0.5.
    """

    part: Part
    shown: str
    word: str
    share: float


class Likeness(NamedTuple):
    """An example, as it was written and where, and how like the text is to it: 0 nothing in common, 1 the same."""

    step: int
    phrase: Phrase
    cosine: float


class Reason(NamedTuple):
    """Why a step has its score. `evidence` begins with what spoke most for it and ends with what spoke most against it.

    `nearest` are its examples that are most like the text, the nearest first. `without` gives, for each word of the
    text, the score that the step would have if the word were not there: higher ones would be tipped by leaving it out.
    """

    step: int
    score: float
    evidence: tuple[Evidence, ...]
    nearest: tuple[Likeness, ...]
    without: tuple[tuple[str, float], ...]


class Explanation(NamedTuple):
    """Why a text is understood as it is at a level.

    `reasons` are those of the steps that came nearest, best first. `unseen` are the words that are in no example;
    `strange` those of them that are not even like one. `tipping` are words of the best step's examples that the text
    lacks (or `{slots}`, for any value), each with the score that the text would have with it, the best first; there are
    none for a text that is understood.
    """

    text: str
    threshold: float
    reasons: tuple[Reason, ...]
    unseen: tuple[str, ...]
    strange: tuple[str, ...]
    tipping: tuple[tuple[str, float], ...]


def explain(  # noqa: PLR0913, PLR0917, RUF100 - what is asked, and how much of the answer is wanted
    index: Index,
    text: str | Heard,
    level: int,
    *,
    place: Place,
    steps: int = 3,
    nearest: int = 3,
    tipping: int = 5,
) -> Explanation:
    """Explain the scores of a text at a level: those of so many steps, with so many examples and words that would tip.

    Exact texts, patterns, words and types are no matter of scores: `understand` says which of them took the text. Never
    raises for a text. A level without examples has nothing to explain.
    """
    heard = text if isinstance(text, Heard) and text.index is index else Heard(index, _text_of(text))
    if level not in index.levels or not index.levels[level].examples:
        return Explanation(heard.text, 0.0, (), (), (), ())
    scores = Scores(index, level, heard, place, None)
    found = list(scores.best(steps))
    reasons = tuple(_reason(scores, row, score, nearest) for row, score in found)
    words = tuple(dict.fromkeys(heard.scored_words))
    numbers = index.vocabulary.numbers
    unseen = tuple(word for word in words if f"={word}" not in numbers)
    tips: tuple[tuple[str, float], ...] = ()
    if found and found[0][1] < index.threshold:
        tips = _tips(scores, found[0][0], words, tipping)
    strange = tuple(word for word in unseen if not index.vocabulary.known(word))
    return Explanation(heard.text, index.threshold, reasons, unseen, strange, tips)


def _text_of(text: str | Heard) -> str:
    return text if isinstance(text, str) else text.text


def _reason(scores: Scores, row: int, score: float, most: int) -> Reason:
    scored, reading = scores.scored, scores.reading_of(row)
    evidence = sorted(_evidence(scored, row, reading), key=lambda one: -one.share)
    near = scored.near(row, scores.readings, most)
    step = scored.steps[row]
    return Reason(
        step,
        score,
        tuple(evidence),
        tuple(Likeness(step, example.phrase, cosine) for example, cosine in near),
        tuple((word, score) for word, score in _without(scores, row)),
    )


def _evidence(scored: Scored, row: int, reading: Reading) -> Iterable[Evidence]:
    """Give what each feature of a text says about a row."""
    numbers = scored.vocabulary.numbers
    meaning = scored.meaning
    rate = reading.scale / scored.half[row] * (1.0 if meaning is None else 1 - meaning.share)
    if meaning is not None:
        share = meaning.share * meaning.weigher.weigh(reading.text)[row]
        yield Evidence("meaning", MEANING, MEANING, share)
    for unit in reading.units:
        for feature in features_of(unit):
            share = scored.say(numbers[feature]).get(row, 0.0) * rate if feature in numbers else 0.0
            if share:
                yield _show(unit, feature, share)


def _show(unit: str, feature: str, share: float) -> Evidence:
    if " " in unit:
        return Evidence("pair", unit, unit, share)
    if unit[0] == "{":
        return Evidence("slot", unit, unit, share)
    if feature[0] == "=":
        return Evidence("word", unit, unit, share)
    shown = f"{'' if feature[0] == ' ' else '…'}{feature.strip()}{'' if feature[-1] == ' ' else '…'}"
    return Evidence("letters", shown, unit, share)


def _without(scores: Scores, row: int) -> Iterable[tuple[str, float]]:
    """Score the text without each of its words."""
    words = scores.words_of(row)
    for word in dict.fromkeys(words[:MOST_WORDS]):
        yield word, _score(scores, row, [other for other in words if other != word])


def _tips(scores: Scores, row: int, words: Sequence[str], most: int) -> tuple[tuple[str, float], ...]:
    """Score the text with each word more that the row's nearest examples have and it has not."""
    near = scores.scored.near(row, scores.readings, MOST_EXAMPLES)
    lacking = dict.fromkeys(word for example, _ in near for word in example.words if word not in words)
    now = to_score(scores.times[row])
    tried = ((word, _score(scores, row, [*scores.words_of(row), word])) for word in list(lacking)[:MOST_WORDS])
    return tuple(sorted((one for one in tried if one[1] > now), key=lambda one: -one[1])[:most])


def _score(scores: Scores, row: int, words: Sequence[str]) -> float:
    return to_score(scores.scored.weigh(scores.scored.vocabulary.read(words, plain_text(words)))[row])
