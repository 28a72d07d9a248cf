"""Reads logs of real conversations, as JSON lines, in memory that does not grow with them.

A line is `{"conversation": id, "text": "…", "at": time}`, or a whole one: `{"conversation": id, "texts": […]}`,
or a list of texts. Each of several texts is a text, or `{"text": "…", "at": time}`. Lines of one conversation need not
follow each other, but only so many are open at once: of more, the one that was quiet longest is taken for done, and
what comes of it later is a conversation of its own.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol

from takeover.source.diagnostic import Diagnostic
from takeover.source.span import Span
from takeover.transcripts.logged import Logged, Said, read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_OPEN = 1_000
"""Conversations that may be open at once."""
MOST_INPUTS = 2_000
"""Inputs of one conversation; what follows is a conversation of its own."""
LONGEST_LINE = 10_000_000
MOST_TOLD = 100
"""Lines that could not be read are all counted, and so many are told."""


class Lines(Protocol):
    """What gives lines: a file that is open for bytes."""

    def readline(self, limit: int, /) -> bytes:
        """Give the next line with its end, or so many bytes of it; nothing at the end."""


class _WrongError(ValueError):
    """A line is not as it should be."""


class LogReader:
    """Reads one log. `wrong` counts lines that could not be read, of which `problems` tell the first ones."""

    def __init__(self, stream: Lines, name: str) -> None:
        """Begin at the start of a stream."""
        self._stream = stream
        self._name = name
        self.wrong = 0
        self.others = 0
        """Lines of bots and agents: only what users wrote is played."""
        self.cut = 0
        """Conversations that were longer than MOST_INPUTS."""
        self.problems: list[Diagnostic] = []

    def conversations(self) -> Iterator[Logged]:
        """Give the conversations, in the order in which they are done. Raises OSError."""
        open_: OrderedDict[str, list[Said]] = OrderedDict()
        for number, line in enumerate(self._lines(), 1):
            try:
                name, inputs, whole = self._read(line, number)
            except _WrongError as wrong:
                self._note(str(wrong), number)
                continue
            if whole:
                if inputs:
                    yield Logged(name, tuple(inputs[:MOST_INPUTS]))
                    self.cut += len(inputs) > MOST_INPUTS
                continue
            if not inputs:
                continue
            open_.setdefault(name, []).extend(inputs)
            open_.move_to_end(name)
            if len(open_[name]) >= MOST_INPUTS:
                self.cut += 1
                yield Logged(name, tuple(open_.pop(name)))
            elif len(open_) > MOST_OPEN:
                done, said = open_.popitem(last=False)
                yield Logged(done, tuple(said))
        for name, said in open_.items():
            yield Logged(name, tuple(said))

    def _lines(self) -> Iterator[bytes]:
        while line := self._stream.readline(LONGEST_LINE):
            whole = line.endswith(b"\n")
            if not whole and len(line) == LONGEST_LINE:
                while not whole and (rest := self._stream.readline(LONGEST_LINE)):
                    whole = rest.endswith(b"\n")
                yield b"!"
                continue
            yield line

    def _read(self, line: bytes, number: int) -> tuple[str, list[Said], bool]:
        """Give what a line holds: the id of its conversation, inputs, and whether that is all of it."""
        if line == b"!":
            raise _WrongError(f"this line has more than {LONGEST_LINE // 1_000_000} MB")
        if line.isspace():
            return "", [], True
        try:
            found = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
        except UnicodeDecodeError:
            raise _WrongError("this line is not UTF-8") from None
        except (ValueError, RecursionError):
            raise _WrongError("this line is no JSON") from None
        if isinstance(found, list):
            return f"line {number}", [self._said(one, number) for one in found], True
        if not isinstance(found, dict):
            raise _WrongError("this line is neither an object nor a list")
        role = found.get("role", "user")
        if role != "user":
            self.others += 1
            return "", [], True
        name = found.get("conversation")
        if "texts" in found:
            texts = found["texts"]
            if not isinstance(texts, list):
                raise _WrongError('"texts" is not a list')
            return _id(name, f"line {number}"), [self._said(one, number) for one in texts], True
        if name is None:
            raise _WrongError('this line has no "conversation"')
        return _id(name, ""), [self._said(found, number)], False

    def _said(self, one: object, number: int) -> Said:
        if isinstance(one, str):
            return Said(one, None, number)
        if not isinstance(one, dict) or not isinstance(one.get("text"), str):
            raise _WrongError('this line has no "text"')
        try:
            return Said(one["text"], read_moment(one.get("at")), number)
        except ValueError:
            raise _WrongError('"at" is no time such as 2026-03-02T10:15:00+01:00') from None

    def _note(self, message: str, number: int) -> None:
        self.wrong += 1
        if len(self.problems) < MOST_TOLD:
            self.problems.append(Diagnostic("bad-log", "error", message, Span(self._name, number, 1, number, 1)))


def _id(name: object, otherwise: str) -> str:
    if name is None:
        return otherwise
    return name if isinstance(name, str) else json.dumps(name)
