"""A talk that was found on the quick copy of a bot, played again on the bot itself: only that can be shown."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from takeover.engine.step import begin, step
from takeover.language.events import Answered
from takeover.language.outputs import CallRequested, Said, Shown, TakeoverRequested
from takeover.source.light import NamedTuple
from takeover.walk.player import MOST_CALLS
from takeover.walk.worlds import NAME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation
    from takeover.language.events import Event
    from takeover.language.outputs import Output
    from takeover.language.values import Json
    from takeover.walk.worlds import World

FOLDER = ".."
"""The bot of a transcript that is kept where transcripts are: in a folder beside its flows."""


class Replayed(NamedTuple):
    """A talk: its events with what the bot did, and the conversation after each."""

    program: Program
    world: World
    turns: tuple[tuple[Event, tuple[Output, ...]], ...]
    conversations: tuple[Conversation, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has happened yet: a transcript has no turns then."""
        return len(self.turns) == len(self.world.given) + 1 and not any(
            isinstance(output, Said | Shown) for _, outputs in self.turns for output in outputs
        )

    def write(self, name: str) -> str:
        """Give it as a transcript, in YAML, that plays on the bot as it is now."""
        from takeover.transcripts.own import Talk, write

        world = self.world
        talk = Talk(
            name=name,
            bot=FOLDER,
            at=world.at,
            turns=self.turns,
            seed=world.seed,
            channel=world.channel,
            params=[(path, value) for path, value in world.given if not path.startswith("user.")],
            user=[(path.removeprefix("user."), value) for path, value in world.given if path.startswith("user.")],
            payloads=self._payloads(),
        )
        return write(talk)

    def _payloads(self) -> Mapping[str, Mapping[str, Json]]:
        from takeover.handover.takeover import Origin, build_takeover

        return {
            output.id: build_takeover(self.program, output, Origin(simulated=True))
            for _, outputs in self.turns
            for output in outputs
            if isinstance(output, TakeoverRequested)
        }


def replay(program: Program, world: World, events: Sequence[Event]) -> Replayed:
    """Play events on a program, from the beginning of a conversation on; calls made at the end get their examples."""
    conversation = begin(program, NAME, world.at, seed=world.seed, channel=world.channel)
    turns: list[tuple[Event, tuple[Output, ...]]] = []
    conversations: list[Conversation] = []
    coming = deque(events)
    while coming:
        event = coming.popleft()
        if isinstance(event, Answered):  # the call has another id here
            event = event._replace(request=_last_called(turns))
        stepped = step(program, conversation, event)
        conversation = stepped.conversation
        turns.append((event, stepped.outputs))
        conversations.append(conversation)
        called = next((output for output in stepped.outputs if isinstance(output, CallRequested)), None)
        if called is not None and not coming and len(turns) < len(events) + MOST_CALLS:
            body = called.example[0] if called.example is not None else None
            coming.append(Answered(conversation.clock, called.id, "ok", 200, body))
    return Replayed(program, world, tuple(turns), tuple(conversations))


def _last_called(turns: Sequence[tuple[Event, tuple[Output, ...]]]) -> str:
    called = (output.id for _, outputs in reversed(turns) for output in outputs if isinstance(output, CallRequested))
    return next(called, "")
