"""The state of one conversation, as a value: everything the next step needs to know, and nothing of the outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.language.history import EMPTY, History
from takeover.language.values import NOTHING
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from takeover.language.choices import Choice
    from takeover.language.outputs import By
    from takeover.language.values import Json, Value
    from takeover.source.span import Span

Role = Literal["user", "bot", "agent"]
Control = Literal["open", "handover", "resolved"]
Media = Literal["image", "file", "audio", "video", "location"]


class Line(NamedTuple):
    """One message of the talk. `shown` describes what was sent beside text (media, a card, buttons), as JSON."""

    id: str
    at: datetime
    role: Role
    text: str
    shown: Mapping[str, Json] | None = None
    name: str = ""


class Position(NamedTuple):
    """The place of an action in the linked program: a block, and the action's number in it."""

    block: int
    index: int  # type: ignore[assignment] # which no tuple is asked for here


class Waiting(NamedTuple):
    """A question that was asked: where it stands, how often an answer to it did not fit, and what began its thread."""

    at: Position
    misses: int = 0
    cause: By = "start"


class Pending(NamedTuple):
    """A request to the outside that is not settled: where its thread goes on once it is, and what began that.

    `due` is when somebody must have taken the conversation; None: nobody waits for it, or somebody has it.
    """

    kind: Literal["takeover", "email", "call"]
    at: Position
    cause: By = "start"
    due: datetime | None = None


class Context(NamedTuple):
    """A step whose follow-ups are possible, and since when: their silences count from then."""

    step: int
    since: datetime


class Near(NamedTuple):
    """A step that nearly took an unknown input: its address, and the phrase of it that came nearest."""

    step: str
    example: str
    score: float
    span: Span


class Missed:
    """The last input that was not understood, and what came nearest, best first.

    `near` may be given as a function: it is looked for when somebody wants to see it, as the maker of a takeover.
    """

    __slots__ = ("_near", "text", "threshold")

    def __init__(
        self, text: str, threshold: float = 0.0, near: tuple[Near, ...] | Callable[[], tuple[Near, ...]] = ()
    ) -> None:
        """Keep what was missed; it never changes."""
        self.text = text
        self.threshold = threshold
        self._near = near

    @property
    def near(self) -> tuple[Near, ...]:
        """What came nearest, best first."""
        if callable(self._near):
            self._near = self._near()
        return self._near

    def _asdict(self) -> dict[str, object]:
        """Give its parts by their names, as the other values of a conversation do."""
        return {"text": self.text, "threshold": self.threshold, "near": self.near}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Missed) and self._asdict() == other._asdict()

    def __hash__(self) -> int:
        return hash((self.text, self.threshold))

    def __repr__(self) -> str:
        return f"Missed({self.text!r}, {self.threshold!r}, {self.near!r})"

    def __reduce__(self) -> tuple[type[Missed], tuple[object, ...]]:
        return Missed, (self.text, self.threshold, self.near)


class Secret(NamedTuple):
    """A value of a sensitive param, or an answer that was meant for one. It is remembered so that it can be masked."""

    name: str
    value: Value


class Conversation(NamedTuple):
    """One conversation. `clock` is the time of the last event, aware; `turn` counts the events.

    `contexts` are newest first; `last_step` is the step that was taken last, and `cause` what began its thread (a goto
    does not); `waiting` are the questions asked and not answered, newest last; `offered` the choices last shown;
    `quiet_since` the last time anything happened but time, and `reminded` the silences that were answered since;
    `notes` what agents alone may see; `secrets` what no reset makes fit to be seen;
    `told` is what the bot said last in this thread that was no question: what the user now expects.
    """

    id: str
    seed: int
    started: datetime
    clock: datetime
    channel: str = "web"
    language: str = "en"
    turn: int = 0
    params: Mapping[str, History[Value]] = NOTHING
    tags: Mapping[str, str] = NOTHING
    user: Mapping[str, str] = NOTHING
    contexts: tuple[Context, ...] = ()
    last_step: int | None = None
    cause: By = "start"
    waiting: tuple[Waiting, ...] = ()
    pending: Mapping[str, Pending] = NOTHING
    offered: tuple[Choice, ...] = ()
    unknowns: int = 0
    missed: Missed | None = None
    control: Control = "open"
    paused: bool = False
    paused_until: datetime | None = None
    quiet_since: datetime | None = None
    reminded: tuple[int, ...] = ()
    lines: History[Line] = EMPTY
    notes: History[str] = EMPTY
    secrets: History[Secret] = EMPTY
    told: str = ""

    @property
    def question(self) -> str:
        """Give the input that was not understood, or ""."""
        return self.missed.text if self.missed else ""
