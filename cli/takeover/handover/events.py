"""Payloads as the events that other systems know: CloudEvents, and the handoff of the Bot Framework.

CloudEvents 1.0.2, its JSON format and HTTP binding (https://github.com/cloudevents/spec). The Bot Framework's
`handoff.initiate` is an event activity with the talk as an attachment of the form of its transcripts
(microsoft/BotBuilder-Samples, experimental/handoff-library; an activity of `type: handoff` is internal only, and
channels drop it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from takeover.handover.writing import text_at, value_at

if TYPE_CHECKING:
    from takeover.language.values import Json

JSON = "application/json"
ROLES = {"user": "user", "bot": "bot", "agent": "bot"}
"""The Bot Framework knows two roles: an agent speaks from the bot's side."""


def write_attributes(payload: Json) -> dict[str, str]:
    """Give the attributes of a CloudEvent: `source` and `id` together are one takeover's."""
    return {
        "specversion": "1.0",
        "id": text_at(payload, "id"),
        "source": f"urn:takeover:{quote(text_at(payload, 'bot.name') or 'bot', safe='')}",
        "type": text_at(payload, "type"),
        "subject": text_at(payload, "conversation.id"),
        "time": text_at(payload, "created_at"),
        "datacontenttype": JSON,
    }


def write_cloud_event(payload: Json) -> Json:
    """Give a CloudEvent in structured mode."""
    attributes: dict[str, Json] = dict(write_attributes(payload))
    return {**attributes, "data": payload}


def write_cloud_headers(payload: Json) -> tuple[tuple[str, str], ...]:
    """Give the headers of a CloudEvent in binary mode; what ASCII cannot hold is percent-encoded (3.1.3.2)."""
    attributes = write_attributes(payload)
    del attributes["datacontenttype"]  # that is Content-Type
    printable = "".join(map(chr, range(0x21, 0x7F))).translate({ord('"'): None, ord("%"): None})
    return tuple((f"ce-{name}", quote(value, safe=printable)) for name, value in attributes.items())


def write_handoff(payload: Json) -> Json:
    """Give the event activity `handoff.initiate`."""
    talk = value_at(payload, "transcript")
    lines = talk if isinstance(talk, list) else []
    conversation: dict[str, Json] = {"id": text_at(payload, "conversation.id")}
    channel = text_at(payload, "conversation.channel")
    user = _account(text_at(payload, "contact.id") or "user", text_at(payload, "contact.name"), "user")
    context: dict[str, Json] = {
        "Skill": value_at(payload, "routing.queue"),
        "reason": text_at(payload, "reason.code"),
        "takeoverId": text_at(payload, "id"),
        "summary": text_at(payload, "summary"),
        "priority": text_at(payload, "priority"),
        "parameters": value_at(payload, "parameters"),
    }
    return {
        "type": "event",
        "name": "handoff.initiate",
        "id": text_at(payload, "id"),
        "timestamp": text_at(payload, "created_at"),
        "channelId": channel,
        "locale": text_at(payload, "conversation.language"),
        "conversation": conversation,
        "from": user,
        "value": context,
        "attachments": [
            {
                "contentType": JSON,
                "name": "Transcript",
                "content": {"activities": [_activity(line, conversation, user, channel) for line in lines]},
            }
        ],
        "entities": [],
    }


def _activity(line: Json, conversation: dict[str, Json], user: Json, channel: str) -> Json:
    role = text_at(line, "role")
    name = text_at(line, "name")
    return {
        "type": "message",
        "id": text_at(line, "id"),
        "timestamp": text_at(line, "at"),
        "channelId": channel,
        "conversation": conversation,
        "from": user if role == "user" else _account(role, name, ROLES.get(role, "bot")),
        "text": text_at(line, "text"),
    }


def _account(account: str, name: str, role: str) -> Json:
    made: dict[str, Json] = {"id": account, "role": role}
    return {**made, "name": name} if name else made
