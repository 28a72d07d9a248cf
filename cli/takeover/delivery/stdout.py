"""The target `stdout`: payloads alone, one JSON a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.delivery.receipt import Verdict
from takeover.delivery.target import Plan, Request, one_step
from takeover.delivery.wants import WHOLE, Wants
from takeover.handover.writing import text_at, write_json
from takeover.source.shapes import Kind
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.source.span import Span


@dataclass(frozen=True, slots=True)
class StdoutTarget:
    """Standard output."""

    span: Span = NOWHERE
    wants: Wants = WHOLE
    attempts: int = 1
    reaches_people: bool = False

    def plan(self, payload: Json) -> Plan:
        """Print it."""
        return one_step(self.render(payload), self.deliver)

    def render(self, payload: Json) -> Request:
        """Write the payload on one line."""
        return Request(text_at(payload, "id"), "to standard output", (), write_json(payload))

    def deliver(self, request: Request, host: Host) -> Verdict:
        """Print the line. A reader that has left ends the command, as it does everywhere."""
        host.stdout.write(f"{request.body}\n")
        host.stdout.flush()
        return Verdict("delivered", "printed")


STDOUT = Kind(
    "stdout",
    "standard output",
    "Prints payloads on standard output, one JSON a line; on the command line `-` is short for it.",
    "{stdout: }",
    StdoutTarget,
    bare=True,
)
