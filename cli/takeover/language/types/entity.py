"""The entity type that a bot names under `entities:`: words, and other words that mean them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.folding import fold
from takeover.language.types.kind import Found
from takeover.language.types.phrases import list_phrases, mentions

if TYPE_CHECKING:
    from takeover.language.types.kind import Place


class Entity:
    """Values with their synonyms: `(("large", ("large", "big")), ...)`. A value is its own synonym.

    Whole words are compared folded; the longest synonym wins, and of two values with the same synonym the first.
    The value is the canonical one. A word of which folding leaves nothing (`!!!`) is never found.
    """

    __slots__ = ("_meaning", "_phrases", "name", "values")

    def __init__(self, name: str, values: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
        """Take the values."""
        self.name = name
        self.values = values
        self._meaning: dict[str, str] = {}
        for value, synonyms in values:
            for word in (value, *synonyms):
                self._meaning.setdefault(fold(word), value)
        self._phrases = list_phrases(self._meaning)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entity) and (self.name, self.values) == (other.name, other.values)

    def __hash__(self) -> int:
        return hash((self.name, self.values))

    def __repr__(self) -> str:
        return f"Entity({(self.name, self.values)!r})"

    @property
    def label(self) -> str:
        """The designer's own word for it."""
        return self.name

    @property
    def example(self) -> str:
        """The first value, "" if there is none."""
        return next((value for value, _ in self.values), "")

    def find(self, text: str, place: Place) -> Found | None:
        """Return the first value that is mentioned."""
        return next(iter(self.find_all(text, place)), None)

    def find_all(self, text: str, place: Place) -> tuple[Found, ...]:
        """Return every value that is mentioned, in order."""
        del place
        return tuple(
            Found(self._meaning[mention.phrase], mention.start, mention.end)
            for mention in mentions(self._phrases, text)
        )
