"""One step of a plan over HTTP: the request goes out, and rules say what its answer means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.delivery.connection import Connection, fill_address, fill_header
from takeover.delivery.exchange import Answer, NoAnswer, ask
from takeover.delivery.meaning import KEYED, Rule, Take, find_meaning, read_facts
from takeover.delivery.pace import read_wait
from takeover.delivery.reaching import BadAddressError
from takeover.delivery.receipt import Verdict
from takeover.delivery.signing import SIGNED_LATER
from takeover.delivery.target import Facts, Repeat, Request, Step
from takeover.delivery.variables import UnfilledError, Variables
from takeover.handover.writing import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from takeover.host import Host

SNIPPET = 200
SLACK = 5


def web_step(  # noqa: PLR0913 - what a step is made of
    name: str,
    render: Callable[[Facts], Request | None],
    connection: Connection,
    *,
    rules: Sequence[Rule] = KEYED,
    takes: Sequence[Take] = (),
    repeat: Repeat = "never",
    optional: bool = False,
    longest: int | None = None,
    sign: Callable[[Variables, Sequence[tuple[str, str]], bytes, datetime], Sequence[tuple[str, str]]] | None = None,
) -> Step:
    """Give a step whose requests go out over a connection.

    `rules` are complete: a receiver's own, then KEYED or UNKEYED. The request's line is `METHOD address`. With
    `longest` the answer is looked through, in so many bytes: where it has more, nothing can be said of it.
    """

    def send(request: Request, host: Host) -> Verdict:
        variables = Variables(host.environ)
        method, _, written = request.line.partition(" ")
        try:
            body = (request.body if request.fill is None else request.fill(variables.fill)).encode("utf-8")
            address = fill_address(written, variables)
            headers = [fill_header(header, variables) for header in request.headers if header.value != SIGNED_LATER]
            if sign is not None:
                headers += sign(variables, headers, body, host.now())
            answer = ask(connection.asked(method, address, headers, body, host, variables, longest), host.environ)
        except (UnfilledError, BadAddressError) as error:
            return Verdict("failed", variables.redact(str(error)), ours=True)
        if longest is not None and isinstance(answer, Answer) and not answer.whole:
            return Verdict("failed", f"its answer broke off, or is larger than {longest:,} bytes", answer.status, 0.0)
        return judge(answer, variables, host.now(), rules, takes)

    return Step(name, render, send, repeat, optional, connection.timeout + SLACK)


def judge(
    answer: Answer | NoAnswer,
    variables: Variables,
    now: datetime,
    rules: Sequence[Rule] = KEYED,
    takes: Sequence[Take] = (),
) -> Verdict:
    """Say what an answer means, without saying any secret. One that was lost is unknown."""
    if isinstance(answer, NoAnswer):
        detail = variables.redact(answer.detail)
        if answer.arrived is None:
            return Verdict("unknown", f"{detail}; it may have arrived")
        return Verdict("failed", detail, 0, 0.0)
    meaning, status = find_meaning(answer, rules), answer.status
    said = variables.redact(_describe(answer, brief=meaning == "created"))
    match meaning:
        case "created":
            return Verdict("delivered", said, status, facts=read_facts(answer, takes))
        case "refused":
            return Verdict("refused", said, status)
        case "unknown":
            return Verdict("unknown", f"{said}; it may have arrived", status)
        case "retry":
            asked = answer.headers.get("retry-after", "")
            wait = read_wait(asked, now) if asked else None
            note = f"; it asks to wait ({one_line(asked, 40)})" if asked else ""
            return Verdict("failed", f"{said}{variables.redact(note)}", status, wait or 0.0)
        case "denied":
            return Verdict("failed", said, status, ours=True)
        case "final":
            moved = 300 <= status < 400  # noqa: PLR2004 - the statuses that send elsewhere
            return Verdict("failed", f"{said}; redirects are not followed" if moved else said, status)


def _describe(answer: Answer, *, brief: bool) -> str:
    head = f"{answer.status} {answer.reason}".strip()
    if not answer.body or brief:  # who succeeded need not explain
        return head
    return f"{head}: {one_line(answer.body[: 4 * SNIPPET].decode('utf-8', 'replace'), SNIPPET)}"
