"""The lines of a place in a file."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.source.span import Span

LONGEST = 640
"""Characters of a line that are shown."""


def read_excerpt(span: Span, sources: Mapping[str, str], most: int) -> tuple[str, ...]:
    """Give the lines of a place, no more than `most`, the first of them as `span.line`; none where there are none.

    A place is that of a key; where what belongs to it stands below, that is given, too.
    """
    lines = sources.get(span.file, "").split("\n", span.line + most)[span.line - 1 :][:most]
    if span.line < 1 or not lines or not lines[0].strip():
        return ()
    first, *below = [line[:LONGEST].rstrip() for line in lines]
    if not first.endswith(":"):
        return (first,)
    return (first, *takewhile(lambda line: _indent(line) > _indent(first), below))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
