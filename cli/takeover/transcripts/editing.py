"""Changes turns of a transcript in its text: everything else, comments and layout, stays as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.nodes import Entry, Fields, Items, Node, Scalar
from takeover.transcripts.case_writing import write_in_case
from takeover.transcripts.scalars import write_expected
from takeover.transcripts.written import write_braced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.source.span import Span
    from takeover.transcripts.written import Written

IN_BLOCKS = frozenset({"literal", "folded"})


class CannotEditError(ValueError):
    """A turn is written in a way that only a person can change; the message says why."""


class Item(NamedTuple):
    """A turn in the text: itself, the list that it is an item of, its number there, and whether that is in brackets."""

    node: Fields | Scalar
    around: Items
    number: int
    bracketed: bool


class Edit(NamedTuple):
    """The characters from `start` to `end` become `text`; where both are the same, it is put in there."""

    start: int
    end: int
    text: str


class Text:
    """A file of transcripts that is being changed. Edits are kept until `changed` applies them all.

    `case` are the columns of the row with which a transcript is played, with their cells.
    """

    def __init__(self, text: str, node: Node) -> None:
        """Look for the turns in a file that was read as `node`."""
        self._ended = not text or text.endswith("\n")
        self._text = text if self._ended else f"{text}\n"
        self._lines = [f"{line}\n" for line in self._text.split("\n")[:-1]]
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))
        self._ending = "\r\n" if self._lines and self._lines[0].endswith("\r\n") else "\n"
        self.case: Mapping[str, Scalar] = {}
        self._items: dict[Span, Item] = {}
        self._aliased: set[Span] = set()
        self._find(node, bracketed=False)
        self._edits: list[Edit] = []
        self._put_in: set[Edit] = set()
        self._deleted: dict[Span, tuple[Items, set[int]]] = {}

    def delete(self, turn: Span) -> None:
        """Take a turn out."""
        item = self._item(turn)
        if item.bracketed:
            self._deleted.setdefault(item.around.span, (item.around, set()))[1].add(item.number)
        else:
            first, end, _ = self._block(item)
            self._edits.append(Edit(self._starts[first], self._starts[end], ""))

    def replace(self, turn: Span, written: Written) -> None:
        """Put another turn in the place of one: a value in the place of a value where that can be, else all of it."""
        item = self._item(turn)
        value = _value_of(item.node, written.key)
        if isinstance(value, Scalar) and written.text is not None and _is_whole(value):
            self._set(value, written.text, braced=item.bracketed or self._at(item.node) == "{")
        elif value is not None and self._at(value) in {"{", "["}:
            self._put(value.span, written.value(braced=item.bracketed))
        elif item.bracketed:
            self._put(item.node.span, written.braced())
        else:
            first, end, dash = self._block(item)
            self._edits.append(Edit(self._starts[first], self._starts[end], self._indented(written, dash)))

    def add_after(self, turn: Span, written: Written) -> None:
        """Put a turn behind one."""
        item = self._item(turn)
        if item.bracketed:
            end = self._offset(item.node.span.end_line, item.node.span.end_col)
            self._edits.append(Edit(end, end, f", {written.braced()}"))
            return
        _, end, dash = self._block(item)
        self._edits.append(Edit(self._starts[end], self._starts[end], self._indented(written, dash)))

    def add_before(self, turn: Span, written: Written) -> None:
        """Put a turn before one."""
        item = self._item(turn)
        if item.bracketed:
            start = self._offset(item.node.span.line, item.node.span.col)
            self._edits.append(Edit(start, start, f"{written.braced()}, "))
            return
        first, _, dash = self._block(item)
        self._edits.append(Edit(self._starts[first], self._starts[first], self._indented(written, dash)))

    def set_word(self, turn: Span, key: str, text: str) -> None:
        """Give a turn that is a key with a word, or the key alone, another word."""
        item = self._item(turn)
        value = _value_of(item.node, key)
        if isinstance(value, Scalar) and not value.missing:
            self._put(value.span, text)
        elif isinstance(item.node, Scalar):
            self._put(item.node.span, f"{{{key}: {text}}}")
        else:
            end = next(entry.key.span for entry in item.node.entries if entry.key.text == key)
            at = self._offset(end.end_line, end.end_col)
            self._edits.append(Edit(at, at + (self._text[at : at + 1] == ":"), f": {text}"))

    def set_beside(self, turn: Span, name: str, text: str) -> None:
        """Give a field that stands beside the key of a turn, or below it, another text."""
        item = self._item(turn)
        below = next((entry.value for entry in _entries(item.node) if entry.key.span == turn), None)
        every = (*_entries(item.node), *_entries(below))
        value = next((entry.value for entry in every if entry.key.text == name), None)
        if not isinstance(value, Scalar) or not _is_whole(value):
            raise CannotEditError(f'"{name}" is no plain text here')
        self._set(value, text, braced=item.bracketed or self._at(item.node) == "{")

    def set_field(self, turn: Span, name: str, text: str | None) -> None:
        """Give a field below the key of a turn another text; None is nothing at all."""
        item = self._item(turn)
        below = next((entry.value for entry in _entries(item.node) if entry.key.span == turn), None)
        value = next((entry.value for entry in _entries(below) if entry.key.text == name), None)
        if below is None or value is None:
            raise CannotEditError(f'"{name}" is not written here')
        braced = item.bracketed or "{" in {self._at(item.node), self._at(below)}
        if isinstance(value, Scalar) and _is_whole(value) and text is not None:
            self._set(value, text, braced=braced)
        elif isinstance(value, Scalar) and _is_whole(value):
            self._put(value.span, "{}")
        elif self._at(value) in {"{", "["}:
            self._put(value.span, "{}" if text is None else write_braced(text) if braced else write_expected(text))
        else:
            raise CannotEditError(f'"{name}" is written on several lines')

    def changed(self) -> str:
        """Give the text with all edits."""
        edits = [*self._edits, *self._deletions()]
        pieces: list[str] = []
        done = 0
        for edit in sorted(edits, key=lambda one: (one.start, one.end)):  # what is put in at one place, in its order
            pieces += (self._text[done : edit.start], edit.text)
            done = max(done, edit.end)
        text = "".join((*pieces, self._text[done:]))
        return text if self._ended else text.removesuffix("\n")

    def _set(self, value: Scalar, text: str, *, braced: bool) -> None:
        """Write a text in the place of a scalar; where that holds columns of a case, so that it fits the case."""
        found = write_in_case(value, text, self.case)
        if found is None:
            self._put(value.span, write_braced(text) if braced else write_expected(text))
            return
        place, filled = found
        if place is value:
            self._put(value.span, write_braced(filled) if braced else write_expected(filled))
        else:
            self._put(place.span, write_braced(filled))

    def _put(self, span: Span, text: str) -> None:
        edit = Edit(self._offset(span.line, span.col), self._offset(span.end_line, span.end_col), text)
        if edit not in self._put_in:  # rows of a table change the same text in the same way
            self._put_in.add(edit)
            self._edits.append(edit)

    def _item(self, turn: Span) -> Item:
        item = self._items.get(turn)
        if item is None:
            raise CannotEditError("this turn is not written in this file")
        if turn in self._aliased:
            raise CannotEditError("this turn is written once (&) and stands in several places (*)")
        return item

    def _offset(self, line: int, col: int) -> int:
        return self._starts[line - 1] + col - 1

    def _at(self, node: Node) -> str:
        """Give the character that a node begins with."""
        offset = self._offset(node.span.line, node.span.col)
        return self._text[offset : offset + 1] if not (isinstance(node, Scalar) and node.missing) else ""

    def _indented(self, written: Written, dash: int) -> str:
        return "".join(f"{' ' * dash}{line}{self._ending}" for line in written.lines())

    def _deletions(self) -> Iterator[Edit]:
        """Take items out of lists in brackets, each with the comma that parts it from the next, or from the last."""
        for around, numbers in self._deleted.values():
            spans = [item.span for item in around.items]
            starts = [self._offset(span.line, span.col) for span in spans]
            ends = [self._offset(span.end_line, span.end_col) for span in spans]
            last = len(spans) - 1
            kept = [number for number in range(len(spans)) if number not in numbers]
            for number in sorted(numbers):
                start, end = starts[number], ends[number]
                if kept and number > kept[-1]:
                    start = ends[number - 1]
                elif number < last:
                    end = starts[number + 1]
                if "#" in self._text[start : starts[number]] + self._text[ends[number] : end]:
                    start, end = starts[number], ends[number]  # a comment stays, and so does its comma
                yield Edit(start, end, "")

    def _find(self, node: Node, *, bracketed: bool) -> None:
        """Find what may be a turn: the items of lists."""
        match node:
            case Items(items=items):
                inside = bracketed or self._at(node) == "["
                for number, item in enumerate(items):
                    if not isinstance(item, Items):
                        self._note(Item(item, node, number, inside))
                    self._find(item, bracketed=inside)
            case Fields(entries=entries):
                inside = bracketed or self._at(node) == "{"
                for entry in entries:
                    self._find(entry.value, bracketed=inside)
            case Scalar():
                pass

    def _note(self, item: Item) -> None:
        spans = [entry.key.span for entry in item.node.entries] if isinstance(item.node, Fields) else [item.node.span]
        for span in spans:
            if span in self._items:
                self._aliased.add(span)
            self._items[span] = item

    def _block(self, item: Item) -> tuple[int, int, int]:
        """Give the lines of a turn, from 0 and exclusive, and the column of its dash."""
        span = item.node.span
        before = self._lines[span.line - 1][: span.col - 1]
        if before.strip() != "-":
            raise CannotEditError("this turn does not begin a line with its dash")
        dash = before.find("-")
        return span.line - 1, max(span.end_line, self._end(span.line, dash)), dash

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


class Pages:
    """The files that a transcript is made of: its own, and those that share turns with it."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        """Hold them by their names."""
        self.texts = texts

    def stand_for(self, case: Mapping[str, Scalar]) -> None:
        """Change texts so that they are right for this row of a table."""
        for text in self.texts.values():
            text.case = case

    def at(self, turn: Span) -> Text:
        """Give the file that a turn is written in."""
        text = self.texts.get(turn.file)
        if text is None:
            raise CannotEditError(f"this turn is written in {turn.file}")
        return text


def _entries(node: Node | None) -> Sequence[Entry]:
    return node.entries if isinstance(node, Fields) else ()


def _value_of(node: Node, key: str) -> Node | None:
    """Give what stands behind the key of a turn, where the turn is nothing but that."""
    if isinstance(node, Fields) and len(node.entries) == 1 and node.entries[0].key.text == key:
        return node.entries[0].value
    return None


def _is_whole(value: Scalar) -> bool:
    """Say whether a scalar is all that stands at its place."""
    return value.style not in IN_BLOCKS and not value.missing
