"""The rule `channel`: where the user writes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.folding import fold
from takeover.language.rules.kind import RuleKind
from takeover.source.light import NamedTuple
from takeover.source.shapes import Definitions, Many, Schema, Text

if TYPE_CHECKING:
    from takeover.language.run import Facts
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Node, Scalar
    from takeover.source.span import Span

NAMES = Many(Text("the name of a channel", ("web", "whatsapp", "email")), "a channel or a list of them", single=True)


class ChannelIs(NamedTuple):
    """The channel is one of these."""

    names: tuple[Scalar, ...]
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Compare without regard to case."""
        here = fold(facts.channel)
        return any(fold(name.text) == here for name in self.names)


class ChannelShape(NamedTuple):
    """The shape of the rule."""

    label: str = NAMES.label

    def read(self, node: Node, problems: Problems) -> ChannelIs | None:
        """Give the rule."""
        names = NAMES.read(node, problems)
        return None if names is None else ChannelIs(names, node.span)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a name or a list."""
        return NAMES.schema(definitions)


CHANNEL = RuleKind(
    "channel", "the channel", "The user writes from one of these channels.", "{channel: web}", ChannelShape()
)
