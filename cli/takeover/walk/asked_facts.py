"""What the rules of a bot ask of params, tags and the user, and so which values make a difference to where a talk goes.

Two conversations of which every rule says the same go the same way, whatever else they know.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from takeover.engine.facts import ConversationFacts
from takeover.graph.effects import caught_by, given_by
from takeover.language.rules.language import LanguageIs
from takeover.language.rules.param import ParamIs
from takeover.language.rules.tag import TagIs
from takeover.language.rules.unknowns import UnknownsInRow
from takeover.language.rules.user import UserIs
from takeover.language.views import write_value
from takeover.walk.pattern_samples import sample_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation
    from takeover.language.rules.tests import ValueTests
    from takeover.language.values import Value
    from takeover.walk.rules import Rules

Asking = ParamIs | TagIs | UserIs
ASKING: tuple[type[Asking], ...] = (ParamIs, TagIs, UserIs)
Fact = tuple[str, str, tuple[bool, ...]]
"""A kind (param, tag, user, language), a name, and what each rule about it says."""


class AskedFacts:
    """The rules of a bot that ask about values, by what they ask about."""

    def __init__(self, program: Program, rules: Rules) -> None:
        """Gather the rules that ask about values."""
        self._program = program
        self._asking: dict[tuple[str, str], list[Asking]] = defaultdict(list)
        self._said: dict[tuple[str, str, str], Fact] = {}
        for rule in rules.of_kind(*ASKING):
            self._asking[_subject(rule)].append(rule)
        self._languages = tuple(rules.of_kind(LanguageIs))
        bounds = [0, *(bound for rule in rules.of_kind(UnknownsInRow) for bound in _bounds(rule))]
        self.most_unknowns = max(bounds)

    def facts(self, conversation: Conversation) -> frozenset[Fact]:
        """Give what the rules say of a conversation: for everything that it knows and some rule asks about."""
        facts = [
            self._fact("param", name, write_value(values.last.value), conversation)
            for name, values in conversation.params.items()
            if values and ("param", name) in self._asking
        ]
        facts += [
            self._fact("tag", name, value, conversation)
            for name, value in conversation.tags.items()
            if ("tag", name) in self._asking
        ]
        facts += [
            self._fact("user", name, value, conversation)
            for name, value in conversation.user.items()
            if ("user", name) in self._asking
        ]
        if self._languages:
            asked = ConversationFacts(self._program, conversation)
            facts.append(("language", "", tuple(rule.holds(asked) for rule in self._languages)))
        return frozenset(facts)

    def _fact(self, kind: str, name: str, value: str, conversation: Conversation) -> Fact:
        known = self._said.get((kind, name, value))
        if known is None:
            facts = ConversationFacts(self._program, conversation)
            said = tuple(rule.holds(facts) for rule in self._asking[kind, name])
            known = self._said[kind, name, value] = (kind, name, said)
        return known

    def telling(self, path: str) -> tuple[str, ...]:
        """Give texts that would make rules about a param, or a field of the user (`user.…`), hold or fail."""
        return tuple(dict.fromkeys(text for rule in self._about(path) for text in _texts(rule.tests)))

    def _about(self, path: str) -> list[Asking]:
        """Give the rules about a value itself, and not about what is in it."""
        kind, name = ("user", path.removeprefix("user.")) if path.startswith("user.") else ("param", path)
        rules = self._asking.get((kind, name), ())
        return [rule for rule in rules if kind == "user" or rule.name == name]

    def tell_apart(self, path: str, values: Mapping[str, Value], facts: ConversationFacts) -> tuple[str, ...]:
        """Give, of texts with the values read from them, one for each way in which rules about `path` judge it."""
        rules = self._about(path)
        apart: dict[tuple[bool, ...], str] = {}
        for text, value in values.items():
            apart.setdefault(tuple(rule.tests.hold(value, facts) for rule in rules), text)
        return tuple(apart.values())

    def telling_inside(self, param: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        """Give paths inside a param that rules look at (`order.status`), each with a text that matters there."""
        found = [
            (tuple(rule.name.split(".")[1:]), text)
            for rule in self._asking.get(("param", param), ())
            if "." in rule.name
            for text in _texts(rule.tests)
        ]
        return tuple(dict.fromkeys(found))

    def from_outside(self) -> tuple[tuple[str, str], ...]:
        """Give params and user fields that rules ask about and no step sets, each with a value that a rule wants."""
        set_here = set(_set_by(self._program))
        found: dict[str, str] = {}
        for (kind, name), rules in self._asking.items():
            path = f"user.{name}" if kind == "user" else name
            if kind == "tag" or path in set_here:
                continue
            text = next(
                (text for rule in rules if "." not in rule.name or kind == "user" for text in _texts(rule.tests)), ""
            )
            if text:
                found[path] = text
        return tuple(found.items())


def _subject(rule: Asking) -> tuple[str, str]:
    """Give what a rule asks about: its kind, and the name under which a conversation keeps that."""
    match rule:
        case ParamIs(name=name):
            return "param", name.partition(".")[0]
        case TagIs(name=name):
            return "tag", name
        case UserIs(name=name):
            return "user", name.removeprefix("user.")


def _bounds(rule: UnknownsInRow) -> Iterator[int]:
    """Give the counts at which a rule changes its mind."""
    for bound in (rule.least, rule.is_, rule.over, rule.under):
        if bound is not None:
            yield int(bound) + 1


def _texts(tests: ValueTests) -> Iterator[str]:
    """Give texts that pass the tests one by one, and some beyond a bound."""
    yield from (option.text for option in tests.is_)
    if tests.contains:
        yield " ".join(part.text for part in tests.contains)
    if tests.matches is not None:
        yield sample_pattern(tests.matches.text) or ""
    for bound in (tests.over, tests.under):
        if bound is not None:
            yield from (f"{int(bound) + 1}", f"{int(bound) - 1}")
    if tests.exists:
        yield "yes"


def _set_by(program: Program) -> Iterator[str]:
    """Give every param and user field that some step sets."""
    for block in program.blocks:
        yield from (gift.name for action in block.actions for gift in given_by(action))
    for linked in program.steps:
        yield from (gift.name for trigger in linked.step.triggers for gift in caught_by(trigger))
