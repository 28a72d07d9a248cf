"""The few steps of a level that may interrupt a question: what they hear, and the proof that a score cannot reach.

Most texts that come while a question waits are its answer, and no interruption. To see that, a bound on what each of
these steps can score is enough: it takes a look-up for each word, and no entity has to be looked for.
"""

from __future__ import annotations

import math
from itertools import pairwise
from operator import add
from typing import TYPE_CHECKING

from takeover.matching.memory import Memory
from takeover.matching.patterns import Patterns
from takeover.matching.slotted import slot_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from takeover.matching import slotted
    from takeover.matching.hear import Heard
    from takeover.matching.index import Index
    from takeover.matching.levels import Level
    from takeover.matching.scored import Scored

Shares = tuple[tuple[int, float], ...]
"""What something says for these steps, each by its place among them: only what speaks for one, and what is not 0."""
SAFE = 1 + 1e-9
"""Sums are rounded in another order than those of the scores."""


class Few:
    """Some steps of one level. `tables` are those of the level without the ways by which none of the steps hears."""

    __slots__ = ("_bound", "_index", "_make_bound", "tables")

    def __init__(self, index: Index, level: int, only: frozenset[int]) -> None:
        """Take the steps; what their scores can reach waits for the first text that is scored."""
        self.tables = _tables_of(index.levels[level], only)
        self._index = index
        entities = tuple(index.levels[level].entities)
        self._make_bound: Callable[[], _Bound] = lambda: _Bound(index.scored(level), only, entities, index.threshold)
        self._bound: _Bound | None = None

    def may_reach(self, heard: Heard) -> bool:
        """Say whether a score might reach the threshold; if not, it is proved that none does. Meaning has no bound."""
        if self._index.model is not None:
            return True
        if self._bound is None:
            self._bound = self._make_bound()
        return self._bound.allows(heard.scored_words)


def _tables_of(tables: Level, only: frozenset[int]) -> Level:
    patterns = tables.patterns and [one for one in tables.patterns.phrases if one[0] in only]
    return tables._replace(
        exact={
            key: kept for key, listed in tables.exact.items() if (kept := [one for one in listed if one[0] in only])
        },
        slotted=tables.slotted if tables.slotted and not only.isdisjoint(_steps_below(tables.slotted)) else None,
        patterns=Patterns(patterns) if patterns else None,
        contained=tables.contained if tables.contained and not only.isdisjoint(tables.contained.steps()) else None,
        typed=tuple(one for one in tables.typed if one[0] in only),
        anything=tuple(one for one in tables.anything if one[0] in only),
    )


class _Bound:
    """The most that a text can score for some rows, whichever of its words are read as entities.

    A score is a sum over the units of a text, divided by its length. What a unit says for a row (never mind what others
    say against it) is divided here by its own length, which is not more than that of any text that it stands in. To the
    sum comes all that slots, and pairs with a slot, could say: as if the text held every entity there is.
    """

    __slots__ = ("_least", "_pairs", "_places", "_scored", "_slots", "_words")

    def __init__(self, scored: Scored, only: frozenset[int], entities: Sequence[str], threshold: float) -> None:
        self._scored = scored
        self._places = {row: place for place, row in enumerate([r for r, s in enumerate(scored.steps) if s in only])}
        # The score is rounded: what is under the threshold by less than that reaches it.
        self._least = threshold / (1 - threshold) - 0.01 if threshold < 1 else math.inf
        self._words: Memory[str, Shares] = Memory(
            lambda word: self._share(scored.vocabulary.known(word), scored.vocabulary.read([word]).scale)
        )
        self._pairs: dict[str, Shares] = {}
        slots = [self._words[slot_word(entity)] for entity in entities]
        for feature, number in scored.vocabulary.numbers.items():
            if " " in feature[1:-1]:  # a pair: runs of letters have spaces at their ends only
                shares = self._share([number], 1 / math.sqrt(scored.vocabulary.squares[number]))
                if "{" in feature:
                    slots.append(shares)
                elif shares:
                    self._pairs[feature] = shares
        self._slots = self._add(slots)

    def allows(self, words: Sequence[str]) -> bool:
        """Say whether some row may reach the threshold for a text, given as its words."""
        if self._scored.meaning is not None:
            return True  # what a text means has no such bound
        said, pairs = self._words, self._pairs
        shares = [said[word] for word in dict.fromkeys(words)]
        if pairs:
            if not all(map(str.isalnum, words)):  # pictures that no example has part no pair
                words = [word for word in words if any(map(str.isalnum, word)) or self._scored.vocabulary.known(word)]
            shares += [pairs.get(f"{one} {other}", ()) for one, other in pairwise(words)]
        if not any(shares) and not any(self._slots):
            return False
        most = max(map(add, self._add(shares), self._slots))
        return bool(most > 0 and most * SAFE >= self._least)

    def _share(self, features: Iterable[int], scale: float) -> Shares:
        """Give what features of a unit say for rows, together, where its own length is 1 / `scale`."""
        said = [0.0] * len(self._places)
        for feature in features:
            for row, value in self._scored.say(feature).items():
                if row in self._places:
                    said[self._places[row]] += value
        half = self._scored.half
        return tuple((place, said[place] * scale / half[row]) for row, place in self._places.items() if said[place] > 0)

    def _add(self, shares: Iterable[Shares]) -> list[float]:
        sums = [0.0] * len(self._places)
        for share in shares:
            for place, value in share:
                sums[place] += value
        return sums


def _steps_below(root: slotted.Node) -> set[int]:
    """Give the steps of which an example ends in a tree. Not by calling itself: an example may be long."""
    steps: set[int] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        steps.update(step for step, _, _ in node.ends)
        todo += [*node.words.values(), *node.slots.values()]
    return steps
