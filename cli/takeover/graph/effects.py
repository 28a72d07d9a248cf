"""What names an action, a trigger or a rule gives a value, takes it from, or says something about.

A name is that of a param, a field of the user by its path (`user.profile.email`), or `question`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from takeover.language.actions.ask import Ask
from takeover.language.actions.call import Call
from takeover.language.actions.event import FireEvent
from takeover.language.actions.pause import Resume
from takeover.language.actions.reset import Reset
from takeover.language.actions.resolve import Resolve
from takeover.language.actions.setting import SetParams
from takeover.language.rules.any_of import Some
from takeover.language.rules.kind import Every
from takeover.language.rules.negation import Not
from takeover.language.rules.param import ParamIs
from takeover.language.rules.tests import ValueTests
from takeover.language.rules.user import UserIs
from takeover.language.triggers.anything import WhenAny
from takeover.language.triggers.media import WhenSent
from takeover.language.triggers.pattern import WhenPattern
from takeover.language.triggers.text import WhenText
from takeover.language.triggers.unknown import WhenUnknown
from takeover.matching.slots import BadSlot, slots_of
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.graph.edges import Why
    from takeover.language.rules.unknowns import UnknownsInRow
    from takeover.language.run import Action, Facts, Rule
    from takeover.language.triggers.trigger import Trigger
    from takeover.source.span import Span

QUESTION = "question"
"""The input that was not understood: it is there from an unknown input until the bot resumes."""

ALL_PARAMS = "*"
"""Stands, among the names that are taken away, for every param; fields of the user stay."""


CHANGING = (SetParams, FireEvent, Ask, Call, Reset, Resume, Resolve)
"""The actions that give names a value or take it from them: see `given_by` and `taken_by`."""


class Gift(NamedTuple):
    """A name that gets a value, and where. `sure` is false where the value can be missing from what was said."""

    name: str
    span: Span
    sure: bool = True


def given_by(action: Action, why: Why | None = None) -> Iterator[Gift]:
    """Give what an action sets on one of its ways; None: on any of them."""
    match action:
        case SetParams(values=values):
            yield from (Gift(slot.path, slot.span) for slot, _ in values)
        case FireEvent(params=params):
            yield from (Gift(slot.path, slot.span) for slot, _ in params)
        case Ask(save=save, span=span):
            if save is not None and why in {None, "answer"}:
                yield Gift(save.path, save.span)
            if why == "unknown":
                yield Gift(QUESTION, span)
        case Call(save=save):
            if save is not None and why in {None, "answered"}:
                yield Gift(save.path, save.span)
        case _:
            return


def taken_by(action: Action) -> tuple[str, ...]:
    """Give the names that an action forgets."""
    match action:
        case Reset(what="everything"):
            return (ALL_PARAMS, QUESTION)
        case Reset(what=str()):
            return (ALL_PARAMS,)
        case Reset(what=tuple() as names):
            return tuple(name.text for name in names)
        case Resume() | Resolve():
            return (QUESTION,)
        case _:
            return ()


def caught_by(trigger: Trigger) -> Iterator[Gift]:
    """Give what a trigger keeps of the input that it takes."""
    match trigger:
        case WhenUnknown(span=span):
            yield Gift(QUESTION, span)
        case WhenSent(media=media, span=span):
            yield Gift(media, span)
        case WhenAny(save=save):
            if save is not None:
                yield Gift(save.path, save.span)
        case WhenPattern(patterns=patterns):
            certain = frozenset.intersection(*(certain_groups(pattern.text) for pattern in patterns))
            for pattern in patterns:
                for name, start, end in _groups(pattern.text):
                    yield Gift(name, pattern.within(start, end), name in certain)
        case WhenText(examples=examples):
            # An input that is near enough to an example takes the step, and need not hold what its slots look for.
            for example in examples:
                if "{" not in example.text:
                    continue
                try:
                    slots = slots_of(example.text)
                except BadSlot:  # the linker says so
                    continue
                yield from (Gift(slot.name, example.within(slot.start, slot.end), sure=False) for slot in slots)
        case _:
            return


def implied(rule: Rule | None, *, holds: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Give the names that are certainly there, and certainly not there, when a rule holds or does not."""
    nothing: frozenset[str] = frozenset()
    match rule:
        case ParamIs(name=name, tests=tests):
            return _tested(name.partition(".")[0], tests, holds=holds, whole="." not in name)
        case UserIs(name=name, tests=tests):
            return _tested(f"user.{name.removeprefix('user.')}", tests, holds=holds, whole=True)
        case Not(rule=inner):
            return implied(inner, holds=not holds)
        case Every(rules=rules) | Some(rules=rules) if rules:
            known = [implied(inner, holds=holds) for inner in rules]
            if isinstance(rule, Every) == holds:  # each of them holds, or each of them does not
                return nothing.union(*(there for there, _ in known)), nothing.union(*(absent for _, absent in known))
            return (
                frozenset.intersection(*(there for there, _ in known)),
                frozenset.intersection(*(absent for _, absent in known)),
            )
        case _:
            return nothing, nothing


