"""The target `file`: payloads appended to a JSON Lines file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.delivery.receipt import Verdict
from takeover.delivery.settings import Written
from takeover.delivery.target import Plan, Request, one_step
from takeover.delivery.variables import UnfilledError, Variables
from takeover.delivery.wants import WANTS, WHOLE, Wants, gather
from takeover.files import append_line
from takeover.handover.writing import text_at, write_json
from takeover.source.shapes import Field, Kind
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.source.span import Span


@dataclass(frozen=True, slots=True)
class FileTarget:
    """A file. A relative path starts in the folder in which the command runs."""

    file: str
    span: Span = NOWHERE
    wants: Wants = WHOLE
    attempts: int = 1
    reaches_people: bool = False

    def plan(self, payload: Json) -> Plan:
        """Append it."""
        return one_step(self.render(payload), self.deliver)

    def render(self, payload: Json) -> Request:
        """Write the payload on one line."""
        return Request(text_at(payload, "id"), f"append to {self.file}", (), write_json(payload))

    def deliver(self, request: Request, host: Host) -> Verdict:
        """Append the line."""
        variables = Variables(host.environ)
        try:
            append_line(host.cwd / variables.fill(self.file), request.body)
        except UnfilledError as error:
            return Verdict("failed", str(error))
        except (OSError, ValueError) as error:  # ValueError: a path that no system knows
            return Verdict("failed", f"could not be appended: {getattr(error, 'strerror', None) or error}")
        return Verdict("delivered", f"appended to {self.file}")


FILE = Kind(
    "file",
    "a file",
    "Appends payloads to a file, one JSON a line. The path starts where the command runs.",
    "{file: takeovers.jsonl}",
    gather(FileTarget),
    (Field("file", Written("the path of a file"), "the file", required=True), *WANTS),
)
