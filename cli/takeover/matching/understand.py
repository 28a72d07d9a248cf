"""Understanding: which step of a level takes a text, why, and what the others lacked.

    understand(index, text, level, place=…) -> Decision

Within the level the first way that finds an open step decides: the exact text, a pattern, a contained word, what a
service takes it for, the best score at or above the threshold, a type, anything at all. Of steps found in the same way
the one written first wins (of scored ones, the best). All but scores and intents are certain: they score 1.
"""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from takeover.language.decision import Candidate, Decision
from takeover.language.values import Value
from takeover.matching.hear import Heard
from takeover.matching.rated import Scores
from takeover.matching.slotted import equal_examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from takeover.language.events import Intent
    from takeover.language.types.kind import Place
    from takeover.matching.contains import Contained
    from takeover.matching.few import Few
    from takeover.matching.index import Index
    from takeover.matching.levels import Level
    from takeover.matching.patterns import Patterns

MOST = 5
"""How many candidates that were not taken a decision keeps."""

NOBODY: frozenset[int] = frozenset()
_COSTLY = frozenset({"typed", "any"})
"""Means by which the other steps are not looked for once one is taken: it takes time, or says nothing."""


def hear(index: Index, text: str, understood: Sequence[Intent] = ()) -> Heard:
    """Read a text once, to ask several levels of the index about it. Any text will do, of any length.

    `understood` is what a service takes it for, surest first.
    """
    return Heard(index, text, understood)


def always(step: int) -> bool:  # noqa: ARG001 - what a step's rules are asked
    """Say that a step's rules hold."""
    return True


def understand(
    index: Index,
    text: str | Heard,
    level: int,
    *,
    place: Place,
    open_step: Callable[[int], bool] = always,
    only: frozenset[int] | None = None,
) -> Decision:
    """Decide which step of a level takes a text.

    `text` may be what `hear` made of it, which saves reading it again for the next level. `open_step` says whether the
    rules of a step hold; it is only asked about steps that would take the text otherwise. With `only` it is as if no
    other steps listened, but for what scores mean. Never raises for a text: one
    of more than `LONGEST` characters is scored, and searched for slots, in its first part (patterns: see `patterns`).

    The decision's candidates are the steps that came near, at most `MOST`, strongest means and best score first; its
    threshold is 0 where nothing was scored. A level at which nobody listens takes nothing.
    """
    heard = text if isinstance(text, Heard) else Heard(index, text)
    if heard.index is not index:  # heard before the flows were edited
        heard = Heard(index, heard.text, heard.understood)
    key = (heard.text, level, only)
    known = None if heard.understood else index.decided.find(key, place, open_step)
    if known is not None:
        return known
    tables = index.levels.get(level)
    few = None
    if only is not None and tables is not None:
        few = index.few(level, only)
        tables = few.tables
    search = _Search(open_step, only)
    if tables is None:
        return search.decide(heard.text)
    where = place if tables.typed or index.levels[level].entities else None
    _search_level(search, index, level, tables, heard, place, only, few)
    decision = search.decide(heard.text)
    if not heard.understood:
        index.decided.keep(key, (decision, tuple(search.asked), where))
    return decision


def _search_level(  # noqa: PLR0913, PLR0917, RUF100 - all that a search depends on
    search: _Search,
    index: Index,
    level: int,
    tables: Level,
    heard: Heard,
    place: Place,
    only: frozenset[int] | None,
    few: Few | None,
) -> None:
    """Try one way after the other, as long as nobody takes the text."""
    if tables.exact or tables.slotted:
        search.among(_find_exact(tables, heard, place))
    if tables.patterns and search.goes_on:
        search.among(_find_patterns(tables.patterns, heard))
    if tables.contained and search.goes_on:
        search.among(_find_words(tables.contained, heard))
    scored = only
    if tables.intents and heard.understood and search.goes_on:
        search.threshold = index.surely
        search.among(_find_intents(tables, heard.understood, index.surely))
        scored = tables.worded if only is None else only & tables.worded
    if tables.examples and search.goes_on and scored != NOBODY:
        search.threshold = index.threshold
        search.scores = partial(Scores, index, level, heard, place, scored)
        if few is None or few.may_reach(heard):
            search.among(search.scores().reaching())
    if tables.typed and search.goes_on:
        search.among(_find_typed(tables, heard, place))
    if tables.anything and search.goes_on:
        search.among(Candidate(step, "any", 1.0, "any", span) for step, span in tables.anything)


