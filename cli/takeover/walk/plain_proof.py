"""The proof without a walk, for bots where it is plain that a person is near: counted on the graph, in linear time.

What rules, calls and chance decide is taken to come out in the worst way, so what is shown here holds whatever was
said before. Two things are shown of every rest: who is never understood comes to a person; and some inputs, each one
that was certainly understood, lead to one within the turns that are allowed. Where either is not plain nothing is
said, and the bot has to be walked through: see `proof`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, cast

from takeover.engine.program import TOP
from takeover.graph.edges import may_not_fit
from takeover.language.actions.ask import Ask
from takeover.language.choices import Option
from takeover.language.folding import fold
from takeover.language.triggers.text import WhenText
from takeover.language.types.kind import Place
from takeover.matching.understand import hear, understand
from takeover.source.light import NamedTuple
from takeover.walk.person import answers_before
from takeover.walk.quick_program import quicken_index, quicken_type
from takeover.walk.samples import GIBBERISH, examples_of
from takeover.walk.turns import IDLE, MISSED, STOPPED, Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from takeover.engine.program import Program
    from takeover.graph.edges import Graph
    from takeover.language.conversation import Position
    from takeover.matching.hear import Heard

SOME_DAY = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
MOST_TEXTS, MOST_TRIED = 3, 8
"""So many texts that may lead to a person are looked for, among the steps that lead there soonest."""
HEARD_AT_ANY_TIME = frozenset({"unknown", "event:opened"})
"""Signals that nobody gives while a question waits for its answer."""


def is_plain(program: Program, graph: Graph, turns: int) -> bool:
    """Say whether a person is certainly within so many turns everywhere, and whoever is not understood meets one."""
    counted = Turns(graph)
    if not counted.usable:
        return False
    listening = _Listening(program, graph)
    plain = _Plain(counted, listening)
    return plain.never_understood() and listening.nobody_takes(GIBBERISH) and plain.near(turns)


class _Won:
    """Nodes from which the worst that can follow still leads to a person, by what each of them needs."""

    def __init__(self, roots: Iterable[int], needs: Callable[[int], set[int]]) -> None:
        """Find what must all be won for some nodes."""
        self.inputs: dict[int, int] = {}
        """How many inputs are made until then, by the nodes that are won."""
        self.known: set[int] = set(roots)
        self._missing: dict[int, int] = {}
        self._waiting: dict[int, list[int]] = {}
        left = list(self.known)
        while left:
            node = left.pop()
            followers = needs(node)
            self._missing[node] = len(followers)
            for follower in followers:
                self._waiting.setdefault(follower, []).append(node)
                if follower not in self.known:
                    self.known.add(follower)
                    left.append(follower)

    def win(self, nodes: Iterable[int], inputs: int) -> None:
        """Note nodes as won after so many inputs, and all that needed nothing else."""
        won = list(nodes)
        while won:
            node = won.pop()
            if node in self.inputs:
                continue
            self.inputs[node] = inputs
            for waiting in self._waiting.get(node, ()):
                self._missing[waiting] -= 1
                if not self._missing[waiting]:
                    won.append(waiting)

    def within(self, nodes: Iterable[int], inputs: int) -> bool:
        """Say whether all of these are won after so many inputs."""
        return all(self.inputs.get(node, inputs + 1) <= inputs for node in nodes)


class _Plain:
    """The two parts of the proof, on the same nodes."""

    def __init__(self, turns: Turns, listening: _Listening) -> None:
        self._turns = turns
        self._listening = listening
        self._ends = list(turns.ends(IDLE))
        self._questions = [
            node
            for question in turns.questions
            for node in turns.asked(question, pending=listening.can_be_pending(question))
        ]
        self._pending = {
            node for node in self._questions if listening.can_be_pending(cast("Position", turns.question_of(node)))
        }

    def never_understood(self) -> bool:
        """Say whether whoever is never understood comes to a person from every rest.

        Pending questions only put that off: each is left in the end, and what is asked on the way takes the place of
        the one that was left. So the end of a step stands for all that may be asked again there.
        """
        won = _Won([*self._questions, *self._ends], self._unheard)
        won.win(filter(self._turns.reaches_person, won.known), 0)
        return won.inputs.keys() >= {*self._questions, *self._ends}

    def _unheard(self, node: int) -> set[int]:
        turns = self._turns
        question = turns.question_of(node)
        if question is not None:
            return turns.unheard(node, may_fit=self._listening.may_fit(question, GIBBERISH))
        match turns.kind(node):
            case kind if kind == IDLE:
                return {turns.as_kind(node, MISSED)}
            case kind if kind == STOPPED:
                return {turns.as_kind(node, IDLE)}
            case _:
                return turns.in_turn(node)

    def near(self, most: int) -> bool:
        """Say whether a person is so many inputs away, from all rests: one, then two, and so on."""
        turns, listening = self._turns, self._listening
        missed = [turns.as_kind(end, MISSED) for end in self._ends]
        leading = listening.leading
        answers = {node: (turns.answered(node), self._unheard(node)) for node in self._questions}
        roots = {*missed, *(turns.at(said.entry) for said in leading)}
        won = _Won(roots.union(*(node for sets in answers.values() for node in sets)), turns.in_turn)
        won.win(filter(turns.reaches_person, won.known), 0)
        left, ends = list(self._questions), list(self._ends)
        for inputs in range(1, most + 1):
            texts = [said for said in leading if won.within([turns.at(said.entry)], inputs - 1)]
            near = [node for node in left if self._leads_on(node, *answers[node], won, inputs, texts)]
            near += (end for end in ends if texts or won.within([turns.as_kind(end, MISSED)], inputs - 1))
            won.win(near, inputs)
            left, ends = ([node for node in nodes if node not in won.inputs] for nodes in (left, ends))
            if not self._pending.intersection(left):
                won.win((turns.as_kind(end, STOPPED) for end in self._ends if end not in ends), inputs)
            if not left and not ends:
                return True
        return False

    def _leads_on(
        self, node: int, answered: set[int], unheard: set[int], won: _Won, inputs: int, texts: Sequence[_Said]
    ) -> bool:
        """Say whether inputs at a question lead to a person after so many of them in all."""
        question, listening = self._turns.question_of(node), self._listening
        assert question is not None
        return (
            any(said.interrupts or not listening.may_fit(question, said.text) for said in texts)
            or (won.within(answered, inputs - 1) and listening.can_be_answered(question))
            or won.within(unheard, inputs - listening.attempts(question))
        )


class _Said(NamedTuple):
    """A text that certainly takes a top-level step, and the first action there."""

    text: str
    entry: Position
    interrupts: bool


class _Listening:
    """Who takes a text, for sure: by its exact words, patterns, words it holds, and types, as in a walk."""

    def __init__(self, program: Program, graph: Graph) -> None:
        self._program = program
        self._graph = graph
        self._index = quicken_index(program)
        self._place = Place(program.bot.language, program.bot.country, SOME_DAY)
        signals = {signal for _, signal in program.signals} - HEARD_AT_ANY_TIME
        self._interrupted = bool(signals or program.interrupters or program.silences)

    def nobody_takes(self, text: str) -> bool:
        """Say whether no step at all takes a text, its rules aside."""
        heard = hear(self._index, text)
        return all(self._taken(heard, level) is None for level in self._index.levels)

    def _taken(self, heard: Heard, level: int, only: frozenset[int] | None = None) -> int | None:
        taken = understand(self._index, heard, level, place=self._place, only=only).taken
        return None if taken is None else taken.step

    @cached_property
    def leading(self) -> Sequence[_Said]:
        """Give texts that may lead to a person: of the steps from which one can be reached soonest."""
        before = answers_before(self._graph)
        likely: list[tuple[bool, int, int]] = []
        for linked in self._program.steps:
            entry = self._graph.entries[linked.number]
            if linked.parent == TOP and linked.rule is None and entry is not None and entry in before:
                likely.append((not linked.interrupts, before[entry], linked.number))
        found: list[_Said] = []
        for *_, number in sorted(likely)[:MOST_TRIED]:
            found += self._texts_of(number)
            if len(found) >= MOST_TEXTS:
                break
        return found

    def _texts_of(self, number: int) -> Iterator[_Said]:
        """Give a text of a top-level step, if there is one that nothing else takes."""
        linked, entry = self._program.steps[number], self._graph.entries[number]
        others = [level for level in self._index.levels if level != TOP]
        for trigger in linked.step.triggers:
            for example in trigger.examples[:1] if isinstance(trigger, WhenText) else ():
                heard = hear(self._index, example.text)
                sure = self._taken(heard, TOP) == number and heard.folded not in self._labels
                if entry is not None and sure and all(self._taken(heard, level) is None for level in others):
                    yield _Said(example.text, entry, linked.interrupts)
                    return

    @cached_property
    def _labels(self) -> frozenset[str]:
        """What takes a choice or button that leads somewhere, as far as that is known."""
        return frozenset(
            fold(text.text)
            for held in self._graph.held.values()
            for option in held
            if isinstance(option, Option) and (option.place is not None or option.event is not None)
            for text in option.label.all
        )

    def attempts(self, question: Position) -> int:
        """Give how many answers that mean nothing a question takes."""
        action = self._program.blocks[question.block].actions[question.index]
        return action.attempts if isinstance(action, Ask) and may_not_fit(self._program, question) else 1

    def can_be_pending(self, question: Position) -> bool:
        """Say whether something else can be done before a question is answered."""
        return self._interrupted or may_not_fit(self._program, question)

    def may_fit(self, question: Position, text: str) -> bool:
        """Say whether a text can be an answer to a question."""
        kind = self._program.answers.get((question.block, question.index))
        return kind is None or quicken_type(kind).find(text, self._place) is not None

    def can_be_answered(self, question: Position) -> bool:
        """Say whether there is an answer to a question that certainly fits."""
        kind = self._program.answers.get((question.block, question.index))
        if kind is None:
            return False
        quick = quicken_type(kind)
        return any(quick.find(text, self._place) and not self._interrupting(text) for text in examples_of(quick))

    def _interrupting(self, text: str) -> bool:
        heard = hear(self._index, text)
        return any(self._taken(heard, level, only) is not None for level, only in self._program.interrupters.items())
