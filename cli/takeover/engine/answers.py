"""What an answer must hold: the type that an `ask` names, or that its param or its choices imply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.ask import Ask
from takeover.language.naming import Ref
from takeover.language.types import TYPES
from takeover.language.types.choice import Choice
from takeover.language.types.regex import Regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.engine.program import Block
    from takeover.language.asked_type import AskedType
    from takeover.language.bot import Bot
    from takeover.language.types.kind import EntityType


def type_of(asked: AskedType, types: Mapping[str, EntityType]) -> EntityType:
    """Give the type that was asked for; a name that is none was reported, and stands for any text."""
    if isinstance(asked, Ref):
        return types.get(asked.text, types["text"])
    if asked.regex is not None:
        return Regex(asked.regex.text)
    return Choice(tuple(option.text for option in asked.choice))


def answer_types(
    bot: Bot, blocks: Sequence[Block], types: Mapping[str, EntityType]
) -> dict[tuple[int, int], EntityType]:
    """Give the type of every question whose type does not depend on the conversation, by block and index."""
    found: dict[tuple[int, int], EntityType] = {}
    for block in blocks:
        for index, action in enumerate(block.actions):
            if isinstance(action, Ask):
                answer = _answer_type(action, bot, types)
                if answer is not None:
                    found[block.number, index] = answer
    return found


def _answer_type(ask: Ask, bot: Bot, types: Mapping[str, EntityType]) -> EntityType | None:
    if ask.type is not None:
        return type_of(ask.type, types)
    setting = bot.params.get(ask.save.path) if ask.save else None
    if setting is not None and setting.type is not None:
        return type_of(setting.type, types)
    if not ask.choices:
        return TYPES["text"]
    if all(option.label.fixed for option in ask.choices):
        return Choice(tuple(option.label.source.text for option in ask.choices))
    return None
