"""The pen for terminals: quiet colours, boxes around what belongs together, marks in the margin. It imports Rich."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from rich.console import Console, Group
from rich.text import Text

from takeover.present.layout import arrange, begin_line, flow, safe_words
from takeover.present.pieces import Chips, Frame, Grid, Paragraph, Verbatim, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TextIO

    from rich.console import RenderableType

    from takeover.present.pieces import Lead, Line, Piece, Tone

MARKS: Mapping[Lead, tuple[str, Tone]] = {
    "none": ("", "text"),
    "bot": ("● ", "bot"),
    "user": ("› ", "user"),
    "agent": ("◆ ", "agent"),
    "aside": ("· ", "quiet"),
    "note": ("· ", "quiet"),
    "good": ("✓ ", "good"),
    "warning": ("! ", "warning"),
    "error": ("✗ ", "error"),
}
MARGIN = 2
STYLES: Mapping[Tone, str] = {
    "text": "",
    "strong": "bold",
    "quiet": "dim",
    "link": "underline",
    "number": "cyan",
    "meter": "dim",
    "bot": "cyan",
    "user": "blue",
    "agent": "magenta",
    "good": "green",
    "warning": "yellow",
    "error": "red",
}
"""Sixteen colours, which each terminal shows in its own theme: they can be read on light and on dark."""
METER = str.maketrans({"#": "━", ".": "─", "|": "┃"})
TALLEST = 100_000


class RichPen:
    """Draws with Rich. Nothing is read as Rich's markup: its texts are built, not parsed."""

    __slots__ = ("_columns", "_console")

    def __init__(self, stream: TextIO, *, color: bool, columns: Callable[[], int]) -> None:
        """Draw on a stream that is a terminal; `columns` is how wide it is now."""
        self._columns = columns
        self._console = Console(
            file=stream,
            force_terminal=color,
            color_system="standard" if color else None,
            no_color=not color,
            width=columns(),
            height=TALLEST,
            highlight=False,
            markup=False,
            emoji=False,
        )

    @property
    def columns(self) -> int:
        """How wide a line may be now."""
        return self._columns()

    def draw(self, pieces: Iterable[Piece], *, talk: bool = False) -> None:
        """Draw pieces; those of a talk leave room at the left for who speaks."""
        columns = self._columns()
        for piece in pieces:
            for drawn in _draw(piece, MARGIN if talk else 0, columns):
                self._console.print(drawn, width=columns, overflow="fold")
        self._console.file.flush()


def _draw(piece: Piece, margin: int, columns: int) -> Iterator[RenderableType]:
    match piece:
        case Verbatim(line=line):
            yield _ink(safe_words(line), no_wrap=True)
        case Paragraph(line=line, lead=lead, indent=indent, hang=hang):
            mark, tone = MARKS[lead]
            first = begin_line(lead, mark, margin)
            for number, flowed in enumerate(flow(line, columns - len(first) - indent, hang)):
                text = _ink(words((" " * len(first) if number else first) + " " * indent, tone))
                yield text.append_text(_ink(flowed))
        case Chips(chips=chips, indent=indent):
            for row in arrange(chips, columns - margin - indent):
                yield _ink((*words(" " * (margin + indent)), *row))
        case Grid():
            if piece.rows or piece.heads:
                yield _inset(_table(piece), margin)
        case Frame(title=title, body=body):
            yield _inset(_box(title, body, columns - margin), margin)
        case unexpected:
            assert_never(unexpected)


def _ink(line: Line, *, no_wrap: bool = False) -> Text:
    """Give safe words as a text in their styles."""
    text = Text(no_wrap=no_wrap, overflow="fold")
    for part in line:
        text.append(part.text.translate(METER) if part.tone == "meter" else part.text, STYLES[part.tone])
    return text


def _box(title: Line, body: Iterable[Piece], columns: int) -> RenderableType:
    from rich.box import ROUNDED
    from rich.panel import Panel

    pieces: list[Piece] = [Paragraph(title)] if title else []
    inside = [drawn for piece in (*pieces, *body) for drawn in _draw(piece, 0, columns - 4)]
    return Panel(Group(*inside), box=ROUNDED, border_style="dim", expand=False)


def _table(grid: Grid) -> RenderableType:
    from rich.table import Table

    table = Table(box=None, show_header=bool(grid.heads), header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for place in range(max(map(len, (grid.heads, *grid.rows)), default=0)):
        head = safe_words(words(grid.heads[place])) if place < len(grid.heads) else ()
        table.add_column(_ink(head), overflow="fold")
    for row in grid.rows:
        table.add_row(*(_ink(safe_words(cell)) for cell in row))
    return table


def _inset(drawn: RenderableType, margin: int) -> RenderableType:
    if not margin:
        return drawn
    from rich.padding import Padding

    return Padding.indent(drawn, margin)
