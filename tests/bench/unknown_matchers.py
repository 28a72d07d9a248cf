"""The matchers that the bench of the unknown compares: ours, and peers where they are installed.

A peer is what a tutorial would build of the library in five lines. To add one, write a function that learns from texts
and labels and gives a function that answers texts, and put it into `MATCHERS`; one that raises ImportError is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from minilm import shared_encoder

from takeover.matching.index import build_index
from takeover.matching.listening import Listening, Phrase
from takeover.matching.understand import hear
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from takeover.matching.meaning import Model


class Answer(NamedTuple):
    """The label that came nearest to a text ("" for none), and how near it came."""

    label: str
    score: float


class Learned(NamedTuple):
    """What answers texts, and the score from which on it takes itself to understand; None where it has no opinion.

    `each` is the CPU time that a text took elsewhere, in seconds: vectors are shared among draws.
    """

    answer: Callable[[Sequence[str]], list[Answer]]
    threshold: float | None
    each: float = 0.0


class Example(NamedTuple):
    """A text and what it means."""

    label: str
    text: str


def learn_ours(examples: Sequence[Example], model: Model | None = None) -> Learned:
    """Learn as the product does, with its own threshold."""
    labels = sorted({example.label for example in examples})
    listening = [
        Listening(step, tuple(Phrase(example.text, NOWHERE) for example in examples if example.label == label))
        for step, label in enumerate(labels)
    ]
    index = build_index({-1: listening}, entities={}, threshold=None)
    index.model = model
    scored, threshold = index.scored(-1), index.threshold

    def answer(texts: Sequence[str]) -> list[Answer]:
        answers = []
        for text in texts:
            scores = scored.score(hear(index, text).reading)
            best = max(scores)
            answers.append(Answer(labels[scored.steps[scores.index(best)]] if best else "", best))
        return answers

    return Learned(answer, threshold)


def learn_semantic(examples: Sequence[Example]) -> Learned:
    """Learn as the product does with `match: {engine: semantic}` and all-MiniLM-L6-v2."""
    from takeover.matching.semantic.model import SemanticModel

    encoder = shared_encoder()
    learned = learn_ours(examples, SemanticModel("minilm", lambda: encoder))  # type: ignore[arg-type,return-value]
    return learned._replace(each=encoder.each)


def learn_embedded(examples: Sequence[Example]) -> Learned:
    """Learn by scikit-learn's LogisticRegression over the vectors of all-MiniLM-L6-v2; the score is the probability."""
    from sklearn.linear_model import LogisticRegression

    encoder = shared_encoder()
    vectors = encoder.encode([example.text for example in examples])
    fitted = LogisticRegression(max_iter=1000).fit(vectors, [example.label for example in examples])

    def answer(texts: Sequence[str]) -> list[Answer]:
        scores = fitted.predict_proba(encoder.encode(texts))
        return [Answer(fitted.classes_[row.argmax()], float(row.max())) for row in scores]

    return Learned(answer, None, encoder.each)


def learn_svm(examples: Sequence[Example]) -> Learned:
    """Learn by scikit-learn's TfidfVectorizer and LinearSVC; the score is that of the decision function."""
    from sklearn.svm import LinearSVC

    return _learn_by_sklearn(examples, LinearSVC(), "decision_function")


def learn_regression(examples: Sequence[Example]) -> Learned:
    """Learn by scikit-learn's TfidfVectorizer and LogisticRegression; the score is the probability."""
    from sklearn.linear_model import LogisticRegression

    return _learn_by_sklearn(examples, LogisticRegression(max_iter=1000), "predict_proba")


def _learn_by_sklearn(examples: Sequence[Example], classifier: object, scoring: str) -> Learned:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer()
    vectors = vectorizer.fit_transform([example.text for example in examples])
    fitted = classifier.fit(vectors, [example.label for example in examples])  # type: ignore[attr-defined]

    def answer(texts: Sequence[str]) -> list[Answer]:
        scores = getattr(fitted, scoring)(vectorizer.transform(texts))
        return [Answer(fitted.classes_[row.argmax()], float(row.max())) for row in scores]

    return Learned(answer, None)


def learn_token_set(examples: Sequence[Example]) -> Learned:
    """Compare with each example by rapidfuzz's token-set ratio."""
    from rapidfuzz import fuzz, process, utils

    texts = [utils.default_process(example.text) for example in examples]

    def answer(asked: Sequence[str]) -> list[Answer]:
        found = [process.extractOne(text, texts, scorer=fuzz.token_set_ratio, processor=utils.default_process)
                 for text in asked]  # fmt: skip
        return [Answer(examples[one[2]].label, one[1] / 100) for one in found]

    return Learned(answer, None)


MATCHERS: Mapping[str, Callable[[Sequence[Example]], Learned]] = {
    "takeover": learn_ours,
    "takeover[semantic]": learn_semantic,
    "TF-IDF + LinearSVC": learn_svm,
    "TF-IDF + LogisticRegression": learn_regression,
    "MiniLM + LogisticRegression": learn_embedded,
    "token-set ratio": learn_token_set,
}
"""The first two are ours."""

SHARING = (learn_semantic, learn_embedded)
"""Those that share vectors, which are made before anything is timed."""
