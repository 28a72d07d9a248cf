"""Examples with slots: whether a text equals one, entities aside, and how a text reads with its entities as slots."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from takeover.language.values import Value
from takeover.matching.hear import LONGEST
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.language.types.kind import EntityType, Found, Place
    from takeover.matching.hear import Heard
    from takeover.matching.listening import Phrase

OPEN = "text"
"""The type that reads anything. In an example its slot takes the rest of the text, and it says nothing when scoring."""

Names = tuple[tuple[str, str], ...]
"""The slots of an example, in order: the name of each and its entity."""


class Node:
    """A place in the tree of examples with slots: what may come next, and the examples that end here."""

    __slots__ = ("ends", "slots", "words")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.words: dict[str, Node] = {}
        self.slots: dict[str, Node] = {}
        self.ends: list[tuple[int, Phrase, Names]] = []

    def add(self, words: Sequence[str], end: tuple[int, Phrase, Names]) -> None:
        """Plant an example, given as its words, each slot as its `slot_word`."""
        node = self
        for word in words:
            if word.startswith("{"):
                node = node.slots.setdefault(word[1:-1], Node())
            else:
                node = node.words.setdefault(word, Node())
        node.ends.append(end)


def slot_word(entity: str) -> str:
    """Give the word that stands for a slot; no other word has a brace (see `fold`)."""
    return f"{{{entity}}}"


class Reach(NamedTuple):
    """An entity over whole words of a text: from word `start` to before word `end`."""

    start: int
    end: int
    entity: str
    found: Found


def reaches(heard: Heard, entities: Mapping[str, EntityType], place: Place) -> list[Reach]:
    """Give every entity in a text that begins and ends where words do, in the order of `entities`."""
    known = heard.reached
    if known is not None and known[0] is entities and known[1] is place:
        return known[2]
    starts, ends = [start for _, start, _ in heard.placed], [end for _, _, end in heard.placed]
    reached = []
    for name, entity in entities.items():
        for found in heard.find_all(entity, place) if entity.name != OPEN else ():
            first, last = bisect_right(ends, found.start), bisect_left(starts, found.end) - 1  # the words it touches
            if first <= last and starts[first] >= found.start and ends[last] <= found.end:
                reached.append(Reach(first, last + 1, name, found))
    heard.reached = (entities, place, reached)
    return reached


def equal_examples(
    root: Node, heard: Heard, entities: Mapping[str, EntityType], place: Place
) -> list[tuple[int, Phrase, dict[str, Value]]]:
    """Give the examples that a text equals where each slot stands for an entity found there, by step; with captures.

    A text of more than `LONGEST` characters equals none.
    """
    if len(heard.text) > LONGEST:
        return []
    by_start: dict[tuple[str, int], list[Reach]] = {}
    for reach in reaches(heard, entities, place):
        by_start.setdefault((reach.entity, reach.start), []).append(reach)
    if not by_start and not any(entity.name == OPEN for entity in entities.values()):
        return []  # each of these examples has a slot, and there is nothing to fill it
    equal: list[tuple[int, Phrase, dict[str, Value]]] = []
    # As readings of an entity do not overlap, each node is reached at most once: time is bounded by the tree.
    todo: list[tuple[Node, int, tuple[Value, ...]]] = [(root, 0, ())]
    while todo:
        node, at, values = todo.pop()
        if at == len(heard.placed):
            equal += [
                (step, phrase, {name: value for (name, _), value in zip(names, values, strict=True)})
                for step, phrase, names in node.ends
            ]
            continue
        # What is pushed last is tried first: words before slots, slots as they were written.
        for entity in reversed(node.slots):
            todo += [
                (node.slots[entity], end, (*values, value))
                for end, value in _fill(entities[entity], by_start.get((entity, at), ()), heard, at, place)
            ]
        following = node.words.get(heard.placed[at][0])
        if following is not None:
            todo.append((following, at + 1, values))
    return sorted(equal, key=lambda found: found[0])


def _fill(
    entity: EntityType, starting: Sequence[Reach], heard: Heard, at: int, place: Place
) -> Iterator[tuple[int, Value]]:
    """Give what may fill a slot from word `at` on: the number of the word after it, and the value."""
    if entity.name == OPEN:
        rest = heard.text[heard.placed[at][1] : heard.placed[-1][2]]  # without punctuation after the last word
        found = entity.find(rest, place)
        if found is not None:
            yield len(heard.placed), Value(found.value, rest)
    for reach in starting:
        yield reach.end, value_of(reach.found, heard)


def value_of(found: Found, heard: Heard) -> Value:
    """Keep a reading with the words that it was read from."""
    return Value(found.value, heard.text[found.start : found.end])


def with_slots(heard: Heard, entities: Mapping[str, EntityType], place: Place) -> list[str] | None:
    """Give the words of a text with a slot for each entity, None if there is none.

    Of entities that overlap the leftmost counts, of those the longest, of those the one first in `entities`.
    """
    if not entities:
        return None
    words: list[str] = []
    at = 0
    for reach in sorted(reaches(heard, entities, place), key=lambda reach: (reach.start, -reach.end)):
        if reach.start >= at:
            words += [word for word, _, _ in heard.placed[at : reach.start]]
            words.append(slot_word(reach.entity))
            at = reach.end
    return [*words, *(word for word, _, _ in heard.placed[at:])] if at else None


def capture(names: Names, heard: Heard, entities: Mapping[str, EntityType], place: Place) -> dict[str, Value]:
    """Give the values of those slots whose entity is found in the text; slots of one entity take them in order."""
    left = {entity: iter(heard.find_all(entities[entity], place)) for _, entity in names}
    captures = {}
    for name, entity in names:
        found = next(left[entity], None)
        if found is not None:
            captures[name] = value_of(found, heard)
    return captures
