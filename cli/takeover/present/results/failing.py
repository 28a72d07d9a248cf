"""A failure for people at a terminal: the talk before it, expected and actual side by side, the places, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from takeover.present.insight import BY, draw_bar
from takeover.present.pieces import Grid, Paragraph, Verbatim, Words, words
from takeover.present.places import write_place
from takeover.present.results.excerpt import read_excerpt
from takeover.present.results.sides import compare_words
from takeover.present.safe import safe
from takeover.present.width import cut, expand_tabs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.present.pieces import Lead, Line, Piece
    from takeover.replay.result import Differs, Failure, Weighed, Who, Why
    from takeover.source.span import Span

INDENT = 4
WIDEST = 160
WIDE = 84
"""From so many columns on, expected and actual stand beside each other."""
MOST_LINES = 4
LEADS: Mapping[Who, Lead] = {"user": "user", "bot": "bot", "agent": "agent", "": "aside"}
UNDER = "score "
"""How a lack begins that the score and the threshold say already."""


class Page(NamedTuple):
    """What is written on: how wide (None: it is no terminal), and whether colours can say what differs."""

    columns: int | None
    color: bool


def tell_failure_pieces(failure: Failure, sources: Mapping[str, str], page: Page) -> Iterator[Piece]:
    """Give the pieces of a failure. `sources` are the texts of files by their names."""
    for told in failure.around:
        yield Paragraph(words(told.text, "quiet"), LEADS[told.who], indent=INDENT)
    yield Paragraph(words(failure.message, "strong"), indent=2)
    for differs in failure.differs:
        yield from _compare(differs, page)
    places = [("expected in", failure.at), ("spoken by", failure.spoke)]
    if failure.meant is not None and failure.meant != failure.spoke:
        places.append(("meant was", failure.meant))
    for label, span in places:
        yield from _tell_place(label, span, sources, page)
    if failure.why is not None:
        yield from _tell_why(failure.why)
    if failure.hint:
        yield Paragraph((Words("hint         ", "quiet"), Words(failure.hint)), indent=2, hang=13)


def _compare(differs: Differs, page: Page) -> Iterator[Piece]:
    """Show expected and actual, beside each other where there is room, else below; the words that differ are marked."""
    expected, actual = compare_words(differs.expected, differs.actual)
    if not page.color and any(part.tone == "text" for part in (*expected, *actual)):
        expected, actual = _bracket(expected, "[-", "-]"), _bracket(actual, "{+", "+}")
    if page.columns is not None and page.columns >= WIDE:
        name = differs.field or " "
        rows = ((words("   "), words(name, "quiet"), expected, actual),)
        yield Grid(rows, ("   ", " ", "expected", "actual"))
        return
    name = f"{differs.field}: " if differs.field else ""
    for label, line in (("expected", expected), ("actual", actual)):
        yield Paragraph((Words(f"{label:<9} {name}", "quiet"), *line), indent=INDENT, hang=10)


def _bracket(line: Line, begin: str, end: str) -> Line:
    """Mark what differs by brackets, as `git diff --word-diff` does: where there is no colour."""
    marked: list[Words] = []
    for part in line:
        text = part.text
        gap = text[: len(text) - len(text.lstrip())]
        marked.append(part if part.tone == "text" else Words(f"{gap}{begin}{text.lstrip()}{end}", part.tone))
    return tuple(marked)


def _tell_place(label: str, span: Span, sources: Mapping[str, str], page: Page) -> Iterator[Piece]:
    """Show a place and its lines."""
    if not span.file:
        return
    yield Paragraph((Words(f"{label:<13}", "quiet"), Words(write_place(span), "strong")), indent=2)
    room = min(page.columns or WIDEST, WIDEST)
    for number, line in enumerate(read_excerpt(span, sources, MOST_LINES), span.line):
        gutter = f"  {number:>{INDENT}} | "
        text = cut(expand_tabs(safe(line)), max(room - len(gutter), 20))
        yield Verbatim((Words(gutter, "quiet"), Words(text)))


def _tell_why(why: Why) -> Iterator[Piece]:
    """Show how the last input was decided: what was taken, and how near each step came."""
    asked = f'"{why.text}" ' if why.text else ""
    scored = f", threshold {why.threshold:.2f}" if why.threshold else ""
    by = f" {BY[why.by]}" if why.by else ""
    taken = (Words("took "), Words(why.step, "strong"), Words(by)) if why.step else (Words("was taken by no step"),)
    place = Words(f"{scored}  {write_place(why.span)}" if why.step else scored, "quiet")
    yield Paragraph((Words("why          ", "quiet"), Words(asked), *taken, place), indent=2, hang=13)
    if why.near:
        yield Grid(tuple(_row(near, why) for near in why.near))


def _row(near: Weighed, why: Why) -> tuple[Line, ...]:
    taken = near.step == why.step and not near.lacked
    lacked = "" if near.lacked.startswith(UNDER) else near.lacked
    return (
        words("   "),
        words(f"{near.score:.2f}", "good" if taken else "text"),
        words(draw_bar(near.score, why.threshold), "meter"),
        (
            Words(near.step, "strong" if taken else "text"),
            Words(f'  "{near.example}"', "quiet"),
            Words(f"  {write_place(near.span)}", "quiet"),
            Words(f"\n{lacked}" if lacked else "", "warning"),
        ),
    )
