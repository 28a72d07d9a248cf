"""Changes turns of a transcript in its text: everything else, comments and layout, stays as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.regex import regex
from takeover.transcripts.scalars import write_expected

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.source.span import Span


LINE = regex("[^\n]*\n|[^\n]+")


class CannotEditError(ValueError):
    """A turn is written in a way that only a person can change; the message says why."""


class Item(NamedTuple):
    """A turn in the text: its lines `first` up to `end` (from 0, exclusive), the column of its dash, its fields."""

    first: int
    end: int
    dash: int
    fields: Fields


class Edit(NamedTuple):
    """Lines `first` up to `end` become `lines`; where both are the same, those are put in there."""

    first: int
    end: int
    lines: tuple[str, ...]


class Text:
    """A transcript file that is being changed. Edits are kept until `changed` applies them all."""

    def __init__(self, text: str, node: Node) -> None:
        """Look for the turns in a file that was read as `node`."""
        self._lines = LINE.findall(text)
        if self._lines and not self._lines[-1].endswith("\n"):
            self._lines[-1] += "\n"
        self._items = {entry.key.span: item for item in self._find(node) for entry in item.fields.entries}
        self._edits: list[Edit] = []
        self._cells: list[tuple[Span, str]] = []

    def delete(self, turn: Span) -> None:
        """Take a turn out."""
        item = self._item(turn)
        self._edits.append(Edit(item.first, item.end, ()))

    def replace(self, turn: Span, lines: Sequence[str]) -> None:
        """Put another turn in the place of one: a text in the place of a text, else whole lines."""
        item = self._item(turn)
        (first, *rest) = lines
        key = item.fields.entries[0].key.text
        value = item.fields.entries[0].value
        if not rest and len(item.fields.entries) == 1 and isinstance(value, Scalar) and first.startswith(f"- {key}: "):
            self._set(value, first.removeprefix(f"- {key}: "))
            return
        self._edits.append(Edit(item.first, item.end, self._indented(lines, item.dash)))

    def add_after(self, turn: Span, lines: Sequence[str]) -> None:
        """Put turns behind one."""
        item = self._item(turn)
        self._edits.append(Edit(item.end, item.end, self._indented(lines, item.dash)))

    def add_before(self, turn: Span, lines: Sequence[str]) -> None:
        """Put turns before one."""
        item = self._item(turn)
        self._edits.append(Edit(item.first, item.first, self._indented(lines, item.dash)))

    def set_field(self, turn: Span, name: str, text: str) -> None:
        """Give a field below the key of a turn another text."""
        value = next(entry.value for entry in self._item(turn).fields.entries if entry.key.span == turn)
        fields = value.entries if isinstance(value, Fields) else ()
        found = next((field.value for field in fields if field.key.text == name), None)
        if not isinstance(found, Scalar):
            raise CannotEditError(f'"{name}" is no plain text here')
        self._set(found, write_expected(text))

    def changed(self) -> str:
        """Give the text with all edits."""
        lines = list(self._lines)
        for span, text in sorted(self._cells, key=lambda cell: cell[0], reverse=True):
            first, last = span.line - 1, span.end_line - 1
            lines[first] = lines[first][: span.col - 1] + text + lines[last][span.end_col - 1 :]
            for number in range(first + 1, last + 1):
                lines[number] = ""
        ordered = sorted(enumerate(self._edits), key=lambda one: (one[1].first, one[1].end, one[0]), reverse=True)
        for _, edit in ordered:
            lines[edit.first : edit.end] = edit.lines
        return "".join(lines)

    def _set(self, value: Scalar, text: str) -> None:
        if value.style in {"literal", "folded"} or value.missing:
            raise CannotEditError("this text is a block of lines, or is not there")
        self._cells.append((value.span, text))

    def _item(self, turn: Span) -> Item:
        item = self._items.get(turn)
        if item is None:
            raise CannotEditError("this turn is not a line of its own in this file")
        return item

    def _indented(self, lines: Sequence[str], dash: int) -> tuple[str, ...]:
        ending = "\r\n" if self._lines and self._lines[0].endswith("\r\n") else "\n"
        return tuple(f"{' ' * dash}{line}{ending}" for line in lines)

    def _find(self, node: Node) -> Iterator[Item]:
        """Find the turns that begin a line with a dash."""
        match node:
            case Items(items=items):
                for item in items:
                    found = self._as_item(item)
                    if found is not None:
                        yield found
                    yield from self._find(item)
            case Fields(entries=entries):
                for entry in entries:
                    yield from self._find(entry.value)
            case Scalar():
                pass

    def _as_item(self, node: Node) -> Item | None:
        if not isinstance(node, Fields) or not node.entries:
            return None
        key = node.entries[0].key.span
        before = self._lines[key.line - 1][: key.col - 1]
        dash = before.find("-")
        if before.strip() != "-":
            return None
        return Item(key.line - 1, self._end(key.line, dash), dash, node)

    def _end(self, line: int, dash: int) -> int:
        """Give the line behind the last one of an item: what stands further in is its own, not comments at its end."""
        end = line
        for number in range(line, len(self._lines)):
            text = self._lines[number]
            bare = text.strip()
            if not bare or bare.startswith("#"):
                continue
            if len(text) - len(text.lstrip(" ")) <= dash:
                break
            end = number + 1
        return end
