"""Where an example is put in a file of flows: behind the last one of its step, as that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.diagnostic import Fix
from takeover.source.regex import regex
from takeover.source.span import Span
from takeover.transcripts.scalars import PLAIN, quote, write_scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.source.nodes import Scalar

DASH = regex(r"([ \t]*)-[ \t]+")
IN_BRACKETS = frozenset(",[]{}")
BLOCKS = frozenset({"literal", "folded"})
AFTER_ITEM = regex(r"(?:[ \t\r\n]|(?<=\s)#[^\n]*)*[,\]]")


def add_example(examples: Sequence[Scalar], text: str, source: str) -> Fix | None:
    """Give what puts an example behind those of a trigger; None where they are written so that only a person can.

    `source` is the text of the file that they stand in.
    """
    last = examples[-1]
    if any(example.style in BLOCKS for example in examples):
        return None
    lines = source.split("\n")
    span = last.span
    dash = DASH.fullmatch(lines[span.line - 1][: span.col - 1])
    if dash is not None:
        line = lines[span.end_line - 1]
        end = "\r" if line.endswith("\r") else ""
        col = len(line) - len(end) + 1
        place = Span(span.file, span.end_line, col, span.end_line, col)
        return Fix(place, f"{end}\n{dash[1]}- {write_scalar(text)}")
    behind = sum(len(line) + 1 for line in lines[: span.end_line - 1]) + span.end_col - 1
    if AFTER_ITEM.match(source, behind) is not None:
        place = Span(span.file, span.end_line, span.end_col, span.end_line, span.end_col)
        return Fix(place, f", {_in_brackets(text)}")
    if len(examples) > 1:
        return None
    return Fix(span, f"[{_in_brackets(last.text)}, {_in_brackets(text)}]")


def _in_brackets(text: str) -> str:
    """Write a text as an item between brackets, where a comma means something."""
    return write_scalar(text) if PLAIN.fullmatch(text) and not IN_BRACKETS & set(text) else quote(text)
