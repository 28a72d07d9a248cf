"""Where the comments of a YAML file are: a `#` inside quotes or a block of text is not one.

The files have been read before, so they are YAML; what is none gives some answer, and never an exception.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class Comment(NamedTuple):
    """A comment: its text after the `#`, its line and the column of the `#` (from 1), and whether it stands alone."""

    text: str
    line: int
    col: int
    alone: bool


def find_comments(source: str) -> Iterator[Comment]:
    """Give the comments of a file, in order. Linear in its length."""
    state = _State()
    for number, line in enumerate(source.split("\n"), 1):
        at = _comment_of(line.removesuffix("\r"), state)
        if at is not None:
            yield Comment(line[at + 1 :].rstrip(), number, at + 1, not line[:at].strip())


SPACES = regex(r"[ \t]*")
INDICATOR = regex(r"[-?:](?=[ \t]|$)")
MARKER = regex(r"(?:---|\.\.\.)(?=[ \t]|$)")
PROPERTY = regex(r"[&!][^ \t,\[\]{}]*|\*[^ \t,\[\]{}]+")
HEADER = regex(r"[|>](?:[-+]?([1-9])?|([1-9])[-+])[ \t]*(?=#|$)")
QUOTED = {'"': regex(r'(?:[^"\\]|\\.?)*'), "'": regex(r"(?:[^']|'')*")}
PLAIN = regex(r"(?:[^:# \t]|:(?![ \t]|$)|(?<![ \t])#|[ \t]+(?![ \t#]))*")
PLAIN_INSIDE = regex(r"(?:[^:# \t,\[\]{}]|:(?![ \t,\[\]{}]|$)|(?<![ \t])#|[ \t]+(?![ \t#,\]}]))*")


@dataclass(slots=True)
class _State:
    """What is open at the end of a line.

    `quote` is the quote of an unfinished text; `depth` the number of open brackets; `begun` where the last text began,
    which may turn out to be a key; `around` the indents of the lists and fields that are open, and `parent` that of the
    innermost one around the last text; `block` that of the parent of a block of text, None outside; `text` that of its
    own lines, once known, and `blank` that of the blank lines before them; `plain` whether a text without quotes can go
    on in the next line.
    """

    quote: str = ""
    depth: int = 0
    begun: int = 0
    around: list[int] = field(default_factory=list)
    parent: int = -1
    block: int | None = None
    text: int | None = None
    blank: int = 0
    plain: bool = False

    def begin_text(self, at: int) -> None:
        """Begin a text at an offset of its line."""
        self.begun = at
        self.parent = next((indent for indent in reversed(self.around) if indent < at), -1)

    def begin_part(self, at: int) -> None:
        """Begin an item of a list or a field, whose dash or key stands at an offset of its line."""
        if not self.around or self.around[-1] < at:
            self.around.append(at)


def _comment_of(line: str, state: _State) -> int | None:
    """Give the offset of the comment of a line, or None; the state becomes that of its end."""
    at = 0
    if state.block is not None and _in_block(line, state):
        return None
    if state.quote:
        at = _leave_quote(line, 0, state)
        if state.quote:
            return None
    elif not state.depth:
        indent = len(line) - len(line.lstrip(" "))
        if state.plain and line.strip() and indent <= state.parent:
            state.plain = False
        if not state.plain and line.strip():
            while state.around and state.around[-1] > indent:
                state.around.pop()
            if MARKER.match(line):
                state.around.clear()
                at = 3
    return _rest_of(line, at, state)


def _rest_of(line: str, at: int, state: _State) -> int | None:
    while True:
        at = _skip(SPACES, line, at)
        if at >= len(line) or state.quote:
            return None
        if line[at] == "#" and (not state.plain or at == 0 or line[at - 1] in " \t"):
            state.plain = False
            return at
        if state.depth and line[at] in ",[]{}":
            state.depth += {",": 0, "[": 1, "{": 1}.get(line[at], -1)
            state.plain, at = False, at + 1
        elif state.plain:
            at = _skip_plain(line, at, state)
        else:
            at = _skip_token(line, at, state)


def _skip_token(line: str, at: int, state: _State) -> int:
    """Pass over what can stand where nothing has begun yet."""
    character = line[at]
    if character in "[{":
        state.depth += 1
        return at + 1
    if INDICATOR.match(line, at) or (state.depth and character == ":"):
        if not state.depth:
            state.begin_part(state.begun if character == ":" else at)
        return at + 1
    if character in QUOTED:
        state.begin_text(at)
        state.quote = character
        return _leave_quote(line, at + 1, state)
    found = PROPERTY.match(line, at)
    if found is not None:
        return found.end()
    header = None if state.depth else HEADER.match(line, at)
    if header is None:
        return _skip_plain(line, at, state)
    state.begin_text(at)
    state.block = state.parent
    given = header[1] or header[2]
    state.text = None if given is None else max(state.parent, 0) + int(given)
    return header.end()


def _skip_plain(line: str, at: int, state: _State) -> int:
    """Pass over a text without quotes, or what is left of one."""
    if not state.plain:
        state.begin_text(at)
    end = _skip(PLAIN_INSIDE if state.depth else PLAIN, line, at)
    is_key = end < len(line) and INDICATOR.match(line, end) is not None and line[end] == ":"
    state.plain = not is_key
    return max(end, at + 1)


def _leave_quote(line: str, at: int, state: _State) -> int:
    """Go to the end of the quoted text, if it is on this line."""
    end = _skip(QUOTED[state.quote], line, at)
    if end < len(line):
        state.quote = ""
        return end + 1
    return end


def _in_block(line: str, state: _State) -> bool:
    """Say whether a line belongs to the block of text that is open, and close the block where it does not."""
    indent = len(line) - len(line.lstrip(" "))
    if indent == len(line):
        state.blank = max(state.blank, indent)
        return True
    assert state.block is not None
    if state.text is None:
        state.text = max(indent, state.blank, state.block + 1, 1)
    if indent >= state.text:
        return True
    state.block = state.text = None
    state.blank = 0
    state.plain = False
    return False


def _skip(pattern: re.Pattern[str], line: str, at: int) -> int:
    found = pattern.match(line, at)
    return at if found is None else found.end()
