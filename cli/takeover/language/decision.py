"""Why an input was understood as it was: ranked candidates, their scores, and what a near miss lacked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.language.values import Value
    from takeover.source.span import Span

Means = Literal["exact", "pattern", "contains", "text", "typed", "any"]
"""How a candidate was found, strongest first: the order in which one level is searched."""


@dataclass(frozen=True, slots=True)
class Candidate:
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
    captures: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one text: the candidate that was taken (None: unknown) and those that were not, best first."""

    text: str
    taken: Candidate | None
    candidates: tuple[Candidate, ...]
    threshold: float
