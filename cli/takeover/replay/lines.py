"""Which lines of the flows were taken: what coverage by line needs, for editors and for tools that read lcov.

What a step did is seen in its outputs. An action without one (`set`, `goto`) was done when what stands before it in its
block was, or what stands after it; behind a question that was not answered, or a request, only the latter counts,
because the talk may have ended there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.language.actions.ask import Ask
from takeover.language.actions.branch import Branch
from takeover.language.actions.call import Call
from takeover.language.actions.end import End
from takeover.language.actions.event import FireEvent
from takeover.language.actions.goto import GoTo
from takeover.language.actions.takeover import Takeover
from takeover.language.run import Nesting
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.language.run import Action
    from takeover.replay.coverage import Covered
    from takeover.replay.taking import Key
    from takeover.source.span import Span

LEAVES = (Ask, Branch, Call, Takeover, End, GoTo, FireEvent)
"""After these the talk may never go on with what stands below."""


class Way(NamedTuple):
    """One of several ways to go on, at its line; `taken` is None where it was never decided which one to go."""

    line: int
    decision: int
    number: int
    taken: bool | None


class Done(NamedTuple):
    """Whether any of some actions was seen to be done, and whether the talk went on behind the last."""

    seen: bool
    through: bool


@dataclass(slots=True)
class FileLines:
    """What a file of flows holds that can be taken: the steps by name with their lines, all lines, and the ways."""

    steps: dict[str, tuple[int, bool]] = field(default_factory=dict)
    lines: dict[int, bool] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)

    def add(self, line: int, *, taken: bool) -> None:
        """Note a line; of several things on one it is enough that one was taken."""
        self.lines[line] = self.lines.get(line, False) or taken


def count_lines(covered: Covered) -> Mapping[str, FileLines]:
    """Give the lines of each file of a bot, by its name. Linear in what the bot holds."""
    counting = _Counting(covered.taken)
    for one in covered.counted:
        if one.kind != "flow":  # it has no line of its own
            counting.file(one.span).add(one.span.line, taken=one.taken)
        if one.kind == "step":
            counting.file(one.span).steps[one.name] = (one.span.line, one.taken)
    for linked in covered.program.steps:
        counting.count(linked.step.actions, entered=("step", linked.span, 0) in covered.taken)
    routes = [one for one in covered.counted if one.kind == "routing"]
    decided = any(one.taken for one in routes)
    for number, route in enumerate(routes):
        way = Way(route.span.line, counting.decisions, number, route.taken if decided else None)
        counting.file(route.span).ways.append(way)
    return counting.files


@dataclass(slots=True)
class _Counting:
    taken: frozenset[Key]
    files: dict[str, FileLines] = field(default_factory=dict)
    decisions: int = 0

    def file(self, span: Span) -> FileLines:
        return self.files.setdefault(span.file, FileLines())

    def count(self, actions: Sequence[Action], *, entered: bool) -> Done:
        """Note the lines of actions; `entered`: the first was done."""
        inside = [self._nested(action) for action in actions]
        seen = [
            nested.seen or ("did", action.span, 0) in self.taken for action, nested in zip(actions, inside, strict=True)
        ]
        later, below = False, [False] * len(actions)
        for place in range(len(actions) - 1, -1, -1):
            below[place] = later
            later = later or seen[place]
        done = entered
        for place, action in enumerate(actions):
            done = done or seen[place] or below[place]
            self.file(action.span).add(action.span.line, taken=done)
            if isinstance(action, LEAVES):
                done = inside[place].through
        return Done(later, done)

    def _nested(self, action: Action) -> Done:
        """Note what stands inside an action."""
        if isinstance(action, Branch):
            return self._branch(action)
        answered = isinstance(action, Ask) and action.save is not None and ("did", action.save.span, 0) in self.taken
        if not isinstance(action, Nesting):
            return Done(seen=False, through=answered)
        refused = ("refused", action.span, 0) in self.taken
        inside = [self.count(nest.actions, entered=refused) for nest in action.nests()]
        return Done(refused or any(one.seen for one in inside), answered or any(one.through for one in inside))

    def _branch(self, branch: Branch) -> Done:
        taken = [("way", way.span, number) in self.taken for number, way in enumerate(branch.ways)]
        none = ("way", branch.span, -1) in self.taken
        decided, decision = none or any(taken), self.decisions
        self.decisions += 1
        through = none
        for number, way in enumerate(branch.ways):
            self.file(way.span).ways.append(Way(way.span.line, decision, number, taken[number] if decided else None))
            through = self.count(way.actions, entered=taken[number]).through or through
        return Done(decided, through)
