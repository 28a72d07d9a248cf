"""The e-mail ticket: the same payload, with the message that a flow's `email` action asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.letter import write_letter
from takeover.handover.schema import EMAIL
from takeover.handover.takeover import Origin, build_ticket, finish
from takeover.handover.writing import value_at

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.language.outputs import EmailRequested
    from takeover.language.values import Json


def build_email(program: Program, request: EmailRequested, origin: Origin) -> dict[str, Json]:
    """Give the payload of an e-mail ticket: that of a takeover, and the message under `email`, its body never empty.

    Its recipients are the message's own; `routing.to` is empty.
    """
    fields = request.fields
    payload = build_ticket(program, request, origin, "", {}, ())
    payload["type"] = EMAIL
    routing = payload["routing"]
    payload["routing"] = {**routing, "to": []} if isinstance(routing, dict) else routing
    if fields.get("subject", "").strip():
        payload["subject"] = fields["subject"]
    payload["email"] = {
        "to": list(split_addresses(fields.get("to", ""))),
        "cc": list(split_addresses(fields.get("cc", ""))),
        "from": fields.get("from", "").strip() or None,
        "reply_to": fields.get("reply_to", "").strip() or value_at(payload, "contact.email"),
        "subject": "",
        "body": fields.get("body", ""),
    }
    ready = finish(request.before, payload)
    message = ready["email"]
    assert isinstance(message, dict)
    body = str(message["body"])
    ready["email"] = {**message, "subject": ready["subject"], "body": body if body.strip() else write_letter(ready)}
    return ready


def split_addresses(text: str) -> tuple[str, ...]:
    """Split addresses at their commas: `a@b.example, "Doe, Jane" <c@d.example>` are two."""
    quoted = False
    ends: list[int] = []
    for place, character in enumerate(text):
        quoted ^= character == '"'
        if character == "," and not quoted:
            ends.append(place)
    starts = (0, *(end + 1 for end in ends))
    parts = (text[start:end].strip() for start, end in zip(starts, (*ends, len(text)), strict=True))
    return tuple(part for part in parts if part)
