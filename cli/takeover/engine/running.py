"""One event being worked through: a conversation that can be changed until the step is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from takeover.engine import control, speech
from takeover.engine.answers import type_of
from takeover.engine.facts import ConversationFacts
from takeover.engine.freezing import freeze, thaw
from takeover.engine.making import make_branched, make_captured, make_entered, make_line, make_position
from takeover.engine.names import find_place
from takeover.language.conversation import Context, Conversation, Line, Pending, Position, Secret, Waiting
from takeover.language.history import History
from takeover.language.languages import OF_USER
from takeover.language.outputs import (
    By,
    CallRequested,
    EmailRequested,
    Noted,
    Output,
    TakeoverRequested,
    Warned,
)
from takeover.language.values import Json, Value
from takeover.language.views import write_value
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from takeover.engine.program import LinkedStep, Program
    from takeover.language.choices import Choice
    from takeover.language.conversation import Control, Missed, Role
    from takeover.language.decision import Decision
    from takeover.language.naming import Slot
    from takeover.language.run import Handing, HttpRequest
    from takeover.language.wording import Wording
    from takeover.source.span import Span

T = TypeVar("T")
REMEMBERED = 16
"""So many steps keep their follow-ups possible; the oldest are forgotten, so that no talk grows slower."""
QUESTIONS = 8
"""So many questions can wait for each other."""
REQUESTS = 64
"""So many requests to the outside are remembered until they are answered; the oldest are forgotten."""
NOTHING: History[Value] = History()


class Running:
    """The engine's `Run`: it begins as a copy of a conversation and ends as the next one; mappings are copied first."""

    __slots__ = (
        *Conversation._fields,
        "block",
        "changes",
        "emit",
        "facts",
        "index",
        "outputs",
        "prefix",
        "program",
        "step",
        "written",
    )
    id: str
    seed: int
    started: datetime
    clock: datetime
    channel: str
    language: str
    turn: int
    params: Mapping[str, History[Value]]
    tags: Mapping[str, str]
    user: Mapping[str, str]
    contexts: tuple[Context, ...]
    last_step: int | None
    cause: By
    waiting: tuple[Waiting, ...]
    pending: Mapping[str, Pending]
    offered: tuple[Choice, ...]
    unknowns: int
    missed: Missed | None
    control: Control
    paused: bool
    paused_until: datetime | None
    quiet_since: datetime | None
    reminded: tuple[int, ...]
    lines: History[Line]
    notes: History[str]
    secrets: History[Secret]
    told: str

    def __init__(self, program: Program, before: Conversation) -> None:
        """Begin the next turn of a conversation."""
        thaw(self, before)
        self.program = program
        self.turn += 1
        self.prefix = f"{self.id}:{self.turn}:"
        self.outputs: list[Output] = []
        self.emit = self.outputs.append
        self.changes = 0
        self.block, self.index = -1, 0
        self.step: LinkedStep | None = None
        self.written: set[str] = set()
        self.facts = ConversationFacts(program, self)

    freeze = freeze

    @property
    def at(self) -> Position:
        """The place of the action that is being done."""
        return Position(self.block, self.index)

    # What every output has.

    def next_id(self) -> str:
        """Name the next output: `conversation:turn:index`."""
        return f"{self.prefix}{len(self.outputs)}"

    def warn(self, code: str, severity: Severity, message: str, span: Span, hint: str = "") -> None:
        """Say that the flow did something that cannot be right."""
        self.emit(Warned(self.next_id(), span, Diagnostic(code, severity, message, span, hint)))

    def add_line(self, role: Role, text: str, shown: Mapping[str, Json] | None = None, name: str = "") -> None:
        """Write a message that came in into the talk, under an id of its own; the bot's have those of its outputs."""
        self.lines = self.lines.add(make_line((f"{self.prefix}in", self.clock, role, text, shown, name)))

    # Texts.

    def fill(self, text: Wording) -> str:
        """Fill a text in the language of the talk; one that meets a bound says nothing, and the designer is told."""
        if text.parts is not None and not text.uses:
            return text.source.text
        return speech.fill(self, text)

    def pick(self, variations: Sequence[T]) -> T:
        """Give one of several."""
        if len(variations) == 1:
            return variations[0]
        return variations[int(self.facts.draw(len(self.outputs)) * len(variations))]

    # Functions of another file are the methods themselves: a call of a call would take as long as what is done.
    say = speech.say
    ask = speech.ask
    show = speech.show

    def note(self, span: Span, text: str) -> None:
        """Tell something to the agent only."""
        self.emit(Noted(self.next_id(), span, text))
        self.notes = self.notes.add(text)

    def find_place(self, text: str) -> int | None:
        """Give the step that a name means here."""
        flow = self.step.flow if self.step else ""
        return find_place(text, flow, self.program.flows, self.program.named_steps)

    # What is known.

    def keep(self, slot: Slot, text: str) -> None:
        """Keep a text; where the param has a type, the value of it that is found in the text."""
        path, span = slot
        setting = self.program.bot.params.get(path)
        value: Json = text
        if setting is not None and setting.type is not None:
            found = type_of(setting.type, self.program.types).find(text, self.facts.place)
            value = found.value if found else text
        self.store(path, Value(value, text), span)

    def store(self, path: str, value: Value, span: Span) -> None:
        """Keep a value under a param or a field of the user."""
        if path.startswith("user."):
            field = path.removeprefix("user.")
            self._own("user")[field] = write_value(value.value)
            if field in OF_USER:
                speech.switch(self, self.user[field], span)
        else:
            params = self._own("params")
            params[path] = params.pop(path, NOTHING).add(value)  # the last in the order is the one that was set last
            self.hide(path, value)
        self.emit(make_captured((self.next_id(), span, path, value.value, value.match)))

    def hide(self, path: str, value: Value) -> None:
        """Remember a value that must not be seen, if the param is sensitive."""
        setting = self.program.bot.params.get(path)
        if setting is not None and setting.sensitive:
            self.secrets = self.secrets.add(Secret(path, value))

    def forget(self, names: Sequence[str] | None) -> None:
        """Forget these params, or all."""
        if names is None:
            self._own("params").clear()
        for name in names or ():
            self._own("params").pop(name, None)

    def forget_everything(self) -> None:
        """Forget params, tags, questions, follow-ups, and what was not understood."""
        control.forget_everything(self)

    def set_tag(self, name: str, value: str) -> None:
        """Put a tag on the conversation."""
        self._own("tags")[name] = value

    def drop_tag(self, name: str) -> None:
        """Take a tag off."""
        if name in self.tags:
            del self._own("tags")[name]

    def add_pending(
        self, request: str, kind: Literal["takeover", "email", "call"], due: datetime | None = None
    ) -> None:
        """Remember where the talk goes on when a request is answered."""
        pending = self._own("pending")
        pending[request] = Pending(kind, self.at, self.cause, due)
        if len(pending) > REQUESTS:
            del pending[next(iter(pending))]

    def drop_pending(self, request: str) -> None:
        """Forget a request that is settled."""
        del self._own("pending")[request]

    def wait_no_longer(self, request: str) -> None:
        """Keep a request of which nobody waits any more that somebody takes it."""
        self._own("pending")[request] = self.pending[request]._replace(due=None)

    def _own(self, name: str) -> dict[str, Any]:
        """Give a mapping of this conversation to write to: a copy, made once."""
        self.changes += 1
        if name not in self.written:
            setattr(self, name, dict(getattr(self, name)))
            self.written.add(name)
        owned: dict[str, Any] = getattr(self, name)
        return owned

    # Where the talk is.

    def enter(self, number: int, by: By, decision: Decision | None = None) -> Position:
        """Take a step; give the place of its first action. What the step itself was still asking, it asks anew."""
        linked = self.program.steps[number]
        if self.waiting:
            blocks = self.program.blocks
            self.waiting = tuple([waiting for waiting in self.waiting if blocks[waiting.at.block].step != number])
        self.step = linked
        self.last_step = number
        if by != "goto":
            self.cause, self.told = by, ""
        if linked.leads_on:
            others = [context for context in self.contexts if context.step != number]
            self.contexts = (Context(number, self.clock), *others[: REMEMBERED - 1])
        self.emit(make_entered((self.next_id(), linked.span, linked.flow, linked.name, by, decision)))
        return make_position((linked.block, 0))

    def listen(self) -> None:
        """Wait for the answer to the question that was just asked."""
        if self.paused:
            return
        at = self.at
        older = [waiting for waiting in self.waiting if waiting.at != at]
        self.waiting = (*older[-(QUESTIONS - 1) :], Waiting(at, 0, self.cause))

    def branched(self, span: Span, taken: int) -> None:
        """Report a branch."""
        self.emit(make_branched((self.next_id(), span, taken)))

    def end(self, span: Span) -> None:
        """Forget the questions and follow-ups."""
        control.end(self, span)

    # Requests.

    def hand_over(self, span: Span, handing: Handing, watch: int | None) -> None:
        """Request a takeover, and be silent from now on unless told otherwise; only then it is watched."""
        assert self.step is not None
        request, before = self.next_id(), self.freeze()
        self.emit(TakeoverRequested(request, span, self.step.flow, self.step.name, self.cause, *handing, before))
        watched = handing.pause and watch is not None
        self.add_pending(request, "takeover", self.clock + timedelta(seconds=watch or 0) if watched else None)
        self.control = "handover"
        if handing.pause:
            self.waiting, self.offered = (), ()
            self.pause(span, handing.pause_for)

    def send_email(self, span: Span, fields: Mapping[str, str]) -> None:
        """Request an e-mail ticket."""
        assert self.step is not None
        request, before = self.next_id(), self.freeze()
        self.emit(EmailRequested(request, span, self.step.flow, self.step.name, self.cause, fields, before))
        self.add_pending(request, "email")

    def call(self, span: Span, request: HttpRequest) -> None:
        """Request an HTTP call."""
        name = self.next_id()
        self.add_pending(name, "call")
        self.emit(CallRequested(name, span, *request))

    # Control.

    def pause(self, span: Span, seconds: int | None) -> None:
        """Be silent, for a time or until resumed."""
        control.pause(self, span, seconds)

    def resume(self, span: Span) -> None:
        """Answer again."""
        control.resume(self, span, "flow")

    def resolve(self, span: Span, text: str, by: str) -> None:
        """Close the conversation."""
        control.resolve(self, span, text, by)
