"""The actions `tag` and `untag`: labels on the conversation, for rules and for the agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.template import Template, TemplateText, read_template
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Node, Scalar
from takeover.source.shapes import Definitions, Field, Kind, Many, Schema, Table, Text

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

NAMES = Many(Text("the name of a tag"), "a tag or a list of them", single=True)
VALUES = Table(TemplateText(empty=True), "tags with their values, such as {topic: billing}")


class PutTags(NamedTuple):
    """Put tags on the conversation."""

    tags: tuple[tuple[str, Template], ...]
    span: Span

    def perform(self, run: Run) -> None:
        """Put each."""
        for name, template in self.tags:
            run.set_tag(name, run.fill(template))


class DropTags(NamedTuple):
    """Take tags off."""

    names: tuple[Scalar, ...]
    span: Span

    def perform(self, run: Run) -> None:
        """Take each off."""
        for name in self.names:
            run.drop_tag(name.text)


class TagShape:
    """The shape of `tag`: names with values, or names alone (their value is `true`)."""

    label = "tags, or tags with their values"

    def read(self, node: Node, problems: Problems) -> tuple[tuple[str, Template], ...] | None:
        """Give the tags and their values."""
        if isinstance(node, Fields):
            table = VALUES.read(node, problems)
            return None if table is None else tuple((key.text, template) for key, template in table)
        names = NAMES.read(node, problems)
        return None if names is None else tuple((name.text, read_template(Scalar("true", name.span))) for name in names)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept names, or names with values."""
        return {"anyOf": [NAMES.schema(definitions), VALUES.schema(definitions)]}


TAG = Kind(
    "tag",
    "tag",
    "Puts tags on the conversation; they go along with a takeover.",
    "tag: {topic: billing}",
    PutTags,
    (Field("tags", TagShape(), "tags", required=True),),
    nested=False,
)
UNTAG = Kind(
    "untag",
    "untag",
    "Takes tags off.",
    "untag: [topic]",
    DropTags,
    (Field("names", NAMES, "tags", required=True),),
    nested=False,
)
