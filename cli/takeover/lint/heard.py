"""Who would take a text that the bot itself offers: a choice that is typed, or touched without an address.

Scores are learned from all examples of a level, which takes long where there are many; there a text that only scores
could decide about counts as taken by somebody.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.graph.threads import in_turn
from takeover.language.actions.ask import Ask
from takeover.language.types.kind import Place
from takeover.matching.hear import Heard
from takeover.matching.index import Index
from takeover.matching.understand import always, understand

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from takeover.engine.program import Program
    from takeover.graph.edges import Graph
    from takeover.language.conversation import Position
    from takeover.language.decision import Candidate

SOME_DAY = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
"""When choices are read: whatever they say of a day, it is one."""
MOST_EXAMPLES = 300
"""So many examples a level may have for its scores to be learned here: about a twentieth of a second."""
MOST_BEFORE = 200
"""So many steps that can lead to a place are looked at."""


class Hearing:
    """What the steps of a program would make of a text."""

    def __init__(self, program: Program) -> None:
        """Take the program."""
        self._program = program
        self._at_top: dict[str, bool] = {}
        self.place = Place(program.bot.language, program.bot.country, SOME_DAY)

    @cached_property
    def _certain(self) -> Index:
        """The index without its examples, of which the exact texts stay: nothing has to be learned for it."""
        levels = {number: level._replace(examples=()) for number, level in self._program.index.levels.items()}
        return Index(levels, 0.5)

    def certain(self, text: str, level: int, open_step: Callable[[int], bool] = always) -> Candidate | None:
        """Give the step of a level that takes a text by other means than a score."""
        return understand(self._certain, text, level, place=self.place, open_step=open_step).taken

    def nobody(self, text: str, levels: Collection[int]) -> bool:
        """Say whether no step of some levels takes a text; where that would take long to find out, say no."""
        if any(self.certain(text, level) is not None for level in levels if level != TOP) or self._takes_at_top(text):
            return False
        if not Heard(self._program.index, text).reading.units:  # it has nothing in common with any example
            return True
        known = self._program.index.levels
        if max(len(known[level].examples) for level in known) > MOST_EXAMPLES:
            return False
        index = self._program.index
        return all(understand(index, text, level, place=self.place).taken is None for level in levels)

    def _takes_at_top(self, text: str) -> bool:
        """Say whether a top-level step takes a text for certain: asked last and once, as most steps are there."""
        if text not in self._at_top:
            self._at_top[text] = self.certain(text, TOP) is not None
        return self._at_top[text]


def levels_at(graph: Graph, before: Mapping[int, set[int]], number: int) -> set[int] | None:
    """Give the levels that can be listened to when a step is over; None where they are too many to tell.

    They are its follow-ups and those of all steps before it (see `steps_before`), and the top.
    """
    program = graph.program
    seen = {number}
    waiting = [number]
    while waiting:
        here = waiting.pop()
        parent = program.steps[here].parent
        for earlier in (*before.get(here, ()), *(() if parent == TOP else (parent,))):
            if earlier not in seen:
                if len(seen) >= MOST_BEFORE:
                    return None
                seen.add(earlier)
                waiting.append(earlier)
    return {TOP, *(step for step in seen if program.steps[step].leads_on)}


def steps_before(graph: Graph) -> dict[int, set[int]]:
    """Give, for each step, those that lead to it."""
    program = graph.program
    before: dict[int, set[int]] = {}
    for place, edges in graph.leaving.items():
        here = program.blocks[place.block].step
        for edge in edges:
            there = program.blocks[edge.target.block].step
            if there != here:
                before.setdefault(there, set()).add(here)
    return before


def asked_after(graph: Graph, place: Position) -> Iterator[Position]:
    """Give the questions that are asked in the same turn as an action is done; few are looked for."""
    seen = {place}
    waiting = [place]
    program = graph.program
    while waiting and len(seen) < MOST_BEFORE:
        here = waiting.pop()
        action = program.blocks[here.block].actions[here.index]
        if isinstance(action, Ask):
            yield here
            continue
        for edge in graph.leaving[here]:
            if in_turn(action, edge) and edge.target not in seen:
                seen.add(edge.target)
                waiting.append(edge.target)