class _Search:
    """A search through one level: what was taken, and what was not."""

    __slots__ = ("_closed", "_missed", "_only", "_open_step", "_taken", "asked", "scores", "threshold")

    def __init__(self, open_step: Callable[[int], bool], only: frozenset[int] | None) -> None:
        self._open_step = open_step
        self._only = only
        self.asked: list[tuple[int, bool]] = []
        self._closed: set[int] = set()
        self._missed: list[Candidate] = []
        self._taken: Candidate | None = None
        self.threshold = 0.0
        self.scores: Callable[[], Scores] | None = None

    @property
    def goes_on(self) -> bool:
        """Whether nothing is taken yet."""
        return self._taken is None

    def among(self, found: Iterable[Candidate]) -> None:
        """Take the first of the candidates that lacks nothing and whose rules hold, and note the others."""
        for candidate in found:
            if candidate.step in self._closed:
                continue  # it was found by stronger means already
            if self._only is not None and candidate.step not in self._only:
                continue
            if self._taken is not None:
                self._missed.append(_behind(candidate, self._taken))
            elif candidate.lacked:
                self._missed.append(candidate)
            elif self._is_open(candidate.step):
                self._taken = candidate
            else:
                self._closed.add(candidate.step)
                self._missed.append(candidate._replace(lacked="its rules did not hold"))
            if self._taken is not None and candidate.means in _COSTLY:
                return

    def _is_open(self, step: int) -> bool:
        """Ask whether the rules of a step hold, and note the answer: the decision follows from it."""
        answer = self._open_step(step)
        self.asked.append((step, answer))
        return answer

    def decide(self, text: str) -> Decision:
        """Give the decision, which does not keep the conversation that it was made for."""
        del self._open_step
        return Decision(text, self._taken, self._missed_steps if self._missed or self.scores else (), self.threshold)

    def _missed_steps(self) -> tuple[Candidate, ...]:
        """Give what was not taken, a step once; a step that was taken in the end has not been missed."""
        seen = set() if self._taken is None else {self._taken.step}
        missed: list[Candidate] = []
        for candidate in chain(self._missed, self._lower()):
            if candidate.step not in seen and len(missed) < MOST:
                seen.add(candidate.step)
                missed.append(candidate)
        return tuple(missed)

    def _lower(self) -> Iterator[Candidate]:
        """Give the steps whose score did not matter, best first."""
        known = {candidate.step for candidate in self._missed}
        for candidate in self.scores().candidates() if self.scores else ():
            if candidate.step not in known and candidate.step not in self._closed:
                behind = self._taken is not None and self._taken.means == "text"
                yield _behind(candidate, self._taken) if behind and self._taken else candidate


def _behind(candidate: Candidate, taken: Candidate) -> Candidate:
    """Say why a candidate that another one was preferred to was not taken."""
    if candidate.lacked:
        return candidate
    if taken.score > candidate.score:
        return candidate._replace(lacked=f"another step scored higher ({taken.score:.2f})")
    return candidate._replace(lacked="a step written before it hears the same")


def _find_exact(tables: Level, heard: Heard, place: Place) -> Iterable[Candidate]:
    """Give the steps of which an example equals the text, with or without slots, by step."""
    plain = [
        Candidate(step, "exact", 1.0, phrase.text, phrase.span) for step, phrase in tables.exact.get(heard.key, ())
    ]
    if tables.slotted is None:
        return plain
    slotted = [
        Candidate(step, "exact", 1.0, phrase.text, phrase.span, captures=captures)
        for step, phrase, captures in equal_examples(tables.slotted, heard, tables.entities, place)
    ]
    # A step once: with its captures if it has both.
    by_step = {candidate.step: candidate for candidate in (*plain, *reversed(slotted))}
    return [by_step[step] for step in sorted(by_step)]


def _find_patterns(patterns: Patterns, heard: Heard) -> Iterator[Candidate]:
    """Give the steps of which a pattern is found in the text."""
    for step, phrase, captures in patterns.search(heard.searched):
        yield Candidate(step, "pattern", 1.0, phrase.text, phrase.span, captures=captures)


def _find_words(contained: Contained, heard: Heard) -> Iterator[Candidate]:
    """Give the steps of which a word or phrase is in the text."""
    for step, phrase in contained.find(heard.words, heard.text):
        yield Candidate(step, "contains", 1.0, phrase.text, phrase.span)


def _find_intents(tables: Level, understood: Sequence[Intent], surely: float) -> Iterator[Candidate]:
    """Give the steps that listen for what a service takes the text for, surest first."""
    for intent in understood:
        for step, phrase in tables.intents.get(intent.name, ()):
            lacked = f"the service is sure of it by {intent.confidence:.2f}, under the threshold {surely:.2f}"
            score = round(min(max(intent.confidence, 0.0), 1.0), 4)
            yield Candidate(step, "intent", score, intent.name, phrase.span, lacked if score < surely else "")


def _find_typed(tables: Level, heard: Heard, place: Place) -> Iterator[Candidate]:
    """Give the steps that ask for a type that is in the text; the value's `match` is the whole text, as for `ask`."""
    for step, save, entity, span in tables.typed:
        found = entity.find(heard.text, place)
        if found is not None:
            captures = {save: Value(found.value, heard.text)} if save is not None else {}
            yield Candidate(step, "typed", 1.0, entity.name, span, captures=captures)
