"""What one turn can do, counted on the graph: where the bot rests next, whatever its rules say. Nothing is played.

A node is an action about to be done, an input that was not understood (`missed`), or a rest, in which the user is to
say something: a question that was asked, the end of a step (`idle`), or one of the two, where questions may be pending
(`stopped`). A node is a number. Each is there once for every number of inputs in a row that were not understood, as far
as rules count; the ends once for every place of which the unknown step would take the next of them, and once for any
of these; and actions twice: their step may be the one that was taken last, or any other.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.engine.walk import find_all
from takeover.graph.arcs import ENTERING
from takeover.graph.edges import Edge, may_not_fit
from takeover.graph.effects import holds_at
from takeover.language.actions.ask import Ask
from takeover.language.actions.branch import Branch
from takeover.language.actions.email import Email
from takeover.language.actions.end import End
from takeover.language.actions.event import FireEvent
from takeover.language.actions.pause import Resume
from takeover.language.actions.reset import Reset
from takeover.language.actions.resolve import Resolve
from takeover.language.actions.takeover import Takeover
from takeover.language.rules.unknowns import UnknownsInRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.graph.edges import Graph, Stop
    from takeover.language.conversation import Position
    from takeover.language.run import Action, Rule

MOST_COUNTED = 6
"""Unknown inputs in a row up to which rules may count."""
LATER = frozenset({"choice", "unavailable"})
"""Ways that are not gone in the same turn, and not by an answer."""
NOWHERE = -1
"""The node of a bot that stays silent."""
IDLE, STOPPED, MISSED = range(3)
ENDS = 3


class Turns:
    """The nodes of a program, and what follows each of them. `usable` unless its rules count too far."""

    def __init__(self, graph: Graph) -> None:
        """Give each node its number."""
        self._graph = graph
        self._program = program = graph.program
        self._places = tuple(graph.leaving)
        self._numbers = {place: number for number, place in enumerate(self._places)}
        self._actions = [program.blocks[place.block].actions[place.index] for place in self._places]
        written = [linked.rule for linked in program.steps]
        written += (way.rule for action in self._actions if isinstance(action, Branch) for way in action.ways)
        most = max((_most(rule) for rule in find_all(tuple(written), UnknownsInRow)), default=0)
        self.usable = most <= MOST_COUNTED
        self.width = most + 1
        self._unknown = {level: numbers for (level, signal), numbers in program.signals.items() if signal == "unknown"}
        self._levels = list(dict.fromkeys((TOP, *self._unknown)))
        self._any = len(self._levels)
        self._level_numbers = {level: number for number, level in enumerate(self._levels)}
        self._first_end = 2 * len(self._places) * self.width
        self.questions = tuple(place for place in self._places if isinstance(self._action(place), Ask))

    # The nodes.

    def at(self, place: Position | None, met: int = 0, *, last: bool = True) -> int:
        """Give the node of an action. `last`: its step is the one that was taken last."""
        assert place is not None
        return (2 * self._numbers[place] + (not last)) * self.width + met

    def ends(self, kind: int) -> Iterator[int]:
        """Give the nodes of a kind of end, wherever it is, and for each number of unknown inputs."""
        for level, met in product(range(self._any + 1), range(self.width)):
            yield self._end(level, kind, met)

    def as_kind(self, end: int, kind: int) -> int:
        """Give the same end as one of another kind."""
        rest, met = divmod(end - self._first_end, self.width)
        return self._end(rest // ENDS, kind, met)

    def kind(self, node: int) -> int | None:
        """Give what kind of end a node is; None: it is an action."""
        return (node - self._first_end) // self.width % ENDS if node >= self._first_end else None

    def asked(self, question: Position, *, pending: bool) -> Iterator[int]:
        """Give the nodes of a question. `pending`: also those where something was done before it was answered."""
        for last, met in product((True, False) if pending else (True,), range(self.width)):
            yield self.at(question, met, last=last)

    def reaches_person(self, node: int) -> bool:
        """Say whether a node is an action that reaches a person, whatever becomes of it."""
        return 0 <= node < self._first_end and isinstance(self._actions[node // self.width // 2], Takeover | Email)

    def question_of(self, node: int) -> Position | None:
        """Give the question that is asked in a node, if it is one."""
        number = node // self.width // 2
        is_question = 0 <= node < self._first_end and isinstance(self._actions[number], Ask)
        return self._places[number] if is_question else None

    # What follows.

    def in_turn(self, node: int) -> set[int]:
        """Give what can follow a node in the same turn; nothing where it is a rest, or reaches a person."""
        if node >= self._first_end:
            rest, met = divmod(node - self._first_end, self.width)
            level, kind = divmod(rest, ENDS)
            if kind == MISSED:
                return set(self._missed(level, met))
            return set()
        if node == NOWHERE:
            return set()
        rest, met = divmod(node, self.width)
        number, other = divmod(rest, 2)
        action = self._actions[number]
        if isinstance(action, Ask | Takeover | Email):
            return set()
        return set(self._follow(self._places[number], action, met, last=not other))

    def answered(self, node: int) -> set[int]:
        """Give what can follow an answer that fits, to the question of a node."""
        number, other = divmod(node // self.width, 2)
        return set(self._ways(self._places[number], "answer", 0, last=not other))

    def unheard(self, node: int, *, may_fit: bool) -> set[int]:
        """Give what can follow when answers that mean nothing were given to a question as often as it allows.

        `may_fit`: they may be taken for answers, as open types do.
        """
        rest, met = divmod(node, self.width)
        number, other = divmod(rest, 2)
        found = self.answered(node) if may_fit else set()
        place, action = self._places[number], self._actions[number]
        if isinstance(action, Ask) and may_not_fit(self._program, place):
            if action.otherwise is None:
                found.add(self._end(self._any if other else self._level_of(place), MISSED, met))
            else:
                found.update(self._ways(place, "else", met, last=not other))
        return found

    def all_of_any(self, kind: int, met: int) -> Iterator[int]:
        """Give all that the end of a step may be of which it is not known where it is."""
        for level in range(self._any):
            yield self._end(level, kind, met)

    def _end(self, level: int, kind: int, met: int) -> int:
        return self._first_end + (level * ENDS + kind) * self.width + met

    def _missed(self, level: int, met: int) -> Iterator[int]:
        """Give what an input can lead to that is not understood."""
        if level == self._any:
            yield from self.all_of_any(MISSED, met)
            return
        met = min(met + 1, self.width - 1)
        here = self._levels[level]
        while True:
            for number in self._unknown.get(here, ()):
                holds = _holds(self._program.steps[number].rule, met)
                if holds is not False:
                    entry = self._graph.entries[number]
                    yield self._end(self._level(number), STOPPED, met) if entry is None else self.at(entry, met)
                if holds:
                    return
            if here == TOP:
                yield NOWHERE
                return
            here = self._program.steps[here].parent

    def _follow(self, place: Position, action: Action, met: int, *, last: bool) -> Iterator[int]:
        ways: tuple[Edge | Stop, ...] = (*self._graph.leaving[place], *self._graph.stops[place])
        if isinstance(action, Branch):
            held = [_holds(way.rule, met) for way in action.ways]
            sure = held.index(True) if True in held else len(held)
            for way in ways:
                number = len(held) if way.why == "no branch" else way.number
                if number <= sure and (number == len(held) or held[number] is not False):
                    yield self._target(way, met, last=last)
            return
        if isinstance(action, Resolve) or (isinstance(action, Reset) and action.what == "everything"):
            met = 0
        last = last and not isinstance(action, Resolve | Resume)
        if isinstance(action, FireEvent) and not self._is_heard(action.name.text):
            yield self._stop(place, met, last=last)
        for way in ways:
            if way.why not in LATER:
                ended = isinstance(action, End)
                yield self._end(0, IDLE, met) if ended else self._target(way, met, last=last)

    def _is_heard(self, event: str) -> bool:
        """Say whether some step always listens to an event: its rules may close others, and follow-ups come and go."""
        numbers = self._program.signals.get((TOP, f"event:{event}"), ())
        return any(self._program.steps[number].rule is None for number in numbers)

    def _ways(self, place: Position, why: str, met: int, *, last: bool) -> Iterator[int]:
        ways: tuple[Edge | Stop, ...] = (*self._graph.leaving[place], *self._graph.stops[place])
        for way in ways:
            if way.why == why:
                yield self._target(way, met, last=last)

    def _target(self, way: Edge | Stop, met: int, *, last: bool) -> int:
        if isinstance(way, Edge):
            return self.at(way.target, met, last=last or way.why in ENTERING)
        if way.enters is not None:
            return self._end(self._level(way.enters), STOPPED, met)
        return self._stop(way.source, met, last=last)

    def _stop(self, place: Position, met: int, *, last: bool) -> int:
        return self._end(self._level_of(place) if last else self._any, STOPPED, met)

    def _level_of(self, place: Position) -> int:
        return self._level(self._program.blocks[place.block].step)

    def _level(self, step: int) -> int:
        """Give the place of which the unknown step takes what is not understood after a step."""
        while step != TOP and step not in self._unknown:
            step = self._program.steps[step].parent
        return self._level_numbers[step]

    def _action(self, place: Position) -> Action:
        return self._actions[self._numbers[place]]


def _holds(rule: Rule | None, unknowns: int) -> bool | None:
    """Say whether a rule holds after so many unknown inputs; None: other things decide that."""
    if rule is None:
        return True
    return holds_at(rule, unknowns) if isinstance(rule, UnknownsInRow) else None


def _most(rule: UnknownsInRow) -> int:
    """Give the count from which on a rule says the same."""
    return max(int(bound) + 1 for bound in (rule.least, rule.is_, rule.over, rule.under, 0) if bound is not None)
