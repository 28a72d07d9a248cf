"""Two examples of different steps are so near that a small change of words leads to the other step.

"Where is my order" and "where is the order" differ by a word that says nothing: people who put it a little differently
get the one answer or the other by chance. Put both into one step, or let what tells them apart be said in words that
carry weight.

Bad:
    flow: Shop
    steps:
      - when: {text: [where is my order, track my parcel, has it been sent]}
        do: [{say: It is on its way.}]
      - when: {text: [cancel the purchase, I don't want it any more, where is the order]}
        do: [{say: You can cancel it in your account.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Shop
    steps:
      - when: {text: [where is my order, track my parcel, has it been sent]}
        do: [{say: It is on its way.}]
      - when: {text: [cancel the purchase, I don't want it any more, cancel my order]}
        do: [{say: You can cancel it in your account.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from takeover.lint.light_words import Weigher
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.engine.program import Program
    from takeover.lint.rule import Checked
    from takeover.matching.levels import Example

CODE = "near-examples"
SEVERITY: Severity = "warning"
MOST_SCORED = 300
"""So many examples a level may have for the scores to be learned and shown: about a twentieth of a second."""
ALIKE = 0.5
"""The cosine of two examples, over the features that scores are made of, from which on they are near.

Measured on a shop's bot: "where is my order" and "where is the order" 0.72, "that helps" and "help" 0.29.
"""
MOST_COMPARED = 8
"""So many examples with the same heavy words are compared with each other."""


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Compare the examples of each level that have the same heavy words; each is reported once."""
    program = checked.program
    weigher = Weigher(checked.bot.language)
    for number, level in program.index.levels.items():
        alike: dict[tuple[str, ...], list[Example]] = {}
        for example in level.examples:
            heavy = weigher.heavy(example.words)
            if heavy and program.steps[example.step].rule is None:
                alike.setdefault(heavy, []).append(example)
        for examples in alike.values():
            if len(examples) > 1:
                yield from _compare(checked, weigher, number, examples)


def _compare(checked: Checked, weigher: Weigher, number: int, examples: list[Example]) -> Iterator[Diagnostic]:
    """Compare examples with the same heavy words, in the order in which they are written."""
    known: list[Example] = []
    for example in sorted(examples, key=lambda example: (example.step, example.phrase.span)):
        near = next((other for other in known if _is_near(checked, weigher, example, other)), None)
        if near is not None:
            yield _tell(checked.program, number, example, near)
        if len(known) < MOST_COMPARED:
            known.append(example)


def _is_near(checked: Checked, weigher: Weigher, one: Example, other: Example) -> bool:
    """Say whether two examples of different steps differ by at most one light word, by endings or by their order."""
    steps = checked.program.steps
    if one.step == other.step or one.words == other.words or steps[one.step].interrupts != steps[other.step].interrupts:
        return False
    left, right = (Counter(weigher.light(example.words)) for example in (one, other))
    if (left - right).total() > 1 or (right - left).total() > 1:
        return False
    vocabulary = checked.program.index.vocabulary
    return vocabulary.likeness(vocabulary.read(one.words), vocabulary.read(other.words)) >= ALIKE


def _tell(program: Program, level: int, example: Example, near: Example) -> Diagnostic:
    other = program.steps[near.step]
    message = f'this is nearly what {other.address} listens for: "{near.phrase.text}"'
    if len(program.index.levels[level].examples) <= MOST_SCORED:
        scored = program.index.scored(level)
        scores = scored.score(program.index.vocabulary.read(example.words, example.text))
        own, its = (scores[scored.steps.index(step)] for step in (example.step, near.step))
        message = f"{message} (it scores {own:.2f} here and {its:.2f} there)"
    related = (Related(f"the one of {other.address}", near.phrase.span),)
    hint = "put both into one step, or say in weightier words what tells them apart"
    return Diagnostic(CODE, SEVERITY, message, example.phrase.span, hint, related)
