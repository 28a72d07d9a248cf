"""What can be said of rules without a conversation: whether several of them leave anything over."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.language.rules.any_of import Some
from takeover.language.rules.chance import Chance
from takeover.language.rules.hours import HoursOpen
from takeover.language.rules.kind import Every
from takeover.language.rules.negation import Not
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from takeover.language.run import Rule

MOST = 8
"""Questions of which all combinations of answers are tried."""


def judge(rule: Rule | None, answer: Callable[[Rule], bool | None]) -> bool | None:
    """Say whether a rule holds, given whether its parts do; None: it depends."""
    match rule:
        case None:
            return True
        case Not(rule=inner):
            held = judge(inner, answer)
            return None if held is None else not held
        case Every(rules=rules) | Some(rules=rules):
            every = isinstance(rule, Every)
            held_parts = [judge(inner, answer) for inner in rules]
            if (not every) in held_parts:
                return not every
            return None if None in held_parts else every
        case _:
            return answer(rule)


def closing_hours(rules: Sequence[Rule | None]) -> str | None:
    """Tell the hours in which it is not sure that one of these rules holds, if there are others in which it is.

    None where there are none: something else than hours decides then, or the rules hold at all hours.
    """
    names = sorted({found.name.text for found in find_all(tuple(rules), HoursOpen)})[:MOST]
    states = [dict(zip(names, opened, strict=True)) for opened in product((True, False), repeat=len(names))]
    open_states = [state for state in states if any(judge(rule, partial(_by_hours, state)) for rule in rules)]
    closed = [state for state in states if state not in open_states]
    if not closed or not open_states:
        return None
    state = closed[-1]
    deciding = [name for name in names if {**state, name: not state[name]} in open_states] or names
    return " and ".join(f'"{name}" is {"open" if state[name] else "closed"}' for name in deciding)


def _by_hours(state: Mapping[str, bool], rule: Rule) -> bool | None:
    return state.get(rule.name.text) if isinstance(rule, HoursOpen) else None


def first_to_hold(rules: Sequence[Rule | None]) -> tuple[frozenset[int], bool]:
    """Give the rules that can be the first of all to hold, by number, and whether one always does.

    Where they ask too much to try all answers, only a rule without `if` is taken to hold always, and only that and the
    same rule once more to leave nothing to those after it.
    """
    questions = list(dict.fromkeys(question for rule in rules for question in _questions(rule)))
    if len(questions) > MOST:
        end = next((number for number, rule in enumerate(rules) if rule is None), len(rules))
        keys = [_key(rule) for rule in rules]
        return frozenset(number for number in range(min(end + 1, len(rules))) if keys[number] not in keys[:number]), (
            end < len(rules)
        )
    first: set[int] = set()
    always = True
    for answers in product((True, False), repeat=len(questions)):
        answer = partial(_by_key, dict(zip(questions, answers, strict=True)))
        held = next((number for number, rule in enumerate(rules) if judge(rule, answer)), None)
        if held is None:
            always = False
        else:
            first.add(held)
    return frozenset(first), always


def _by_key(state: Mapping[object, bool], rule: Rule) -> bool:
    return state[_key(rule)]


def _questions(rule: Rule | None) -> Iterator[object]:
    match rule:
        case None:
            return
        case Not(rule=inner):
            yield from _questions(inner)
        case Every(rules=rules) | Some(rules=rules):
            for inner in rules:
                yield from _questions(inner)
        case _:
            yield _key(rule)


def _key(rule: object) -> object:
    """Give what is asked, without the places at which it is written; but every chance is drawn for itself."""
    if isinstance(rule, Chance):
        return rule
    if isinstance(rule, Span):
        return None
    if isinstance(rule, tuple):
        return (type(rule).__name__, *map(_key, rule))
    return rule
