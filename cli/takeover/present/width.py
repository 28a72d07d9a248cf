"""How many columns of a terminal a text takes, and where its lines break. Without a library: pipes start fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TAB = 4
_JOINER = "\u200d"
_AS_EMOJI = "\ufe0f"


def cells(text: str) -> int:
    """Count the columns of a safe text on one line."""
    return len(text) if text.isascii() else sum(width for _, width in _clusters(text))


def expand_tabs(text: str, tab: int = TAB) -> str:
    """Put spaces in place of tabs, as far as the next stop in columns."""
    if "\t" not in text:
        return text
    parts = text.split("\t")
    expanded = parts[0]
    column = cells(expanded)
    for part in parts[1:]:
        gap = tab - column % tab
        expanded += " " * gap + part
        column += gap + cells(part)
    return expanded


def cut(text: str, columns: int, end: str = "…") -> str:
    """Give a text on one line that is no wider than `columns`; what was cut off shows as `end`."""
    if cells(text) <= columns:
        return text
    room = columns - cells(end)
    kept = taken = 0
    for cluster, width in _clusters(text):
        if taken + width > room:
            break
        kept += len(cluster)
        taken += width
    return text[:kept].rstrip() + end


def cut_front(text: str, columns: int, begin: str = "…") -> str:
    """Give the end of a text on one line, no wider than `columns`; what was cut off shows as `begin`."""
    if cells(text) <= columns:
        return text
    room = columns - cells(begin)
    kept, taken = len(text), 0
    for cluster, width in reversed(tuple(_clusters(text))):
        if taken + width > room:
            break
        kept -= len(cluster)
        taken += width
    return begin + text[kept:]


def breaks(text: str, columns: int, hang: int = 0) -> Iterator[tuple[int, int]]:
    """Give where the lines of a text begin and end, none wider than `columns` (less `hang`, but for the first).

    Lines break at spaces (which are left out there), around wide characters, and inside a word only where it is longer
    than a line. Newlines end lines too. Costs one walk through the text.
    """
    begin, room = 0, max(columns, 1)
    later = max(columns - hang, 1)
    for line in text.split("\n"):
        for start, end in _break_line(line, room, later):
            yield begin + start, begin + end
        begin += len(line) + 1
        room = later


def wrap(text: str, columns: int) -> list[str]:
    """Give the lines of a text."""
    return [text[start:end] for start, end in breaks(text, columns)]


def _break_line(line: str, columns: int, later: int) -> Iterator[tuple[int, int]]:
    """Put words on a line until the next does not fit. Spaces before the first word are kept: they indent."""
    if len(line) <= columns and line.isascii():
        yield 0, len(line)
        return
    start = end = column = 0
    for begin, stop, width in _words(line):
        if line[begin] == " ":
            column += width
            continue
        if column + width > columns:
            if end > start:
                yield start, end
                columns = later
            start, end, column = begin, begin, 0
        place = begin
        for cluster, taken in (
            _clusters(line[begin:stop]) if width > min(columns, later) else ((line[begin:stop], width),)
        ):
            if column + taken > columns and end > start:
                yield start, end
                start, column, columns = end, 0, later
            column += taken
            place += len(cluster)
            end = place
    yield start, max(start, end)


def _words(line: str) -> Iterator[tuple[int, int, int]]:
    """Give begin, end and width of each word, run of spaces, and wide character: lines may break around those."""
    begin = place = total = 0
    before = ""
    for cluster, width in _clusters(line):
        kind = "space" if cluster == " " else "wide" if width > 1 else "word"
        if place > begin and (kind != before or kind == "wide"):
            yield begin, place, total
            begin, total = place, 0
        place += len(cluster)
        total += width
        before = kind
    if place > begin:
        yield begin, place, total


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """Give what a terminal draws as one character, with its width: marks and joined emoji go with their base."""
    from unicodedata import category, east_asian_width

    cluster, width = "", 0
    joined = False
    for character in text:
        if character < "\u0300":
            extends = False
        elif joined or character in (_JOINER, _AS_EMOJI) or "\U0001f3fb" <= character <= "\U0001f3ff":
            extends = bool(cluster) and cluster != " "
        else:
            extends = category(character) in {"Mn", "Me", "Cf"}
        if extends:
            cluster += character
            if character == _AS_EMOJI:
                width = 2
        else:
            if cluster:
                yield cluster, width
            cluster = character
            width = 2 if character >= "\u1100" and east_asian_width(character) in {"W", "F"} else 1
        joined = character == _JOINER and width > 1
    if cluster:
        yield cluster, width
