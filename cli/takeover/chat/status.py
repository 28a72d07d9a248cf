"""Where a chat stands, in a line: flow and step, who has it, how long the bot is silent, and what time it is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.engine.facts import zone
from takeover.language.actions.ask import Ask

if TYPE_CHECKING:
    from datetime import datetime

    from takeover.chat.chat import Chat
    from takeover.engine.program import Program


def write_status(chat: Chat) -> tuple[str, ...]:
    """Give the parts of the status line, the most telling first: a narrow terminal shows only those that fit."""
    now, program = chat.conversation, chat.program
    where = "no step" if now.last_step is None else program.steps[now.last_step].address
    parts = [where, now.control]
    if now.language != program.bot.language:
        parts.append(now.language)
    if now.paused:
        until = now.paused_until
        parts.append("paused" if until is None else f"paused until {write_clock(until, program)}")
    if chat.broken:
        parts.append("the edited flows are broken")
    parts.append(f"{write_time(chat.clock.now(), program)}{_standing(chat)}")
    return tuple(parts)


def _standing(chat: Chat) -> str:
    return " (stands still)" if chat.clock.frozen else " (moved)" if chat.clock.moved else ""


def write_time(moment: datetime, program: Program) -> str:
    """Write a time in the bot's zone, with its day."""
    return f"{moment.astimezone(zone(program.bot.timezone)):%a %d %b %H:%M}"


def write_clock(moment: datetime, program: Program) -> str:
    """Write a time of the day in the bot's zone."""
    return f"{moment.astimezone(zone(program.bot.timezone)):%H:%M}"


def is_secret(line: str, chat: Chat) -> bool:
    """Say whether a line is the value of a sensitive param, or sets one: it is kept nowhere then."""
    if line.startswith("/") and not line.startswith("//"):
        return _is_sensitive(line.split()[1], chat) if re.match(r"/set\s+\S", line) else False
    waiting = chat.conversation.waiting
    if not waiting:
        return False
    ask = chat.program.blocks[waiting[-1].at.block].actions[waiting[-1].at.index]
    if not isinstance(ask, Ask) or ask.save is None:
        return False
    return _is_sensitive(ask.save.path, chat)


def _is_sensitive(param: str, chat: Chat) -> bool:
    setting = chat.program.bot.params.get(param)
    return setting is not None and setting.sensitive
