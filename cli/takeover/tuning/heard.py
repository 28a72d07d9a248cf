"""What another threshold would change about inputs that were really heard, text by text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from takeover.language.decision import Candidate, Decision

MOST_TEXTS = 5_000
"""Different texts that are kept of each kind; of more, the rarest are forgotten."""
LONGEST = 200


class Text(NamedTuple):
    """A text that came so many times, the line where it came first, and the step and score that it is about."""

    text: str
    times: int
    line: int
    step: str
    score: float


@dataclass(slots=True)
class Moved:
    """The texts that only the other threshold understands, and those that it does not understand any more."""

    now: float
    then: float
    conversations: int = 0
    inputs: int = 0
    forgot: bool = False
    _gained: dict[str, Text] = field(default_factory=dict)
    _lost: dict[str, Text] = field(default_factory=dict)

    def add(self, text: str, line: int, decision: Decision, address: str) -> None:
        """Look at an input that was decided about; `address` is that of the step that `scored_by` gives."""
        near = scored_by(decision)
        if near is None:
            return
        if decision.taken is None and near.score >= self.then:
            self._keep(self._gained, text, line, address, near.score)
        elif decision.taken is not None and near.score < self.then:
            self._keep(self._lost, text, line, address, near.score)

    def _keep(self, kept: dict[str, Text], text: str, line: int, step: str, score: float) -> None:
        key = " ".join(text.split())[:LONGEST]
        known = kept.get(key)
        kept[key] = Text(key, 1, line, step, score) if known is None else known._replace(times=known.times + 1)
        if len(kept) > 2 * MOST_TEXTS:
            self.forgot = True
            for rare in sorted(kept.values(), key=lambda one: one.times)[:MOST_TEXTS]:
                del kept[rare.text]

    @property
    def gained(self) -> tuple[Text, ...]:
        """Texts that are understood then, the most frequent first."""
        return _ranked(self._gained)

    @property
    def lost(self) -> tuple[Text, ...]:
        """Texts that are not understood then."""
        return _ranked(self._lost)


def scored_by(decision: Decision) -> Candidate | None:
    """Give the candidate whose score decides: the one taken by it, or the nearest miss; None where none does."""
    if decision.taken is not None:
        return decision.taken if decision.taken.means == "text" else None
    return next((one for one in decision.candidates if one.means == "text"), None)


def _ranked(kept: dict[str, Text]) -> tuple[Text, ...]:
    return tuple(sorted(kept.values(), key=lambda one: (-one.times, one.line, one.text)))
