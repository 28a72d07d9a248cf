"""The action `set`: keep a value under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.naming import SaveTo, Slot
from takeover.language.template import Template, TemplateText
from takeover.source.light import NamedTuple
from takeover.source.shapes import Definitions, Field, Kind, Schema, Table

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Node
    from takeover.source.span import Span

VALUES = Table(TemplateText(empty=True), "names with their values, such as {topic: billing}")


class SetParams(NamedTuple):
    """Keep values."""

    values: tuple[tuple[Slot, Template], ...]
    span: Span

    def perform(self, run: Run) -> None:
        """Keep each, in the order in which they were written."""
        for slot, template in self.values:
            run.keep(slot, run.fill(template))


class SetShape:
    """The shape of `set`: names, which must be such as can be set, with texts."""

    label = VALUES.label

    def read(self, node: Node, problems: Problems) -> tuple[tuple[Slot, Template], ...] | None:
        """Give the slots and their texts."""
        table = VALUES.read(node, problems)
        if table is None:
            return None
        slots = tuple((SaveTo().read(key, problems), template) for key, template in table)
        kept = tuple((slot, template) for slot, template in slots if slot is not None)
        return kept if len(kept) == len(slots) else None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept names with texts."""
        return VALUES.schema(definitions)


SET = Kind(
    "set",
    "set",
    "Keeps values: params, or user fields such as user.name. A param with a type takes the value found in the text.",
    "set: {topic: billing, user.name: '{{ first_name }}'}",
    SetParams,
    (Field("values", SetShape(), "names with their values", required=True),),
    nested=False,
)
