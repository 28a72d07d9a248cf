"""Plays inputs: each to the end of what it sets off, with the calls that are made on the way answered in every way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.step import begin, step
from takeover.engine.walk import find_all
from takeover.language.actions.call import Call
from takeover.language.events import Answered, Changed, Opened
from takeover.language.outputs import CallRequested, EmailRequested, Entered, TakeoverRequested
from takeover.language.triggers.pattern import WhenPattern
from takeover.source.light import NamedTuple
from takeover.walk.person import LOOKING_UP
from takeover.walk.worlds import NAME

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation
    from takeover.language.events import Event
    from takeover.language.outputs import Output
    from takeover.walk.inputs import Input, Inputs
    from takeover.walk.worlds import World

MOST_CALLS = 3
"""So many calls, one after the other, are answered in one turn."""
PATTERNS_A_STEP, OUTPUTS_A_STEP, ACTIONS_A_STEP = 20, 20, 50
"""What takes about as long as all else that a step does: so many patterns searched, outputs given, actions done."""


class Played(NamedTuple):
    """One way in which an input came out. `person`: a takeover or an e-mail was requested, or a call that sends."""

    conversation: Conversation
    events: tuple[Event, ...]
    person: bool
    entered: int | None
    """The step that the input itself took."""


class Player:
    """Plays, and counts what it takes: `steps` is about the number of ordinary steps that would take as long."""

    def __init__(self, program: Program, inputs: Inputs) -> None:
        """Play with a program."""
        self._program = program
        self._inputs = inputs
        self.steps = 0
        patterns = find_all(tuple(linked.step.triggers for linked in program.steps), WhenPattern)
        self._hearing = 1 + sum(len(trigger.patterns) for trigger in patterns) // PATTERNS_A_STEP
        actions = [0] * len(program.steps)
        for block in program.blocks:
            actions[block.step] += len(block.actions)
        self._weights = {linked.address: actions[linked.number] // ACTIONS_A_STEP for linked in program.steps}

    def open(self, world: World) -> list[Played]:
        """Begin a conversation in a world; nothing was said yet but what the bot says to begin with."""
        conversation = begin(self._program, NAME, world.at, seed=world.seed, channel=world.channel)
        events: list[Event] = []
        for path, value in world.given:
            events.append(Changed(world.at, path, value))
            conversation = step(self._program, conversation, events[-1]).conversation
        return self._play(conversation, tuple(events), Opened(world.at), MOST_CALLS)

    def play(self, conversation: Conversation, made: Input) -> list[Played]:
        """Play an input. More than one way comes out where an answer from outside decides."""
        return self._play(conversation, (), made.happen(conversation), MOST_CALLS)

    def _play(self, conversation: Conversation, before: tuple[Event, ...], event: Event, calls: int) -> list[Played]:
        stepped = step(self._program, conversation, event)
        self.steps += self._hearing + len(stepped.outputs) // OUTPUTS_A_STEP
        after, events = stepped.conversation, (*before, event)
        person = any(isinstance(output, TakeoverRequested | EmailRequested) for output in stepped.outputs)
        called = [output for output in stepped.outputs if isinstance(output, CallRequested)]
        entered = self._entered(stepped.outputs)
        self.steps += sum(
            self._weights[f"{output.flow}/{output.step}"] for output in stepped.outputs if isinstance(output, Entered)
        )
        if not called or not calls:
            return [Played(after, events, person, entered)]
        found: list[Played] = []
        for answer in self._answers(after, called[-1]):
            sent = answer.outcome == "ok" and called[-1].method != LOOKING_UP
            found += (
                Played(ended.conversation, ended.events, person or sent or ended.person, entered)
                for ended in self._play(after, events, answer, calls - 1)
            )
        return found

    def _answers(self, conversation: Conversation, request: CallRequested) -> list[Answered]:
        at = conversation.pending[request.id].at
        call = self._program.blocks[at.block].actions[at.index]
        assert isinstance(call, Call)
        example = request.example[0] if request.example is not None else None
        bodies = (example,) if call.save is None else self._inputs.bodies(call.save.path, example)
        answers = [Answered(conversation.clock, request.id, "ok", 200, body) for body in bodies]
        return [*answers, Answered(conversation.clock, request.id, "failed", 503)]

    def _entered(self, outputs: tuple[Output, ...]) -> int | None:
        for output in outputs:
            if isinstance(output, Entered):
                return self._program.named_steps.get((output.flow, output.step))
        return None
