"""Sends a payload: it lies in the outbox before the first byte goes out, and what came of it is noted there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from takeover.delivery.item import STATES, State
from takeover.delivery.outbox import OutboxError
from takeover.delivery.pace import USUAL, Turns
from takeover.delivery.receipt import Receipt, Verdict
from takeover.delivery.sending import SLACK, Walk, silent
from takeover.handover.writing import text_at, write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from takeover.delivery.item import Item
    from takeover.delivery.outbox import Outbox
    from takeover.delivery.pace import Pace
    from takeover.delivery.targets import Outlet
    from takeover.delivery.wants import Ready
    from takeover.host import Host
    from takeover.language.values import Json

NEXT: dict[str, State] = {"delivered": "sent", "shown": "sent", "refused": "refused", "unknown": "unknown"}
"""What an outcome makes of an item. A failure is queued where it may be sent again, and dead where not."""
MENDED = "it waits until our settings are mended"
UNSENT: tuple[State, ...] = tuple(state for state in STATES if state != "sent")


@dataclass(frozen=True, slots=True)
class Way:
    """The way out. `bot` is the path of the bot whose targets are meant; `tell` is told why it takes longer.

    With `again`, what was delivered before, or may have been, is sent once more.
    """

    outbox: Outbox
    bot: str = ""
    pace: Pace = USUAL
    tell: Callable[[str], None] = silent
    again: bool = False
    turns: Turns = field(default_factory=Turns)


def send(payload: Mapping[str, Json], outlet: Outlet, host: Host, way: Way) -> Receipt:
    """Send a payload to one target. What goes wrong is in the receipt, and the payload in the outbox.

    A payload that only is recorded (in a file, on standard output) is put in the outbox where that fails. One that was
    delivered to people before is not sent again. Where the outbox cannot be used, it is sent all the same: the detail
    says so, and where it did not arrive `kept` is empty, and the caller shows it.
    """
    ready = outlet.target.wants.prepare(payload)
    if not outlet.target.reaches_people:
        receipt = _walk(ready, outlet, host, way, None)
        return receipt if receipt.arrived else _keep(receipt, ready, outlet, host, way)
    try:
        item = _put(ready, outlet, host, way)
    except OutboxError as error:
        receipt = _walk(ready, outlet, host, way, None)
        return replace(receipt, detail=f"{receipt.detail}; not kept: {error}")
    return resume(item, outlet, host, way, states=STATES if way.again else UNSENT, ready=ready)


def send_unkept(payload: Mapping[str, Json], outlet: Outlet, host: Host, way: Way) -> Receipt:
    """Send what must not lie in the outbox, or need not: what becomes of it is in the receipt only."""
    return _walk(outlet.target.wants.prepare(payload), outlet, host, way, None)


def send_all(payload: Mapping[str, Json], outlets: Sequence[Outlet], host: Host, way: Way) -> tuple[Receipt, ...]:
    """Send a payload to several targets, one after the other: one that fails keeps it from none of the others."""
    return tuple(send(payload, outlet, host, way) for outlet in outlets)


def resume(
    item: Item,
    outlet: Outlet,
    host: Host,
    way: Way,
    *,
    states: Sequence[State] = UNSENT,
    force: bool = False,
    ready: Ready | None = None,
) -> Receipt:
    """Send an item of the outbox, from where it is. With `force`, also one that may have arrived. Raises OutboxError.

    Interrupted (Ctrl-C), the item stays, and says of itself whether it may have arrived.
    """
    outbox = way.outbox
    ready = ready or outlet.target.wants.prepare(json.loads(item.payload))
    now = host.now().timestamp()
    mine = outbox.claim(item.number, now, now + SLACK * 3, states)
    if mine is None:
        return _unclaimed(outbox.item(item.number) or item, outlet, ready)
    if mine.state == "sent":
        mine = replace(mine, done=(), facts={}, begun="")
    return _walk(ready, outlet, host, way, mine, force=force or way.again)


def leave(payload: Mapping[str, Json], outlet: Outlet, host: Host, way: Way) -> Receipt:
    """Give the receipt of a delivery that was interrupted, or not begun because of that: it stays in the outbox."""
    ready = outlet.target.wants.prepare(payload)
    receipt = Receipt(
        outlet.name,
        text_at(ready.payload, "id"),
        "failed",
        "interrupted before it was sent",
        attempts=0,
        reaches_people=outlet.target.reaches_people,
        masked=ready.masked,
    )
    kept = _keep(receipt, ready, outlet, host, way)
    item = _put(ready, outlet, host, way) if kept.kept else None
    begun = item is not None and item.begun
    return replace(kept, outcome="unknown", detail="interrupted; it may have arrived") if begun else kept


def _put(ready: Ready, outlet: Outlet, host: Host, way: Way) -> Item:
    text = write_json(ready.payload)
    return way.outbox.put(outlet.name, way.bot, text_at(ready.payload, "id"), text, host.now().timestamp())


def _walk(  # noqa: PLR0913, PLR0917, RUF100 - an item, where it goes, and how
    ready: Ready, outlet: Outlet, host: Host, way: Way, item: Item | None, *, force: bool = False
) -> Receipt:
    """Walk the plan of a payload, and note in its item, where it has one, what came of it."""
    target, outbox = outlet.target, way.outbox

    def note(**values: float | str | Sequence[str] | Mapping[str, Json]) -> None:
        if item is not None:
            outbox.note(item.number, host.now().timestamp(), **values)

    def tell(text: str) -> None:
        way.tell(f"{outlet.name}: {text}")

    plan = target.plan(ready.payload)
    before = 0 if item is None else item.attempts
    turn = partial(way.turns.take, outlet.name, plan.rate, way.pace)
    walk = Walk(plan, target.attempts, host, way.pace, note, tell, turn, attempts=before)
    try:
        verdict = Verdict("failed", ready.lacks) if ready.lacks else walk.go(item, force=force)
    except BaseException:
        lost: State = "unknown" if walk.in_doubt else "queued"
        note(
            state=lost,
            owner="",
            leased=0.0,
            detail="interrupted; it may have arrived" if walk.in_doubt else "interrupted",
        )
        raise
    if verdict.ours:
        verdict = replace(verdict, detail=f"{verdict.detail}; {MENDED}")
    waits = verdict.ours or verdict.wait is not None
    state = NEXT.get(verdict.outcome, "queued" if waits else "dead")
    note(
        state=state,
        status=verdict.status,
        detail=verdict.detail,
        next_at=walk.next_at,
        owner="",
        leased=0.0,
        facts=dict(verdict.facts) or walk.facts,
    )
    arrived = verdict.outcome == "delivered"
    return Receipt(
        target=outlet.name,
        takeover_id=plan.takeover_id,
        outcome=verdict.outcome,
        detail=verdict.detail,
        status=verdict.status,
        attempts=max(walk.attempts - before, 1),
        kept="" if arrived or item is None else f"the outbox as {item.number}",
        again="" if arrived or item is None else f"takeover outbox retry {item.number}",
        reaches_people=target.reaches_people,
        masked=ready.masked,
        facts=verdict.facts,
    )


def _unclaimed(item: Item, outlet: Outlet, ready: Ready) -> Receipt:
    """Give the receipt of an item that is not to be sent now: it was delivered, or another process is at it."""
    sent = item.state == "sent"
    day = datetime.fromtimestamp(item.changed, UTC)
    before = f"delivered before, on {day:%Y-%m-%d at %H:%M} UTC; not sent again"
    return Receipt(
        target=outlet.name,
        takeover_id=item.takeover_id,
        outcome="delivered" if sent else "failed",
        detail=before if sent else "another process is sending it",
        status=item.status,
        attempts=0,
        kept="" if sent else f"the outbox as {item.number}",
        again="" if sent else f"takeover outbox retry {item.number}",
        reaches_people=outlet.target.reaches_people,
        masked=ready.masked,
        facts=item.facts,
    )


def _keep(receipt: Receipt, ready: Ready, outlet: Outlet, host: Host, way: Way) -> Receipt:
    """Put a payload in the outbox that did not arrive and is not there; where that fails, the detail says it."""
    if receipt.arrived:
        return receipt
    try:
        item = _put(ready, outlet, host, way)
    except OutboxError as error:
        return replace(receipt, detail=f"{receipt.detail}; not kept: {error}")
    return replace(receipt, kept=f"the outbox as {item.number}", again=f"takeover outbox retry {item.number}")