def _tested(name: str, tests: ValueTests, *, holds: bool, whole: bool) -> tuple[frozenset[str], frozenset[str]]:
    """`whole`: the value itself is tested, not a part of it."""
    nothing, named = frozenset[str](), frozenset({name})
    only_exists = tests == ValueTests(tests.span, exists=True)
    if tests.exists is False:
        if holds:
            return nothing, named if whole else nothing
        return named, nothing
    if holds:
        return named, nothing
    return nothing, named if only_exists and whole else nothing


class _Counted(NamedTuple):
    """All that a rule about unknown inputs asks."""

    unknowns: int


def holds_at(rule: UnknownsInRow, count: int) -> bool:
    """Say whether a rule holds at that many unknown inputs in a row."""
    return rule.holds(cast("Facts", _Counted(count)))


def certain_groups(pattern: str) -> frozenset[str]:
    """Give the named groups that take part in every match: those in no alternative, and not optional."""
    open_groups = [_Group("")]
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            at += 2
            continue
        if character == "[":
            at = _class_end(pattern, at)
            continue
        if character == "(":
            named = pattern.startswith(("(?P<", "(?<"), at)
            name = pattern[pattern.index("<", at) + 1 : pattern.find(">", at)] if named else ""
            open_groups.append(_Group(name))
        elif character == "|":
            open_groups[-1].alternatives.append(set())
        elif character == ")" and len(open_groups) > 1:
            inside = open_groups.pop().certain()
            if pattern[at + 1 : at + 2] not in {"?", "*"} and not pattern.startswith("{0", at + 1):
                open_groups[-1].alternatives[-1] |= inside
        at += 1
    return frozenset(open_groups[0].certain())


class _Group:
    """A group that is open: what is certain in each of its alternatives so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.alternatives: list[set[str]] = [set()]

    def certain(self) -> set[str]:
        return set.intersection(*self.alternatives) | ({self.name} if self.name else set())


def _class_end(pattern: str, at: int) -> int:
    """Pass over `[…]`; a bracket right after its beginning is a character."""
    at += 2 if pattern.startswith("[^", at) else 1
    at += pattern.startswith("]", at)
    while at < len(pattern) and pattern[at] != "]":
        end = pattern.find(":]", at) if pattern.startswith("[:", at) else -1
        at = end + 2 if end >= 0 else at + 1 + (pattern[at] == "\\")
    return at + 1


def _groups(pattern: str) -> Iterator[tuple[str, int, int]]:
    """Give the named groups of a pattern, and where their names stand."""
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if character == "[":
            at = _class_end(pattern, at)
            continue
        if character == "(" and pattern.startswith(("(?P<", "(?<"), at):
            start = pattern.index("<", at) + 1
            end = pattern.find(">", start)
            yield pattern[start:end], start, end
        at += 2 if character == "\\" else 1
