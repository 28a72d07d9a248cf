"""JSON with its places kept: the same tree that YAML is read into, so that one reader takes both.

YAML's parser does not read all JSON: it refuses escaped surrogate pairs, which is how other tools write emoji.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import TYPE_CHECKING

from takeover.source.nodes import Entry, Fields, Items, Node, Scalar
from takeover.source.regex import regex
from takeover.source.span import Span

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems

TOKEN = regex(r'[ \t\r\n]*(?:([\[\]{},:])|("(?:[^"\\\x00-\x1f]|\\.)*")|(-?\d[\d.eE+-]*|true|false|null))')
DEEPEST = 60
"""Lists and objects within each other, as in YAML."""
HALF = regex("[\ud800-\udfff]")


class _BrokenError(Exception):
    """This is no JSON: what was wanted, and where."""

    def __init__(self, wanted: str, offset: int) -> None:
        super().__init__(wanted)
        self.offset = offset


def read_json_tree(text: str, file: str, problems: Problems) -> Node | None:
    """Read a JSON text; None after saying where it is none. Numbers, true, false and null are texts, as in YAML."""
    reader = _Reader(text, file)
    try:
        reader.move()
        node = reader.value(0)
        reader.end()
    except _BrokenError as broken:
        problems.error("syntax", f"this is no JSON: {broken}", reader.span(broken.offset, broken.offset + 1))
        return None
    return node


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.at = 0
        self.starts = [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]
        self.kind = ""
        self.word = ""
        self.begin = 0

    def span(self, start: int, end: int) -> Span:
        line, last = bisect_right(self.starts, start), bisect_right(self.starts, max(end - 1, start))
        return Span(self.file, line, start - self.starts[line - 1] + 1, last, end - self.starts[last - 1] + 1)

    def end(self) -> None:
        if self.word:
            raise _BrokenError("something follows its end", self.begin)

    def value(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise _BrokenError(f"more than {DEEPEST} lists and objects are nested here", self.begin)
        start = self.begin
        if self._takes("{"):
            return self._object(start, depth)
        if self._takes("["):
            return self._list(start, depth)
        if self.kind == "mark" or not self.word:
            raise _BrokenError("a value was expected" if self.word else "it ends too early", self.begin)
        return self._scalar()

    def _object(self, start: int, depth: int) -> Fields:
        entries: dict[str, Entry] = {}
        while not self._takes("}"):
            if entries:
                self._need(",")
            if self.kind != "text":
                raise _BrokenError("a name in quotes was expected", self.begin)
            key = self._scalar()
            self._need(":")
            entries[key.text] = Entry(key, self.value(depth + 1))
        return Fields(tuple(entries.values()), self.span(start, start + 1))

    def _list(self, start: int, depth: int) -> Items:
        items: list[Node] = []
        while not self._takes("]"):
            if items:
                self._need(",")
            items.append(self.value(depth + 1))
        return Items(tuple(items), self.span(start, start + 1))

    def _scalar(self) -> Scalar:
        span = self.span(self.begin, self.at)
        if self.kind == "text":
            try:
                text = HALF.sub("\ufffd", json.loads(self.word))
            except ValueError:
                raise _BrokenError("this text has an escape that there is not", self.begin) from None
            scalar = Scalar(text, span, "double")
        else:
            scalar = Scalar("" if self.word == "null" else self.word, span)
        self.move()
        return scalar

    def _takes(self, mark: str) -> bool:
        if self.kind == "mark" and self.word == mark:
            self.move()
            return True
        return False

    def _need(self, mark: str) -> None:
        if not self._takes(mark):
            raise _BrokenError(f'"{mark}" was expected' if self.word else "it ends too early", self.begin)

    def move(self) -> None:
        found = TOKEN.match(self.text, self.at)
        if found is None:
            left = self.text[self.at :]
            if left.strip(" \t\r\n"):
                raise _BrokenError("this is no value", self.at + len(left) - len(left.lstrip(" \t\r\n")))
            self.kind = self.word = ""
            self.begin = max(len(self.text) - 1, 0)
            return
        group = found.lastindex or 1
        self.kind = ("", "mark", "text", "word")[group]
        self.word, self.begin, self.at = found[group], found.start(group), found.end()
