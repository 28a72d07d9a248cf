"""Makes the HTTP calls of a flow, and gives their answers back to it.

A call goes the way of a payload, but for the outbox: it carries what the flow wrote, sensitive params too, to where the
flow wants them, and those lie on no disk. What does not arrive is the flow's to answer (`failed:`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urlencode

from takeover.delivery.connection import DIRECT, fill_address, fill_header
from takeover.delivery.exchange import Answer, Asked, NoAnswer, ask
from takeover.delivery.http import HttpTarget
from takeover.delivery.meaning import UNKEYED
from takeover.delivery.pace import USUAL, Pace
from takeover.delivery.reaching import BadAddressError
from takeover.delivery.receipt import Verdict
from takeover.delivery.sending import Walk, nowhere, silent
from takeover.delivery.target import Plan, Repeat, Request, Step
from takeover.delivery.variables import VARIABLE, UnfilledError, Variables
from takeover.delivery.wants import ATTEMPTS
from takeover.delivery.web import judge
from takeover.handover.parts import Anything
from takeover.handover.writing import write_json
from takeover.language.actions.call import Call
from takeover.language.events import Answered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.delivery.target import Target
    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.language.outputs import CallRequested
    from takeover.language.template import Template
    from takeover.language.values import Json

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing (RFC 9110, 9.2.1)."""
LONGEST_ANSWER = 1024 * 1024
"""Bytes that the answer to a call may have: it becomes a param, and is kept with the conversation."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What a call's action says in the flow: only references that stand there are filled, never what a user typed."""

    url: Template | None
    headers: Mapping[str, Template]


def make_call(  # noqa: PLR0913, PLR0917, RUF100 - a call, and how it is made
    program: Program,
    request: CallRequested,
    targets: Mapping[str, Target],
    host: Host,
    pace: Pace = USUAL,
    tell: Callable[[str], None] = silent,
) -> Answered:
    """Make a call, and give its answer: ok for 200 to 299, refused for 409 and 423, else failed.

    The body is JSON where it can be read as that, else a text. References in the address and the headers are filled
    where they were written in the flow. What was not taken in is tried again within the call's own timeout, and so is
    whatever only looks something up.
    """
    variables = Variables(host.environ)
    answered: list[Answered] = []

    def send(_: Request, host: Host) -> Verdict:
        try:
            asked = _ask(request, _find(program, request), targets, variables, host)
            answer = ask(asked, host.environ)
        except (UnfilledError, BadAddressError) as error:
            detail = variables.redact(str(error))
            answered.append(Answered(host.now(), request.id, "failed", 0, None, detail))
            return Verdict("failed", detail, ours=True)
        verdict = judge(answer, variables, host.now(), UNKEYED)
        answered.append(_answered(request, answer, verdict, host))
        return verdict

    asked = Request(request.id, f"{request.method} {request.url}", (), "")
    repeat: Repeat = "safe" if request.method in SAFE else "never"
    plan = Plan(request.id, (Step("call", lambda _: asked, send, repeat, bound=request.timeout),))
    timed = replace(pace, total=min(pace.total, request.timeout))
    Walk(plan, ATTEMPTS, host, timed, nowhere, tell).go(None)
    return answered[-1]


def show_call(request: CallRequested, targets: Mapping[str, Target]) -> str:
    """Write a call as it would go out, references unfilled."""
    target = targets.get(request.target)
    address = target.http if isinstance(target, HttpTarget) else request.url
    body, kind = _body(request)
    headers = dict(request.headers) | ({"Content-Type": kind} if kind else {})
    lines = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"{request.method} {address}\n{lines}\n{body}\n"


def _ask(
    request: CallRequested, written: _Written, targets: Mapping[str, Target], variables: Variables, host: Host
) -> Asked:
    connection = DIRECT
    if request.target:
        target = targets.get(request.target)
        if not isinstance(target, HttpTarget):
            raise BadAddressError(f'the target "{request.target}" is no endpoint that can be called')
        address, connection = fill_address(target.http, variables), target.connection
    else:
        address = _fill(request.url, written.url, variables, address=True)
    headers = dict(fill_header(header, variables) for header in connection.base_headers())
    headers["Idempotency-Key"] = quote(request.id, safe=":-._~")
    body, kind = _body(request)
    if kind:
        headers["Content-Type"] = kind
    own = {name: _fill(value, written.headers.get(name), variables) for name, value in request.headers.items()}
    named = {name.lower() for name in own}
    kept = [(name, value) for name, value in headers.items() if name.lower() not in named]
    timed = replace(connection, timeout=request.timeout)
    data = body.encode("utf-8", "replace")
    return timed.asked(request.method, address, [*kept, *own.items()], data, host, variables, LONGEST_ANSWER)


def _body(request: CallRequested) -> tuple[str, str]:
    """Give the body and its type; both empty where there is none."""
    if request.json is not None:
        return write_json(request.json[0]), "application/json"
    if request.form:
        return urlencode(request.form, errors="replace"), "application/x-www-form-urlencoded"
    return request.text, "text/plain; charset=utf-8" if request.text else ""


def _find(program: Program, request: CallRequested) -> _Written:
    """Find the action that made a request, by its place."""
    for block in program.blocks:
        for action in block.actions:
            if isinstance(action, Call) and action.span == request.span:
                return _Written(action.url, {name.text: template for name, template in action.headers})
    return _Written(None, {})


def _fill(text: str, written: Template | None, variables: Variables, *, address: bool = False) -> str:
    """Fill the references that stand in the flow; raises UnfilledError where a value smuggled one in."""
    source = "" if written is None else written.text
    if not VARIABLE.search(source):
        return text
    foreign = set(VARIABLE.findall(text)) - set(VARIABLE.findall(source))
    if foreign or text.count("${") > source.count("${"):
        raise UnfilledError("a value in this call holds ${, which only the flow itself may write")
    return variables.fill_address(text) if address else variables.fill(text)


def _answered(request: CallRequested, answer: Answer | NoAnswer, verdict: Verdict, host: Host) -> Answered:
    at = host.now()
    if isinstance(answer, NoAnswer):
        return Answered(at, request.id, "failed", 0, None, verdict.detail)
    if not answer.whole:
        longest = f"{LONGEST_ANSWER // 1024:,} KB"
        detail = (
            f"the answer is longer than {longest}" if len(answer.body) >= LONGEST_ANSWER else "the answer broke off"
        )
        return Answered(at, request.id, "failed", answer.status, None, detail)
    body = _read(answer.body)
    if verdict.outcome == "delivered":
        return Answered(at, request.id, "ok", answer.status, body, verdict.detail)
    outcome: Literal["refused", "failed"] = "refused" if verdict.outcome == "refused" else "failed"
    return Answered(at, request.id, outcome, answer.status, body, verdict.detail)


def _read(body: bytes) -> Json:
    """Read an answer as JSON; as a text where it is none, or none that a conversation can keep."""
    text = body.decode("utf-8", "replace")
    if not text.strip():
        return None
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return text if any(True for _ in Anything().wrong(value, "")) else value
