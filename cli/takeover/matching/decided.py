"""Decisions that were made before: what many people say, and what is played again, is decided once.

A decision follows from the text, the level, the steps that are asked for, from when and where it is said (where types
are looked for), and from which of the steps found were open. The same in gives the same out, remembered or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from takeover.language.decision import Decision
    from takeover.language.types.kind import Place

MOST = 500
"""So many decisions are remembered at least, of those that were needed last, and never more than twice as many."""
LONGEST = 200
"""Characters of a text whose decision is remembered: nobody says a longer one again. So the bytes are bounded too."""

Key = tuple[str, int, frozenset[int] | None]
"""A text, a level, and the steps that are asked for (None: all)."""
Known = tuple["Decision", tuple[tuple[int, bool], ...], "Place | None"]
"""A decision, what was answered to whether steps are open, and the place if it matters."""


class Decided:
    """A memory in two halves: when the newer is full, the older is forgotten. What is found goes to the newer one."""

    __slots__ = ("_newer", "_older")

    def __init__(self) -> None:
        """Begin with nothing."""
        self._newer: dict[Key, Known] = {}
        self._older: dict[Key, Known] = {}

    def find(self, key: Key, place: Place, open_step: Callable[[int], bool]) -> Decision | None:
        """Give what was decided, if all that it followed from is so now."""
        known = self._newer.get(key)
        if known is None:
            known = self._older.get(key)
            if known is None:
                return None
            self.keep(key, known)
        decision, asked, where = known
        if where is not None and where is not place and where != place:
            return None
        for step, answer in asked:
            if open_step(step) is not answer:
                return None
        return decision

    def keep(self, key: Key, known: Known) -> None:
        """Remember a decision."""
        if len(key[0]) > LONGEST:
            return
        if len(self._newer) >= MOST:
            self._older, self._newer = self._newer, {}
        self._newer[key] = known

    def __len__(self) -> int:
        return len(self._newer) + len(self._older)
