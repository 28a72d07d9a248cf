"""Who gets a takeover: the first rule of the bot's routing that holds, under what the action itself says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.language.template import TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.language.bot import Bot
    from takeover.language.run import Facts
    from takeover.language.values import Json

USUAL_PRIORITY = "normal"


@dataclass(frozen=True, slots=True)
class Routed:
    """What was decided. `troubles` says what could not be filled."""

    priority: str
    routing: Mapping[str, Json] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()


def route(bot: Bot, facts: Facts, fields: Mapping[str, str], to: tuple[str, ...]) -> Routed:
    """Decide. `fields` (queue, assignee, priority) and `to` are the action's own, and go before the rule's."""
    held = next(
        (number for number, rule in enumerate(bot.routing) if rule.rule is None or rule.rule.holds(facts)), None
    )
    rule = None if held is None else bot.routing[held]
    queue = rule.queue.text if rule and rule.queue else ""
    assignee = ""
    troubles: tuple[str, ...] = ()
    if rule and rule.assignee and not fields.get("assignee"):
        try:
            assignee = rule.assignee.fill(facts)
        except TemplateError as error:
            troubles = (f"The routing names an assignee that could not be filled: {error}",)
    place: Json = None
    if rule is not None and held is not None:
        place = {"number": held + 1, "file": rule.span.file, "line": rule.span.line}
    targets = to or tuple(target.text for target in (rule.to if rule else ()))
    routing: dict[str, Json] = {
        "queue": fields.get("queue") or queue or None,
        "assignee": (fields.get("assignee") or assignee).strip() or None,
        "to": list(targets),
        "rule": place,
    }
    return Routed(fields.get("priority") or (rule.priority if rule else None) or USUAL_PRIORITY, routing, troubles)
