"""A level: who listens there, in tables that answer each way of matching in one look."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from takeover.language.folding import fold
from takeover.matching import contains, slotted
from takeover.matching.hear import sign_of
from takeover.matching.patterns import Patterns
from takeover.matching.slots import slots_of
from takeover.matching.tokens import split_words
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.language.types.kind import EntityType
    from takeover.matching.listening import Listening, Phrase
    from takeover.matching.slotted import Names
    from takeover.source.span import Span


class Example(NamedTuple):
    """An example as it is scored: its words, with `{entity}` for each slot, and the slots; without open ones."""

    step: int
    phrase: Phrase
    words: tuple[str, ...]
    names: Names

    @property
    def text(self) -> str:
        """The example as its meaning is asked for: as it was written or, where it has slots, with what they are for."""
        return plain_text(self.words) if "{" in self.phrase.text or "}" in self.phrase.text else self.phrase.text

    @property
    def mark(self) -> int:
        """A number that shuffles examples alike wherever they were written."""
        return crc32(" ".join(self.words).encode("utf-8", "surrogatepass"))


def plain_text(words: Sequence[str]) -> str:
    """Give words as a text, a slot as the name of its entity."""
    return " ".join([word.strip("{}") for word in words])


class Level(NamedTuple):
    """The steps of one level. Each table is in the order of the steps."""

    exact: Mapping[str, Sequence[tuple[int, Phrase]]]
    slotted: slotted.Node | None
    entities: Mapping[str, EntityType]
    """The entities that examples of this level have slots for, by the name used there."""
    patterns: Patterns | None
    contained: contains.Contained | None
    examples: Sequence[Example]
    """No two of a step have the same words."""
    names: Mapping[int, Names]
    """All slots of each step that has any, in the order in which its examples name them."""
    typed: tuple[tuple[int, str | None, EntityType, Span], ...]
    anything: tuple[tuple[int, Span], ...]
    intents: Mapping[str, Sequence[tuple[int, Phrase]]] = {}
    """By the name that a service gives, who listens for it."""
    worded: frozenset[int] = frozenset()
    """The steps that have examples and no intent, if any step has one: a service says nothing about them."""


def build_level(listening: Sequence[Listening], entities: Mapping[str, EntityType]) -> Level:
    """Put what the steps of a level listen for into tables.

    Raises BadSlot for a malformed slot and KeyError for one whose entity is not among `entities`.
    """
    steps = sorted(listening, key=lambda listener: listener.step)
    tables = _Tables(entities)
    for listener in steps:
        for phrase in listener.examples:
            tables.add_example(listener.step, phrase)
        for phrase in listener.words:
            tables.contained.add(split_words(fold(phrase.text)), sign_of(phrase.text), listener.step, phrase)
    patterns = [(listener.step, pattern) for listener in steps for pattern in listener.patterns]
    return Level(
        exact=tables.exact,
        slotted=tables.slotted if tables.used else None,
        entities={name: entities[name] for name in sorted(tables.used)},
        patterns=Patterns(patterns) if patterns else None,
        contained=tables.contained if any(listener.words for listener in steps) else None,
        examples=tuple(
            sorted(tables.examples.values(), key=lambda example: (example.mark, example.words, example.step))
        ),
        names={step: tuple(names) for step, names in tables.names.items()},
        typed=tuple((listener.step, *typed) for listener in steps for typed in listener.typed),
        anything=tuple((listener.step, listener.anything) for listener in steps if listener.anything is not None),
        intents=_intents(steps),
        worded=frozenset(listener.step for listener in steps if listener.examples and not listener.intents),
    )


def _intents(steps: Sequence[Listening]) -> dict[str, list[tuple[int, Phrase]]]:
    found: dict[str, list[tuple[int, Phrase]]] = {}
    for listener in steps:
        for phrase in listener.intents:
            found.setdefault(phrase.text, []).append((listener.step, phrase))
    return found


class _Tables:
    """The tables of a level while they are filled."""

    __slots__ = ("contained", "entities", "exact", "examples", "names", "slotted", "used")

    def __init__(self, entities: Mapping[str, EntityType]) -> None:
        self.entities = entities
        self.exact: dict[str, list[tuple[int, Phrase]]] = {}
        self.slotted = slotted.Node()
        self.used: set[str] = set()
        self.contained = contains.Contained()
        self.examples: dict[tuple[int, tuple[str, ...]], Example] = {}
        self.names: dict[int, dict[tuple[str, str], None]] = {}

    def add_example(self, step: int, phrase: Phrase) -> None:
        text = phrase.text
        if "{" in text or "}" in text:
            words, names = self._plant(step, phrase)
        else:
            folded, names = fold(text), ()
            words = split_words(folded)
            listed = self.exact.setdefault(folded or sign_of(text), [])
            if not listed or listed[-1][0] != step:
                listed.append((step, phrase))
        if words:
            self.examples.setdefault((step, tuple(words)), Example(step, phrase, tuple(words), names))

    def _plant(self, step: int, phrase: Phrase) -> tuple[list[str], Names]:
        """Keep an example with slots for exact matching; gives its words and its slots as they are scored."""
        slots = slots_of(phrase.text)
        names = tuple((slot.name, slot.entity) for slot in slots)
        words: list[str] = []
        at = 0
        for slot in slots:
            words += [*split_words(fold(phrase.text[at : slot.start])), slotted.slot_word(slot.entity)]
            at = slot.end
        words += split_words(fold(phrase.text[at:]))
        self.slotted.add(words, (step, phrase, names))
        self.used |= {entity for _, entity in names}
        scored = tuple((name, entity) for name, entity in names if self.entities[entity].name != slotted.OPEN)
        self.names.setdefault(step, {}).update(dict.fromkeys(scored))
        kept = {slotted.slot_word(entity) for _, entity in scored}
        return [word for word in words if not word.startswith("{") or word in kept], scored
