"""How much of a bot its transcripts take: flows, steps, triggers, branches, routing, and every way to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.language.actions.branch import Branch
from takeover.language.actions.call import Call
from takeover.language.actions.email import Email
from takeover.language.actions.takeover import Takeover
from takeover.language.run import Nesting
from takeover.language.triggers.empty import WhenEmpty
from takeover.language.triggers.event import WhenEvent
from takeover.language.triggers.media import WhenSent
from takeover.language.triggers.silence import WhenSilent
from takeover.language.triggers.unknown import WhenUnknown
from takeover.source.light import NamedTuple
from takeover.source.nodes import Scalar
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from takeover.engine.program import LinkedStep, Program
    from takeover.replay.taking import Key
    from takeover.source.span import Span

SIGNALS: Mapping[type, tuple[str, ...]] = {
    WhenUnknown: ("by unknown",),
    WhenEvent: ("by event", "by choice", "by goto"),
    WhenSent: ("by media",),
    WhenSilent: ("by silence",),
    WhenEmpty: ("by empty",),
}
"""Triggers that hear no words, and what a step says that was entered by one. Flows fire events of their own, too."""
KINDS = ("flow", "step", "trigger", "branch", "failed", "routing", "unknown", "takeover", "email", "unavailable")
HANDOVER = ("unknown", "takeover", "email", "unavailable", "routing")
"""The kinds that are ways to a person, which have a figure of their own."""


class Counted(NamedTuple):
    """Something that can be taken: its kind (one of KINDS), its name, its place, and whether it was."""

    kind: str
    name: str
    span: Span
    taken: bool


class Covered(NamedTuple):
    """A bot by its name, with the keys of what was taken of it, and everything that can be."""

    bot: str
    program: Program
    taken: frozenset[Key]
    counted: tuple[Counted, ...]


def measure(program: Program, taken: Collection[Key]) -> list[Counted]:
    """Give all that can be taken in a bot, in the order it is written, with whether it was."""
    found = [Counted(kind, name, span, any(key in taken for key in keys)) for kind, name, span, keys in _list(program)]
    flows: dict[str, Counted] = {}
    for step in program.steps:
        known = flows.get(step.flow)
        was = ("step", step.span, 0) in taken
        span = known.span if known else step.span
        flows[step.flow] = Counted("flow", step.flow, span, was or bool(known and known.taken))
    return [*flows.values(), *found]


def rate(counted: Sequence[Counted]) -> float:
    """Give the part that was taken, 0 to 1; of nothing, all was."""
    return sum(one.taken for one in counted) / len(counted) if counted else 1.0


def _list(program: Program) -> Iterator[tuple[str, str, Span, set[Key]]]:
    for linked in program.steps:
        yield "step", linked.address, linked.span, {("step", linked.span, 0)}
        yield from _list_triggers(linked)
        yield from _list_actions(linked)
    for number, route in enumerate(program.bot.routing, 1):
        name = route.queue.text if route.queue is not None else str(number)
        yield "routing", name, route.span, {("route", NOWHERE, number)}


def _list_triggers(linked: LinkedStep) -> Iterator[tuple[str, str, Span, set[Key]]]:
    for trigger in linked.step.triggers:
        signals = SIGNALS.get(type(trigger))
        span: Span = trigger.span
        if signals is not None:
            keys: set[Key] = {(signal, linked.span, 0) for signal in signals}
        else:
            keys = {("heard", span, 0), *(("heard", text.span, 0) for text in find_all(trigger, Scalar))}
        yield "unknown" if isinstance(trigger, WhenUnknown) else "trigger", linked.address, span, keys


def _list_actions(linked: LinkedStep) -> Iterator[tuple[str, str, Span, set[Key]]]:
    for action in _find_actions(linked):
        match action:
            case Branch(ways=ways):
                for number, way in enumerate(ways):
                    yield "branch", linked.address, way.span, {("way", way.span, number)}
            case Takeover(span=span):
                yield "takeover", linked.address, span, {("asked", span, 0)}
                if action.unavailable is not None:
                    yield "unavailable", linked.address, span, {("refused", span, 0)}
            case Email(span=span):
                yield "email", linked.address, span, {("asked", span, 0)}
            case Call(span=span):
                if action.failed is not None:
                    yield "failed", linked.address, span, {("refused", span, 0)}
            case _:
                pass


def _find_actions(linked: LinkedStep) -> Iterator[object]:
    """Give the actions of a step, also those inside others."""
    stack: list[object] = list(reversed(linked.step.actions))
    while stack:
        action = stack.pop()
        yield action
        if isinstance(action, Nesting):
            stack += [inner for nest in reversed(action.nests()) for inner in reversed(nest.actions)]
