"""The index: everything that the steps of a bot listen for, prepared once when the bot is linked.

Tables are built at once; they cost a pass over the phrases. What is learned from the examples waits for the first text
that needs a score: a bot that is only validated never learns. With a store it is learned once, and kept.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

from takeover.matching.decided import Decided
from takeover.matching.features import count_features
from takeover.matching.few import Few
from takeover.matching.learned import learn_levels
from takeover.matching.levels import build_level
from takeover.matching.meaning import Meaning
from takeover.matching.scored import Scored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.language.types.kind import EntityType
    from takeover.matching.features import Vocabulary
    from takeover.matching.learned import Learned
    from takeover.matching.levels import Example, Level
    from takeover.matching.listening import Listening
    from takeover.matching.meaning import Model
    from takeover.matching.packed import Store


SURELY = 0.3
"""Below it an intent is none: what Rasa's FallbackClassifier takes for its threshold where nobody sets one."""


class Index:
    """What a bot understands. It never changes: what it learns late depends on nothing but what it was built from."""

    def __init__(self, levels: Mapping[int, Level], threshold: float | None) -> None:
        """Keep the tables; see `build_index`."""
        self.levels = levels
        self.store: Store | None = None
        self.model: Model | None = None
        """Who knows what texts mean: without one, only words count."""
        self._set = threshold
        self._scored: dict[int, Scored] = {}
        self.decided = Decided()
        self._few: dict[tuple[int, frozenset[int]], Few] = {}

    @property
    def surely(self) -> float:
        """How sure a service must be of what it takes a text for: the bot's own threshold or, without one, `SURELY`."""
        return SURELY if self._set is None else self._set

    @cached_property
    def threshold(self) -> float:
        """The score from which on a text is understood: the bot's own or, without one, calibrated on its examples."""
        return self.learned.threshold if self._set is None else self._set

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The features of the examples of all levels: what is rare in the bot is rare in each."""
        return count_features([example.words for examples in self._examples.values() for example in examples])

    @property
    def _examples(self) -> dict[int, Sequence[Example]]:
        return {level: self.levels[level].examples for level in sorted(self.levels) if self.levels[level].examples}

    @cached_property
    def learned(self) -> Learned:
        """What was learned from the examples of all levels, now or, if there is a store, earlier."""
        examples = self._examples
        if self.store is None or not examples:
            return learn_levels(examples, self.vocabulary, self.model)
        from takeover.matching.packed import name_of, pack, unpack

        name = name_of(examples, "" if self.model is None else self.model.name)
        known = self.store.read(name)
        found = None if known is None else unpack(known)
        if found is None or found.weights.keys() != examples.keys():
            found = learn_levels(examples, self.vocabulary, self.model, self.store)
            self.store.write(name, pack(found))
        self.vocabulary = found.vocabulary
        return found

    def scored(self, level: int) -> Scored:
        """Give what was learned from the examples of a level."""
        scored = self._scored.get(level)
        if scored is None:
            learned = self.learned
            examples = self.levels[level].examples
            meant, meaning = learned.meant.get(level), None
            if meant is not None and self.model is not None:
                meaning = Meaning(self.model.open(meant), meant.share)
            scored = self._scored[level] = Scored(examples, learned.vocabulary, learned.weights[level], meaning)
        return scored

    def few(self, level: int, only: frozenset[int]) -> Few:
        """Give what only these steps of a level hear."""
        few = self._few.get((level, only))
        if few is None:
            few = self._few[level, only] = Few(self, level, only)
        return few


def build_index(
    levels: Mapping[int, Sequence[Listening]], *, entities: Mapping[str, EntityType], threshold: float | None
) -> Index:
    """Prepare what the steps of each level listen for.

    `levels` gives, for each level (-1 is the top, n what may follow step n), who listens there, in any order.
    `entities` are the named types and the bot's own, for `{name:entity}` slots. `threshold` is 0 to 1, or None: then
    it is calibrated at the first text that needs it.

    Whoever reads the flows has checked them: raises BadSlot (see `slots_of`) for a malformed slot, KeyError for a slot
    whose entity is not among `entities`, and ValueError for a threshold that is no number from 0 to 1. A pattern that
    `check_pattern` refuses raises its ValueError at the first text.
    """
    if threshold is not None and not (math.isfinite(threshold) and 0 <= threshold <= 1):
        raise ValueError(f"a threshold is a number from 0 to 1, not {threshold}")
    return Index({level: build_level(steps, entities) for level, steps in levels.items()}, threshold)
