"""Finds many words in a text at once, in time linear in it (Aho and Corasick, "Efficient string matching", 1975)."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHORT = 3
"""Words of up to so many characters are found each for itself; of longer ones that end together, the longest is."""


class Hit(NamedTuple):
    """A word that was found: what it stands for, and where it begins and ends."""

    name: str
    start: int
    end: int


class Finder:
    """Looks for words. Built once, in time linear in their length."""

    __slots__ = ("_ends", "_fails", "_next")

    def __init__(self, words: Mapping[str, str]) -> None:
        """Look for these words (none of them empty), each with the name that it stands for."""
        self._next: list[dict[str, int]] = [{}]
        self._fails: list[int] = [0]
        self._ends: list[tuple[tuple[int, str], ...]] = [()]
        for word, name in words.items():
            self._add(word, name)
        self._connect()

    def _add(self, word: str, name: str) -> None:
        node = 0
        for letter in word:
            if letter not in self._next[node]:
                self._next[node][letter] = len(self._next)
                self._next.append({})
                self._fails.append(0)
                self._ends.append(())
            node = self._next[node][letter]
        self._ends[node] = ((len(word), name),)

    def _connect(self) -> None:
        waiting = deque(self._next[0].values())
        while waiting:
            node = waiting.popleft()
            for letter, child in self._next[node].items():
                waiting.append(child)
                self._fails[child] = self._follow(self._fails[node], letter)
            shorter = self._ends[self._fails[node]]
            if shorter:
                # At most one long end (the longest) and SHORT short ones: what a place costs does not grow with words.
                own = self._ends[node]
                covered = bool(own) and own[0][0] > SHORT
                self._ends[node] = own + tuple(end for end in shorter if end[0] <= SHORT or not covered)

    def _follow(self, node: int, letter: str) -> int:
        while node and letter not in self._next[node]:
            node = self._fails[node]
        return self._next[node].get(letter, 0)

    def find(self, text: str) -> Iterator[Hit]:
        """Give the hits in the order of their ends. They may overlap."""
        node = 0
        for place, letter in enumerate(text, 1):
            node = self._follow(node, letter)
            for length, name in self._ends[node]:
                yield Hit(name, place - length, place)
