"""Makes the HTTP calls of a flow, and gives their answers back to it.

A call goes the way of a payload: planned, noted in the outbox before its first byte goes out, walked, and accounted for
by a receipt. It differs in this: one that only looks something up is noted nowhere, because nobody asks for it later;
one that holds in clear what is sensitive lies on no disk, and its receipt says so; and one that failed is the flow's to
answer (`failed:`), so that only a person makes it again, by its number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from takeover.delivery.call_record import (
    LONGEST_ANSWER,
    fill_call,
    holds_secret,
    record_call,
    show_record,
)
from takeover.delivery.exchange import Answer, NoAnswer, ask
from takeover.delivery.meaning import UNKEYED
from takeover.delivery.reaching import BadAddressError
from takeover.delivery.receipt import Verdict
from takeover.delivery.send import send, send_unkept
from takeover.delivery.target import Plan, Repeat, Request, Step
from takeover.delivery.targets import Outlet
from takeover.delivery.variables import UnfilledError, Variables
from takeover.delivery.wants import AS_IT_IS, ATTEMPTS, AsItIs
from takeover.delivery.web import judge
from takeover.handover.parts import Anything
from takeover.handover.writing import one_line, text_at
from takeover.language.events import Answered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.delivery.receipt import Receipt
    from takeover.delivery.send import Way
    from takeover.delivery.target import Target
    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.language.outputs import CallRequested
    from takeover.language.values import Json

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing (RFC 9110, 9.2.1)."""
LONGEST_NAME = 80
FORGOTTEN = "it was made before, and its answer is not kept"


@dataclass(frozen=True, slots=True)
class CallTarget:
    """Where the calls of a flow go: to what each of them names. `heard` gets what came back, for the flow.

    `keeps` says of an answer, as JSON, whether it may lie in the outbox.
    """

    targets: Mapping[str, Target]
    keeps: Callable[[str], bool] = lambda _: False
    heard: list[Answered] = field(default_factory=list)
    wants: AsItIs = AS_IT_IS
    attempts: int = ATTEMPTS
    reaches_people: bool = True

    def plan(self, payload: Json) -> Plan:
        """Make it once; again where it was not taken in, or only looks something up."""
        record = payload if isinstance(payload, dict) else {}
        name, method = text_at(record, "id"), text_at(record, "method")
        request = Request(name, f"{method} {text_at(record, 'url')}", (), text_at(record, "body"))
        repeat: Repeat = "safe" if method in SAFE else "never"
        bound = float(text_at(record, "timeout"))

        def make(_: Request, host: Host) -> Verdict:
            return self._make(record, host)

        return Plan(name, (Step("call", lambda _: request, make, repeat, bound=bound),))

    def _make(self, record: Mapping[str, Json], host: Host) -> Verdict:
        variables = Variables(host.environ)
        name = text_at(dict(record), "id")
        try:
            answer = ask(fill_call(record, self.targets, variables, host), host.environ)
        except (UnfilledError, BadAddressError) as error:
            detail = variables.redact(str(error))
            self.heard.append(Answered(host.now(), name, "failed", 0, None, detail))
            return Verdict("failed", detail, ours=True)
        verdict = judge(answer, variables, host.now(), UNKEYED)
        answered = _answered(name, answer, verdict, host)
        self.heard.append(answered)
        keeps = answered.outcome == "ok" and isinstance(answer, Answer) and self.keeps(_decode(answer))
        return replace(verdict, facts={"status": answered.status, "body": answered.body}) if keeps else verdict


def make_call(  # noqa: PLR0913, PLR0917, RUF100 - a call, and how it is made
    program: Program,
    request: CallRequested,
    targets: Mapping[str, Target],
    host: Host,
    way: Way,
    hide: Callable[[str], str],
) -> tuple[Answered, Receipt]:
    """Make a call, and give its answer and its receipt: ok for 200 to 299, refused for 409 and 423, else failed.

    The body is JSON where it can be read as that, else a text. References in the address and the headers are filled
    where they were written in the flow. What was not taken in is tried again within the call's own timeout, and so is
    whatever only looks something up. One that was made before is not made again: the answer is that of then. `hide`
    masks what is sensitive in a text.
    """
    target = CallTarget(targets, lambda text: hide(text) == text)
    record = record_call(program, request)
    outlet = Outlet(name_call(request, hide), target)
    timed = replace(way, pace=replace(way.pace, total=min(way.pace.total, request.timeout)))
    if request.method in SAFE:
        receipt = send_unkept(record, outlet, host, timed)
    elif holds_secret(program, request, hide):
        receipt = send_unkept(record, outlet, host, timed)
        receipt = replace(receipt, detail=f"{receipt.detail}; not kept in the outbox, for it holds what is sensitive")
    else:
        receipt = send(record, outlet, host, timed)
    return target.heard[-1] if target.heard else _answer_of(receipt, host), receipt


def name_call(request: CallRequested, hide: Callable[[str], str]) -> str:
    """Give what receipts call a call."""
    return one_line(f"call {request.method} {hide(request.url) or request.target}", LONGEST_NAME)


def show_call(program: Program, request: CallRequested, targets: Mapping[str, Target]) -> str:
    """Write a call as it would go out, references unfilled."""
    return show_record(record_call(program, request), targets)


def _answer_of(receipt: Receipt, host: Host) -> Answered:
    """Give the answer to a call that was not made now."""
    if receipt.arrived and "body" in receipt.facts:
        status = receipt.facts.get("status")
        code = status if isinstance(status, int) else 0
        return Answered(host.now(), receipt.takeover_id, "ok", code, receipt.facts["body"], receipt.detail)
    detail = FORGOTTEN if receipt.arrived else receipt.detail
    return Answered(host.now(), receipt.takeover_id, "failed", receipt.status, None, detail)


def _answered(name: str, answer: Answer | NoAnswer, verdict: Verdict, host: Host) -> Answered:
    at = host.now()
    if isinstance(answer, NoAnswer):
        return Answered(at, name, "failed", 0, None, verdict.detail)
    if not answer.whole:
        longest = f"{LONGEST_ANSWER // 1024:,} KB"
        detail = (
            f"the answer is longer than {longest}" if len(answer.body) >= LONGEST_ANSWER else "the answer broke off"
        )
        return Answered(at, name, "failed", answer.status, None, detail)
    body = _read(answer)
    if verdict.outcome == "delivered":
        return Answered(at, name, "ok", answer.status, body, verdict.detail)
    outcome: Literal["refused", "failed"] = "refused" if verdict.outcome == "refused" else "failed"
    return Answered(at, name, outcome, answer.status, body, verdict.detail)


def _read(answer: Answer) -> Json:
    """Read an answer as JSON; as a text where it is none, or none that a conversation can keep."""
    text = _decode(answer)
    if not text.strip():
        return None
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return text if any(True for _ in Anything().wrong(value, "")) else value


def _decode(answer: Answer) -> str:
    return answer.body.decode("utf-8", "replace")
