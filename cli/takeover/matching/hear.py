"""Hearing: a text read once, however many levels are then asked about it, and no further than they need."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from takeover.language.folding import fold, fold_with_offsets
from takeover.matching.tokens import place_words, split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.language.events import Intent
    from takeover.language.types.kind import EntityType, Found, Place
    from takeover.matching.features import Reading
    from takeover.matching.index import Index
    from takeover.matching.slotted import Reach

LONGEST = 2_000
"""How many characters of a text are scored and searched for slots. Words are looked for in all of it."""
SEARCHED = 10_000
"""How many characters of a text are searched for patterns: linear in the text, but at worst slow for each character."""


def sign_of(text: str) -> str:
    """Give what a text is compared by if folding leaves nothing of it (`?!`): its characters as they stand."""
    return unicodedata.normalize("NFC", text).strip()


class Heard:
    """One text as one index hears it. What it has read it keeps: that is a memory, never a state."""

    __slots__ = (
        *("_bytes", "_folded", "_found", "_place", "_placed", "_reading", "_words"),
        *("index", "reached", "text", "understood"),
    )

    def __init__(self, index: Index, text: str, understood: Sequence[Intent] = ()) -> None:
        """Keep the text, and what a service takes it for.

        Reading it waits until a level asks, which one that remembers its decision never does.
        """
        self.index = index
        self.text = text
        self.understood = understood
        self._folded: str | None = None
        self._words: list[str] | None = None
        self._placed: list[tuple[str, int, int]] | None = None
        self._bytes: bytes | None = None
        self._place: Place | None = None
        self._found: dict[int, tuple[Found, ...]] = {}
        self._reading: Reading | None = None
        self.reached: tuple[Mapping[str, EntityType], Place, list[Reach]] | None = None
        """The entities that `reaches` looked for last, where, and what it found."""

    @property
    def folded(self) -> str:
        """The text as it is compared."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    @property
    def key(self) -> str:
        """What the text is looked up by."""
        return self.folded or sign_of(self.text)

    @property
    def words(self) -> list[str]:
        """All words of the text, folded."""
        if self._words is None:
            self._words = split_words(self.folded)
        return self._words

    @property
    def reading(self) -> Reading:
        """The words of the first `LONGEST` characters, in the numbers of the index's vocabulary."""
        if self._reading is None:
            self._reading = self.index.vocabulary.read(self.scored_words, self.text[:LONGEST])
        return self._reading

    @property
    def scored_words(self) -> list[str]:
        """The words of the first `LONGEST` characters, folded."""
        return self.words if len(self.text) <= LONGEST else split_words(fold(self.text[:LONGEST]))

    @property
    def placed(self) -> list[tuple[str, int, int]]:
        """The words of the first `LONGEST` characters, folded, each with its place in the text."""
        if self._placed is None:
            folded = fold_with_offsets(self.text[:LONGEST])
            self._placed = [(word, *folded.place(start, end)) for word, start, end in place_words(folded.text)]
        return self._placed

    @property
    def searched(self) -> bytes:
        """The first `SEARCHED` characters as RE2 reads them: NFC, in UTF-8, with U+FFFD for what is no character."""
        if self._bytes is None:
            text = unicodedata.normalize("NFC", self.text[:SEARCHED])
            try:
                self._bytes = text.encode()
            except UnicodeEncodeError:  # a lone surrogate
                self._bytes = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
        return self._bytes

    def find_all(self, entity: EntityType, place: Place) -> tuple[Found, ...]:
        """Give every reading of an entity in the first `LONGEST` characters."""
        if place is not self._place and place != self._place:
            self._place = place
            self._found.clear()
        found = self._found.get(id(entity))
        if found is None:
            found = self._found[id(entity)] = entity.find_all(self.text[:LONGEST], place)
        return found
