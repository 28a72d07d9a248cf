"""A conversation being played: its state, and what the bot did that no turn has expected yet."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from takeover.engine.step import Stepped, begin, step
from takeover.language.conversation import Conversation
from takeover.language.events import Answered, Changed, Chose, Heard, Opened, Sent
from takeover.language.outputs import (
    CallRequested,
    EmailRequested,
    Entered,
    Resumed,
    Said,
    Shown,
    TakeoverRequested,
    Unmatched,
    Warned,
)
from takeover.replay.naming import name_conversation
from takeover.replay.payloads import tell_takeover
from takeover.replay.result import Differs, Failure, Figures, Told, Weighed, Why
from takeover.replay.scenes import show_outputs, show_turn
from takeover.replay.taking import take_keys
from takeover.source.span import NOWHERE
from takeover.transcripts.happenings import TimePasses
from takeover.transcripts.shown import tell_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.engine.program import Program
    from takeover.language.events import Event
    from takeover.language.outputs import Output
    from takeover.replay.result import Who
    from takeover.replay.scenes import Scene
    from takeover.source.span import Span
    from takeover.transcripts.expected import Calls
    from takeover.transcripts.happenings import Happening
    from takeover.transcripts.transcript import Transcript

USUAL_START = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""When a conversation begins whose transcript does not say: a Monday morning."""
AROUND = 8
"""Lines of the talk that are shown before a failure."""
NEAREST = 5
MOST_ANSWERS = 50
"""So many calls may be answered by their examples between two turns: more is a circle of calls."""
Seen = Said | Shown | TakeoverRequested | EmailRequested
After = Callable[[Stepped], Conversation]


def go_on(stepped: Stepped) -> Conversation:
    """Go on with the conversation as the step left it."""
    return stepped.conversation


class Wrong(Exception):  # noqa: N818 - what went otherwise ends the playing of a transcript
    """Something went otherwise than written."""

    def __init__(self, failure: Failure) -> None:
        """Hold the failure."""
        super().__init__(failure.message)
        self.failure = failure


