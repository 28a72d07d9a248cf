"""The desk as a whole: who answers which address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.desk.web import refuse

if TYPE_CHECKING:
    from takeover.desk.pages import Pages
    from takeover.desk.receiving import Receiver
    from takeover.desk.vendors import Vendors
    from takeover.desk.web import Asked, Reply


class Desk:
    """Answers every request: those of bots by the receiver, those of recipes as theirs, all others by the pages."""

    def __init__(self, receiver: Receiver, pages: Pages, vendors: Vendors) -> None:
        """Put the sides together."""
        self._receiver = receiver
        self._pages = pages
        self._vendors = vendors

    def answer(self, asked: Asked) -> Reply:
        """Answer one request; any number of threads may ask."""
        if self._vendors.knows(asked.path):
            return self._receiver.spoil(asked, self._vendors.answer)
        if asked.path != "/takeovers" and not asked.path.startswith("/takeovers/"):
            return self._pages.answer(asked)
        _, _, key, *rest = [*asked.path.split("/"), ""]
        ticket = self._receiver.tickets.find_key(key)
        match asked.method, rest:
            case "POST", _ if not key:
                return self._receiver.spoil(asked, self._receiver.takeover)
            case "GET", ["events", ""] if ticket:
                return self._receiver.events(ticket, asked)
            case "POST", ["messages", ""] if ticket:
                return self._receiver.message(ticket, asked)
        return refuse(404, "there is nothing here")
