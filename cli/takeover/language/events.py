"""What can happen to a conversation. Every event carries its time; nothing inside looks at a clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from takeover.language.conversation import Media
    from takeover.language.values import Json

Act = Literal["accept", "refuse", "resume", "resolve", "note"]
Outcome = Literal["ok", "failed", "refused"]


@dataclass(frozen=True, slots=True)
class Opened:
    """The conversation begins; with `start`, at that flow or flow/step. Fires the event `opened` otherwise."""

    at: datetime
    start: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """The user wrote a text."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Chose:
    """The user took one of the choices or buttons last shown, by its label."""

    at: datetime
    label: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The user sent media or a location. `url` is where it is, or `latitude,longitude`; `name` what it is called."""

    at: datetime
    media: Media
    url: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Triggered:
    """An event of that name happened outside. One that an agent triggered also resumes the bot."""

    at: datetime
    name: str
    params: Mapping[str, str] = field(default_factory=dict)
    by_agent: bool = False


@dataclass(frozen=True, slots=True)
class Waited:
    """Time went on to `at`, and nobody said anything."""

    at: datetime


@dataclass(frozen=True, slots=True)
class AgentSaid:
    """An agent wrote a text to the user."""

    at: datetime
    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class AgentActed:
    """An agent did something: took or refused the takeover, gave the talk back, closed it, or noted something."""

    at: datetime
    act: Act
    text: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a request that a step made. `refused`: nobody takes it now; `failed`: it did not arrive or broke.

    `status` is the HTTP status (0: none), `body` the answer read as JSON, or as a text where it is none.
    """

    at: datetime
    request: str
    outcome: Outcome = "ok"
    status: int = 0
    body: Json = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody beside the talk set a param or a field of the user: the chat's `/set`, a test's `given`."""

    at: datetime
    path: str
    value: str


Event = Opened | Heard | Chose | Sent | Triggered | Waited | AgentSaid | AgentActed | Answered | Changed
