"""The agent's side of the desk in a browser: one page, which asks for news and says what the agent does.

Whoever has the link that the desk prints is the agent: its token becomes a cookie that no script can read and that no
other site's request carries. What changes something must also carry a header, which no form of another site can send.
"""

from __future__ import annotations

import hmac
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from takeover.desk.tickets import ACTS, NotNowError
from takeover.desk.web import Reply, in_json, refuse

if TYPE_CHECKING:
    from takeover.desk.tickets import Ticket, Tickets
    from takeover.desk.web import Asked

COOKIE = "takeover_desk"
HEADER = "x-takeover-desk"
LONGEST_WAIT = 25.0
FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/desk.css": ("desk.css", "text/css; charset=utf-8"),
    "/desk.js": ("desk.js", "text/javascript; charset=utf-8"),
}
POLICY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}
CLOSED = (
    b"<!doctype html><meta charset=utf-8><title>takeover desk</title><p>This desk opens with the link that "
    b"<code>takeover desk</code> printed: it carries the right to see what customers wrote."
)


@dataclass(slots=True)
class Pages:
    """Answers the browser of the agent, who is called `agent`."""

    tickets: Tickets
    token: str
    agent: str

    def answer(self, asked: Asked) -> Reply:
        """Answer whatever is not the bot's."""
        if asked.method == "GET" and asked.path == "/" and "token" in asked.query:
            return self._enter(asked.query["token"])
        if not self._knows(asked):
            return Reply(401, CLOSED, "text/html; charset=utf-8", POLICY)
        if asked.method == "GET" and asked.path in FILES:
            name, kind = FILES[asked.path]
            return Reply(200, _file(name), kind, POLICY)
        if not asked.path.startswith("/api/"):
            return refuse(404, "there is nothing here")
        return self._api(asked, asked.path.removeprefix("/api/").split("/"))

    def _enter(self, token: str) -> Reply:
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return Reply(401, CLOSED, "text/html; charset=utf-8", POLICY)
        cookie = f"{COOKIE}={self.token}; HttpOnly; SameSite=Strict; Path=/"
        return Reply(303, headers={"Location": "/", "Set-Cookie": cookie, **POLICY})

    def _knows(self, asked: Asked) -> bool:
        cookies = (part.strip().partition("=") for part in asked.headers.get("cookie", "").split(";"))
        return any(
            name == COOKIE and hmac.compare_digest(value.encode(), self.token.encode()) for name, _, value in cookies
        )

    def _api(self, asked: Asked, words: list[str]) -> Reply:
        if asked.method == "POST" and HEADER not in asked.headers:
            return refuse(403, f"a change carries the header {HEADER}")
        match asked.method, words:
            case "GET", ["tickets"]:
                version = self.tickets.version
                return in_json({"version": version, "agent": self.agent, "tickets": list(map(_line, self.tickets))})
            case "GET", ["changes"]:
                after = asked.query.get("after", "0")
                version = int(after[:15]) if after.isascii() and after.isdigit() else 0
                return in_json({"version": self.tickets.wait_beyond(version, LONGEST_WAIT)})
            case method, ["tickets", number, *more] if number.isascii() and number.isdigit():
                ticket = self.tickets.find(int(number[:15]))
                if ticket is None:
                    return refuse(404, "there is no such conversation")
                if method == "GET" and not more:
                    return in_json({**asdict(ticket), "key": None})
                if method == "POST" and more == ["act"]:
                    return self._act(ticket, asked)
        return refuse(404, "there is nothing here")

    def _act(self, ticket: Ticket, asked: Asked) -> Reply:
        try:
            wish = asked.json()
        except ValueError as wrong:
            return refuse(400, str(wrong))
        act, text = (wish.get("act"), wish.get("text", "")) if isinstance(wish, dict) else (None, "")
        if act not in ACTS or not isinstance(text, str):
            return refuse(422, f"an agent can {', '.join(ACTS)}")
        try:
            return in_json(self.tickets.act(ticket, act, text, self.agent))
        except NotNowError as not_now:
            return refuse(409, str(not_now))


def _line(ticket: Ticket) -> dict[str, object]:
    """Give what the list shows of a ticket."""
    payload = ticket.payload
    last = (ticket.messages or [{}])[-1].get("at") or ticket.arrived_at
    unread = sum(1 for message in ticket.messages if message["after"] == len(ticket.events))
    shown = {name: payload.get(name) for name in ("subject", "question", "reason", "contact", "priority", "routing")}
    return {
        **shown,
        "number": ticket.number,
        "state": ticket.state,
        "via": ticket.via,
        "arrived_at": ticket.arrived_at,
        "last_at": last,
        "unread": unread,
    }


@cache
def _file(name: str) -> bytes:
    return resources.files("takeover.desk").joinpath("page", name).read_bytes()
