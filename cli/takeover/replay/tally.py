"""Counts of a log, in memory that does not grow with it: what became of each input, and how two versions differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from takeover.replay.log import play_logged
from takeover.transcripts.matchers import fold_spaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from takeover.engine.program import Program
    from takeover.replay.log import Fate, Played
    from takeover.transcripts.logged import Logged

_Key = TypeVar("_Key")
MOST_TEXTS = 5_000
"""Different texts that are counted at once. Where there are more, the rarest are forgotten, and the rest may be low."""
LONGEST_TEXT = 200


@dataclass(slots=True)
class Frequent:
    """How often texts came, and the line in which each came first. `forgot`: there were more than are counted."""

    counts: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    forgot: bool = False

    def add(self, text: str, line: int, count: int = 1) -> None:
        """Count a text."""
        key = fold_spaces(text)[:LONGEST_TEXT]
        self.counts[key] = self.counts.get(key, 0) + count
        self.lines.setdefault(key, line)
        if len(self.counts) > 2 * MOST_TEXTS:
            kept = dict(sorted(self.counts.items(), key=lambda pair: -pair[1])[:MOST_TEXTS])
            self.counts, self.lines = kept, {key: self.lines[key] for key in kept}
            self.forgot = True

    def merge(self, other: Frequent) -> None:
        """Add what another counted."""
        self.forgot = self.forgot or other.forgot
        for text, count in other.counts.items():
            self.add(text, other.lines[text], count)

    def top(self, most: int) -> list[tuple[str, int, int]]:
        """Give the texts that came most, each with its count and its first line."""
        ordered = sorted(self.counts.items(), key=lambda pair: (-pair[1], self.lines[pair[0]], pair[0]))
        return [(text, count, self.lines[text]) for text, count in ordered[:most]]


@dataclass(slots=True)
class Tally:
    """What became of a log on one version of the flows: counts by the keys of FATES and ENDS."""

    conversations: int = 0
    inputs: int = 0
    fates: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    with_unknown: int = 0
    unknown: Frequent = field(default_factory=Frequent)

    def add(self, played: Played) -> None:
        """Count a conversation."""
        self.conversations += 1
        self.inputs += len(played.fates)
        for said, fate in zip(played.logged.inputs, played.fates, strict=True):
            _count(self.fates, fate.what)
            if fate.what == "unknown":
                self.unknown.add(said.text, said.line)
        for end in played.ends or ("open",):
            _count(self.ends, end)
        self.with_unknown += any(fate.what == "unknown" for fate in played.fates)

    def merge(self, other: Tally) -> None:
        """Add what another counted."""
        self.conversations += other.conversations
        self.inputs += other.inputs
        self.with_unknown += other.with_unknown
        _merge(self.fates, other.fates)
        _merge(self.ends, other.ends)
        self.unknown.merge(other.unknown)


@dataclass(slots=True)
class Changes:
    """How a log goes on two versions: both tallies, and the texts of inputs that now fare otherwise, by how."""

    old: Tally = field(default_factory=Tally)
    new: Tally = field(default_factory=Tally)
    inputs: dict[tuple[str, str], int] = field(default_factory=dict)
    texts: dict[tuple[str, str], Frequent] = field(default_factory=dict)
    ends: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, old: Played, new: Played) -> None:
        """Compare a conversation."""
        self.old.add(old)
        self.new.add(new)
        for said, before, after in zip(old.logged.inputs, old.fates, new.fates, strict=True):
            if before == after:
                continue
            how = _tell(before, after)
            _count(self.inputs, how)
            self.texts.setdefault(how, Frequent()).add(said.text, said.line)
        if old.ends != new.ends:
            _count(self.ends, (" and ".join(old.ends) or "open", " and ".join(new.ends) or "open"))

    def merge(self, other: Changes) -> None:
        """Add what another counted."""
        self.old.merge(other.old)
        self.new.merge(other.new)
        _merge(self.inputs, other.inputs)
        _merge(self.ends, other.ends)
        for how, texts in other.texts.items():
            self.texts.setdefault(how, Frequent()).merge(texts)

    @property
    def any(self) -> bool:
        """Whether there is a difference."""
        return bool(self.inputs or self.ends)


def tally_log(program: Program, part: Iterable[Logged]) -> Tally:
    """Play a part of a log, and count."""
    tally = Tally()
    for logged in part:
        tally.add(play_logged(program, logged))
    return tally


def compare_log(old: Program, new: Program, part: Sequence[Logged]) -> Changes:
    """Play a part of a log on two versions, and count the differences."""
    changes = Changes()
    for logged in part:
        changes.add(play_logged(old, logged), play_logged(new, logged))
    return changes


def _tell(before: Fate, after: Fate) -> tuple[str, str]:
    """Name two fates: by what they are, or, where that is the same, by the steps that took the input."""
    if before.what != after.what:
        return before.what, after.what
    return f"{before.what} by {before.step or 'no step'}", f"{after.what} by {after.step or 'no step'}"


def _count(counts: dict[_Key, int], key: _Key, by: int = 1) -> None:
    counts[key] = counts.get(key, 0) + by


def _merge(counts: dict[_Key, int], further: dict[_Key, int]) -> None:
    for key, count in further.items():
        _count(counts, key, count)
