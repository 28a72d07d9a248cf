"""What a way through the flows assumes: the values that its branches ask about, as far as the way itself tells.

A way on which a tag is put, and which then takes the branch for talks without that tag, contradicts itself. Facts are
about params, tags, fields of the user and business hours that some rule asks about; what a rule asks beside whether a
value is there and which it is says nothing here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.ask import Ask
from takeover.language.actions.call import Call
from takeover.language.actions.event import FireEvent
from takeover.language.actions.reset import Reset
from takeover.language.actions.setting import SetParams
from takeover.language.actions.tag import DropTags, PutTags
from takeover.language.folding import fold
from takeover.language.rules.any_of import Some
from takeover.language.rules.hours import HoursOpen
from takeover.language.rules.kind import Every
from takeover.language.rules.negation import Not
from takeover.language.rules.param import ParamIs
from takeover.language.rules.tag import TagIs
from takeover.language.rules.tests import ValueTests
from takeover.language.rules.user import UserIs
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from takeover.graph.edges import Why
    from takeover.language.bot import Bot
    from takeover.language.run import Action, Rule
    from takeover.language.template import Template

Thing = tuple[str, str]
"""Something that rules ask about: its kind (param, tag, user, hours) and its name."""

OPEN, CLOSED = "open", "closed"
MOST = 8
"""So many sets of facts are kept apart where a rule can fail in several ways."""


class Fact(NamedTuple):
    """What is known of a thing: whether it is there (None: unknown), its folded value, and values that it has not."""

    there: bool | None = None
    value: str | None = None
    barred: frozenset[str] = frozenset()


UNKNOWN = Fact()
ABSENT = Fact(there=False)
Facts = frozenset[tuple[Thing, Fact]]
"""Everything known on a way. What is not in it is unknown."""


def thing_of(name: str) -> Thing:
    """Give the thing that a name stands for: a param, or a field of the user by its path."""
    return ("user", name.removeprefix("user.")) if name.startswith("user.") else ("param", name)


def name_of(thing: Thing) -> str:
    """Give the name of a thing that is a param or a field of the user, "" for another."""
    kind, name = thing
    return f"user.{name}" if kind == "user" else name if kind == "param" else ""


def assume(facts: Facts, rule: Rule | None, *, holds: bool, past: Callable[..., bool] | None = None) -> list[Facts]:
    """Give the facts that are left when a rule holds, or does not: one set for each way it can; none: it cannot.

    `past` says whether a thing of which nothing is known can have one of some values (none given: any value).
    """
    match rule:
        case None:
            return [facts] if holds else []
        case ParamIs(name=name, tests=tests):
            found = _test(facts, ("param", name), tests, holds=holds, past=past)
            root, dot, _ = name.partition(".")
            if dot and holds and tests.exists is not False:
                exists = ValueTests(tests.span, exists=True)
                return [more for one in found for more in _test(one, ("param", root), exists, holds=True, past=past)]
            return found
        case TagIs(name=name, tests=tests):
            return _test(facts, ("tag", name), tests, holds=holds, past=past)
        case UserIs(name=name, tests=tests):
            return _test(facts, ("user", name.removeprefix("user.")), tests, holds=holds, past=past)
        case HoursOpen(name=ref):
            known, wanted = dict(facts).get(("hours", ref.text)), OPEN if holds else CLOSED
            if known is None:
                return [facts | {(("hours", ref.text), Fact(value=wanted))}]
            return [facts] if known.value == wanted else []
        case Not(rule=inner):
            return assume(facts, inner, holds=not holds, past=past)
        case Every(rules=rules) | Some(rules=rules):
            if isinstance(rule, Every) == holds:
                return _assume_each(facts, rules, holds=holds, past=past)
            return [
                one
                for number, inner in enumerate(rules)
                for before in _assume_each(facts, rules[:number], holds=not holds, past=past)
                for one in assume(before, inner, holds=holds, past=past)
            ][:MOST]
        case _:
            return [facts]


def _assume_each(
    facts: Facts, rules: tuple[Rule, ...], *, holds: bool, past: Callable[..., bool] | None
) -> list[Facts]:
    found = [facts]
    for rule in rules:
        found = [more for one in found for more in assume(one, rule, holds=holds, past=past)][:MOST]
    return found


def _test(
    facts: Facts, thing: Thing, tests: ValueTests, *, holds: bool, past: Callable[..., bool] | None
) -> list[Facts]:
    fact = dict(facts).get(thing, UNKNOWN)
    values = frozenset(fold(option.text) for option in tests.is_)
    if tests.exists is False:
        there, values = not holds, frozenset()
    elif holds:
        there = True
    elif tests == ValueTests(tests.span, exists=True):
        there = False
    elif tests == ValueTests(tests.span, is_=tests.is_):
        if fact.value in values:
            return []
        return [facts] if fact.there is False else [_with(facts, thing, fact._replace(barred=fact.barred | values))]
    else:
        return [facts]
    if fact.there is (not there):
        return []
    if not there:
        return [_with(facts, thing, ABSENT)]
    left = values - fact.barred
    if values and (not left or (fact.value is not None and fact.value not in left)):
        return []
    if fact.there is None and past is not None and not past(thing, values):
        return []
    value = fact.value if fact.value is not None or len(left) != 1 else next(iter(left))
    return [_with(facts, thing, Fact(there=True, value=value, barred=fact.barred))]


def _with(facts: Facts, thing: Thing, fact: Fact) -> Facts:
    return frozenset(known for known in facts if known[0] != thing) | {(thing, fact)}


def given_values(action: Action, why: Why, bot: Bot) -> Iterator[tuple[Thing, str | None]]:
    """Give the things that an action gives a value on one of its ways: the folded value, None where it varies."""
    match action:
        case SetParams(values=values) | FireEvent(params=values):
            for slot, template in values:
                setting = bot.params.get(slot.path)
                typed = setting is not None and setting.type is not None
                yield thing_of(slot.path), None if typed else _fixed(template)
        case Ask(save=save) if save is not None and why == "answer":
            yield thing_of(save.path), None
        case Call(save=save) if save is not None and why == "answered":
            yield thing_of(save.path), None
        case PutTags(tags=tags):
            yield from ((("tag", name), _fixed(template)) for name, template in tags)
        case _:
            return


def after(facts: Facts, action: Action, why: Why, bot: Bot, tested: frozenset[Thing]) -> Facts:
    """Give what is known when the talk leaves an action that way. `tested` are the things that rules ask about."""
    for thing, value in given_values(action, why, bot):
        facts = _without(facts, thing)
        if thing in tested:
            facts |= {(thing, Fact(there=True, value=value))}
    match action:
        case Reset(what=str() as what):
            kinds = {"param", "tag"} if what == "everything" else {"param"}
            facts = frozenset(known for known in facts if known[0][0] not in kinds)
            return facts | {(thing, ABSENT) for thing in tested if thing[0] in kinds}
        case Reset(what=tuple() as names):
            for name in names:
                facts = _without(facts, ("param", name.text))
                facts |= {(thing, ABSENT) for thing in tested if thing == ("param", name.text)}
        case DropTags(names=names):
            for name in names:
                facts = _without(facts, ("tag", name.text)) | {(("tag", name.text), ABSENT)}
    return facts


def without_hours(facts: Facts) -> Facts:
    """Give what is still known when some time has passed."""
    return frozenset(known for known in facts if known[0][0] != "hours")


def _without(facts: Facts, thing: Thing) -> Facts:
    """Forget a thing, and what was known of its parts."""
    kind, name = thing
    return frozenset(
        known
        for known in facts
        if not (known[0][0] == kind and (known[0][1] == name or known[0][1].startswith(f"{name}.")))
    )


def _fixed(template: Template) -> str | None:
    return fold(template.text) if template.fixed else None


def things_asked(rules: Iterable[object]) -> frozenset[Thing]:
    """Give everything that some rules ask about; they have no others inside them."""
    found: set[Thing] = set()
    for rule in rules:
        match rule:
            case ParamIs(name=name):
                found |= {("param", name), ("param", name.partition(".")[0])}
            case TagIs(name=name):
                found.add(("tag", name))
            case UserIs(name=name):
                found.add(("user", name.removeprefix("user.")))
    return frozenset(found)
