"""Why an input was understood as it was: ranked candidates, their scores, and what a near miss lacked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.language.values import Value
    from takeover.source.span import Span

Means = Literal["exact", "pattern", "contains", "intent", "text", "typed", "any"]
"""How a candidate was found, strongest first: the order in which one level is searched."""


class Candidate(NamedTuple):
    """One step that could take the input.

    `score` is 0 to 1; `example` is the phrase, word, pattern or type that came nearest, at `span`;
    `lacked` says in the designer's words what kept a near miss from being taken ("" for the one that was).
    """

    step: int
    means: Means
    score: float
    example: str
    span: Span
    lacked: str = ""
    captures: Mapping[str, Value] = {}


class Decision:
    """What became of one text: the candidate that was taken (None: unknown) and those that were not, best first.

    Those that were not taken may be given as a function: they are looked for when somebody wants to see them.
    """

    __slots__ = ("_missed", "taken", "text", "threshold")
    _fields = ("text", "taken", "candidates", "threshold")
    """Its parts, as named tuples tell theirs."""

    def __init__(
        self,
        text: str,
        taken: Candidate | None,
        candidates: tuple[Candidate, ...] | Callable[[], tuple[Candidate, ...]],
        threshold: float,
    ) -> None:
        """Keep what was decided; it never changes."""
        self.text = text
        self.taken = taken
        self._missed = candidates
        self.threshold = threshold

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The candidates that were not taken, best first."""
        if callable(self._missed):
            self._missed = self._missed()
        return self._missed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Decision) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((self.text, self.threshold))

    def __repr__(self) -> str:
        return f"Decision{self._values()}"

    def _replace(self, **parts: Any) -> Decision:  # noqa: ANN401 - any of its parts
        """Give it with other parts, as named tuples do."""
        return Decision(**{**dict(zip(self._fields, self._values(), strict=True)), **parts})

    def _values(self) -> tuple[str, Candidate | None, tuple[Candidate, ...], float]:
        return self.text, self.taken, self.candidates, self.threshold
