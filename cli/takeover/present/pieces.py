"""What pens draw: paragraphs, chips, frames and grids of toned words. They say what things are, not how they look."""

from __future__ import annotations

from typing import Literal

from takeover.source.light import NamedTuple

Tone = Literal["text", "strong", "quiet", "link", "number", "meter", "bot", "user", "agent", "good", "warning", "error"]
"""What words are. How that shows (colour, bold, underlined, not at all) is each pen's own.

A `meter` is drawn with `#`, `.` and `|`, for which a pen may have better signs.
"""

Lead = Literal["none", "bot", "user", "agent", "aside", "note", "good", "warning", "error"]
"""Whom or what a paragraph comes from: the mark before its first line. `none` goes on below the one before."""


class Words(NamedTuple):
    """A stretch of text in one tone. The text may be anything at all: the pen makes it safe."""

    text: str
    tone: Tone = "text"


Line = tuple[Words, ...]


class Paragraph(NamedTuple):
    """Text that is wrapped, with the newlines that it has.

    `indent` is how far it stands in from the margin, `hang` how much further all its lines but the first do.
    """

    line: Line
    lead: Lead = "none"
    indent: int = 0
    hang: int = 0


class Verbatim(NamedTuple):
    """One line that is never wrapped and has no margin: its maker has seen to its width."""

    line: Line


class Chips(NamedTuple):
    """Things to choose from, side by side as far as they fit, none of them broken over lines if that can be."""

    chips: tuple[Line, ...]
    indent: int = 0


class Frame(NamedTuple):
    """Pieces that belong together, under a title. Pieces inside have no leads, and frames are not nested."""

    body: tuple[Piece, ...]
    title: Line = ()
    lead: Lead = "none"


class Grid(NamedTuple):
    """Rows of cells in columns, the last of which takes what room is left."""

    rows: tuple[tuple[Line, ...], ...]
    heads: tuple[str, ...] = ()


Piece = Paragraph | Verbatim | Chips | Frame | Grid


def says_something(line: Line) -> bool:
    """Say whether there is anything to read in a line."""
    return any(part.text.strip() for part in line)


def words(text: str, tone: Tone = "text") -> Line:
    """Give a line of one tone."""
    return (Words(text, tone),)


def joined(lines: tuple[Line, ...], between: str) -> Line:
    """Put lines after each other, parted by a quiet text."""
    whole: list[Words] = []
    for line in lines:
        whole += (Words(between, "quiet"), *line) if whole else line
    return tuple(whole)
