"""What an agent does with a takeover that a desk took: fetched as it happens, and what the user writes goes back.

A desk that can be followed says so in its answer to the takeover, with two addresses of its own origin:

    GET  {events}?after=N&wait=S   {"events": [{"n", "at", "act", "text", "by"}], "state"}, as soon as there is one
    POST {messages}                {"id", "role": "user", "text"}
"""

from __future__ import annotations

import json
from queue import Empty, SimpleQueue
from threading import Event as Flag
from threading import Thread
from typing import TYPE_CHECKING, cast, get_args
from urllib.parse import urlsplit

from takeover.delivery.exchange import Answer
from takeover.delivery.http import HttpTarget
from takeover.delivery.reaching import BadAddressError
from takeover.delivery.variables import UnfilledError, Variables
from takeover.language.events import Act
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.delivery.target import Target
    from takeover.host import Host
    from takeover.language.values import Json

HELD = 20
"""Seconds that a desk may hold a question for news."""
PAUSES = (1, 2, 5, 15)
"""Seconds between questions that a desk does not answer."""
OVER = frozenset({"refused", "returned", "resolved"})
LONGEST_TEXT = 20_000
SUCCESS = range(200, 300)


class Deed(NamedTuple):
    """Something the agent did: `act` is that of an event, or `say`, or `event`, whose name is the text."""

    act: Act | str
    text: str
    by: str


ACTS = frozenset({*get_args(Act), "say", "event"})


class Following:
    """One takeover at one desk, followed by threads of its own until it is over or `stop`."""

    def __init__(self, target: HttpTarget, events: str, messages: str, host: Host) -> None:
        """Begin to follow."""
        self._target = target
        self._host = host
        self._events = events
        self._messages = messages
        self._deeds: SimpleQueue[Deed] = SimpleQueue()
        self._said: SimpleQueue[tuple[str, str] | None] = SimpleQueue()
        self._stopped = Flag()
        Thread(target=self._fetch, daemon=True).start()
        Thread(target=self._bring, daemon=True).start()

    @property
    def waiting(self) -> bool:
        """Whether there is something that `take` would give."""
        return not self._deeds.empty()

    def take(self) -> list[Deed]:
        """Give what the agent did since the last time."""
        taken: list[Deed] = []
        while True:
            try:
                taken.append(self._deeds.get_nowait())
            except Empty:
                return taken

    def say(self, name: str, text: str) -> None:
        """Bring the agent what the user wrote; `name` is that of the message, and brings it once."""
        self._said.put((name, text))

    def stop(self) -> None:
        """Follow no longer; what was said already is still brought."""
        self._stopped.set()
        self._said.put(None)

    def _fetch(self) -> None:
        after, failed = 0, 0
        while not self._stopped.is_set():
            answer = self._ask("GET", f"{self._events}?after={after}&wait={HELD}", b"", HELD + 10)
            if answer is None:
                self._stopped.wait(PAUSES[min(failed, len(PAUSES) - 1)])
                failed += 1
                continue
            failed = 0
            news = answer.get("events")
            for event in news if isinstance(news, list) else []:
                after += 1
                deed = _read(event)
                if deed is not None:
                    self._deeds.put(deed)
            if answer.get("state") in OVER:
                self.stop()

    def _bring(self) -> None:
        while (said := self._said.get()) is not None:
            body = json.dumps({"id": said[0], "role": "user", "text": said[1]}).encode()
            for pause in (*PAUSES, 0):
                if self._ask("POST", self._messages, body, self._target.connection.timeout) is not None:
                    break
                self._stopped.wait(pause)

    def _ask(self, method: str, address: str, body: bytes, timeout: float) -> dict[str, Json] | None:
        """Ask the desk; None where it did not answer, or not with an object of JSON."""
        from dataclasses import replace

        from takeover.delivery.connection import fill_header
        from takeover.delivery.exchange import ask

        connection = self._target.connection
        variables = Variables(self._host.environ)
        try:
            headers = [fill_header(header, variables) for header in connection.base_headers()]
            headers.append(("Content-Type", "application/json"))
            asked = connection.asked(method, address, headers, body, self._host, variables)
            answer = ask(replace(asked, timeout=timeout), self._host.environ)
            if not isinstance(answer, Answer) or answer.status not in SUCCESS:
                return None
            said = json.loads(answer.body)
        except (UnfilledError, BadAddressError, ValueError, RecursionError):
            return None
        return said if isinstance(said, dict) else None


def follow(target: Target, facts: Mapping[str, Json], host: Host) -> Following | None:
    """Follow a takeover that a target took; None where its desk cannot be followed.

    The desk's addresses count only where they are of the origin that the takeover was sent to: an answer must not lead
    the chat, and the headers that are sent along, elsewhere.
    """
    events, messages = facts.get("events"), facts.get("messages")
    if not isinstance(target, HttpTarget) or not isinstance(events, str) or not isinstance(messages, str):
        return None
    try:
        home = _origin(Variables(host.environ).fill(target.http))
        if any(_origin(address) != home for address in (events, messages)):
            return None
    except (UnfilledError, ValueError):
        return None
    return Following(target, events, messages, host)


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, parts.port or usual


def _read(event: Json) -> Deed | None:
    if not isinstance(event, dict) or event.get("act") not in ACTS:
        return None
    text, by = event.get("text") or "", event.get("by") or ""
    return Deed(cast("str", event["act"]), str(text)[:LONGEST_TEXT], str(by)[:LONGEST_TEXT])
