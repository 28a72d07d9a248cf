"""The chart of a threshold in letters: how many examples are understood, and how many strange texts are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.pieces import Verbatim, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.present.pieces import Line, Piece, Tone
    from takeover.tuning.findings import Point

ROWS = 10
WIDEST, NARROWEST = 72, 12
MARGIN = 7
"""Columns before the chart, for `100 % |`."""
UNDERSTOOD, REFUSED, BOTH, MARK = "*", "o", "#", "|"
TONES: Mapping[str, Tone] = {UNDERSTOOD: "good", REFUSED: "warning", BOTH: "strong", MARK: "quiet"}


def draw_chart(curve: Sequence[Point], threshold: float, columns: int) -> Iterator[Piece]:
    """Give the lines of the chart, none wider than `columns` (of 40 or more), with a mark at the threshold."""
    wide = max(NARROWEST, min(columns - MARGIN - 1, WIDEST))
    cells = [[" "] * wide for _ in range(ROWS + 1)]
    at = round(threshold * (wide - 1))
    for row in cells:
        row[at] = MARK
    for column in range(wide):
        point = curve[round(column / (wide - 1) * (len(curve) - 1))]
        understood, refused = ROWS - round(point.understood * ROWS), ROWS - round(point.refused * ROWS)
        cells[refused][column] = REFUSED
        cells[understood][column] = BOTH if understood == refused else UNDERSTOOD
    for number, row in enumerate(cells):
        share = (ROWS - number) * 100 // ROWS
        label = f"{share:3} % " if number % (ROWS // 2) == 0 else "      "
        yield Verbatim((Words(f"{label}|", "quiet"), *_toned(row)))
    yield Verbatim((Words(f"      +{'-' * wide}", "quiet"),))
    named = f"{threshold:.2f}"
    ruler = [" "] * (wide + len(named))
    ruler[:1], ruler[wide - 1 : wide] = "0", "1"
    start = min(max(at - 1, 2), wide - len(named) - 1)
    ruler[start : start + len(named)] = named
    yield Verbatim((Words(f"       {''.join(ruler).rstrip()}", "quiet"),))
    for sign, told in (
        (UNDERSTOOD, "examples understood"),
        (REFUSED, "strange texts refused"),
        (MARK, "the threshold"),
    ):
        yield Verbatim((Words(f"       {sign} ", TONES[sign]), Words(told, "quiet")))


def _toned(row: Sequence[str]) -> Line:
    """Put neighbours of one sign into one stretch."""
    toned: list[Words] = []
    for sign in row:
        tone = TONES.get(sign, "text")
        if toned and toned[-1].tone == tone:
            toned[-1] = Words(toned[-1].text + sign, tone)
        else:
            toned.append(Words(sign, tone))
    return tuple(toned)
