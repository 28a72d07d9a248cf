"""What a proof finds: the places from which no person is near, each with a talk that leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from takeover.language.conversation import Conversation, Position
    from takeover.walk.replayed import Replayed
    from takeover.walk.search import Distance


class Far(NamedTuple):
    """A place from which a person is too many turns away: a question, or the end of the step that was taken last.

    Neither is there where nothing has happened yet. `there` is the conversation at the place. Where nothing is known to
    lead to a person, the talk goes on by one input that is not understood, which the step `taken` took.
    """

    question: Position | None
    step: int | None
    distance: Distance
    taken: int | None
    talk: Replayed
    there: Conversation


class Lost(NamedTuple):
    """A user who is never understood meets nobody. `step` took the last input; the talk ends where it repeats.

    `question` is one that gives up on the way, and leaves the user to the unknown step.
    """

    step: int | None
    question: Position | None
    talk: Replayed


class Proof:
    """What was found. `person`: some action reaches one. `complete`: every place was gone on from, and judged.

    `doubts` counts what looked wrong on the quick copy, and went otherwise on the bot itself. `blind` are steps and
    questions that could lead to a person, had a text been made up that they take.
    """

    __slots__ = ("blind", "complete", "doubts", "far", "lost", "person", "places")

    def __init__(self, *, person: bool) -> None:
        """Begin with nothing found."""
        self.person = person
        self.complete = True
        self.places = 0
        self.doubts = 0
        self.blind: tuple[Position | int, ...] = ()
        self.far: list[Far] = []
        self.lost: list[Lost] = []
