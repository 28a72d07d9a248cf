"""What a bot did not understand, folded: without what is personal, put together, each with the step that is nearest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.matching.understand import understand
from takeover.source.light import NamedTuple
from takeover.tuning.clusters import cluster
from takeover.tuning.personal import hide_personal

if TYPE_CHECKING:
    from takeover.language.decision import Candidate
    from takeover.language.types.kind import Place
    from takeover.matching.index import Index
    from takeover.tuning.personal import Hidden

MOST_TEXTS = 50_000
"""Different texts that are kept; of more, the rarest are forgotten."""
NEAR = 0.8
"""The part of the threshold from which on a score says that a step may be meant."""
LONGEST = 5_000
"""Characters of an input that are looked at, cut before a word: half an address is not seen to be one."""


class Sheaf(NamedTuple):
    """Inputs that mean about the same: how often they came, and how they were said, the most frequent first.

    `nearest` is the step that came nearest to the first of them, None where none did; `is_near` says whether it may be
    meant. `where` is the place in the logs where the first came from.
    """

    times: int
    texts: tuple[Hidden, ...]
    nearest: Candidate | None
    is_near: bool
    where: str


class _Kept(NamedTuple):
    """An input without what is personal, where it came from, and what came nearest to it."""

    hidden: Hidden
    where: str
    nearest: Candidate | None


@dataclass(slots=True)
class Harvest:
    """Gathers inputs that were not understood. Nothing personal of them is kept."""

    index: Index
    place: Place
    level: int
    inputs: int = 0
    understood: int = 0
    """Inputs that the bot understands by now."""
    forgot: bool = False
    _counts: dict[str, int] = field(default_factory=dict)
    _kept: dict[str, _Kept] = field(default_factory=dict)

    def add(self, text: str, where: str, times: int = 1) -> None:
        """Keep an input that was not understood, so often; where it is understood by now, it is only counted."""
        self.inputs += times
        decision = understand(self.index, text, self.level, place=self.place)
        if decision.taken is not None:
            self.understood += times
            return
        whole = text if len(text) <= LONGEST else " ".join(text[:LONGEST].split()[:-1])
        hidden = hide_personal(whole, self.place, self._knows)
        key = hidden.words.casefold().strip()
        if not key:
            return
        if key not in self._counts:
            near = next((one for one in decision.candidates if one.means == "text"), None)
            self._kept[key] = _Kept(hidden, where, None if near is None else near._replace(captures={}))
        self._counts[key] = self._counts.get(key, 0) + times
        if len(self._counts) > 2 * MOST_TEXTS:
            self.forgot = True
            for rare in sorted(self._counts, key=lambda one: (self._counts[one], one))[:MOST_TEXTS]:
                del self._counts[rare], self._kept[rare]

    def _knows(self, word: str) -> bool:
        return f"={word}" in self.index.vocabulary.numbers

    def fold(self) -> tuple[Sheaf, ...]:
        """Put what was gathered together, what came most first."""
        return tuple(self._tie(one.texts, one.times) for one in cluster(self._counts))

    def _tie(self, keys: tuple[str, ...], times: int) -> Sheaf:
        first = self._kept[keys[0]]
        near = first.nearest
        is_near = near is not None and near.score >= NEAR * self.index.threshold
        return Sheaf(times, tuple(self._kept[key].hidden for key in keys), near, is_near, first.where)
