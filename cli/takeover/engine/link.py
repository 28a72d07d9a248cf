"""Link a bot into a program: number its steps and blocks, resolve its names, build its index. All problems at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from zlib import crc32

from takeover.engine.answers import answer_types
from takeover.engine.ears import StepEars
from takeover.engine.names import Named, check_names
from takeover.engine.program import TOP, Block, LinkedStep, Program
from takeover.engine.speech import offers
from takeover.language.conversation import Position
from takeover.language.run import Action, holds_others
from takeover.language.types import TYPES
from takeover.language.types.entity import Entity
from takeover.matching.index import build_index
from takeover.source.diagnostic import Problems, Related

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.language.bot import Bot
    from takeover.language.flow import Flow, Step
    from takeover.language.types.kind import EntityType
    from takeover.matching.listening import Listening


class _Linking:
    """What has been linked so far."""

    __slots__ = ("blocks", "flows", "named_steps", "steps")

    def __init__(self) -> None:
        self.steps: list[LinkedStep] = []
        self.blocks: list[Block | None] = []
        self.flows: dict[str, int] = {}
        self.named_steps: dict[tuple[str, str], int] = {}


def link(bot: Bot, problems: Problems) -> Program | None:
    """Make a program of a bot, or None after saying what is wrong with it."""
    program = link_anyway(bot, problems)
    return None if problems.fatal else program


def link_anyway(bot: Bot, problems: Problems) -> Program:
    """Make a program even where names lead nowhere, for those who look at it and do not run it."""
    linking = _Linking()
    _link_flows(bot, linking, problems)
    types = _types(bot, problems)
    blocks = tuple(block for block in linking.blocks if block is not None)
    named = Named(bot, tuple(linking.steps), types, linking.flows, linking.named_steps)
    check_names(named, problems)
    levels: defaultdict[int, list[Listening]] = defaultdict(list)
    signals: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    silences: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    saves: dict[int, str] = {}
    for linked in linking.steps:
        ears = StepEars(linked.number, types)
        for trigger in linked.step.triggers:
            trigger.listen(ears)
        if ears.hears_text:
            levels[linked.parent].append(ears.listening())
        for signal in ears.signals:
            signals[linked.parent, signal].append(linked.number)
        silences[linked.parent] += [(seconds, linked.number) for seconds in ears.silences]
        if ears.save_anything is not None:
            saves[linked.number] = ears.save_anything
    return Program(
        bot=bot,
        steps=tuple(linking.steps),
        blocks=blocks,
        index=build_index(levels, entities=types, threshold=bot.match.threshold),
        types=types,
        signals={place: tuple(numbers) for place, numbers in signals.items()},
        silences={level: tuple(found) for level, found in silences.items() if found},
        flows=linking.flows,
        named_steps=linking.named_steps,
        saves=saves,
        answers=answer_types(bot, blocks, types),
        interrupters=_interrupters(linking.steps),
        offers=offers(blocks),
        fingerprint=_fingerprint(linking.steps, blocks),
    )


def _link_flows(bot: Bot, linking: _Linking, problems: Problems) -> None:
    first: dict[str, Flow] = {}
    for flow in bot.flows:
        name = flow.name.text
        if name in first:
            related = (Related("the first one", first[name].name.span),)
            hint = "give it another name"
            if flow.name.span.file != first[name].name.span.file:
                hint = f"{hint}, or delete one of the files if it is a copy"
            problems.error("duplicate-flow", f'there is a flow "{name}" already', flow.name.span, hint, related)
            continue
        first[name] = flow
        if flow.disabled:
            continue
        begins = len(linking.steps)
        _link_steps(flow, flow.steps, TOP, "", linking, problems)
        if len(linking.steps) > begins:
            linking.flows[name] = begins


def _link_steps(
    flow: Flow, steps: Sequence[Step], parent: int, prefix: str, linking: _Linking, problems: Problems
) -> None:  # noqa: PLR0913, PLR0917, RUF100 - it calls itself
    for place, step in enumerate(steps, 1):
        if step.disabled:
            continue
        number = len(linking.steps)
        flow_name = flow.name.text
        name = step.name.text if step.name else f"{prefix}{place}"
        if (flow_name, name) in linking.named_steps:
            other = linking.steps[linking.named_steps[flow_name, name]]
            related = (Related("the first one", other.span),)
            where = step.name.span if step.name else step.span
            problems.error(
                "duplicate-step",
                f'the flow "{flow_name}" has a step "{name}" already',
                where,
                "give it another name",
                related,
            )
        else:
            linking.named_steps[flow_name, name] = number
        block = _reserve(linking)
        linking.steps.append(
            LinkedStep(
                number=number,
                flow=flow_name,
                name=name,
                address=f"{flow_name}/{name}",
                span=step.span,
                step=step,
                parent=parent,
                block=block,
                rule=step.rule,
                interrupts=step.interrupts,
                leads_on=any(not follow.disabled for follow in step.then),
            )
        )
        _link_block(block, number, step.actions, None, linking)
        _link_steps(flow, step.then, number, f"{prefix}{place}.", linking, problems)


def _reserve(linking: _Linking) -> int:
    linking.blocks.append(None)
    return len(linking.blocks) - 1


def _link_block(number: int, step: int, actions: tuple[Action, ...], after: Position | None, linking: _Linking) -> None:
    nests: dict[int, tuple[int, ...]] = {}
    for index, action in enumerate(actions):
        if holds_others(action):
            numbers: list[int] = []
            for nest in action.nests():
                inner = _reserve(linking)
                rejoins = Position(number, index + 1) if nest.rejoins else None
                _link_block(inner, step, nest.actions, rejoins, linking)
                numbers.append(inner)
            nests[index] = tuple(numbers)
    linking.blocks[number] = Block(number, step, actions, after, nests)


def _types(bot: Bot, problems: Problems) -> dict[str, EntityType]:
    types = dict(TYPES)
    for name, synonyms in bot.entities.items():
        if name in TYPES:
            problems.error(
                "reserved-name", f'"{name}" is a built-in type', synonyms.span, "give the entity another name"
            )
        else:
            types[name] = Entity(name, synonyms.values)
    return types


def _interrupters(steps: Sequence[LinkedStep]) -> dict[int, frozenset[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for linked in steps:
        if linked.interrupts:
            found[linked.parent].append(linked.number)
    return {level: frozenset(numbers) for level, numbers in found.items()}


def _fingerprint(steps: Sequence[LinkedStep], blocks: Sequence[Block]) -> str:
    shape = ";".join(f"{linked.address}:{linked.parent}:{linked.block}" for linked in steps)
    actions = ",".join(
        f"{block.step}:{'.'.join(type(action).__name__ for action in block.actions)}" for block in blocks
    )
    return f"{crc32(f'{shape}|{actions}'.encode('utf-8', 'surrogatepass')):08x}"
