"""A chat going on: events happen to it, what the bot does is shown, and what it asks of the outside is settled."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from takeover.chat.clock import in_calendar
from takeover.chat.replay import MOST_ANSWERS, first_change, replay, requests_of, write_change
from takeover.chat.session import Session
from takeover.chat.telling import tell_event
from takeover.chat.wrong import Wrong
from takeover.engine.timers import next_due
from takeover.language.events import AgentActed, AgentSaid, Answered, Heard, Triggered, Waited
from takeover.language.outputs import Forwarded

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from takeover.chat.clock import Clock
    from takeover.chat.flows import Flows
    from takeover.chat.replay import Request
    from takeover.chat.requests import Requests
    from takeover.chat.screen import Board
    from takeover.chat.session import Start, Turn
    from takeover.delivery.following import Deed
    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation
    from takeover.language.events import Event
    from takeover.language.history import History

NOTICED = timedelta(minutes=1)
"""Time that passes unnoticed while no pause and no silence is being timed."""
MOST_TOLD = 3


class Chat:
    """One chat.

    `show` shows what a turn did, and `aside` takes what is said about the talk. `restarted` begins the next
    conversation. Nothing has happened until `open`, but in a session that is resumed.
    """

    def __init__(
        self,
        flows: Flows,
        session: Session,
        clock: Clock,
        requests: Requests,
        *,
        show: Callable[[Turn, Program], None],
        aside: Board,
        restarted: Callable[[Start], Start],
    ) -> None:
        """Begin with a session in which nothing has happened."""
        self.flows = flows
        self.session = session
        self.clock = clock
        self.requests = requests
        self.broken = False
        """Whether the flows were edited so that they do not run."""
        self._show = show
        self._aside = aside
        self._restarted = restarted
        self._left: Session | None = None

    @property
    def program(self) -> Program:
        """The flows that are talked with."""
        return self.session.program

    @property
    def conversation(self) -> Conversation:
        """The state as it is now."""
        return self.session.conversation

    def open(self, echo: Callable[[str], None] | None = None) -> None:
        """Let the conversation begin. One that is resumed is shown as it went, its inputs by `echo`."""
        if self.session.turns:
            self._show_past(echo)
            return
        for event in self.session.start.events():
            self._take(event)

    def _show_past(self, echo: Callable[[str], None] | None) -> None:
        opening = len(self.session.start.events())
        for number, turn in enumerate(self.session.turns):
            if echo is not None and number >= opening and not turn.by_itself:
                echo(tell_event(turn.event, turn.before.clock))
            self._show(turn, self.program)

    def happen(self, make: Callable[[datetime], Event]) -> None:
        """Let something happen now, after the time that has passed."""
        self.pass_time()
        self._take(make(self.conversation.clock))

    def hear_agent(self) -> None:
        """Let happen what an agent at a desk did meanwhile."""
        for deed in self.requests.deeds():
            self.happen(partial(_as_event, deed))

    # Time.

    def pass_time(self) -> None:
        """Let the time that has passed be an event of its own where it can matter: so a transcript tells it too."""
        now, then = self.clock.now(), self.conversation.clock
        if now - then >= NOTICED or (now > then and next_due(self.program, self.conversation) is not None):
            self._take(Waited(now), by_itself=True)

    def wait_until(self, later: datetime) -> None:
        """Let it be later at once, because somebody said so. Raises Wrong beyond the calendar."""
        if not in_calendar(later):
            raise Wrong("that is beyond the calendar")
        self.pass_time()
        self.clock.set(max(later, self.conversation.clock))
        self._take(Waited(self.clock.now()))

    def due_in(self) -> float | None:
        """Give the seconds until time does something by itself, or None while it does nothing."""
        due = None if self.clock.frozen else next_due(self.program, self.conversation)
        return None if due is None else max(0.0, (due - self.clock.now()).total_seconds())

    # The past.

    def undo(self, count: int) -> None:
        """Go back; raises Wrong where there is nothing to go back to."""
        undone = self.session.undo(count)
        if undone is self.session:
            if self._left is None:
                raise Wrong("there is nothing to undo")
            undone, self._left = self._left, None
            self._aside.note("undone: /restart")
        else:
            self._tell("undone", self.session.turns, len(undone.turns))
        self._go_to(undone)

    def redo(self, count: int) -> None:
        """Go forth again; raises Wrong where nothing was undone."""
        if not self.session.undone:
            raise Wrong("there is nothing to redo")
        redone = self.session.redo(count)
        self._tell("done again", redone.turns, self.session.kept)
        self._go_to(redone)

    def restart(self) -> None:
        """Begin a new conversation; an undo leads back as long as nothing has happened in it."""
        self._left = self.session
        self.session = Session(self.program, self._restarted(self.session.start))
        self.open()

    def _go_to(self, session: Session) -> None:
        self.session = session
        self.clock.set(self.conversation.clock)
        self._show_last()

    def _tell(self, what: str, turns: History[Turn], kept: int) -> None:
        """Say which things were undone or done again: those after the first `kept` turns."""
        acted = [turn for turn in turns.tail(len(turns) - kept) if not turn.by_itself]
        told = [f'"{tell_event(turn.event, turn.before.clock)}"' for turn in acted[:MOST_TOLD]]
        more = f" and {len(acted) - MOST_TOLD} more" if len(acted) > MOST_TOLD else ""
        sent = self.requests.sends and any(requests_of(turn.outputs) for turn in turns.tail(len(turns) - kept))
        stays = "; what was sent stays sent" if sent else ""
        self._aside.note(f"{what}: {', '.join(told)}{more}{stays}")

    def _show_last(self) -> None:
        for turn in self.session.back():
            self._show(turn, self.program)

    # The flows.

    def notice_edit(self, *, settled: bool = False) -> None:
        """Load the flows again if somebody edited them; `settled` is for looks that are taken often."""
        if self.flows.edited(settled=settled):
            self.reload()

    def reload(self) -> None:
        """Load the flows again, and play the talk so far on them. Broken ones are shown, and change nothing."""
        bot = self.flows.load()
        if bot.program is None:
            self.broken = True
            self._aside.problems(bot.problems, bot.sources)
            self._aside.error("the edited flows do not run: the chat goes on with those before")
            return
        said, self.broken = "the flows are mended" if self.broken else "the flows were edited", False
        before = self.session
        self.session, self._left = replay(before, bot.program, self.requests.instead), None
        change = first_change(before, self.session)
        self._aside.note(f"{said}: {'nothing changed so far' if change is None else write_change(change)}")
        if change is not None:
            self._show_last()

    # What happens.

    def _take(self, event: Event, *, by_itself: bool = False) -> None:
        """Let an event happen, and then what the outside answers to it."""
        event = self._understood(event)
        waiting = deque(requests_of(self._step(event, by_itself=by_itself).outputs))
        answered = 0
        while waiting:
            answer = self._settle(waiting.popleft())
            if answer is None:
                continue
            answered += 1
            if answered > MOST_ANSWERS:
                self._aside.error("the flow goes on calling and never waits for the user: this call is not answered")
                break
            waiting.extend(requests_of(self._step(answer, by_itself=True).outputs))

    def _understood(self, event: Event) -> Event:
        """Ask the bot's service, if it has one, what a text means; an event that says it already is left as it is."""
        if not isinstance(event, Heard) or event.understood or not event.text.strip() or self.conversation.paused:
            return event
        return event._replace(understood=self.requests.understand(event.text))

    def _settle(self, request: Request) -> Answered | None:
        """Settle a request. One that is interrupted has failed: the talk would wait for it for ever."""
        try:
            return self.requests.settle(request, self.program, self.conversation)
        except KeyboardInterrupt:
            self._step(Answered(self.conversation.clock, request.id, "failed", detail="interrupted"), by_itself=True)
            raise

    def _step(self, event: Event, *, by_itself: bool) -> Turn:
        self.session = self.session.add(event, by_itself=by_itself)
        turn = self.session.turns.last
        self._show(turn, self.program)
        for output in turn.outputs:
            if isinstance(output, Forwarded):
                self.requests.forward(output, turn.after)
        return turn


def _as_event(deed: Deed, at: datetime) -> Event:
    """Give the event of what an agent did at a desk."""
    act, text, by = deed
    match act:
        case "say":
            return AgentSaid(at, text, by)
        case "event":
            return Triggered(at, text, by_agent=True)
        case "accept" | "refuse" | "resume" | "resolve" | "note":
            return AgentActed(at, act, text, by)
    raise ValueError(act)
