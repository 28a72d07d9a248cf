"""What a target is: it plans what goes out for a payload, as steps whose requests can be shown or sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from takeover.language.template import TemplateError

if TYPE_CHECKING:
    from takeover.delivery.receipt import Verdict
    from takeover.delivery.wants import Ready
    from takeover.host import Host
    from takeover.language.values import Json

Facts = Mapping[str, "Json"]
"""What the answers so far gave, by the names that the target chose."""
Repeat = Literal["safe", "search", "never"]
"""What is done when nobody knows whether a request arrived: see the room's own docstring."""
BOUND = 60
"""Seconds that one attempt takes at most, where its target does not say it."""


@dataclass(frozen=True, slots=True)
class Header:
    """One header. References are filled where it was `written` in a target only: a payload holds what users say."""

    name: str
    value: str
    written: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A payload as it goes to a target. `line` says where, `attached` are named files; nothing secret is in it.

    `html` is the body once more, where a target sends it so too. Where the target's own settings stand in the body and
    hold references, `fill` writes it as it is sent, given what fills a text: nothing that a user wrote is filled.
    """

    takeover_id: str
    line: str
    headers: tuple[Header, ...]
    body: str
    attached: tuple[tuple[str, str], ...] = ()
    html: str = ""
    fill: Callable[[Callable[[str], str]], str] | None = field(default=None, compare=False, repr=False)

    def show(self) -> str:
        """Write it as it would go out, references unfilled."""
        headers = "".join(f"{header.name}: {header.value}\n" for header in self.headers)
        files = "".join(f"\n--- attached: {name}\n{text}\n" for name, text in self.attached)
        return f"{self.line}\n{headers}\n{self.body}\n{files}"


@dataclass(frozen=True, slots=True)
class Step:
    """One request of a plan, and what may be done when its answer is lost. `bound` is in seconds."""

    name: str
    render: Callable[[Facts], Request | None]
    send: Callable[[Request, Host], Verdict]
    repeat: Repeat = "never"
    optional: bool = False
    bound: float = BOUND


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes to a target for one payload: steps in order, their names unique.

    `rate` is how many requests a minute the receiver takes, of us in all; 0: any number.
    """

    takeover_id: str
    steps: tuple[Step, ...]
    rate: int = 0

    def show(self) -> str:
        """Write the requests that would go out, references unfilled; what only an answer can give stands as {name}."""
        requests = (_show(step) for step in self.steps)
        return "\n".join(filter(None, requests))


def _show(step: Step) -> str:
    try:
        request = step.render(_Unknown())
    except TemplateError as error:
        return f"({step.name} cannot be written: {error})\n"
    return "" if request is None else request.show()


class _Unknown(dict[str, "Json"]):
    """Facts of which none is known: each is its own name in braces."""

    def __missing__(self, name: str) -> Json:
        return f"{{{name}}}"


class Preparing(Protocol):
    """What is done with a payload before it may leave."""

    def prepare(self, payload: Mapping[str, Json]) -> Ready:
        """Make it ready."""


class Target(Protocol):
    """Somewhere a payload can go."""

    @property
    def reaches_people(self) -> bool:
        """Whether somebody reads it there, or whether it only is a record."""

    @property
    def wants(self) -> Preparing:
        """What of a payload may go there, and what has to."""

    @property
    def attempts(self) -> int:
        """How often it is tried."""

    def plan(self, payload: Json) -> Plan:
        """Plan it. Nothing of the outside is asked: the same payload always plans the same."""


def one_step(
    request: Request, send: Callable[[Request, Host], Verdict], *, repeat: Repeat = "never", bound: float = BOUND
) -> Plan:
    """Give the plan of a target that takes one request."""
    return Plan(request.takeover_id, (Step("send", lambda _: request, send, repeat, bound=bound),))
