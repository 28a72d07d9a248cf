"""The reference for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.pieces import Grid, Paragraph, Words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from takeover.present.pieces import Line, Piece
    from takeover.present.reference.entries import Entry, FieldLine, Section

INDENT = 2
BLANK = Paragraph(())


def tell_overview(sections: Iterable[Section]) -> Iterator[Piece]:
    """Give the sections with their words: what can be asked for."""
    for section in sections:
        yield Paragraph((Words(section.title, "strong"), Words(f"  {section.help}", "quiet")))
        listed = ", ".join(entry.word for entry in section.entries)
        yield Paragraph(words(listed, "number"), indent=INDENT)
        yield BLANK
    yield Paragraph(words("takeover reference WORD tells more of a word; takeover reference | less tells all", "quiet"))


def tell_entries(sections: Iterable[Section]) -> Iterator[Piece]:
    """Give the entries of sections."""
    for section in sections:
        yield Paragraph((Words(section.title, "strong"), Words(f"  {section.help}", "quiet")))
        yield BLANK
        for entry in section.entries:
            yield from _tell_entry(entry)


def _tell_entry(entry: Entry) -> Iterator[Piece]:
    label = "" if entry.label == entry.word else f"  {entry.label}"
    yield Paragraph((Words(entry.word, "number"), Words(label, "quiet")))
    if entry.help:
        yield Paragraph(words(entry.help), indent=INDENT)
    if entry.fields:
        yield Grid(tuple(row for field in entry.fields for row in _rows(field, 1)))
    for line in entry.example.splitlines():
        yield Paragraph(words(line, "user"), indent=2 * INDENT)
    yield BLANK


def _rows(field: FieldLine, depth: int) -> Iterator[tuple[Line, ...]]:
    marks = [mark for mark, is_so in (("required", field.required), ("or the value itself", field.short)) if is_so]
    beside = (Words(f" ({', '.join((field.label, *marks))})", "quiet"),)
    yield (words(f"{' ' * INDENT * depth}{field.key}", "strong"), (Words(field.help), *beside))
    for inner in field.inner:
        yield from _rows(inner, depth + 1)
