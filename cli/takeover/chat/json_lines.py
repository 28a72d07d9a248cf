"""A chat with another program: an event a line in, an output a line out, and a `done` when the next one may come.

{"event": "heard", "text": "hi"}
{"output": "entered", …}  {"output": "said", "text": "Hello", …}  {"output": "done", "turn": 2}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.chat.arguments import check_name
from takeover.chat.codec import NotAnEvent, read_line, write_output
from takeover.chat.lines import LONGEST, read_lines
from takeover.chat.masks import hide_secrets, masked
from takeover.chat.records import with_parts
from takeover.chat.wrong import Wrong
from takeover.handover.writing import tidy, write_json
from takeover.language.events import Changed, Triggered, Waited
from takeover.language.outputs import AgentSpoke, Said, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from takeover.chat.chat import Chat
    from takeover.chat.session import Turn
    from takeover.engine.program import Program
    from takeover.language.values import Json
    from takeover.source.diagnostic import Diagnostic

SPOKEN = (Said, Shown, AgentSpoke)
"""What the user is told. All else is masked where it holds a sensitive value."""


class JsonBoard:
    """Writes what it is told as JSON, a line each."""

    def __init__(self, stream: TextIO) -> None:
        """Write to a stream."""
        self._stream = stream

    def write(self, output: str, **fields: Json) -> None:
        """Write one line."""
        self._stream.write(f"{write_json(tidy({'output': output, **fields}))}\n")

    def show(self, turn: Turn, program: Program) -> None:
        """Write what a turn did."""
        hide = hide_secrets(turn.after)
        for output in turn.outputs:
            written = write_output(output, program)
            self.write(**written if isinstance(output, SPOKEN) else masked(written, hide))  # type: ignore[arg-type]

    def payload(self, payload: Mapping[str, Json]) -> None:
        """Write a takeover."""
        self.write("payload", payload=dict(payload))

    def request(self, title: str, fields: Mapping[str, str]) -> None:
        """Write an e-mail or a call, as it is sent."""
        self.write("request", title=title, fields=dict(fields))

    def problems(self, problems: Sequence[Diagnostic], sources: Mapping[str, str]) -> None:
        """Write problems of the flows."""
        for found in problems:
            span = str(found.span) if found.span.file else None
            self.problem(found.message, found.hint, code=found.code, severity=found.severity, span=span)

    def problem(self, message: str, hint: str, **more: Json) -> None:
        """Write that something could not be done."""
        self.write("problem", message=message, hint=hint, **more)

    def note(self, text: str) -> None:
        """Write something quiet."""
        self._say("note", text)

    def success(self, text: str) -> None:
        """Write that something went well."""
        self._say("success", text)

    def warning(self, text: str) -> None:
        """Write something to look at."""
        self._say("warning", text)

    def error(self, text: str) -> None:
        """Write that something went wrong."""
        self._say("error", text)

    def _say(self, level: str, text: str) -> None:
        self.write("note", level=level, text=text)

    def done(self, chat: Chat) -> None:
        """Write that the next event may come."""
        self.write("done", turn=chat.conversation.turn)
        self._stream.flush()


def chat_in_json(chat: Chat, lines: TextIO, board: JsonBoard) -> None:
    """Talk until the lines end. A line that is no event is a problem, and the talk goes on."""
    chat.open(board.note)
    board.done(chat)
    for number, line in enumerate(read_lines(lines), 1):
        if line is None:
            board.problem(f"a line of more than {LONGEST:,} characters is left out", "", line=number)
        elif line.strip():
            chat.hear_agent()
            try:
                _read(chat, line)
            except (NotAnEvent, Wrong) as wrong:
                board.problem(str(wrong), wrong.hint, line=number)
        else:
            continue
        board.done(chat)


def _read(chat: Chat, line: str) -> None:
    """Let the event of a line happen, at the time that it says; its time then passes first."""
    now = max(chat.clock.now(), chat.conversation.clock)
    event, at = read_line(line, now)
    if isinstance(event, Changed):
        check_name(event.path)
    elif isinstance(event, Triggered):
        for name in event.params:
            check_name(name)
    if at != now or isinstance(event, Waited):
        chat.wait_until(at)
    if not isinstance(event, Waited):
        chat.happen(lambda then: with_parts(event, at=then))
