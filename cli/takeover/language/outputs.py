"""What a step does to the outside: things said and shown, requests, changes of state. Values only; nobody acts here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.language.values import apart
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from takeover.language.choices import Choice
    from takeover.language.conversation import Conversation
    from takeover.language.decision import Decision
    from takeover.language.values import Json
    from takeover.source.diagnostic import Diagnostic
    from takeover.source.span import Span

Shows = Literal["image", "video", "audio", "file", "location", "card", "carousel", "list", "delay"]
By = Literal["text", "choice", "event", "media", "empty", "silence", "unknown", "goto", "start"]


@apart
class Entered(NamedTuple):
    """A step was taken: by what, and with which decision when a text was matched."""

    id: str
    span: Span
    flow: str
    step: str
    by: By
    decision: Decision | None = None


@apart
class Branched(NamedTuple):
    """A branch was decided: the number of the one taken from 0, or -1 when none held."""

    id: str
    span: Span
    taken: int


@apart
class Said(NamedTuple):
    """The bot said a text, perhaps with choices (quick replies) or buttons."""

    id: str
    span: Span
    text: str
    choices: tuple[Choice, ...] = ()
    buttons: tuple[Choice, ...] = ()


@apart
class Shown(NamedTuple):
    """The bot showed something that is not a text. `content` is JSON: what the reply's own fields say."""

    id: str
    span: Span
    shows: Shows
    content: Mapping[str, Json]
    buttons: tuple[Choice, ...] = ()


@apart
class Captured(NamedTuple):
    """An answer, a slot or a setting was kept under a name."""

    id: str
    span: Span
    name: str
    value: Json
    match: str


@apart
class TakeoverRequested(NamedTuple):
    """The conversation is handed to a person. `fields` are the action's own, filled; `before` is the state then.

    `cause` is what began the thread that led here; `pause_for` is in seconds, `transcript` in messages (None: all).
    """

    id: str
    span: Span
    flow: str
    step: str
    cause: By
    reason: str
    fields: Mapping[str, str]
    to: tuple[str, ...]
    pause: bool
    pause_for: int | None
    transcript: int | None
    before: Conversation


@apart
class EmailRequested(NamedTuple):
    """An e-mail ticket is to be sent. `fields` are to, cc, from, reply_to, subject, body, filled; or less."""

    id: str
    span: Span
    flow: str
    step: str
    cause: By
    fields: Mapping[str, str]
    before: Conversation


@apart
class CallRequested(NamedTuple):
    """An HTTP request is to be made, and its answer awaited. `target` names a target of the bot, or `url` is whole.

    `json` and `example` are tuples of one, so that a null can be told from nothing; `text` is a body sent as it is;
    `timeout` is in seconds. `example` is the answer that stands in for the real one where nothing is sent.
    """

    id: str
    span: Span
    method: str
    url: str
    target: str
    headers: Mapping[str, str]
    json: tuple[Json] | None
    form: Mapping[str, str]
    text: str
    timeout: int
    example: tuple[Json] | None


@apart
class Forwarded(NamedTuple):
    """The user wrote while the bot is paused: the message goes to the agent."""

    id: str
    span: Span
    text: str


@apart
class Paused(NamedTuple):
    """The bot is silent from now on, until a time or (None) until somebody resumes it."""

    id: str
    span: Span
    until: datetime | None


@apart
class Resumed(NamedTuple):
    """The bot answers again. `why`: time, agent, event, flow, refused, resolved or reopened."""

    id: str
    span: Span
    why: str


@apart
class Resolved(NamedTuple):
    """The conversation is closed, by the bot or an agent."""

    id: str
    span: Span
    text: str
    by: Literal["bot", "agent"]


@apart
class Noted(NamedTuple):
    """A note for the agent only."""

    id: str
    span: Span
    text: str


@apart
class AgentSpoke(NamedTuple):
    """An agent wrote to the user."""

    id: str
    span: Span
    text: str
    name: str


@apart
class Unmatched(NamedTuple):
    """Nothing understood the input. `silent`: no unknown step took it either, and the bot said nothing."""

    id: str
    span: Span
    text: str
    decision: Decision | None
    silent: bool = False


@apart
class Ended(NamedTuple):
    """The flow said that the talk is over: questions and follow-ups are forgotten."""

    id: str
    span: Span


@apart
class Warned(NamedTuple):
    """The flow did something that cannot be right, such as going round without waiting for the user."""

    id: str
    span: Span
    problem: Diagnostic


Output = (
    Entered
    | Branched
    | Said
    | Shown
    | Captured
    | TakeoverRequested
    | EmailRequested
    | CallRequested
    | Forwarded
    | Paused
    | Resumed
    | Resolved
    | Noted
    | AgentSpoke
    | Unmatched
    | Ended
    | Warned
)
