"""What a target is: it renders a payload as a request, which can be shown or delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from takeover.delivery.receipt import Verdict
    from takeover.host import Host
    from takeover.language.values import Json


@dataclass(frozen=True, slots=True)
class Header:
    """One header. References are filled where it was `written` in a target only: a payload holds what users say."""

    name: str
    value: str
    written: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A payload as it goes to a target. `line` says where, `attached` are named files; nothing secret is in it."""

    takeover_id: str
    line: str
    headers: tuple[Header, ...]
    body: str
    attached: tuple[tuple[str, str], ...] = ()

    def show(self) -> str:
        """Write it as it would go out, references unfilled."""
        headers = "".join(f"{header.name}: {header.value}\n" for header in self.headers)
        files = "".join(f"\n--- attached: {name}\n{text}\n" for name, text in self.attached)
        return f"{self.line}\n{headers}\n{self.body}\n{files}"


class Target(Protocol):
    """Somewhere a payload can go."""

    @property
    def reaches_people(self) -> bool:
        """Whether somebody reads it there, or whether it only is a record."""

    def render(self, payload: Json) -> Request:
        """Give the request. Nothing of the outside is asked: the same payload always renders the same."""

    def deliver(self, request: Request, host: Host) -> Verdict:
        """Make one attempt. What goes wrong outside is a verdict, never an exception; it ends within a bounded time."""
