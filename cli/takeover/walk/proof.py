"""The proof that a person can be reached from every place of a bot; or the places from which not, each with a talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.language.outputs import Entered, Unmatched
from takeover.language.rules.chance import Chance
from takeover.walk.asked_facts import AskedFacts
from takeover.walk.inputs import Inputs
from takeover.walk.person import answers_before, is_person, reaches_person
from takeover.walk.player import Player
from takeover.walk.proved import Far, Lost, Proof
from takeover.walk.quick_program import quicken
from takeover.walk.replayed import Replayed, replay
from takeover.walk.rules import Rules
from takeover.walk.search import MOST_ROUNDS, Distance, ExhaustedError, Search, find_hot
from takeover.walk.states import State, States
from takeover.walk.walker import Visit, Walker
from takeover.walk.worlds import find_worlds

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.graph.edges import Graph
    from takeover.language.conversation import Position
    from takeover.walk.worlds import World

MOST_STEPS = 2_500
"""Steps that all walks through a bot take at most. A step takes 30 to 60 µs."""
MOST_SEARCHED = 2_500
"""Steps that looking for a person from the places found takes at most."""
MOST_SHOWN = 3
"""Places of a kind that are shown: the cause of many is often one."""


def prove(program: Program, graph: Graph, turns: int) -> Proof:
    """Walk through a program, and look from every place for a person within so many turns.

    Nothing is found in a program whose rules name hours or types that are not there (see `link_anyway`): it cannot run.
    """
    proof = Proof(person=any(reaches_person(action) for block in program.blocks for action in block.actions))
    rules = Rules(program)
    if proof.person and rules.can_be_asked(program):
        _Prover(program, graph, rules, turns, proof).prove()
    return proof


class _Prover:
    """The parts of one proof."""

    def __init__(self, program: Program, graph: Graph, rules: Rules, turns: int, proof: Proof) -> None:
        quick = quicken(program)
        asked = AskedFacts(quick, rules)
        self._program = program
        self._turns = turns
        self._proof = proof
        self._inputs = Inputs(quick, asked, graph.fired)
        self._states = States(quick, asked)
        self._player = Player(quick, self._inputs)
        self._walker = Walker(self._player, self._inputs, self._states)
        before = answers_before(graph)
        self._hot = find_hot(quick, graph, self._inputs, before)
        self._worlds = find_worlds(quick, rules, asked)
        self._by_chance = next(rules.of_kind(Chance), None) is not None
        self._answers_unknown = (TOP, "unknown") in program.signals
        self._blind = tuple(blind for blind in self._inputs.blind if _entry(graph, blind) in before)
        self._lost_steps: set[int | None] = set()
        self._far_steps: set[int | None] = set()
        self._traps: list[frozenset[int]] = []

    def prove(self) -> None:
        walked = searched = 0
        places = set()
        for number, world in enumerate(self._worlds):
            share = len(self._worlds) - number
            begun = self._player.steps
            walk = self._walker.walk(world, (MOST_STEPS - walked) // share)
            walked += self._player.steps - begun
            visits = sorted((visit for visit in walk.visits.values() if visit.news), key=lambda visit: visit.depth)
            places |= {visit.state.place for visit in visits}
            begun = self._player.steps
            most = (MOST_SEARCHED - searched) // share
            search = Search(self._walker, self._states, self._hot, most, by_chance=self._by_chance)
            try:
                self._judge(world, visits, search)
            except ExhaustedError:
                self._proof.complete = False
            searched += self._player.steps - begun
            self._proof.complete = self._proof.complete and walk.complete
        self._proof.places = len(places)
        del self._proof.far[MOST_SHOWN:], self._proof.lost[MOST_SHOWN:]

    def _judge(self, world: World, visits: list[Visit], search: Search) -> None:
        """Look at each state of a world, the nearest to its opening first."""
        lost = [found for visit in visits if (found := self._follow_gibberish(world, visit, search)) is not None]
        hopeless: set[State] = set()
        try:
            self._measure(world, visits, search, hopeless)
        finally:
            self._proof.lost += (found for state, found in lost if state not in hopeless)

    def _measure(self, world: World, visits: list[Visit], search: Search, hopeless: set[State]) -> None:
        """Look how far a person is from each state; `hopeless` are those from which nothing leads to one."""
        opening_is_far = False
        for visit in visits:
            if search.is_near(visit.conversation, self._turns):
                continue
            distance = search.how_far(visit.conversation, self._turns)
            if distance.never:
                hopeless.add(visit.state)
            if distance.turns is not None and distance.turns <= self._turns:
                continue
            # No worse than it was from the beginning is what has been said already.
            if distance.never or not opening_is_far:
                self._tell_far(world, visit, distance)
            opening_is_far = opening_is_far or not visit.depth
            if distance.never and not visit.depth:
                hopeless.update(other.state for other in visits)
                return

    def _follow_gibberish(self, world: World, visit: Visit, search: Search) -> tuple[State, Lost] | None:
        """Give the round in which a user who is never understood is caught here, if it is not told yet."""
        round_about = search.goes_round(visit.conversation) if self._answers_unknown else None
        if round_about is None:
            return None
        # Once more than it takes to come back: who reads it sees that nothing changes.
        rounds = (*round_about, self._inputs.gibberish.happen(visit.conversation))
        way = visit.way()
        talk = replay(self._program, world, (*way, *rounds))
        step = _last_taken(talk, self._program)
        if self._states.of(talk.conversations[len(way) - 1]) != visit.state or not self._goes_round(talk, len(way)):
            self._proof.doubts += 1
            return None
        if step in self._lost_steps:
            return None
        self._lost_steps.add(step)
        return visit.state, Lost(step, _given_up(talk, len(way)), talk)

    def _goes_round(self, talk: Replayed, begin: int) -> bool:
        """Say whether the events of a talk from `begin` on lead back to where they began, and to no person."""
        if any(is_person(output) for _, outputs in talk.turns[begin:] for output in outputs):
            return False
        *earlier, last = map(self._states.of, talk.conversations[begin - 1 :])
        return (last in earlier and not last.place.paused) or len(talk.turns) - begin >= MOST_ROUNDS

    def _tell_far(self, world: World, visit: Visit, distance: Distance) -> None:
        """Note a place, unless it is far for a reason that was told: the same step, or follow-ups that never let go."""
        state = visit.state
        step = visit.conversation.last_step
        contexts = frozenset(state.contexts)
        if step in self._far_steps or (distance.never and any(trap <= contexts for trap in self._traps)):
            return
        way = visit.way()
        unheard = () if distance.turns is not None else (self._inputs.gibberish.happen(visit.conversation),)
        talk = replay(self._program, world, (*way, *unheard))
        if self._blind:
            self._proof.blind = self._blind
        elif self._states.of(there := talk.conversations[len(way) - 1]) != state:
            self._proof.doubts += 1
        else:
            self._far_steps.add(step)
            if distance.never and contexts:
                self._traps.append(contexts)
            taken = _last_taken(talk, self._program) if unheard else None
            self._proof.far.append(Far(state.place.question, step, distance, taken, talk, there))


def _entry(graph: Graph, place: int | Position) -> Position | None:
    return graph.entries[place] if isinstance(place, int) else place


def _last_taken(talk: Replayed, program: Program) -> int | None:
    """Give the step that took the last input of a talk that any step took."""
    for _, outputs in reversed(talk.turns):
        for output in outputs:
            if isinstance(output, Entered):
                return program.named_steps.get((output.flow, output.step))
    return None


def _given_up(talk: Replayed, begin: int) -> Position | None:
    """Give the last question that, in a talk from `begin` on, left an answer that did not fit to the unknown."""
    asking = [conversation.waiting for conversation in talk.conversations[begin - 1 : -1]]
    for waiting, (_, outputs) in reversed(list(zip(asking, talk.turns[begin:], strict=True))):
        if waiting and any(isinstance(output, Unmatched) for output in outputs):
            return waiting[-1].at
    return None
