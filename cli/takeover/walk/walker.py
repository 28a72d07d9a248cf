"""Walks through a bot: from its opening, by everything that a user can do, to every place that it has."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.language.choices import numbers_of
from takeover.language.events import AgentActed, Chose, Waited
from takeover.source.light import NamedTuple
from takeover.walk.inputs import ANYTIME, Input
from takeover.walk.states import handed_over_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.conversation import Conversation
    from takeover.language.events import Event
    from takeover.walk.asked_facts import Fact
    from takeover.walk.inputs import Inputs
    from takeover.walk.player import Played, Player
    from takeover.walk.states import Place, State, States
    from takeover.walk.worlds import World

RESUMED = Input(AgentActed(ANYTIME, "resume"))
REFUSED = Input(AgentActed(ANYTIME, "refuse"))
MOST_TRIES = 5
"""So often it is tried to take a step that was closed when it was first tried."""


class Visit(NamedTuple):
    """A conversation that came to a state, and how: what happened since the visit before."""

    conversation: Conversation
    state: State
    depth: int
    news: bool
    """Whether the place was a new one, or something that is known there."""
    before: Visit | None
    events: tuple[Event, ...]

    def way(self) -> tuple[Event, ...]:
        """Give everything that happened, from the opening on."""
        visits: list[Visit] = []
        visit: Visit | None = self
        while visit is not None:
            visits.append(visit)
            visit = visit.before
        return tuple(event for visit in reversed(visits) for event in visit.events)


@dataclass(slots=True)
class Walk:
    """What a walk through one world has seen: a visit for each state. `complete`: it went on from every place."""

    world: World
    visits: dict[State, Visit] = field(default_factory=dict)
    complete: bool = True


class Walker:
    """Looks for states. Places that are new go first; known places with other facts, as long as steps are left."""

    def __init__(self, player: Player, inputs: Inputs, states: States) -> None:
        """Walk with a player."""
        self.player = player
        self.inputs = inputs
        self.states = states

    def walk(self, world: World, most: int) -> Walk:
        """Walk through one world, in at most `most` steps.

        When every place was gone on from, as many steps again are spent on known places with new facts.
        """
        begun = self.player.steps
        seen = _Seen(Walk(world), self.states)
        untaken = [_Untaken(number, made) for number, made in self.inputs.at_level(TOP)]
        for played in self.player.open(world):
            seen.meet(played, None)
        for_places = 0
        while seen.places or seen.facts:
            spent = self.player.steps - begun
            if spent >= most:
                seen.walk.complete = seen.walk.complete and not seen.places
                break
            if seen.places:
                visit = seen.places.popleft()
                self._go_on(visit, seen)
                untaken = self._try_untaken(untaken, visit, seen, begun + most)
                for_places += self.player.steps - begun - spent
            elif spent >= 2 * for_places:
                break
            else:
                visit = seen.facts.popleft()
                self._go_on(visit, seen)
                for _, made in () if visit.conversation.paused else self.inputs.at_level(TOP):
                    self._try(made, visit, seen)
        return seen.walk

    def _try_untaken(self, untaken: list[_Untaken], visit: Visit, seen: _Seen, end: int) -> list[_Untaken]:
        """Try the steps that were not taken yet from one more place; give those that still were not."""
        if visit.conversation.paused:
            return untaken
        for untried in untaken:
            if self.player.steps >= end:
                seen.walk.complete = False
                break
            untried.taken = untried.number in self._try(untried.made, visit, seen)
            untried.tries -= 1
        return [untried for untried in untaken if not untried.taken and untried.tries]

    def _go_on(self, visit: Visit, seen: _Seen) -> None:
        """Go on from a visit by everything that can be done only there."""
        for made in (*self.local(visit.conversation), *self.by_agents(visit.conversation)):
            self._try(made, visit, seen)

    def _try(self, made: Input, visit: Visit, seen: _Seen) -> set[int | None]:
        """Go on from a visit by an input; give the steps that it took."""
        played = self.player.play(visit.conversation, made)
        for found in played:
            seen.meet(found, visit)
        return {found.entered for found in played}

    def local(self, conversation: Conversation) -> Iterator[Input]:
        """Give what the user and time can do in this place, and not in every place."""
        if conversation.paused:
            if conversation.paused_until is not None:
                yield Input(Waited(ANYTIME), int((conversation.paused_until - conversation.clock).total_seconds()))
            return
        if conversation.waiting:
            yield from self.inputs.answers(conversation.waiting[-1].at, conversation)
        offered = conversation.offered
        for choice, number in zip(offered, numbers_of(offered), strict=True):
            if choice.addressed:
                yield Input(Chose(ANYTIME, choice.label, number))
        for context in conversation.contexts:
            for _, made in self.inputs.at_level(context.step):
                yield made
        yield self.inputs.gibberish

    def by_agents(self, conversation: Conversation) -> Iterator[Input]:
        """Give what agents can do in a place where the conversation was handed over."""
        if handed_over_at(conversation) is not None:
            yield REFUSED
        if conversation.paused:
            yield RESUMED
            yield from self.inputs.outside_events()


@dataclass(slots=True)
class _Untaken:
    """A top-level step that no input has taken yet."""

    number: int
    made: Input
    tries: int = MOST_TRIES
    taken: bool = False


class _Seen:
    """What a walk has seen, and where it has still to go on from: new places, and known ones with new facts."""

    def __init__(self, walk: Walk, states: States) -> None:
        self.walk = walk
        self.places: deque[Visit] = deque()
        self.facts: deque[Visit] = deque()
        self._states = states
        self._known: set[Place | tuple[Place, Fact]] = set()

    def meet(self, played: Played, before: Visit | None) -> None:
        """Note a state, if it is a new one."""
        state = self._states.of(played.conversation)
        if state in self.walk.visits:
            return
        facts = [(state.place, fact) for fact in state.facts]
        new_place, new_fact = state.place not in self._known, not self._known.issuperset(facts)
        depth = 0 if before is None else before.depth + 1
        visit = Visit(played.conversation, state, depth, new_place or new_fact, before, played.events)
        self._known.add(state.place)
        self._known.update(facts)
        self.walk.visits[state] = visit
        if new_place:
            self.places.append(visit)
        elif new_fact:
            self.facts.append(visit)
