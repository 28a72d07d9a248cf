"""Puts toned words on lines of so many columns. What is put here is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.pieces import Line, Words
from takeover.present.safe import safe
from takeover.present.width import TAB, breaks, cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from takeover.present.pieces import Lead

BETWEEN = 2
"""Columns between two chips, and between two columns of a grid."""
NARROW = 10
"""No column of a grid is made narrower than this."""


def safe_words(line: Line) -> Line:
    """Give words that no terminal obeys, without tabs."""
    return tuple(Words(safe(part.text).replace("\t", " " * TAB), part.tone) for part in line)


def begin_line(lead: Lead, mark: str, margin: int) -> str:
    """Give what stands before the first line: the mark, in a margin; what is said aside stands below what is said."""
    return mark.rjust(margin + len(mark)) if lead == "aside" else mark.ljust(margin)


def flow(line: Line, columns: int, hang: int = 0) -> list[Line]:
    """Give the lines that words become, none wider than `columns`; all but the first begin `hang` further in."""
    parts = safe_words(line)
    text = "".join(part.text for part in parts)
    lines: list[Line] = []
    place, begins = 0, 0  # of the part that the next line begins in, and where that begins in the text
    for start, end in breaks(text, columns, hang):
        while place < len(parts) and begins + len(parts[place].text) <= start:
            begins += len(parts[place].text)
            place += 1
        flowed: list[Words] = [Words(" " * hang)] if hang and lines else []
        at, stood = place, begins
        while at < len(parts) and stood < end:
            part = parts[at]
            cut = part.text[max(start - stood, 0) : end - stood]
            if cut:
                flowed.append(Words(cut, part.tone))
            stood += len(part.text)
            at += 1
        lines.append(tuple(flowed))
    return lines


def width(line: Line) -> int:
    """Count the columns of the widest line of safe words."""
    return max(map(cells, "".join(part.text for part in line).split("\n")))


def arrange(chips: Iterable[Line], columns: int) -> list[Line]:
    """Put chips side by side; one that is wider than a line is broken over several."""
    lines: list[Line] = []
    row: list[Words] = []
    taken = 0
    for chip in chips:
        shown = tuple(Words(part.text.replace("\n", " "), part.tone) for part in safe_words(chip))
        room = width(shown)
        if row and taken + BETWEEN + room <= columns:
            row += (Words(" " * BETWEEN), *shown)
            taken += BETWEEN + room
            continue
        if row:
            lines.append(tuple(row))
            row = []
        if room > columns:
            lines += flow(shown, columns)
        else:
            row, taken = [*shown], room
    return [*lines, tuple(row)] if row else lines


def share_columns(natural: Sequence[int], columns: int) -> list[int] | None:
    """Give each column of a grid its width: the widest ones give way. None where there is no room for all."""
    widths = list(natural)
    room = columns - BETWEEN * (len(widths) - 1)
    while (over := sum(widths) - room) > 0:
        widest = max(widths)
        if widest <= NARROW:
            return None
        place = len(widths) - 1 - widths[::-1].index(widest)
        next_widest = max((other for number, other in enumerate(widths) if number != place), default=0)
        widths[place] = max(widest - over, min(next_widest, widest - 1), NARROW)
    return widths
