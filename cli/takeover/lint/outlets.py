"""Where takeovers and e-mails go: the kinds of the bot's targets, and which of them a takeover can be sent to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from takeover.language.actions.takeover import Takeover
    from takeover.language.bot import Bot

MAIL, ENDPOINT = "smtp", "http"
KINDS = (ENDPOINT, MAIL, "file", "stdout")
"""The keys by which a target says what it is; the delivery reads the rest."""
TELLING = {MAIL: "a mail server", ENDPOINT: "an endpoint", "file": "a file", "stdout": "standard output"}


def kind_of(bot: Bot, target: str) -> str:
    """Give the kind of a target, "" for one that is not there or of no kind that is known here."""
    fields = bot.targets.get(target)
    keys = {entry.key.text for entry in fields.entries} if fields is not None else set()
    return next((kind for kind in KINDS if kind in keys), "")


def possible_targets(bot: Bot, takeover: Takeover) -> tuple[str, ...]:
    """Name the targets that a takeover can be sent to: its own, or those of the routing; the first where none is named.

    What the routing's rules ask is not looked at, but that one without `if` is the last.
    """
    if takeover.to:
        return tuple(target.text for target in takeover.to)
    named: list[str] = []
    for route in bot.routing:
        named += (target.text for target in route.to) if route.to else tuple(bot.targets)[:1]
        if route.rule is None:
            break
    else:
        named += tuple(bot.targets)[:1]
    return tuple(dict.fromkeys(named))
