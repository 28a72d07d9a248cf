"""What a user reads: one text, or a text for each language, of which the language of the conversation picks one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.languages import LanguageTag, is_meant, wider
from takeover.language.template import Template, TemplateText, Use
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Node, Scalar
from takeover.source.shapes import Definitions, Many, Schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from takeover.source.diagnostic import Problems


class Variant(NamedTuple):
    """What is said in one language: one text, or variations of it. `language` is its code, where it was written."""

    language: Scalar
    texts: tuple[Template, ...]


class ByLanguage(NamedTuple):
    """A text for each language, in written order. It has what a template has, so that nobody asks which of them it is.

    As a template without `parts` it cannot be filled as it is; of `all` its texts one is chosen first.
    """

    variants: tuple[Variant, ...]

    @property
    def parts(self) -> None:
        """Have none: what is said is not known before a language is."""
        return

    @property
    def fixed(self) -> bool:
        """Say other things in other conversations."""
        return False

    @property
    def uses(self) -> tuple[Use, ...]:
        """Give the names that its texts print."""
        return tuple(use for template in self.all for use in template.uses)

    @property
    def all(self) -> tuple[Template, ...]:
        """Give the texts of all languages."""
        return tuple(template for variant in self.variants for template in variant.texts)

    @property
    def source(self) -> Scalar:
        """Give the text that is written first."""
        return self.variants[0].texts[0].source

    def choose(self, languages: Iterable[str]) -> tuple[Template, ...]:
        """Give what is said to who speaks the first of these languages that it is written in; else what is first."""
        found = (variant for language in languages if (variant := self.find(language)) is not None)
        return next(found, self.variants[0]).texts

    def find(self, language: str) -> Variant | None:
        """Give what is written in a language; of `nl-BE`, or else in `nl`, or else in that of another region."""
        for tag in wider(language.replace("_", "-").casefold()):
            inside: Variant | None = None
            for variant in self.variants:
                written = variant.language.text.casefold()
                if written == tag:
                    return variant
                if inside is None and written.startswith(f"{tag}-"):
                    inside = variant
            if inside is not None:
                return inside
        return None


Wording = Template | ByLanguage


def alternatives(wordings: Sequence[Wording]) -> tuple[tuple[Template, ...], ...]:
    """Give the texts of which one is said, as lists: those of no language, and those of each."""
    apart = [variant.texts for wording in wordings if isinstance(wording, ByLanguage) for variant in wording.variants]
    return (tuple(wording for wording in wordings if isinstance(wording, Template)), *apart)


class Words(NamedTuple):
    """The shape of what a user reads: a text, or one for each language. With `many`, each may be a list."""

    plain: TemplateText = TemplateText()
    many: bool = False

    @property
    def label(self) -> str:
        """Call it as a text is called."""
        return self.plain.label

    def owns(self, node: Fields) -> bool:
        """Say whether fields are texts by language: one of the keys is a language at least."""
        return any(is_meant(entry.key.text) for entry in node.entries)

    def read(self, node: Node, problems: Problems) -> Wording | None:
        """Give the text, or the texts by language; those that are wrong are noted and left out."""
        if not isinstance(node, Fields) or not self.owns(node):
            return self.plain.read(node, problems)
        texts = Many(self.plain, "a text, or a list of variations", single=True)
        variants: list[Variant] = []
        for entry in node.entries:
            language = LanguageTag().read(entry.key, problems)
            if self.many:
                said = texts.read(entry.value, problems)
            else:
                one = self.plain.read(entry.value, problems)
                said = None if one is None else (one,)
            if language is not None and said:
                variants.append(Variant(language, said))
        return ByLanguage(tuple(variants)) if variants else None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept the text, and an object of languages."""

        def build() -> Schema:
            plain = self.plain.schema(definitions)
            value = Many(self.plain, single=True).schema(definitions) if self.many else plain
            names = LanguageTag().schema(definitions)
            return {
                "anyOf": [
                    plain,
                    {"type": "object", "propertyNames": names, "additionalProperties": value, "minProperties": 1},
                ]
            }

        return definitions.refer("variations" if self.many else "words", build)
