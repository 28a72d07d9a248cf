"""What is written in a bot, found in one walk: texts, choices, references, and the params that rules ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.language.choices import Option
from takeover.language.naming import Ref
from takeover.language.rules.param import ParamIs
from takeover.language.template import Template
from takeover.language.triggers.text import WhenText
from takeover.matching.slots import BadSlot, Slot, slots_of
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.graph.edges import Graph
    from takeover.language.bot import Bot
    from takeover.language.conversation import Position
    from takeover.source.nodes import Scalar

WORD = regex(r"[^\W\d][\w-]*")


class Written:
    """What the program's actions hold, each with its place; and the names that are referred to anywhere in the bot.

    Choices and buttons are among `options`, their texts among `texts` too. `named` holds the references by what they
    refer to, also those in flows and steps that are disabled: what they use will be used again. `unread` are the words
    in the braces of examples whose slots cannot be read, which the linker has reported: those may be names of anything.
    """

    __slots__ = ("named", "options", "routing", "tested", "texts", "unread")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.texts: list[tuple[Position, Template]] = []
        self.options: list[tuple[Position, Option]] = []
        self.tested: list[ParamIs] = []
        self.routing: list[Template] = []
        self.named: dict[str, set[str]] = {}
        self.unread: set[str] = set()


def read_written(graph: Graph) -> Written:
    """Sort what the graph has found in the actions of a program, and look through the rest of it."""
    written = Written()
    for place, held in graph.held.items():
        for found in held:
            _keep(written, place, found)
    for linked in graph.program.steps:
        if linked.rule is not None:
            written.tested += find_all(linked.rule, ParamIs)
    bot = graph.program.bot
    written.tested += find_all(bot.routing, ParamIs)
    written.routing += (route.assignee for route in bot.routing if route.assignee is not None)
    _name(bot, written)
    return written


def _keep(written: Written, place: Position, found: object) -> None:
    match found:
        case Template():
            written.texts.append((place, found))
        case Option(label=label, url=url):
            written.options.append((place, found))
            written.texts += ((place, text) for text in (*label.all, *(url.all if url is not None else ())))
        case ParamIs():
            written.tested.append(found)


def _name(bot: Bot, written: Written) -> None:
    entities = written.named.setdefault("type", set())
    for found in find_all((bot.flows, bot.routing, tuple(bot.params.values())), Ref, WhenText, Template):
        if isinstance(found, Ref):
            written.named.setdefault(found.refers, set()).add(found.text)
        elif isinstance(found, Template):
            hours = written.named.setdefault("hours", set())
            hours.update(str(use.path[1]) for use in found.uses if use.path[0] == "hours" and len(use.path) > 1)
        elif isinstance(found, WhenText):
            for example in found.examples:
                slots = tuple(slots_in(example))
                entities.update(slot.entity for slot in slots)
                if not slots and "{" in example.text:
                    written.unread.update(WORD.findall(example.text))


def typed_labels(written: Written) -> Iterator[tuple[Position, Option, str]]:
    """Give the choices whose label is as if it had been typed, each with its place, once for each language."""
    for place, option in written.options:
        yield from ((place, option, text.text) for text in option.typed)


def slots_in(example: Scalar) -> Iterator[Slot]:
    """Give the slots of an example; of one that cannot be read, which the linker has reported, none."""
    if "{" in example.text:
        try:
            yield from slots_of(example.text)
        except BadSlot:
            return
