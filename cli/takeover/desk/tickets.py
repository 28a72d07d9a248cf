"""What arrived at the desk, and what became of it. Every change is on the disk before anybody is told of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from threading import Condition
from typing import TYPE_CHECKING, Any, Literal, get_args

from takeover.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from takeover.language.values import Json

State = Literal["waiting", "accepted", "refused", "returned", "resolved"]
Act = Literal["accept", "refuse", "say", "note", "resume", "resolve", "event"]
ACTS: tuple[Act, ...] = get_args(Act)
STATE_AFTER: Mapping[Act, State] = {
    "accept": "accepted",
    "say": "accepted",
    "refuse": "refused",
    "resume": "returned",
    "resolve": "resolved",
    "event": "returned",
}
OVER = ("refused", "returned", "resolved")
"""States in which the agent has the conversation no longer."""


class NotNowError(Exception):
    """What somebody wants to do cannot be done to a ticket in its state; the message says why."""


@dataclass(slots=True)
class Ticket:
    """A takeover at the desk. `key` is the right to follow it, `events` what the agent did, `messages` what was said.

    `via` is how it came (takeover, botframework, e-mail, the name of a recipe), and `notes` what was odd about it.
    """

    number: int
    key: str
    takeover_id: str
    via: str
    arrived_at: str
    payload: dict[str, Json]
    state: State = "waiting"
    events: list[dict[str, Json]] = field(default_factory=list)
    messages: list[dict[str, Json]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    times_sent: int = 1


class Tickets:
    """All tickets of a desk, kept as a file each in a folder. Any number of threads may use it."""

    def __init__(self, folder: Path, now: Callable[[], datetime], new_key: Callable[[], str]) -> None:
        """Open a folder, with what an earlier desk left there. Raises OSError, and ValueError for a file of others."""
        self.changed = Condition()
        self.version = 0
        """Counts the changes."""
        self._folder = folder
        self._now = now
        self._new_key = new_key
        self._tickets: dict[int, Ticket] = {}
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for file in sorted(folder.glob("*.ticket.json")):
            ticket = Ticket(**json.loads(file.read_text("utf-8")))
            self._tickets[ticket.number] = ticket
        self._by_id = {ticket.takeover_id: ticket for ticket in self._tickets.values()}
        self._by_key = {ticket.key: ticket for ticket in self._tickets.values()}

    def __iter__(self) -> Iterator[Ticket]:
        """Give the tickets that are here now, the oldest first."""
        with self.changed:
            return iter(list(self._tickets.values()))

    def __len__(self) -> int:
        """Count the tickets."""
        return len(self._tickets)

    def find(self, number: int) -> Ticket | None:
        """Give the ticket of a number."""
        return self._tickets.get(number)

    def find_key(self, key: str) -> Ticket | None:
        """Give the ticket of a key."""
        return self._by_key.get(key)

    def find_id(self, takeover_id: str) -> Ticket | None:
        """Give the ticket of a takeover."""
        return self._by_id.get(takeover_id)

    def take(self, payload: dict[str, Json], via: str, notes: list[str] | None = None) -> tuple[Ticket, bool]:
        """Give the ticket of a takeover, and whether it is a new one: the same takeover twice is one ticket."""
        takeover_id = str(payload["id"])
        with self.changed:
            known = self._by_id.get(takeover_id)
            if known is not None:
                known.times_sent += 1
                self._keep(known)
                return known, False
            number = max(self._tickets, default=0) + 1
            ticket = Ticket(number, self._new_key(), takeover_id, via, self._time(), payload, notes=notes or [])
            self._keep(ticket)
            self._tickets[number] = self._by_id[takeover_id] = self._by_key[ticket.key] = ticket
            return ticket, True

    def learn(self, ticket: Ticket, payload: Mapping[str, Json]) -> bool:
        """Fill what is empty in the payload of a ticket; give whether anything was."""
        with self.changed:
            news = {name: value for name, value in payload.items() if value and not ticket.payload.get(name)}
            if news:
                ticket.payload.update(news)
                self._keep(ticket)
            return bool(news)

    def act(self, ticket: Ticket, act: Act, text: str, by: str) -> dict[str, Json]:
        """Let the agent do something, and give the event. Raises NotNowError."""
        with self.changed:
            if ticket.state in OVER and act != "note":
                raise NotNowError(f"this conversation is {ticket.state}")
            if act in {"say", "note", "event"} and not text.strip():
                raise NotNowError("there is no text in this")
            event: dict[str, Json] = {
                "n": len(ticket.events) + 1,
                "at": self._time(),
                "act": act,
                "text": text,
                "by": by,
            }
            ticket.events.append(event)
            ticket.state = STATE_AFTER.get(act, ticket.state)
            self._keep(ticket)
            return event

    def hear(self, ticket: Ticket, message: Mapping[str, Any]) -> None:
        """Take what was said in the conversation meanwhile; the same message twice is one."""
        with self.changed:
            if any(known["id"] == message["id"] for known in reversed(ticket.messages)):
                return
            said = {name: message[name] for name in ("id", "role", "text")}
            ticket.messages.append({**said, "at": self._time(), "after": len(ticket.events)})
            self._keep(ticket)

    def events_after(self, ticket: Ticket, after: int, wait: float) -> list[dict[str, Json]]:
        """Give what the agent did after event number `after`; if nothing yet, wait so many seconds for something."""
        with self.changed:
            self.changed.wait_for(lambda: len(ticket.events) > after, wait)
            return ticket.events[after:]

    def wait_beyond(self, version: int, wait: float) -> int:
        """Give the number of changes so far, as soon as it is more than `version` or so many seconds are over."""
        with self.changed:
            self.changed.wait_for(lambda: self.version > version, wait)
            return self.version

    def _keep(self, ticket: Ticket) -> None:
        """Write a ticket to the disk, and wake whoever waits for a change. Raises OSError."""
        text = json.dumps(asdict(ticket), ensure_ascii=False, indent=1)
        write_whole(self._folder / f"{ticket.number:06}.ticket.json", text + "\n", private=True)
        self.version += 1
        self.changed.notify_all()

    def _time(self) -> str:
        return self._now().isoformat(timespec="seconds")
