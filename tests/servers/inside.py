"""What is in a help desk that runs: read by its own API, and by none of our code."""

from __future__ import annotations

import base64
import json
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from servers.desk import Desk


@dataclass(frozen=True)
class Seen:
    """A ticket, as an agent finds it. `text` is what the customer may see, `notes` what only agents do."""

    requester: str
    subject: str
    queue: str
    priority: str
    text: str
    notes: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)


def ask(desk: Desk, path: str) -> Any:
    """Read JSON from a desk."""
    headers = {"Authorization": desk.basic, "Origin": desk.url, "X-Requested-With": "rest"}
    request = urllib.request.Request(desk.url + path, headers=headers)  # noqa: S310 - an address of ours
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        return json.load(answer)


def in_roundup(desk: Desk, name: str = "") -> list[Seen]:
    """Give the issues of a Roundup."""
    del name
    found = ask(desk, "/rest/data/issue?@verbose=2&@fields=title,messages,priority,creator,files&@page_size=1000")
    return [
        Seen(
            _name(ask(desk, f"/rest/data/user/{one['creator']['id']}")),
            one["title"],
            "",
            one["priority"]["name"] if one["priority"] else "",
            "",
            tuple(_message(desk, message["id"]) for message in one["messages"]),
        )
        for one in found["data"]["collection"]
    ]


def _message(desk: Desk, number: str) -> str:
    path = f"/msg{number}/"
    request = urllib.request.Request(desk.url + path, headers={"Authorization": desk.basic})  # noqa: S310
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        text: str = answer.read().decode()
    return text


def _name(user: Any) -> str:
    attributes = user["data"]["attributes"]
    return str(attributes["address"] or attributes["username"])


def in_django(desk: Desk, name: str = "") -> list[Seen]:
    """Give the tickets of a django-helpdesk."""
    del name
    return [
        Seen(
            one["submitter_email"],
            one["title"],
            str(one["queue"]),
            str(one["priority"]),
            one["description"],
            tuple(note["comment"] for note in one["followup_set"] if not note["public"]),
            {file["filename"]: "" for note in one["followup_set"] for file in note["followupattachment_set"]},
        )
        for one in ask(desk, "/api/tickets/?page_size=1000")["results"]
    ]


def in_tracker(desk: Desk, name: str = "") -> list[Seen]:
    """Give the tickets of a Request Tracker: those of the takeovers of a conversation, where one is named."""
    query = quote(f"CF.{{Takeover-Id}} LIKE '{name}:'" if name else "id > 0")
    found = ask(desk, f"/REST/2.0/tickets?query={query}&per_page=100")
    return [_ticket(desk, one["id"]) for one in found["items"]]


def _ticket(desk: Desk, number: str) -> Seen:
    one = ask(desk, f"/REST/2.0/ticket/{number}?fields[Queue]=Name")
    history = ask(desk, f"/REST/2.0/ticket/{number}/history?fields=Type,_hyperlinks&per_page=100")
    said: dict[str, list[str]] = {"Create": [], "Comment": []}
    files: dict[str, str] = {}
    for item in history["items"]:
        for link in item["_hyperlinks"]:
            if link["ref"] != "attachment" or item["Type"] not in said:
                continue
            attached = ask(desk, link["_url"].removeprefix(desk.url))
            content = base64.b64decode(attached.get("Content") or "").decode("utf-8", "replace")
            if attached.get("Filename"):
                files[attached["Filename"]] = content
            elif content:
                said[item["Type"]].append(content)
    requester = one["Requestor"][0]["id"] if one["Requestor"] else ""
    comments = tuple(said["Comment"])
    return Seen(
        requester, one["Subject"], one["Queue"]["Name"], one["Priority"], "".join(said["Create"]), comments, files
    )
