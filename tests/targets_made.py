"""Targets made of their fields, as the reader makes them, and one attempt at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from takeover.delivery.http import HTTP, HttpTarget
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from takeover.delivery.receipt import Verdict
    from takeover.delivery.target import Target
    from takeover.host import Host


def http_target(url: str, **fields: Any) -> HttpTarget:
    """Make an endpoint of the fields that a bot file has."""
    made = HTTP.make(http=url, span=NOWHERE, **fields)
    assert isinstance(made, HttpTarget)
    return made


def attempt(target: Target, payload: Any, host: Host) -> Verdict:
    """Make one attempt at the first step."""
    step = target.plan(payload).steps[0]
    request = step.render({})
    assert request is not None
    return step.send(request, host)
