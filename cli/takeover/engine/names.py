"""Resolve every name that is written in one place and defined in another: flows, events, hours, targets, types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.language.choices import Option
from takeover.language.naming import BUILT_IN, LABELS, Ref
from takeover.language.pattern import compile_pattern
from takeover.language.template import Template
from takeover.language.triggers.event import WhenEvent
from takeover.language.triggers.pattern import WhenPattern
from takeover.language.triggers.text import WhenText
from takeover.language.views import OPENING
from takeover.matching.slots import BadSlot, slots_of
from takeover.source.diagnostic import Fix
from takeover.source.light import NamedTuple
from takeover.source.regex import regex
from takeover.source.suggest import did_you_mean, respell

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from takeover.engine.program import LinkedStep
    from takeover.language.bot import Bot
    from takeover.language.types.kind import EntityType
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Scalar

BARE_SLOT = regex(r"\{[ ]*([^\W\d][\w-]*)[ ]*\}")
"""A slot without a colon: `{city}`."""


class Named(NamedTuple):
    """Everything that has a name."""

    bot: Bot
    steps: tuple[LinkedStep, ...]
    types: Mapping[str, EntityType]
    flows: Mapping[str, int]
    named_steps: Mapping[tuple[str, str], int]


def find_place(text: str, flow: str, flows: Mapping[str, int], steps: Mapping[tuple[str, str], int]) -> int | None:
    """Give the step that a `goto` or a choice means: a flow, a flow/step, or a step of the flow it is written in."""
    if text in flows:
        return flows[text]
    first, slash, second = text.partition("/")
    if slash:
        return steps.get((first.strip(), second.strip()))
    return steps.get((flow, text))


def check_names(named: Named, problems: Problems) -> None:
    """Say which references lead nowhere, and what was perhaps meant."""
    known: dict[str, Collection[str]] = {
        "event": {name.text.strip() for trigger in find_all(_triggers(named), WhenEvent) for name in trigger.names},
        "hours": named.bot.hours,
        "target": named.bot.targets,
        "queue": {route.queue.text for route in named.bot.routing if route.queue},
        "type": named.types,
    }
    for setting in (named.bot.routing, tuple(named.bot.params.values())):
        for found in find_all(setting, Ref, Template):
            if isinstance(found, Ref):
                _check(found, "", known, named, problems)
            elif isinstance(found, Template):
                _check_hours(found, named, problems)
    for linked in named.steps:
        written = (linked.step.triggers, linked.step.rule, linked.step.actions)
        for found in _found(written):
            if isinstance(found, Ref):
                _check(found, linked.flow, known, named, problems)
            else:
                _check_hours(found, named, problems)
        for trigger in linked.step.triggers:
            if isinstance(trigger, WhenText):
                _check_slots(trigger, named, problems)
            elif isinstance(trigger, WhenPattern):
                _check_groups(trigger, problems)


def _found(written: object) -> Iterator[Ref | Template]:
    """Give the references and templates; the flow and the step of a choice are one reference."""
    for found in find_all(written, Ref, Option, Template):
        if isinstance(found, Option):
            yield from (part for part in (found.event, found.place) if part is not None)
            yield from (*found.label.all, *(found.url.all if found.url is not None else ()))
        elif isinstance(found, Ref | Template):
            yield found


def _check_hours(template: Template, named: Named, problems: Problems) -> None:
    """Say which hours a template asks about that are none, and what of them it cannot tell."""
    for use in template.uses:
        if use.path[0] != "hours" or len(use.path) == 1:
            continue
        name = str(use.path[1])
        asked = str(use.path[2]) if len(use.path) > len(("hours", name)) else ""
        if name not in named.bot.hours:
            _check(Ref("hours", name, use.span), "", {"hours": named.bot.hours}, named, problems)
        elif asked not in OPENING:
            said = f'"hours.{name}.{asked}"' if asked else f'"hours.{name}" alone'
            hint = did_you_mean(asked, OPENING) or f"write hours.{name}.{OPENING[0]} or hours.{name}.{OPENING[1]}"
            problems.error("unresolved-hours", f"{said} says nothing", use.span, hint)


def _triggers(named: Named) -> tuple[object, ...]:
    return tuple(linked.step.triggers for linked in named.steps)


def _check(ref: Ref, flow: str, known: Mapping[str, Collection[str]], named: Named, problems: Problems) -> None:
    if ref.refers == "place":
        if find_place(ref.text, flow, named.flows, named.named_steps) is None:
            _no_place(ref, flow, named, problems)
        return
    names = known[ref.refers]
    if ref.text in names or (ref.refers == "queue" and not named.bot.routing):
        return
    hint = did_you_mean(ref.text, names)
    if not hint:
        hint = _where_defined(ref, names)
    fix = respell(ref.text, ref.span, names)
    problems.error(f"unresolved-{ref.refers}", f'"{ref.text}" is not {LABELS[ref.refers]}', ref.span, hint, fix=fix)


def _no_place(ref: Ref, flow: str, named: Named, problems: Problems) -> None:
    disabled = {written.name.text for written in named.bot.flows if written.disabled}
    first, slash, second = ref.text.partition("/")
    if first in disabled:
        problems.error("unresolved-flow", f'the flow "{first}" is disabled', ref.span, "take out its disabled: true")
    elif slash and first in named.flows:
        steps = [name for known, name in named.named_steps if known == first]
        hint = did_you_mean(second, steps) or 'name the step with "step:"'
        fix = respell(ref.text, ref.span, [f"{first}/{name}" for name in steps])
        problems.error("unresolved-step", f'the flow "{first}" has no step "{second}"', ref.span, hint, fix=fix)
    else:
        places = (*named.flows, *(name for known, name in named.named_steps if known == flow))
        hint = did_you_mean(ref.text, places) or f"the flows are: {', '.join(list(named.flows)[:12])}"
        fix = respell(ref.text, ref.span, places)
        problems.error("unresolved-flow", f'there is no flow "{first}"', ref.span, hint, fix=fix)


def _where_defined(ref: Ref, names: Collection[str]) -> str:
    if names:
        return f"known: {', '.join(sorted(names)[:12])}"
    return {
        "event": "no step listens to it: add a step with when: {event: …}",
        "hours": "define it under hours:",
        "target": "define it under targets:",
        "queue": "name it in a rule of routing:",
    }.get(ref.refers, "")


def _tell_bad_slot(error: BadSlot, example: Scalar, named: Named, problems: Problems) -> None:
    """Say what is wrong with a slot; of one that names nothing but an entity it is clear what was meant."""
    bare = BARE_SLOT.match(example.text, error.offset)
    if bare is None:
        span = example.within(error.offset, min(error.offset + 1, len(example.text)))
        hint = "write such as {city:text}, or leave the braces out"
        problems.error("bad-slot", f"{error}", span, hint)
        return
    span, word = example.within(bare.start(), bare.end()), bare[1]
    message = f"{bare[0]} does not say what it looks for: a slot is {{name:entity}}"
    if word not in named.types:
        hint = f"write {{{word}:text}}, or the name of an entity in place of text"
        problems.error("bad-slot", message, span, hint)
        return
    slot = f"{{{word}:{word}}}"
    fix = Fix(span, slot) if span.line == span.end_line and span.end_col - span.col == len(bare[0]) else None
    problems.error("bad-slot", message, span, f"write {slot}", fix=fix)


def _check_slots(trigger: WhenText, named: Named, problems: Problems) -> None:
    for example in trigger.examples:
        try:
            slots = slots_of(example.text)
        except BadSlot as error:
            _tell_bad_slot(error, example, named, problems)
            continue
        for slot in slots:
            if slot.entity not in named.types:
                hint = did_you_mean(slot.entity, named.types) or "define it under entities:"
                message = f'"{slot.entity}" is not a type or an entity'
                at = example.text.rindex(slot.entity, slot.start, slot.end)
                fix = respell(slot.entity, example.within(at, at + len(slot.entity)), named.types)
                span = example.within(slot.start, slot.end)
                problems.error("unresolved-entity", message, span, hint, fix=fix)


def _check_groups(trigger: WhenPattern, problems: Problems) -> None:
    for pattern in trigger.patterns:
        for name in compile_pattern(pattern.text).groupindex:
            if name in BUILT_IN:
                message = f'"{name}" is a built-in name and cannot be filled by a group'
                problems.error("reserved-name", message, pattern.span)
