"""What can happen to a conversation. Every event carries its time; nothing inside looks at a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.language.values import NOTHING, apart
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from takeover.language.conversation import Media
    from takeover.language.values import Json

Act = Literal["accept", "refuse", "resume", "resolve", "note"]
Outcome = Literal["ok", "failed", "refused"]


@apart
class Opened(NamedTuple):
    """The conversation begins; with `start`, at that flow or flow/step. Fires the event `opened` otherwise."""

    at: datetime
    start: str = ""


class Intent(NamedTuple):
    """What a service takes a text for, and how sure it is: from 0 to 1."""

    name: str
    confidence: float


@apart
class Heard(NamedTuple):
    """The user wrote a text. `understood` is what a service takes it for, surest first, where one was asked."""

    at: datetime
    text: str
    understood: tuple[Intent, ...] = ()


@apart
class Chose(NamedTuple):
    """The user took one of the choices or buttons last shown, by its label.

    `number` tells which of those with that label, as three products each have their "Buy": its number among all that
    were shown since the user wrote, from 1. With 0, or where that is another one, it is the newest of the label.
    """

    at: datetime
    label: str
    number: int = 0


@apart
class Sent(NamedTuple):
    """The user sent media or a location. `url` is where it is, or `latitude,longitude`; `name` what it is called."""

    at: datetime
    media: Media
    url: str
    name: str = ""


@apart
class Triggered(NamedTuple):
    """An event of that name happened outside. One that an agent triggered also resumes the bot."""

    at: datetime
    name: str
    params: Mapping[str, str] = NOTHING
    by_agent: bool = False


@apart
class Waited(NamedTuple):
    """Time went on to `at`, and nobody said anything."""

    at: datetime


@apart
class AgentSaid(NamedTuple):
    """An agent wrote a text to the user."""

    at: datetime
    text: str
    name: str = ""


@apart
class AgentActed(NamedTuple):
    """An agent did something: took or refused the takeover, gave the talk back, closed it, or noted something."""

    at: datetime
    act: Act
    text: str = ""
    name: str = ""


@apart
class Answered(NamedTuple):
    """The answer to a request that a step made. `refused`: nobody takes it now; `failed`: it did not arrive or broke.

    `status` is the HTTP status (0: none), `body` the answer read as JSON, or as a text where it is none.
    """

    at: datetime
    request: str
    outcome: Outcome = "ok"
    status: int = 0
    body: Json = None
    detail: str = ""


@apart
class Changed(NamedTuple):
    """Somebody beside the talk set a param or a field of the user: the chat's `/set`, a test's `given`."""

    at: datetime
    path: str
    value: str


Event = Opened | Heard | Chose | Sent | Triggered | Waited | AgentSaid | AgentActed | Answered | Changed
