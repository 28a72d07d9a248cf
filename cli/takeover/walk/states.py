"""What of a conversation decides where it can go from here: two that agree in it are the same place to the walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.graph.edges import unknown_of
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation, Position
    from takeover.walk.asked_facts import AskedFacts, Fact


class Place(NamedTuple):
    """Where a talk stands: the question that waits, the step whose follow-ups are listened for first, who has it.

    `unknown` are the steps that would take an input that is not understood.
    """

    question: Position | None
    follows: int | None
    unknown: tuple[int, ...]
    paused: bool
    control: str


class State(NamedTuple):
    """A place, and all that can make a difference there."""

    place: Place
    waiting: tuple[tuple[int, int, int], ...]
    contexts: tuple[int, ...]
    unknowns: int
    offered: tuple[tuple[str, str, int | None], ...]
    facts: frozenset[Fact]
    reminded: tuple[int, ...]
    handed_over: Position | None
    for_a_time: bool


class States:
    """Tells the states of a program apart."""

    def __init__(self, program: Program, asked: AskedFacts) -> None:
        """Look with the rules of the program."""
        self._program = program
        self._asked = asked
        self._unknown: dict[int, tuple[int, ...]] = {}

    def of(self, conversation: Conversation) -> State:
        """Give the state of a conversation."""
        waiting, contexts = conversation.waiting, conversation.contexts
        place = Place(
            waiting[-1].at if waiting else None,
            contexts[0].step if contexts else None,
            self._unknown_after(conversation.last_step),
            conversation.paused,
            conversation.control,
        )
        return State(
            place,
            tuple((question.at.block, question.at.index, question.misses) for question in waiting),
            tuple(context.step for context in contexts),
            min(conversation.unknowns, self._asked.most_unknowns),
            tuple((choice.label, choice.event, choice.step) for choice in conversation.offered if choice.addressed),
            self._asked.facts(conversation),
            conversation.reminded,
            handed_over_at(conversation),
            conversation.paused_until is not None,
        )

    def _unknown_after(self, last: int | None) -> tuple[int, ...]:
        level = TOP if last is None else last
        if level not in self._unknown:
            self._unknown[level] = unknown_of(self._program, level)
        return self._unknown[level]


def handed_over_at(conversation: Conversation) -> Position | None:
    """Give the place of the takeover that is not settled, if the conversation was handed over."""
    if conversation.control != "handover":
        return None
    return next(
        (pending.at for pending in reversed(tuple(conversation.pending.values())) if pending.kind == "takeover"), None
    )
