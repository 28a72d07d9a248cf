"""The help desks that other tests send to do start, know their user, and make a ticket."""

from __future__ import annotations

import json
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from servers import tracker_desk
from servers.django_desk import django_helpdesk
from servers.roundup_desk import roundup
from servers.tracker_desk import request_tracker

if TYPE_CHECKING:
    from pathlib import Path

    from servers.desk import Desk


def post(desk: Desk, path: str, body: object) -> Any:
    headers = {
        "Authorization": desk.basic,
        "Content-Type": "application/json",
        "Origin": desk.url,
        "X-Requested-With": "rest",
    }
    data = json.dumps(body).encode()
    request = urllib.request.Request(desk.url + path, data, headers)  # noqa: S310 - an address of ours
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        assert answer.status == 201
        return json.load(answer)


def test_roundup_makes_an_issue_with_our_id(tmp_path: Path) -> None:
    with roundup(tmp_path) as desk:
        made = post(desk, "/rest/data/issue", {"title": "A parrot ate the invoice", "takeover_id": "to_1"})
    assert made["data"]["id"] == "1"


def test_django_helpdesk_makes_a_ticket(tmp_path: Path) -> None:
    with django_helpdesk(tmp_path) as desk:
        ticket = {"queue": 1, "title": "A parrot", "description": "It ate.", "submitter_email": "ada@example.test"}
        made = post(desk, "/api/tickets/", {**ticket, "priority": 2})
    assert made["submitter_email"] == "ada@example.test"


@pytest.mark.skipif(not tracker_desk.INSTALLED, reason="Request Tracker 5 is not installed on this machine")
def test_request_tracker_makes_a_ticket(tmp_path: Path) -> None:
    with request_tracker(tmp_path) as desk:
        made = post(desk, "/REST/2.0/ticket", {"Queue": "Support", "Subject": "A parrot", "Requestor": "a@b.example"})
    assert made["type"] == "ticket"
