"""What became of a transcript: whether it went as written, and if not, what was expected, what came, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.language.outputs import By
    from takeover.replay.scenes import Scene
    from takeover.source.span import Span

Outcome = Literal["passed", "failed", "skipped", "known"]
"""`known`: it failed, and its `fails` says that it would. One that says so and passes has failed."""
Who = Literal["user", "bot", "agent", ""]


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the talk: who said or did it ("" for none of the three), and where it is written."""

    who: Who
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Weighed:
    """A step that could have taken the last input: its address, how near it came, and what it lacked ("" for taken)."""

    step: str
    score: float
    example: str
    lacked: str
    span: Span


@dataclass(frozen=True, slots=True)
class Why:
    """How the last input was decided: the step that was taken ("" for none) and by what, and what else came near."""

    text: str
    threshold: float
    step: str
    by: By | Literal[""]
    span: Span
    near: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Differs:
    """One field that is otherwise; `field` is "" for the whole."""

    field: str
    expected: str
    actual: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a transcript failed.

    `at` is the place in the transcript; `spoke` the line of the flow that caused what came (NOWHERE: none did).
    `meant` is the line of the flow that says what was expected, where one does. `around` is the talk until then.
    """

    code: str
    message: str
    at: Span
    spoke: Span
    differs: tuple[Differs, ...] = ()
    hint: str = ""
    around: tuple[Told, ...] = ()
    why: Why | None = None
    meant: Span | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What can be counted in a conversation; `turns_to_person` is None where no person was reached."""

    turns: int = 0
    unknowns: int = 0
    repeated_questions: int = 0
    takeovers: int = 0
    turns_to_person: int | None = None

    @property
    def unknown_rate(self) -> float:
        """Give the part of the inputs that was not understood, 0 to 1."""
        return self.unknowns / self.turns if self.turns else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one transcript.

    `id` is that of the conversation; `reason` says why it was skipped or was known to fail. `taken` is what coverage
    counts, and `scenes` the talk as it is to be seen, when those were asked for; `unexpected` is the id of the first
    scene that no turn expected, or "".
    """

    name: str
    file: str
    span: Span
    outcome: Outcome
    failure: Failure | None = None
    reason: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    figures: Figures = field(default_factory=Figures)
    warnings: tuple[tuple[Span, str], ...] = ()
    taken: frozenset[tuple[str, Span, int]] = frozenset()
    scenes: tuple[Scene, ...] = ()
    unexpected: str = ""

    @property
    def address(self) -> str:
        """Give `file::name`, by which it can be chosen."""
        return f"{self.file}::{self.name}"


@dataclass(slots=True)
class Summary:
    """The results counted, as they come; `problems` are files and bots that could not be played at all."""

    counts: dict[Outcome, int] = field(default_factory=dict)
    problems: int = 0
    chosen: int = 0
    turns: int = 0
    unknowns: int = 0
    repeated_questions: int = 0
    to_person: list[int] = field(default_factory=list)

    def add(self, result: Result) -> None:
        """Count a result."""
        self.counts[result.outcome] = self.counts.get(result.outcome, 0) + 1
        figures = result.figures
        self.turns += figures.turns
        self.unknowns += figures.unknowns
        self.repeated_questions += figures.repeated_questions
        if figures.turns_to_person is not None:
            self.to_person.append(figures.turns_to_person)

    def count(self, outcome: Outcome) -> int:
        """Give how many ended so."""
        return self.counts.get(outcome, 0)

    @property
    def played(self) -> int:
        """Give how many were played."""
        return self.count("passed") + self.count("failed") + self.count("known")

    def figures(self) -> Mapping[str, float]:
        """Give the figures of all conversations together."""
        found: dict[str, float] = {
            "turns": self.turns,
            "unknowns": self.unknowns,
            "unknown_rate": round(self.unknowns / self.turns, 4) if self.turns else 0.0,
            "repeated_questions": self.repeated_questions,
            "reached_a_person": len(self.to_person),
        }
        if self.to_person:
            found["turns_to_person"] = round(sum(self.to_person) / len(self.to_person), 2)
        return found
