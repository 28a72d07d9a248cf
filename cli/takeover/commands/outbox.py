"""`takeover outbox`: what lies there, one of it whole, and what may be done with it: send, drop, export."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.delivery.item import STATES, Item, State
from takeover.delivery.keeping import find_outbox
from takeover.delivery.outbox import Outbox, OutboxError
from takeover.exitcode import ExitCode
from takeover.handover.writing import one_line, write_json
from takeover.present.painter import paint_on
from takeover.present.safe import safe
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from takeover.delivery.target import Target
    from takeover.delivery.targets import Outlet
    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.present.painter import Painter

DUE: tuple[State, ...] = ("queued",)
"""What `retry` sends unless it is told which: nobody has it yet, and it may arrive."""
SENDING = "sending"
"""Stands for the state of an item that another process holds."""
LONGEST = 60


def complete_states(incomplete: str) -> list[str]:
    """Offer the states of items."""
    return [state for state in STATES if state.startswith(incomplete)]


def list_items(path: str | None, states: Sequence[str], host: Host, *, as_json: bool = False) -> ExitCode:
    """List what lies in the outbox, the oldest first; as JSON, a line each, without the payloads."""

    def run(outbox: Outbox, painter: Painter) -> ExitCode:
        chosen = _read_states(states, painter)
        if chosen is None:
            return ExitCode.USAGE
        items = list(outbox.items(chosen)) if outbox.exists else []
        if as_json:
            for item in items:
                host.stdout.write(f"{write_json(_record(item))}\n")
            return ExitCode.OK
        if not items:
            painter.note(f"nothing lies in {outbox.path}")
            return ExitCode.OK
        now = host.now().timestamp()
        held = {item.number for item in items if outbox.is_held(item, now)}
        rows = [
            (
                str(item.number),
                SENDING if item.number in held else item.state,
                item.takeover_id,
                item.target,
                _when(item.changed),
                one_line("" if item.number in held else item.detail, LONGEST),
            )
            for item in items
        ]
        paint_on(host, "stdout").table(rows, ("", "state", "takeover", "target", "changed (UTC)", "why"))
        return ExitCode.OK

    return _with_outbox(path, host, run)


def show_item(path: str | None, number: int, host: Host) -> ExitCode:
    """Print one item whole, as JSON: what is known of it, and its payload."""

    def run(outbox: Outbox, painter: Painter) -> ExitCode:
        item = outbox.item(number) if outbox.exists else None
        if item is None:
            return _missing([number], painter)
        payload = json.loads(item.payload) if item.is_whole else None
        host.stdout.write(f"{write_json({**_record(item), 'payload': payload}, indent=2)}\n")
        return ExitCode.OK

    return _with_outbox(path, host, run)


def retry_items(
    path: str | None, numbers: Sequence[int], bot: str | None, host: Host, *, states: Sequence[str] = ()
) -> ExitCode:
    """Send items again: those that are named, or in `states`, whatever became of them; else all that are due.

    One that may have arrived, or was delivered, is sent only when it is asked for so. `bot` says whose targets are
    meant, where the bot that made an item has moved.
    """
    from takeover.delivery.receipt import write_receipt
    from takeover.delivery.send import Way, resume

    def run(outbox: Outbox, painter: Painter) -> ExitCode:
        chosen = _read_states(states, painter)
        if chosen is None:
            return ExitCode.USAGE
        items, missing = _choose(outbox, numbers, chosen or DUE)
        if missing:
            return _missing(missing, painter)
        asked = bool(numbers or chosen)
        calls = [] if numbers else [item.number for item in items if item.is_call]
        if calls:
            painter.note(f"{_listed(calls)}: a call, without which the flow went on; to make it all the same, name it")
            items = [item for item in items if not item.is_call]
        now = host.now().timestamp()
        due = [item for item in items if asked or item.next_at <= now]
        for item in items:
            if item not in due:
                painter.note(f"{item.number} waits until {_when(item.next_at)} UTC, as {item.target} asked")
        targets: dict[str, Mapping[str, Target]] = {}
        missed = 0
        for item in due:
            if not item.is_whole:
                painter.error(f"{item.number} was delivered, and its content is kept no longer")
                missed += 1
                continue
            outlet = _find_outlet(item, bot, targets, painter, host)
            if outlet is None:
                missed += 1
                continue
            way = Way(outbox, item.bot, tell=painter.note, again=asked)
            receipt = resume(item, outlet, host, way, states=STATES, force=asked)
            missed += not receipt.arrived
            (painter.success if receipt.arrived else painter.warning)(write_receipt(receipt))
        if not due:
            painter.note("nothing is due")
        if missed:
            painter.error(f"{missed} of {len(due)} did not arrive")
        return ExitCode.UNDELIVERED if missed else ExitCode.OK

    return _with_outbox(path, host, run)


def drop_items(path: str | None, numbers: Sequence[int], states: Sequence[str], host: Host) -> ExitCode:
    """Delete items: those that are named, or all in some states."""

    def run(outbox: Outbox, painter: Painter) -> ExitCode:
        chosen = _read_states(states, painter)
        if chosen is None:
            return ExitCode.USAGE
        if not numbers and not chosen:
            painter.error("say what to drop: numbers, or --state sent")
            return ExitCode.USAGE
        items, missing = _choose(outbox, numbers, chosen)
        if missing:
            return _missing(missing, painter)
        now = host.now().timestamp()
        held = [item.number for item in items if not outbox.drop(item.number, now)]
        painter.note(f"dropped {len(items) - len(held)}")
        if held:
            painter.error(f"{_listed(held)} is being sent by another process")
        return ExitCode.UNDELIVERED if held else ExitCode.OK

    return _with_outbox(path, host, run)


def export_items(path: str | None, numbers: Sequence[int], states: Sequence[str], host: Host) -> ExitCode:
    """Print the payloads, one JSON a line, as `takeover emit` reads them; all that have not arrived unless told."""

    def run(outbox: Outbox, painter: Painter) -> ExitCode:
        chosen = _read_states(states, painter)
        if chosen is None:
            return ExitCode.USAGE
        unsent = tuple(state for state in STATES if state != "sent")
        items, missing = _choose(outbox, numbers, chosen or unsent)
        if missing:
            return _missing(missing, painter)
        calls = [item.number for item in items if item.is_call]
        if calls:
            painter.note(f"{_listed(calls)}: a call of a flow, and no payload")
            items = [item for item in items if not item.is_call]
        gone = [item.number for item in items if not item.is_whole]
        if gone:
            painter.note(f"the content of {_listed(gone)} is kept no longer: it was delivered")
        for item in items:
            if item.is_whole:
                host.stdout.write(f"{safe(item.payload)}\n")
        return ExitCode.OK

    return _with_outbox(path, host, run)


def _with_outbox(path: str | None, host: Host, run: Callable[[Outbox, Painter], ExitCode]) -> ExitCode:
    painter = paint_on(host, "stderr")
    with closing(find_outbox(host, path)) as outbox:
        try:
            return run(outbox, painter)
        except OutboxError as error:
            painter.error(str(error))
            return ExitCode.UNREADABLE


def _choose(outbox: Outbox, numbers: Sequence[int], states: Sequence[State]) -> tuple[list[Item], list[int]]:
    """Give the items that are meant, and the numbers that are none's."""
    if not outbox.exists:
        return [], list(numbers)
    if not numbers:
        return list(outbox.items(states)), []
    found = {number: outbox.item(number) for number in dict.fromkeys(numbers)}
    return [item for item in found.values() if item is not None], [
        number for number, item in found.items() if item is None
    ]


