"""Tables: one transcript that is played many times, with `<column>` in its texts standing for what a row holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.nodes import Entry, Fields, Items, Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes import Field, Many, Record, Table, Text
from takeover.source.shapes.shape import Definitions, Schema, wanted
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

COLUMN = regex(r"<([^<>\n]{1,60})>")
NAME = "name"
"""The column that names a case; without it the values of its row do."""


class Case(NamedTuple):
    """A row: its values by the names of the columns, and what it is called."""

    values: Mapping[str, Scalar]
    span: Span

    @property
    def name(self) -> str:
        """Give the value of the column `name`, or all values."""
        named = self.values.get(NAME)
        return named.text if named is not None else ", ".join(value.text for value in self.values.values())


class _Written(NamedTuple):
    span: Span
    columns: tuple[Scalar, ...]
    rows: tuple[tuple[Scalar, ...], ...]


class Cell(NamedTuple):
    """The shape of a cell: any text, also an empty one."""

    label: str = "a text"

    def read(self, node: Node, problems: Problems) -> Scalar | None:
        """Give the scalar."""
        if isinstance(node, Scalar):
            return node
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept any scalar."""
        return {"type": ["string", "number", "boolean", "null"]}


COLUMNS = Record(
    _Written,
    (
        Field("columns", Many(Text(), "a list of names"), "the names of the columns", required=True),
        Field("rows", Many(Many(Cell(), "a list of values"), "a list of rows"), "a list for each case", required=True),
    ),
    "a table of cases",
)
ROWS = Many(Table(Cell(), "columns with their values"), "a list of cases, or columns: and rows:")


class CasesShape(NamedTuple):
    """The shape of a table: `columns` and `rows`, or a list of cases, each with all its columns."""

    label: str = ROWS.label

    def read(self, node: Node, problems: Problems) -> tuple[Case, ...] | None:
        """Give the cases; rows that do not fit are noted."""
        if isinstance(node, Fields):
            table = COLUMNS.read(node, problems)
            return None if table is None else _rows(table, node, problems)
        rows = ROWS.read(node, problems)
        if rows is None:
            return None
        cases = tuple(Case({key.text: value for key, value in row}, row[0][0].span) for row in rows if row)
        for case in cases:
            missing = [name for name in cases[0].values if name not in case.values]
            strange = [name for name in case.values if name not in cases[0].values]
            if missing or strange:
                hint = did_you_mean(strange[0], missing) if strange else ""
                what = f'has no "{missing[0]}"' if missing else f'has "{strange[0]}", which the first one has not'
                problems.error("uneven-cases", f"this case {what}", case.span, hint)
        return cases

    def schema(self, definitions: Definitions) -> Schema:
        """Accept both."""
        return {"anyOf": [COLUMNS.schema(definitions), ROWS.schema(definitions)]}


def _rows(table: _Written, node: Fields, problems: Problems) -> tuple[Case, ...]:
    cases: list[Case] = []
    written = next(entry.value for entry in node.entries if entry.key.text == "rows")
    places = written.items if isinstance(written, Items) else (written,)
    for row, place in zip(table.rows, places, strict=False):
        if len(row) != len(table.columns):
            message = f"this row has {len(row)} values for {len(table.columns)} columns"
            problems.error("uneven-cases", message, place.span)
        else:
            names = (column.text for column in table.columns)
            cases.append(Case(dict(zip(names, row, strict=True)), place.span))
    return tuple(cases)


def fill_case(node: Node, case: Case, used: set[str]) -> Node:
    """Put the values of a case in the place of its columns; `used` gets the names that were found."""
    match node:
        case Scalar(text=text) if "<" in text:

            def value(found: re.Match[str]) -> str:
                name = found[1].strip()
                if name not in case.values:
                    return found[0]
                used.add(name)
                return case.values[name].text

            filled = COLUMN.sub(value, text)
            return node if filled == text else node._replace(text=filled, style="double")
        case Scalar():
            return node
        case Items(items=items):
            return node._replace(items=tuple(fill_case(item, case, used) for item in items))
        case Fields(entries=entries):
            return node._replace(entries=tuple(Entry(one.key, fill_case(one.value, case, used)) for one in entries))


def check_columns(node: Node, case: Case, used: set[str], problems: Problems) -> None:
    """Say which columns no text names, and which texts name a column that is none, but nearly."""
    for name, value in case.values.items():
        if name not in used and name != NAME:
            message = f'no text holds "<{name}>"'
            problems.error("unused-column", message, value.span, "take the column out, or write it where it is meant")
    _find_strange(node, case, problems)


def _find_strange(node: Node, case: Case, problems: Problems) -> None:
    match node:
        case Scalar(text=text):
            for found in COLUMN.finditer(text):
                near = did_you_mean(found[1].strip(), case.values)
                if found[1].strip() not in case.values and near:
                    problems.error("unknown-column", f'there is no column "{found[1]}"', node.span, near)
        case Items(items=items):
            for item in items:
                _find_strange(item, case, problems)
        case Fields(entries=entries):
            for entry in entries:
                _find_strange(entry.value, case, problems)
