"""Looks for the way from a state to a person: in a few turns, in any number, and for a user who is not understood.

A turn is a step on the way if it can lead on, whatever calls come back with and chance decides: what else comes of it
is a state of its own, from which a way is looked for too. Only who is never understood must always come to a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.engine.program import Program
    from takeover.graph.edges import Graph
    from takeover.language.conversation import Conversation, Position
    from takeover.language.events import Event
    from takeover.walk.inputs import Input, Inputs
    from takeover.walk.player import Played
    from takeover.walk.states import State, States
    from takeover.walk.walker import Walker

MOST_HOT = 4
"""So many of the steps that lead to a person soonest are tried before all others."""
MOST_ROUNDS = 120
"""Who was not understood so often has been lost, even if the bot counts further."""
FARTHEST = 12
"""Turns in which the likely inputs are followed."""
MOST_FOR_ONE = 800
"""Steps that finding out how far a person is from one place takes at most."""
OTHER_SEEDS = range(100, 110)
"""Draws that are tried where a round could be left by chance."""


class ExhaustedError(Exception):
    """The search took more steps than it may; nothing is known."""


class Distance(NamedTuple):
    """How far a person is: in turns (None: not known), or at no distance at all."""

    turns: int | None
    never: bool = False


class Search:
    """One search over the states of a world. What it found about a state it keeps."""

    def __init__(self, walker: Walker, states: States, hot: tuple[Input, ...], most: int, *, by_chance: bool) -> None:
        """Search with so many steps at most. `by_chance`: some rule of the bot draws."""
        self._walker = walker
        self._states = states
        self._player = walker.player
        self._inputs = walker.inputs
        self._hot = hot
        self._end = walker.player.steps + most
        self._by_chance = by_chance
        self._within: dict[State, int] = {}
        self._beyond: dict[State, int] = {}
        self._understood: set[State] = set()
        self._lost: set[State] = set()

    def is_near(self, conversation: Conversation, turns: int) -> bool:
        """Say whether some inputs can lead to a person within so many turns; raises ExhaustedError.

        Any input is tried first, and then those that are likely to lead there: what can be done in the place itself,
        and the top-level steps from which a person is nearest.
        """
        if self._is_near(conversation, turns):
            return True
        for made in self._all_inputs(conversation):
            for played in self._play(conversation, made):
                if played.person or self._is_near(played.conversation, turns - 1):
                    return True
        return self._by_chance and self._is_near_by_chance(conversation, turns)

    def _is_near_by_chance(self, conversation: Conversation, turns: int) -> bool:
        """Try other draws. What was found beyond reach with one seed need not be with another."""
        for seed in OTHER_SEEDS:
            self._beyond = {}
            if self._is_near(conversation._replace(seed=seed), turns):
                return True
        self._beyond = {}
        return False

    def how_far(self, conversation: Conversation, beyond: int) -> Distance:
        """Count the turns to the nearest person, who is not within `beyond` of them; raises ExhaustedError.

        What the likely inputs lead to is found soon; that nothing ever leads there only after everything was tried.
        """
        end = self._end
        self._end = min(end, self._player.steps + MOST_FOR_ONE)
        try:
            for turns in range(beyond + 1, FARTHEST + 1):
                if self._is_near(conversation, turns):
                    return Distance(turns)
            return self._search_everywhere(conversation)
        except ExhaustedError:
            if self._player.steps >= end:
                raise
            return Distance(None)
        finally:
            self._end = end

    def _search_everywhere(self, conversation: Conversation) -> Distance:
        met = {self._states.of(conversation)}
        here = [conversation]
        turns = 0
        while here:
            turns += 1
            further: list[Conversation] = []
            for standing in here:
                for made in self._all_inputs(standing):
                    for played in self._play(standing, made):
                        if played.person or played.conversation.paused:
                            return Distance(turns)
                        state = self._states.of(played.conversation)
                        if state not in met:
                            met.add(state)
                            further.append(played.conversation)
            here = further
        return Distance(None, never=True)

    def goes_round(self, conversation: Conversation) -> tuple[Event, ...] | None:
        """Give the events by which a user who is never understood goes round without meeting anybody.

        None: such a user comes to a person, at least by chance, or to a round that was given before; raises
        ExhaustedError.
        """
        seen: dict[State, Conversation] = {}
        events = self._follow(conversation, seen, ())
        if events is not None and self._by_chance and self._leaves_by_chance(list(seen.values())):
            self._understood.update(seen)
            return None
        self._lost.update(seen)
        return events

    def _follow(
        self, conversation: Conversation, seen: dict[State, Conversation], events: tuple[Event, ...]
    ) -> tuple[Event, ...] | None:
        state = self._states.of(conversation)
        if conversation.paused or state in self._understood or state in self._lost:
            return None
        if state in seen or len(seen) >= MOST_ROUNDS:
            return events
        seen[state] = conversation
        for played in self._play(conversation, self._inputs.gibberish):
            lost = None if played.person else self._follow(played.conversation, seen, (*events, *played.events))
            if lost is not None:
                return lost
        del seen[state]
        self._understood.add(state)
        return None

    def _leaves_by_chance(self, round_about: list[Conversation]) -> bool:
        """Say whether other draws would lead out of a round, or out of what they lead to."""
        met = {self._states.of(conversation) for conversation in round_about}
        while round_about:
            standing = round_about.pop()
            for seed in OTHER_SEEDS:
                for played in self._play(standing._replace(seed=seed), self._inputs.gibberish):
                    state = self._states.of(played.conversation)
                    if played.person or played.conversation.paused or state in self._understood:
                        return True
                    if state not in met:
                        met.add(state)
                        round_about.append(played.conversation)
        return False

    def _is_near(self, conversation: Conversation, turns: int) -> bool:
        """Say whether likely inputs lead to a person within so many turns."""
        state = self._states.of(conversation)
        if conversation.paused or self._within.get(state, turns + 1) <= turns:
            return True
        if self._beyond.get(state, 0) >= turns:
            return False
        for made in self._likely_inputs(conversation):
            for played in self._play(conversation, made):
                if played.person or self._is_near(played.conversation, turns - 1):
                    self._within[state] = turns
                    return True
        self._beyond[state] = turns
        return False

    def _play(self, conversation: Conversation, made: Input) -> list[Played]:
        if self._player.steps >= self._end:
            raise ExhaustedError
        return self._player.play(conversation, made)

    def _likely_inputs(self, conversation: Conversation) -> Iterator[Input]:
        if conversation.waiting:
            yield from self._walker.local(conversation)
            yield from self._hot
        else:
            yield from self._hot
            yield from self._walker.local(conversation)

    def _all_inputs(self, conversation: Conversation) -> Iterator[Input]:
        yield from self._walker.local(conversation)
        yield from (made for _, made in self._inputs.at_level(TOP))


def find_hot(program: Program, graph: Graph, inputs: Inputs, before: Mapping[Position, int]) -> tuple[Input, ...]:
    """Give the inputs that lead to a person soonest, from anywhere; those that are heard during a question first."""
    found: list[tuple[bool, int, int, Input]] = []
    for number, made in inputs.at_level(TOP):
        entry = graph.entries[number]
        if entry is not None and entry in before:
            found.append((not program.steps[number].interrupts, before[entry], len(found), made))
    return tuple(made for *_, made in sorted(found, key=lambda one: one[:3])[:MOST_HOT])
