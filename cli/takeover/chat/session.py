"""A chat as a value: every event with the state before it. Undo and redo are moves in that list, and lose nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from takeover.engine.step import begin, step
from takeover.language.events import Changed, Opened
from takeover.language.history import History

if TYPE_CHECKING:
    from datetime import datetime

    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation
    from takeover.language.events import Event
    from takeover.language.outputs import Output


@dataclass(frozen=True, slots=True)
class Start:
    """What a conversation begins with. `params` and fields of the `user` are set, in their order, before it is opened.

    `at` is aware. `language` is "" where the bot's own is meant, `flow` where the event `opened` is.
    """

    id: str
    at: datetime
    seed: int = 0
    channel: str = "web"
    language: str = ""
    params: tuple[tuple[str, str], ...] = ()
    user: tuple[tuple[str, str], ...] = ()
    flow: str = ""

    def events(self) -> tuple[Event, ...]:
        """Give the events that open the conversation."""
        changes = (*self.params, *((f"user.{path}", value) for path, value in self.user))
        return (*(Changed(self.at, path, value) for path, value in changes), Opened(self.at, self.flow))


@dataclass(frozen=True, slots=True)
class Turn:
    """One event and what it did. `by_itself`: nobody did it; time went on, or a request was answered."""

    event: Event
    before: Conversation
    after: Conversation
    outputs: tuple[Output, ...]
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation with its past.

    `undone` holds what was undone, the turn to redo first last; `kept` is how many turns there were then. What happens
    by itself meanwhile lies beyond `kept`, and goes when something is redone: that gives back the very state.
    """

    program: Program
    start: Start
    turns: History[Turn] = field(default_factory=History)
    undone: tuple[Turn, ...] = ()
    kept: int = 0

    @property
    def conversation(self) -> Conversation:
        """Give the state now."""
        return self.turns.last.after if self.turns else first_state(self.program, self.start)

    def add(self, event: Event, *, by_itself: bool = False) -> Session:
        """Let an event happen. When somebody did it, what was undone before cannot be redone any more."""
        before = self.conversation
        stepped = step(self.program, before, event)
        turn = Turn(event, before, stepped.conversation, stepped.outputs, by_itself)
        undone = self.undone if by_itself else ()
        return replace(self, turns=self.turns.add(turn), undone=undone)

    def undo(self, count: int = 1) -> Session:
        """Go back to before the last `count` things that somebody did, with all that followed from them.

        The opening cannot be undone. When there is less to undo, all of it is.
        """
        turns = self._own()
        acted = [place for place in range(len(self.start.events()), len(turns)) if not turns[place].by_itself]
        if not acted or count < 1:
            return self
        cut = acted[-min(count, len(acted))]
        undone = (*self.undone, *reversed(turns[cut:]))
        return replace(self, turns=History(turns[:cut]), undone=undone, kept=cut)

    def redo(self, count: int = 1) -> Session:
        """Do again what was undone, `count` times."""
        if not self.undone or count < 1:
            return self
        left = list(self.undone)
        turns = History(self._own())
        for _ in range(count):
            while left:
                turns = turns.add(left.pop())
                if left and not left[-1].by_itself:
                    break
        return replace(self, turns=turns, undone=tuple(left), kept=len(turns))

    def _own(self) -> tuple[Turn, ...]:
        """Give the turns without what happened by itself after something was undone."""
        return tuple(islice(self.turns, self.kept)) if self.undone else tuple(self.turns)

    def back(self, count: int = 1) -> tuple[Turn, ...]:
        """Give the turns of the last thing that somebody did, or of that `count` back: it and what followed it."""
        found: list[Turn] = []
        for turn in self.turns.newest_first():
            found.append(turn)
            if not turn.by_itself:
                count -= 1
                if count == 0:
                    return tuple(reversed(found))
                found.clear()
        return ()


def first_state(program: Program, start: Start) -> Conversation:
    """Give the conversation in which not even the opening has happened."""
    return begin(program, start.id, start.at, seed=start.seed, channel=start.channel, language=start.language)


def open_session(program: Program, start: Start) -> Session:
    """Begin a conversation, and open it."""
    session = Session(program, start)
    for event in start.events():
        session = session.add(event)
    return session
