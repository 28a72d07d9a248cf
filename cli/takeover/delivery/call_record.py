"""A call as the outbox keeps it: what the flow asked for, and where it wrote references itself, all unfilled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from takeover.delivery.connection import DIRECT, fill_address, fill_header
from takeover.delivery.http import HttpTarget
from takeover.delivery.item import CALLED
from takeover.delivery.reaching import BadAddressError
from takeover.delivery.variables import VARIABLE, UnfilledError, Variables
from takeover.handover.writing import text_at, value_at, write_json
from takeover.language.actions.call import Call
from takeover.language.views import write_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from takeover.delivery.exchange import Asked
    from takeover.delivery.target import Target
    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.language.outputs import CallRequested
    from takeover.language.values import Json

LONGEST_ANSWER = 1024 * 1024
"""Bytes that the answer to a call may have: it becomes a param, and is kept with the conversation."""


def record_call(program: Program, request: CallRequested) -> dict[str, Json]:
    """Give a call as JSON: all that is needed to make it, also later and without the flow.

    `written` is what the flow itself says: only references that stand there are filled, never what a user typed.
    """
    action = find_call(program, request)
    url = action.url.text if action is not None and action.url is not None else ""
    headers = action.headers if action is not None else ()
    body, media = _write_body(request)
    return {
        "type": CALLED,
        "id": request.id,
        "method": request.method,
        "url": request.url,
        "target": request.target,
        "headers": dict(request.headers),
        "media": media,
        "body": body,
        "timeout": request.timeout,
        "written": {"url": url, "headers": {name.text: template.text for name, template in headers}},
    }


def find_call(program: Program, request: CallRequested) -> Call | None:
    """Find the action that made a request, by its place."""
    for block in program.blocks:
        for action in block.actions:
            if isinstance(action, Call) and action.span == request.span:
                return action
    return None


def holds_secret(program: Program, request: CallRequested, hide: Callable[[str], str]) -> bool:
    """Say whether a call holds in clear what `hide` would mask, or fetches what is sensitive."""
    action = find_call(program, request)
    saved = None if action is None or action.save is None else program.bot.params.get(action.save.path)
    if saved is not None and saved.sensitive:
        return True
    texts = (request.url, request.text, *request.headers.values(), *request.form.values(), *_leaves(request.json))
    return any(hide(text) != text for text in texts)


def fill_call(record: Mapping[str, Json], targets: Mapping[str, Target], variables: Variables, host: Host) -> Asked:
    """Give the request of a recorded call, its references filled. Raises UnfilledError, BadAddressError."""
    call = dict(record)
    connection, name = DIRECT, text_at(call, "target")
    if name:
        target = targets.get(name)
        if not isinstance(target, HttpTarget):
            raise BadAddressError(f'the target "{name}" is no endpoint that can be called')
        address, connection = fill_address(target.http, variables), target.connection
    else:
        address = _fill(text_at(call, "url"), text_at(call, "written.url"), variables, address=True)
    headers = dict(fill_header(header, variables) for header in connection.base_headers())
    headers["Idempotency-Key"] = quote(text_at(call, "id"), safe=":-._~")
    if text_at(call, "media"):
        headers["Content-Type"] = text_at(call, "media")
    written = _texts(value_at(call, "written.headers"))
    own = {
        name: _fill(value, written.get(name, ""), variables)
        for name, value in _texts(value_at(call, "headers")).items()
    }
    named = {name.lower() for name in own}
    kept = [(name, value) for name, value in headers.items() if name.lower() not in named]
    timed = replace(connection, timeout=float(text_at(call, "timeout")))
    data = text_at(call, "body").encode("utf-8", "replace")
    method = text_at(call, "method")
    return timed.asked(method, address, [*kept, *own.items()], data, host, variables, LONGEST_ANSWER)


def show_record(record: Mapping[str, Json], targets: Mapping[str, Target]) -> str:
    """Write a recorded call as it would go out, references unfilled."""
    call = dict(record)
    target = targets.get(text_at(call, "target"))
    address = target.http if isinstance(target, HttpTarget) else text_at(call, "url")
    media = text_at(call, "media")
    headers = _texts(value_at(call, "headers")) | ({"Content-Type": media} if media else {})
    lines = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"{text_at(call, 'method')} {address}\n{lines}\n{text_at(call, 'body')}\n"


def _write_body(request: CallRequested) -> tuple[str, str]:
    """Give the body and its type; both empty where there is none."""
    if request.json is not None:
        return write_json(request.json[0]), "application/json"
    if request.form:
        return urlencode(request.form, errors="replace"), "application/x-www-form-urlencoded"
    return request.text, "text/plain; charset=utf-8" if request.text else ""


def _fill(text: str, written: str, variables: Variables, *, address: bool = False) -> str:
    """Fill the references that stand in the flow; raises UnfilledError where a value smuggled one in."""
    if not VARIABLE.search(written):
        return text
    foreign = set(VARIABLE.findall(text)) - set(VARIABLE.findall(written))
    if foreign or text.count("${") > written.count("${"):
        raise UnfilledError("a value in this call holds ${, which only the flow itself may write")
    return variables.fill_address(text) if address else variables.fill(text)


def _texts(value: Json) -> dict[str, str]:
    return {name: text for name, text in value.items() if isinstance(text, str)} if isinstance(value, dict) else {}


def _leaves(value: Json | tuple[Json] | None) -> Iterator[str]:
    """Give the texts and numbers in a body."""
    match value:
        case list() | tuple():
            for item in value:
                yield from _leaves(item)
        case dict():
            for name, item in value.items():
                yield name
                yield from _leaves(item)
        case None | bool():
            return
        case _:
            yield write_value(value)