@dataclass(slots=True)
class Playing:
    """What is known while a transcript is played.

    `happened` are the events so far; `waiting` are things the bot did that no turn has expected yet, `calls` those that
    have no answer yet; `since` is what the last input did; `told` the talk so far.
    """

    program: Program
    conversation: Conversation
    covering: bool = False
    showing: bool = False
    after: After = go_on
    scenes: list[Scene] = field(default_factory=list)
    waiting: deque[Seen] = field(default_factory=deque)
    calls: deque[CallRequested] = field(default_factory=deque)
    happened: list[Event] = field(default_factory=list)
    since: list[Entered | Unmatched] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    warnings: list[tuple[Span, str]] = field(default_factory=list)
    taken: set[tuple[str, Span, int]] = field(default_factory=set)
    asked: dict[tuple[Span, str], int] = field(default_factory=dict)
    turns: int = 0
    unknowns: int = 0
    takeovers: int = 0
    turns_to_person: int | None = None

    def open(self, transcript: Transcript) -> None:
        """Let the conversation begin, with what is given."""
        at, given = self.conversation.clock, transcript.given
        if given is not None:
            pairs = (*given.params, *((path._replace(text=f"user.{path.text}"), value) for path, value in given.user))
            for path, value in pairs:
                self._step(Changed(at, path.text, value.text))
        self._step(Opened(at, given.start.text if given is not None and given.start is not None else ""))

    def happen(self, turn: Happening) -> None:
        """Let a turn happen; everything before it must have been expected."""
        self.settle(turn.span)
        self.rest(turn.span)
        self.since = []
        who, text = turn.tell()
        self.tell(who, text, turn.span)  # type: ignore[arg-type] # one of Who
        if self.showing:
            self.scenes.append(show_turn(turn))
        at = self.conversation.clock
        if isinstance(turn, TimePasses):
            at = self.later(turn.seconds, turn.span)
        for event in turn.events(at):
            self._step(event)

    def later(self, seconds: int, at: Span) -> datetime:
        """Give the time after some seconds."""
        try:
            return self.conversation.clock + timedelta(seconds=seconds)
        except OverflowError:
            raise self.wrong("out-of-calendar", "the calendar ends before this time", at) from None

    def answer(self, call: CallRequested, answer: Calls | None, at: Span) -> None:
        """Answer a call: as a turn says, else with its example; without either nobody can."""
        self.calls.remove(call)
        where = call.url or call.target
        now = self.conversation.clock
        self.tell("", f"[call {call.method} {where}]", call.span)
        if answer is not None and answer.failed is not None:
            status = int(answer.failed) if answer.failed.isdecimal() and len(answer.failed) == 3 else 0  # noqa: PLR2004 - an HTTP status
            self._step(Answered(now, call.id, "failed", answer.status or status, None, answer.failed))
            return
        body = (answer.returns if answer is not None else None) or call.example
        if body is None:
            message = f"nothing answers the call to {where}"
            hint = f"- call: {where} with returns: or failed:; or give the call an example:"
            raise self.wrong("no-answer", message, at, call.span, hint=hint)
        self._step(Answered(now, call.id, "ok", (answer.status if answer is not None else None) or 200, body[0]))

    def settle(self, at: Span) -> None:
        """Answer the calls that wait, with their examples."""
        for _ in range(MOST_ANSWERS):
            if not self.calls:
                return
            self.answer(self.calls[0], None, at)
        raise self.wrong("call-circle", "one call leads to the next without end", at, self.calls[0].span)

    def rest(self, at: Span) -> None:
        """Want that everything was expected."""
        if self.waiting:
            came = self.waiting[0]
            what = {TakeoverRequested: "a takeover", EmailRequested: "an e-mail"}.get(type(came), "this")
            verb = "was made" if isinstance(came, TakeoverRequested | EmailRequested) else "was said"
            message = f"{what} {verb}, and no turn expects it"
            raise self.wrong("unexpected", message, at, came.span, (Differs("", "", self.name(came)),))

    def name(self, output: Seen) -> str:
        """Say in a line what the bot did."""
        match output:
            case Said(text=text):
                return text
            case Shown(shows=shows, content=content):
                return f"[{shows} {tell_shown(content)}]"
            case TakeoverRequested():
                return tell_takeover(self.program, output)
            case EmailRequested(fields=fields):
                return f"[e-mail to {fields.get('to', '')}: {fields.get('subject', '')}]"

    def take(self) -> Seen:
        """Take the first thing that was not expected yet: some turn expects it."""
        came = self.waiting.popleft()
        self.tell("" if isinstance(came, TakeoverRequested | EmailRequested) else "bot", self.name(came), came.span)
        return came

    def tell(self, who: Who, text: str, span: Span) -> None:
        """Note a line of the talk."""
        self.told.append(Told(who, text, span))

    def wrong(
        self,
        code: str,
        message: str,
        at: Span,
        spoke: Span = NOWHERE,
        differs: Sequence[Differs] = (),
        hint: str = "",
        meant: Span | None = None,
    ) -> Wrong:
        """Make a failure, with the talk until here and the last decision."""
        around = tuple(self.told[-AROUND:])
        return Wrong(Failure(code, message, at, spoke, tuple(differs), hint, around, self.why(), meant))

    def why(self) -> Why | None:
        """Give the last decision."""
        if not self.since:
            return None
        decided = next((one for one in self.since if one.decision is not None), self.since[0])
        entered = next((one for one in self.since if isinstance(one, Entered)), None)
        decision = decided.decision
        near: tuple[Weighed, ...] = ()
        if decision is not None:
            candidates = (*((decision.taken,) if decision.taken is not None else ()), *decision.candidates)
            near = tuple(
                Weighed(self.program.steps[one.step].address, one.score, one.example, one.lacked, one.span)
                for one in candidates[:NEAREST]
            )
        return Why(
            text=decision.text if decision is not None else "",
            threshold=decision.threshold if decision is not None else 0.0,
            step=f"{entered.flow}/{entered.step}" if entered is not None else "",
            by=entered.by if entered is not None else "",
            span=entered.span if entered is not None else decided.span,
            near=near,
        )

    def figures(self) -> Figures:
        """Give what was counted."""
        repeated = sum(count - 1 for count in self.asked.values())
        return Figures(self.turns, self.unknowns, repeated, self.takeovers, self.turns_to_person)

    def _step(self, event: Event) -> None:
        before = self.conversation
        self.happened.append(event)
        stepped = step(self.program, before, event)
        if self.covering:
            self.taken.update(take_keys(self.program, before, event, stepped))
        if self.showing:
            self.scenes += show_outputs(self.program, stepped.outputs)
        self.conversation = self.after(stepped)
        if isinstance(event, Heard | Chose | Sent):
            self.turns += 1
        for output in stepped.outputs:
            self._note(output)
        self._count_questions(stepped.outputs)

    def _note(self, output: Output) -> None:
        match output:
            case Said() | Shown():
                if not (isinstance(output, Shown) and output.shows == "delay"):
                    self.waiting.append(output)
            case TakeoverRequested() | EmailRequested():
                self.waiting.append(output)
                self._reach_person(output)
            case CallRequested():
                self.calls.append(output)
            case Entered():
                self.since.append(output)
            case Unmatched():
                self.unknowns += 1
                self.since.append(output)
            case Warned(span=span, problem=problem):
                self.warnings.append((span, problem.message))
            case Resumed(why=why, span=span):
                self.tell("", f"[the bot answers again: {why}]", span)
            case _:
                pass

    def _reach_person(self, output: TakeoverRequested | EmailRequested) -> None:
        if isinstance(output, TakeoverRequested):
            self.takeovers += 1
        if self.turns_to_person is None:
            self.turns_to_person = self.turns

    def _count_questions(self, outputs: Sequence[Output]) -> None:
        """Count the texts of a question that is being asked now."""
        if not self.conversation.waiting:
            return
        at = self.conversation.waiting[-1].at
        span = self.program.blocks[at.block].actions[at.index].span
        for output in outputs:
            if isinstance(output, Said) and output.span == span:
                self.asked[span, output.text] = self.asked.get((span, output.text), 0) + 1


def begin_playing(
    program: Program,
    transcript: Transcript,
    *,
    seed: int | None = None,
    covering: bool = False,
    showing: bool = False,
    after: After = go_on,
) -> Playing:
    """Begin the conversation of a transcript; it is not opened yet."""
    given = transcript.given
    own = given.seed or 0 if given is not None else 0
    conversation = begin(
        program,
        name_conversation(transcript.name),
        _start(program, transcript),
        seed=own if seed is None else seed,
        channel=given.channel.text if given is not None and given.channel is not None else "web",
        language=given.language.text if given is not None and given.language is not None else "",
    )
    return Playing(program, conversation, covering, showing, after)


def _start(program: Program, transcript: Transcript) -> datetime:
    at = transcript.at
    if at is None:
        return USUAL_START
    if at.utcoffset() is not None:
        return at
    from zoneinfo import ZoneInfo

    return at.replace(tzinfo=ZoneInfo(program.bot.timezone))
