"""The pen for pipes, dumb terminals and NO_COLOR: lines of text, each saying in words what it is. No library."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from takeover.present.layout import BETWEEN, arrange, begin_line, flow, safe_words, share_columns, width
from takeover.present.pieces import Chips, Frame, Grid, Line, Paragraph, Verbatim, Words, joined, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TextIO

    from takeover.present.pieces import Lead, Piece, Tone

MARGIN = 7
LEADS: Mapping[Lead, tuple[str, Tone]] = {
    "none": ("", "text"),
    "bot": ("bot:   ", "bot"),
    "user": ("user:  ", "user"),
    "agent": ("agent: ", "agent"),
    "aside": ("- ", "quiet"),
    "note": ("note:  ", "quiet"),
    "good": ("ok:    ", "good"),
    "warning": ("warning: ", "warning"),
    "error": ("error: ", "error"),
}
CODES: Mapping[Tone, str] = {
    "strong": "1",
    "quiet": "2",
    "link": "4",
    "number": "36",
    "meter": "2",
    "bot": "36",
    "user": "34",
    "agent": "35",
    "good": "32",
    "warning": "33",
    "error": "31",
}
"""What selects each tone on a terminal (ECMA-48, SGR)."""


class PlainPen:
    """Writes lines. Colour is only added where it was asked for (FORCE_COLOR, in the log of a build)."""

    __slots__ = ("_color", "_columns", "_stream")

    def __init__(self, stream: TextIO, *, color: bool, columns: Callable[[], int]) -> None:
        """Write on a stream; `columns` is how wide its lines may be now."""
        self._stream = stream
        self._color = color
        self._columns = columns

    @property
    def columns(self) -> int:
        """How wide a line may be now."""
        return self._columns()

    def draw(self, pieces: Iterable[Piece], *, talk: bool = False) -> None:
        """Write pieces; those of a talk leave room at the left for who speaks."""
        columns = self._columns()
        for piece in pieces:
            for line in _lines(piece, MARGIN if talk else 0, columns):
                self._stream.write("".join(map(self._ink, line)).rstrip(" ") + "\n")
        self._stream.flush()

    def _ink(self, part: Words) -> str:
        code = CODES.get(part.tone) if self._color and part.text.strip() else None
        return part.text if code is None else f"\x1b[{code}m{part.text}\x1b[0m"


def _lines(piece: Piece, margin: int, columns: int) -> Iterator[Line]:
    """Give the lines of a piece."""
    match piece:
        case Verbatim(line=line):
            yield safe_words(line)
        case Paragraph(line=line, lead=lead, indent=indent, hang=hang):
            yield from _lead(lead, margin, lambda room: _inset(flow(line, room - indent, hang), indent), columns)
        case Chips(chips=chips, indent=indent):
            yield from _lead("none", margin, lambda room: _inset(arrange(chips, room - indent), indent), columns)
        case Frame(title=title, body=body, lead=lead):
            yield from _lead(lead, margin, lambda room: _frame(title, body, room), columns)
        case Grid():
            yield from _lead("none", margin, lambda room: _grid(piece, room), columns)
        case unexpected:
            assert_never(unexpected)


def _lead(lead: Lead, margin: int, make: Callable[[int], Iterable[Line]], columns: int) -> Iterator[Line]:
    """Put what says whose it is before the first line, and the others below that line."""
    mark, tone = LEADS[lead]
    first = begin_line(lead, mark, margin)
    for number, line in enumerate(make(columns - len(first))):
        yield (Words(" " * len(first)) if number else Words(first, tone), *line)


def _inset(lines: Iterable[Line], indent: int) -> Iterator[Line]:
    return ((Words(" " * indent), *line) for line in lines)


def _frame(title: Line, body: Iterable[Piece], columns: int) -> Iterator[Line]:
    pieces: list[Piece] = [Paragraph(title)] if title else []
    rail = "+ "
    for piece in (*pieces, *body):
        for line in _lines(piece, 0, columns - len(rail)):
            yield (Words(rail, "quiet"), *line)
            rail = "| "


def _grid(grid: Grid, columns: int) -> Iterator[Line]:
    """Give the rows in columns; where those would be too narrow, each row as a paragraph."""
    rows = [tuple(map(safe_words, row)) for row in grid.rows]
    if grid.heads:
        rows.insert(0, tuple(safe_words(words(head, "strong")) for head in grid.heads))
    if not rows:
        return
    natural = [
        max((width(row[place]) for row in rows if place < len(row)), default=0) for place in range(max(map(len, rows)))
    ]
    widths = share_columns(natural, columns)
    for row in rows:
        if widths is None:
            yield from flow(joined(row, " " * BETWEEN), columns, BETWEEN)
            continue
        cells = [flow(cell, room) for cell, room in zip(row, widths, strict=False)]
        for number in range(max(map(len, cells), default=0)):
            line: list[Words] = []
            gap = 0
            for cell, room in zip(cells, widths, strict=False):
                part = cell[number] if number < len(cell) else ()
                line += (Words(" " * gap), *part)
                gap = room - width(part) + BETWEEN
            yield tuple(line)
