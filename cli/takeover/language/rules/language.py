"""The rule `language`: what the talk is held in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.languages import LanguageTag, wider
from takeover.language.rules.kind import RuleKind
from takeover.source.light import NamedTuple
from takeover.source.shapes import Definitions, Many, Schema

if TYPE_CHECKING:
    from takeover.language.run import Facts
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Node, Scalar
    from takeover.source.span import Span

TAGS = Many(LanguageTag(), "a language code such as en or pt-BR, or a list of them", single=True)


class LanguageIs(NamedTuple):
    """The talk is held in one of these, or in what is spoken of one of them in a region."""

    tags: tuple[Scalar, ...]
    span: Span

    def holds(self, facts: Facts) -> bool:
        """Compare without regard to case: `nl` holds for `nl-BE`, `nl-BE` does not hold for `nl`."""
        spoken = tuple(wider(facts.language.replace("_", "-").casefold()))
        return any(tag.text.casefold() in spoken for tag in self.tags)


class LanguageShape(NamedTuple):
    """The shape of the rule."""

    label: str = TAGS.label

    def read(self, node: Node, problems: Problems) -> LanguageIs | None:
        """Give the rule."""
        tags = TAGS.read(node, problems)
        return LanguageIs(tags, node.span) if tags else None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a code or a list."""
        return TAGS.schema(definitions)


LANGUAGE = RuleKind(
    "language",
    "the language",
    "The talk is held in one of these languages: the bot's own, or what the user is said to speak, by the channel or "
    "with set: {user.language: nl}.",
    "{language: nl}",
    LanguageShape(),
)
