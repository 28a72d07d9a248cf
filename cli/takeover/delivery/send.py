"""Sends a payload: it lies in a file before the first byte goes out, and only leaves it when it has arrived."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.delivery.keeping import keep
from takeover.delivery.receipt import Receipt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from takeover.delivery.targets import Outlet
    from takeover.host import Host
    from takeover.language.values import Json


@dataclass(frozen=True, slots=True)
class Again:
    """How `takeover emit` is told to send a payload again: the bot whose targets were meant, if it was one of a bot."""

    bot: str = ""

    def command(self, path: str, outlet: Outlet) -> str:
        """Give the command."""
        bot = f" --bot {shlex.quote(self.bot)}" if self.bot else ""
        return f"takeover emit {shlex.quote(path)} --to {shlex.quote(outlet.name)}{bot}"


def send(payload: Json, outlet: Outlet, host: Host, again: Again | None = None) -> Receipt:
    """Send a payload to one target, once.

    With `again` it is kept in a file until it has arrived, and the receipt says where it lies and how to send it from
    there. Without, it is in a file of the caller's already. Where it could not be kept either, `kept` is empty and the
    detail says why: then the caller shows it.
    """
    target = outlet.target
    request = target.render(payload)
    kept, unkept = _keep(payload, outlet, host) if again is not None and target.reaches_people else (None, "")
    verdict = target.deliver(request, host)
    arrived = verdict.outcome == "delivered"
    if arrived and kept is not None:
        kept.unlink(missing_ok=True)
    elif not arrived and again is not None and not target.reaches_people:
        kept, unkept = _keep(payload, outlet, host)
    lost = "" if arrived or not unkept else f"; {unkept}"
    path = "" if arrived or kept is None else str(kept)
    return Receipt(
        target=outlet.name,
        takeover_id=request.takeover_id,
        outcome=verdict.outcome,
        detail=f"{verdict.detail}{lost}",
        status=verdict.status,
        kept=path,
        again=again.command(path, outlet) if path and again is not None else "",
        reaches_people=target.reaches_people,
    )


def send_all(payload: Json, outlets: Sequence[Outlet], host: Host, again: Again | None = None) -> tuple[Receipt, ...]:
    """Send a payload to several targets, one after the other: one that fails keeps it from none of the others."""
    return tuple(send(payload, outlet, host, again) for outlet in outlets)


def _keep(payload: Json, outlet: Outlet, host: Host) -> tuple[Path | None, str]:
    try:
        return keep(payload, outlet.name, host), ""
    except OSError as error:
        return None, f"it could not be kept in a file: {error.strerror or error}"