def _find_outlet(
    item: Item, bot: str | None, known: dict[str, Mapping[str, Target]], painter: Painter, host: Host
) -> Outlet | None:
    """Give the target of an item, as its bot has it now; None where it has none, which is said."""
    from takeover.delivery.call import CallTarget
    from takeover.delivery.targets import NoTargetError, Outlet, parse_to

    path = bot if bot is not None else item.bot
    if path and path not in known:
        known[path] = _read_targets(path, painter, host)
    if item.is_call:
        return Outlet(item.target, CallTarget(known.get(path, {})))
    try:
        return parse_to(item.target, known.get(path, {}))
    except NoTargetError as nowhere:
        painter.error(f"{item.number}: {nowhere}; say whose target it is with --bot")
        return None


def _read_targets(path: str, painter: Painter, host: Host) -> Mapping[str, Target]:
    from takeover.delivery.targets import read_targets
    from takeover.loading.load import load_bot
    from takeover.source.diagnostic import Problems

    loaded = load_bot(Path(path), host.cwd)
    problems = Problems()
    targets = read_targets(loaded.bot, problems)
    if problems.found:
        painter.problems(problems.found, loaded.sources)
    return targets


def _read_states(states: Sequence[str], painter: Painter) -> tuple[State, ...] | None:
    wrong = [state for state in states if state not in STATES]
    if wrong:
        hint = did_you_mean(wrong[0], STATES) or f"states are {', '.join(STATES)}"
        painter.error(f'"{wrong[0]}" is no state; {hint}')
        return None
    return tuple(state for state in STATES if state in states)


def _missing(numbers: Sequence[int], painter: Painter) -> ExitCode:
    painter.error(f"the outbox has no {_listed(numbers)}")
    return ExitCode.USAGE


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _record(item: Item) -> dict[str, Json]:
    return {
        "number": item.number,
        "state": item.state,
        "takeover_id": item.takeover_id,
        "target": item.target,
        "bot": item.bot or None,
        "attempts": item.attempts,
        "created_at": _moment(item.created),
        "changed_at": _moment(item.changed),
        "next_at": _moment(item.next_at) if item.next_at else None,
        "status": item.status or None,
        "detail": item.detail,
        "begun": item.begun or None,
        "done": list(item.done),
        "facts": dict(item.facts),
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _when(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S}"
