"""Where another text goes that is expected of one row of a table: into its cell, or the text that all rows share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.transcripts.cases import COLUMN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.source.nodes import Scalar


def write_in_case(value: Scalar, text: str, case: Mapping[str, Scalar]) -> tuple[Scalar, str] | None:
    """Give the scalar that must change so that `value` says `text` in this case, and what it must then be.

    That is a cell where the scalar is nothing but its column; else the scalar itself, the values of its columns taken
    for the columns: right for this row, and whoever calls sees whether it is so for the others. None: without columns.
    """
    columns = [found.strip() for found in COLUMN.findall(value.text) if found.strip() in case]
    if not columns:
        return None
    if COLUMN.fullmatch(value.text.strip()):
        return case[columns[0]], text
    filled = text
    for name in sorted(set(columns), key=lambda name: (-len(case[name].text), name)):
        if case[name].text:
            filled = filled.replace(case[name].text, f"<{name}>")
    return value, filled
