"""Checks a configured target for real: whether it is there, knows us, and makes one ticket of one takeover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.delivery.connection import fill_address
from takeover.delivery.http import HttpTarget
from takeover.delivery.pace import USUAL
from takeover.delivery.reached import reach
from takeover.delivery.reaching import BadAddressError
from takeover.delivery.recipe.form import find_worst
from takeover.delivery.recipe.target import RecipeTarget
from takeover.delivery.sending import Walk, nowhere, silent
from takeover.delivery.smtp import SmtpTarget
from takeover.delivery.variables import UnfilledError, Variables
from takeover.handover.writing import one_line
from takeover.language.views import write_value
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.delivery.receipt import Verdict
    from takeover.delivery.target import Target
    from takeover.delivery.targets import Outlet
    from takeover.host import Host
    from takeover.language.values import Json

Verdicts = Literal["ok", "wrong", "unreached", "skipped"]
STRANGERS = (401, 403, 407, 530, 535)
"""Statuses of HTTP and SMTP that are about who we are."""
LONGEST = 160


class Finding(NamedTuple):
    """What one check came to. Nothing secret is in `said`."""

    check: str
    verdict: Verdicts
    said: str


def probe(outlet: Outlet, payload: Json, host: Host) -> Iterator[Finding]:
    """Check a target by sending a payload to it twice; each finding is given as soon as it is there.

    `payload` is a test, says so, and is new: nothing of it is kept in an outbox. After one that is wrong or unreached,
    what depends on it is not tried.
    """
    ready = outlet.target.wants.prepare(payload if isinstance(payload, dict) else {})
    reached = _find_reach(outlet.target, ready.payload, host)
    if reached is not None:
        yield reached
        if reached.verdict != "ok":
            return
    if ready.lacks:
        yield Finding("test ticket", "wrong", f"not sent: {ready.lacks}")
        return
    first = _send(outlet.target, ready.payload, host)
    yield from _judge_first(outlet.target, first)
    if first.outcome != "delivered":
        return
    yield _judge_second(outlet.target, ready.payload, first, host)
    yield _judge_back(outlet.target, ready.payload, first, host)


def _find_reach(target: Target, payload: Json, host: Host) -> Finding | None:
    """Reach for it; None for what is not in a network."""
    variables = Variables(host.environ)
    match target:
        case SmtpTarget():
            written, ca, own, private = target.smtp, target.ca, ("", ""), target.private
        case HttpTarget() | RecipeTarget():
            over = target.connection
            request = next((made for step in target.plan(payload).steps if (made := step.render({})) is not None), None)
            written = "" if request is None else request.line.partition(" ")[2]
            ca, own, private = over.ca, (over.certificate, over.key), over.private
        case _:
            return None

    def path(text: str) -> str:
        return str(host.cwd / variables.fill(text)) if text else ""

    try:
        address = fill_address(written, variables)
        files = (path(own[0]), path(own[1]))
        found = reach(address, host.environ, host.now(), ca=path(ca), files=files, private=private)
    except (UnfilledError, BadAddressError) as error:
        return Finding("reach", "wrong", variables.redact(str(error)))
    return Finding("reach", "ok" if found.ok else "unreached", variables.redact(found.said))


def _send(target: Target, payload: Json, host: Host) -> Verdict:
    return Walk(target.plan(payload), target.attempts, host, USUAL, nowhere, silent).go(None)


def _judge_first(target: Target, first: Verdict) -> Iterator[Finding]:
    said = one_line(first.detail, LONGEST)
    if first.status in STRANGERS and first.outcome != "delivered":
        yield Finding("credentials", "wrong", f"it does not let us in: {said}")
        return
    if target.reaches_people and first.status:
        yield Finding("credentials", "ok", "it lets us in")
    ticket = " ".join(write_value(first.facts[name]) for name in ("id", "url") if first.facts.get(name))
    match first.outcome:
        case "delivered" | "shown":
            yield Finding("test ticket", "ok", f"{said}; ticket {ticket}" if ticket else said)
        case "refused":
            yield Finding("test ticket", "wrong", f"nobody takes it now: {said}")
        case _:
            lost = first.outcome == "unknown" or (not first.status and first.wait is not None)
            yield Finding("test ticket", "unreached" if lost else "wrong", said)


def _judge_second(target: Target, payload: Json, first: Verdict, host: Host) -> Finding:
    name = "sent again"
    match target:
        case SmtpTarget():
            return Finding(name, "skipped", "not tried: no receiver of mail tells that a message comes again")
        case RecipeTarget() if find_worst(target.recipe, target.settings) == "tell":
            said = f"not tried: by {target.recipe.name} as it is set here it cannot be told that a takeover comes again"
            return Finding(name, "skipped", said)
        case HttpTarget() if not target.idempotent:
            said = "not tried: the target does not say idempotent: true, so nothing is ever sent there twice by itself"
            return Finding(name, "skipped", said)
        case HttpTarget() | RecipeTarget():
            pass
        case _:
            return Finding(name, "skipped", "not tried: this is a record, which may hold it twice")
    second = _send(target, payload, host)
    if second.outcome != "delivered":
        return Finding(name, "wrong", f"the second time it was not taken: {one_line(second.detail, LONGEST)}")
    tickets = [write_value(verdict.facts["id"]) for verdict in (first, second) if verdict.facts.get("id")]
    if len(tickets) == 2 and tickets[0] != tickets[1]:  # noqa: PLR2004 - both times
        return Finding(name, "wrong", f"it made a second ticket of the same takeover: {tickets[0]} and {tickets[1]}")
    if len(tickets) < 2:  # noqa: PLR2004 - both times
        return Finding(name, "ok", "taken again; it does not say which ticket it is, so look whether there is one only")
    return Finding(name, "ok", f"still one ticket: {tickets[0]}")


def _judge_back(target: Target, payload: Json, first: Verdict, host: Host) -> Finding:
    name = "read back"
    step = target.read_back(payload) if isinstance(target, RecipeTarget) else None
    if not isinstance(target, RecipeTarget) or step is None:
        return Finding(name, "skipped", "not tried: it is not known how to read a ticket there")
    request = step.render(first.facts)
    if request is None or not first.facts.get("id"):
        return Finding(name, "wrong", "it did not say which ticket it made")
    found = step.send(request, host)
    if found.outcome != "delivered":
        return Finding(name, "wrong", f"the ticket cannot be read: {one_line(found.detail, LONGEST)}")
    differs = []
    for fact, wanted in target.expected(payload).items():
        there = " ".join(write_value(found.facts.get(fact)).split())
        if wanted and there.casefold() != wanted.casefold():
            differs.append(
                f'{fact} is "{one_line(there, 60)}" there and not "{one_line(wanted, 60)}"'
                if there
                else f"{fact} is missing"
            )
    if differs:
        return Finding(name, "wrong", f"it said yes, and yet {'; '.join(differs)}")
    return Finding(name, "ok", f"as it was sent: {', '.join(target.recipe.check) or 'it is there'}")
