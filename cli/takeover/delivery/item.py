"""One payload on its way to one target, as the outbox holds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.language.values import Json

State = Literal["queued", "sent", "refused", "unknown", "dead"]
"""`queued`: it has not arrived, and may be sent. `unknown`: it may have. `dead`: it was turned away for good."""
CALLED = "call.requested"
"""The type of what is kept of a flow's call."""
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Item:
    """A payload and its target's name; `bot` is the path of the bot whose target it is (""; a target by itself).

    `begun` is the step whose request may be out there while its answer was not noted, `done` are those before it, and
    `facts` what their answers gave. Times are in seconds since 1970; `next_at` is when the receiver may be asked again
    (0: at once). `owner` is the process that holds it until `leased`. Of what was sent long ago `payload` is a sum.
    """

    number: int
    target: str
    bot: str
    takeover_id: str
    payload: str
    state: State = "queued"
    attempts: int = 0
    created: float = 0
    changed: float = 0
    next_at: float = 0
    status: int = 0
    detail: str = ""
    begun: str = ""
    done: tuple[str, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    owner: str = ""
    leased: float = 0

    @property
    def is_call(self) -> bool:
        """Whether it is a call of a flow, which went on without it."""
        return self.payload.startswith(f'{{"type":"{CALLED}"')

    @property
    def is_whole(self) -> bool:
        """Whether its content is still there."""
        return self.payload.startswith("{")
