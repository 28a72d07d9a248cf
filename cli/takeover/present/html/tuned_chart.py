"""The chart of a threshold as a drawing, with all of its figures in a table for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.html.parts import Html, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from takeover.tuning.findings import Point

WIDE, HIGH = 640, 300
LEFT, TOP, RIGHT, BOTTOM = 52, 16, 16, 34
TENTHS = 10
LABEL = 110
"""So near to the right edge the name of the threshold stands left of its line."""


def write_chart(curve: Sequence[Point], threshold: float) -> Html:
    """Draw both shares over the threshold, and mark the one in use."""
    mark = _across(threshold)
    beside, anchor = (mark - 6, "end") if threshold * WIDE > WIDE - LABEL else (mark + 6, "start")
    return tag(
        "svg",
        tag("title", "Examples understood, and strange texts refused, at each threshold"),
        *_grid(),
        tag("path", d=_line(curve, lambda point: point.refused), class_="refused"),
        tag("path", d=_line(curve, lambda point: point.understood), class_="understood"),
        tag("path", d=f"M{mark:.1f},{TOP} V{TOP + HIGH}", class_="mark"),
        tag("text", f"threshold {threshold:.2f}", x=round(beside), y=TOP + 14, text_anchor=anchor, class_="marked"),
        viewBox=f"0 0 {LEFT + WIDE + RIGHT} {TOP + HIGH + BOTTOM}",
        class_="threshold-chart",
        role="img",
        aria_label="Examples understood, and strange texts refused, at each threshold; the table below has the figures",
    )


def write_points(curve: Sequence[Point]) -> Html:
    """Write the figures of the chart, folded."""
    heads = ("Threshold", "Understood", "Refused")
    step = max(1, (len(curve) - 1) // (2 * TENTHS))
    rows = [
        tag(
            "tr",
            tag("th", f"{point.threshold:.2f}", scope="row"),
            tag("td", f"{100 * point.understood:.0f} %", class_="figure"),
            tag("td", f"{100 * point.refused:.0f} %", class_="figure"),
        )
        for point in curve[::step]
    ]
    table = tag(
        "table",
        tag(
            "thead",
            tag(
                "tr", *(tag("th", head, scope="col", class_="figure" if at else None) for at, head in enumerate(heads))
            ),
        ),
        tag("tbody", *rows),
        class_="rows",
    )
    return tag("details", tag("summary", "The figures"), table)


def _across(threshold: float) -> float:
    return LEFT + threshold * WIDE


def _down(share: float) -> float:
    return TOP + (1 - share) * HIGH


def _line(curve: Sequence[Point], of: Callable[[Point], float]) -> str:
    return "M" + " L".join(f"{_across(point.threshold):.1f},{_down(of(point)):.1f}" for point in curve)


def _grid() -> Iterator[Html]:
    for tenth in range(0, TENTHS + 1, 5):
        down = _down(tenth / TENTHS)
        yield tag("path", d=f"M{LEFT},{down:.1f} H{LEFT + WIDE}", class_="grid")
        yield tag("text", f"{10 * tenth} %", x=LEFT - 8, y=round(down + 4), text_anchor="end")
    for tenth in range(0, TENTHS + 1, 2):
        anchor = "end" if tenth == TENTHS else "middle"
        yield tag(
            "text", f"{tenth / TENTHS:g}", x=round(_across(tenth / TENTHS)), y=TOP + HIGH + 22, text_anchor=anchor
        )
