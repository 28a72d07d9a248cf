"""The target `file`: payloads appended to a file, or each in a file of its own in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from takeover.delivery.receipt import Verdict
from takeover.delivery.settings import Written
from takeover.delivery.target import Plan, Request, one_step
from takeover.delivery.variables import UnfilledError, Variables
from takeover.delivery.wants import WANTS, WHOLE, Wants, gather
from takeover.files import append_line, write_whole
from takeover.handover.page import write_markdown
from takeover.handover.writing import text_at, write_json
from takeover.source.regex import regex
from takeover.source.shapes import Field, Kind, Word
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable

    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.source.span import Span

UNSAFE = regex(r"[^A-Za-z0-9._-]+")
LONGEST_NAME = 80


def _write_pretty(payload: Json) -> str:
    return write_json(payload, indent=2)


FORMATS: dict[str, tuple[str, Callable[[Json], str]]] = {
    "lines": ("jsonl", write_json),
    "json": ("json", _write_pretty),
    "markdown": ("md", lambda payload: write_markdown(payload).rstrip("\n")),
}
"""How a payload is written, and the suffix of a file that holds one."""


@dataclass(frozen=True, slots=True)
class FileTarget:
    """A file, or, where it ends with a slash, a folder of them. A relative path starts where the command runs."""

    file: str
    span: Span = NOWHERE
    format: str = ""
    wants: Wants = WHOLE
    attempts: int = 1
    reaches_people: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether each payload gets a file of its own."""
        return self.file.endswith(("/", "\\"))

    def render(self, payload: Json) -> Request:
        """Write the payload."""
        suffix, write = FORMATS[self.format or ("json" if self.is_folder else "lines")]
        takeover_id = text_at(payload, "id")
        line = f"write {self.file}{_safe(takeover_id)}.{suffix}" if self.is_folder else f"append to {self.file}"
        return Request(takeover_id, line, (), write(payload))

    def plan(self, payload: Json) -> Plan:
        """Append it, or write its file: the same one when it comes again."""
        return one_step(self.render(payload), self.deliver, repeat="safe" if self.is_folder else "never")

    def deliver(self, request: Request, host: Host) -> Verdict:
        """Append the text, or write the file."""
        variables = Variables(host.environ)
        written = request.line.removeprefix("write ").removeprefix("append to ")
        try:
            path = host.cwd / variables.fill(written)
            if self.is_folder:
                write_whole(path, f"{request.body}\n")
            else:
                append_line(path, request.body)
        except UnfilledError as error:
            return Verdict("failed", str(error))
        except (OSError, ValueError) as error:  # ValueError: a path that no system knows
            return Verdict("failed", f"could not be written: {getattr(error, 'strerror', None) or error}")
        return Verdict("delivered", f"written to {written}" if self.is_folder else f"appended to {written}")


def _safe(text: str) -> str:
    """Make a file name that every system takes. One that had to be changed is told apart by a checksum."""
    safe = UNSAFE.sub("-", text).strip(".-")[:LONGEST_NAME]
    return safe if safe == text else f"{safe}-{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


FILE = Kind(
    "file",
    "a file",
    "Appends payloads to a file, one JSON a line; a path that ends with / is a folder, in which each payload has a "
    "file of its own. The path starts where the command runs.",
    "{file: takeovers.jsonl}",
    gather(FileTarget),
    (
        Field("file", Written("the path of a file"), "the file, or the folder with a / at its end", required=True),
        Field(
            "format",
            Word(tuple(FORMATS), "format"),
            "lines (JSON Lines, default of a file), json (pretty, default of a folder), or markdown (for people, with "
            "the whole talk)",
        ),
        *WANTS,
    ),
)
