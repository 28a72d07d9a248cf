"""The bot's side of the desk: takeovers arrive, are checked and answered, and what the agent did is fetched."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from takeover.desk.signature import check_signature
from takeover.desk.web import DROP, in_json, refuse
from takeover.handover.schema import find_wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.desk.faults import Fault, Script
    from takeover.desk.tickets import Ticket, Tickets
    from takeover.desk.web import Asked, Reply

LONGEST_WAIT = 25.0
"""Seconds that a request for news is held; many proxies cut at 30."""
MOST_SAID = 5
LONGEST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class News:
    """Something that arrived, for whoever watches: the ticket where it was taken, and how it was answered."""

    said: str
    right: bool
    ticket: Ticket | None = None


@dataclass(slots=True)
class Receiver:
    """Answers bots. `base` is the desk's address; with a `secret`, what is not signed with it is not taken."""

    tickets: Tickets
    script: Script
    secret: str
    base: str
    now: Callable[[], float]
    tell: Callable[[News], None]

    def spoil(self, asked: Asked, answer: Callable[[Asked], Reply]) -> Reply:
        """Answer, unless the script says what to do wrong. What only asks for something is left alone."""
        if asked.method == "GET":
            return answer(asked)
        fault = self.script.take()
        if fault.delay:
            time.sleep(fault.delay)
        if fault.usual:
            reply = answer(asked)
            return DROP if fault.lost else reply
        self.tell(News(f"answered {'nothing' if fault.drop else fault.status}, as the script says", right=True))
        return DROP if fault.drop else _scripted(fault)

    def takeover(self, asked: Asked) -> Reply:
        """Take a takeover."""
        if self.secret:
            wrong = check_signature(self.secret, asked.body, asked.headers.get, self.now())
            if wrong:
                return self._refuse(401, wrong)
        try:
            payload, via = open_envelope(asked)
        except ValueError as wrong:
            return self._refuse(400, f"this is no takeover: {wrong}")
        faults = [f"{fault.path}: {fault.message}" if fault.path else fault.message for fault in find_wrong(payload)]
        if faults:
            return self._refuse(422, "; ".join(faults[:MOST_SAID]))
        ticket, new = self.tickets.take(payload, via)
        said = "arrived" if new else f"arrived again, for the {ticket.times_sent}. time"
        self.tell(News(said, right=True, ticket=ticket))
        return in_json(self._links(ticket), 201 if new else 200)

    def events(self, ticket: Ticket, asked: Asked) -> Reply:
        """Tell what the agent did."""
        after, wait = _number(asked.query, "after"), min(_number(asked.query, "wait"), LONGEST_WAIT)
        return in_json({"events": self.tickets.events_after(ticket, int(after), wait), "state": ticket.state})

    def message(self, ticket: Ticket, asked: Asked) -> Reply:
        """Take what was said in the conversation."""
        try:
            message = asked.json()
        except ValueError as wrong:
            return refuse(400, f"this is no JSON: {wrong}")
        texts = isinstance(message, dict) and all(isinstance(message.get(name), str) for name in ("id", "text"))
        if not texts or message.get("role") not in {"user", "bot"} or len(message["text"]) > LONGEST_TEXT:
            return refuse(422, 'a message has "id", "text" and "role": "user" or "bot"')
        self.tickets.hear(ticket, message)
        return in_json({}, 202)

    def _links(self, ticket: Ticket) -> dict[str, str]:
        follow = f"{self.base}/takeovers/{ticket.key}"
        return {
            "id": str(ticket.number),
            "state": ticket.state,
            "url": f"{self.base}/#{ticket.number}",
            "events": f"{follow}/events",
            "messages": f"{follow}/messages",
        }

    def _refuse(self, status: int, said: str) -> Reply:
        self.tell(News(f"refused with {status}: {said}", right=False))
        return refuse(status, said)


def open_envelope(asked: Asked) -> tuple[dict[str, Any], str]:
    """Give the payload of a request, and what it came in. Raises ValueError.

    Beside the payload itself: CloudEvents 1.0, structured (`data`) or binary (`ce-` headers), and the activity
    `handoff.initiate` of the Bot Framework, whose `value` carries it.
    """
    body = asked.json()
    if not isinstance(body, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004 - it is what somebody sent, not a bug
    if "cloudevents" in asked.headers.get("content-type", ""):
        via, inner = "cloudevents", body.get("data")
    elif "ce-id" in asked.headers:
        via, inner = "cloudevents", body
    elif body.get("type") == "event" and body.get("name") == "handoff.initiate":
        value = body.get("value")
        via, inner = "botframework", value.get("takeover", value) if isinstance(value, dict) else None
    else:
        via, inner = "takeover", body
    if not isinstance(inner, dict):
        raise ValueError(f"there is no payload in this {via}")  # noqa: TRY004 - as above
    return inner, via


def _scripted(fault: Fault) -> Reply:
    headers = {"Retry-After": f"{fault.seconds:g}"} if fault.seconds else {}
    return in_json({"error": "the script says so"}, fault.status, headers)


def _number(query: Mapping[str, str], name: str) -> float:
    text = query.get(name, "0")
    return float(text[:9]) if text.isascii() and text.isdigit() else 0.0
