"""Who may open the agent's page, and that nobody else can make their browser do something there."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import httpx
import pytest

from open_desk import TOKEN, OpenDesk, open_desk
from payloads import payload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADER = {"X-Takeover-Desk": "1"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    with open_desk(tmp_path) as opened:
        httpx.post(opened.takeovers, json=payload())
        yield opened


@pytest.fixture
def agent(desk: OpenDesk) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=desk.base, cookies={"takeover_desk": TOKEN}) as client:
        yield client


def test_the_link_opens_the_page_and_leaves_no_token_in_the_address(desk: OpenDesk) -> None:
    opened = httpx.get(desk.link)
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize("path", ["/", "/desk.js", "/api/tickets", "/api/tickets/1", "/nowhere"])
@pytest.mark.parametrize("cookie", ["", "wrong"])
def test_nothing_is_shown_to_who_has_not_the_link(desk: OpenDesk, path: str, cookie: str) -> None:
    answer = httpx.get(desk.base + path, headers={"cookie": f"takeover_desk={cookie}"})
    assert answer.status_code == 401
    assert "jane" not in answer.text


def test_a_wrong_token_opens_nothing(desk: OpenDesk) -> None:
    assert httpx.get(f"{desk.base}/?token=guessed").status_code == 401


def test_the_page_runs_only_its_own_scripts(agent: httpx.Client) -> None:
    page = agent.get("/")
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in page.text.replace("http://www.w3.org/2000/svg", "")


def test_an_agent_acts_and_the_bot_hears_of_it(desk: OpenDesk, agent: httpx.Client) -> None:
    ticket = next(iter(desk.tickets))
    for act, text in (("accept", ""), ("say", "Hello"), ("resolve", "done")):
        assert agent.post("/api/tickets/1/act", json={"act": act, "text": text}, headers=HEADER).status_code == 200
    assert [(event["act"], event["text"], event["by"]) for event in ticket.events] == [
        ("accept", "", "Sam"),
        ("say", "Hello", "Sam"),
        ("resolve", "done", "Sam"),
    ]
    assert ticket.state == "resolved"
    assert agent.post("/api/tickets/1/act", json={"act": "say", "text": "more"}, headers=HEADER).status_code == 409


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"act": "explode"}, 422),
        ({"act": "say", "text": " "}, 409),
        ({"act": "say", "text": ["a"]}, 422),
        ([], 422),
        ("text", 422),
    ],
)
def test_what_is_no_act_is_refused(agent: httpx.Client, body: object, status: int) -> None:
    assert agent.post("/api/tickets/1/act", json=body, headers=HEADER).status_code == status


def test_a_form_of_another_site_changes_nothing(desk: OpenDesk, agent: httpx.Client) -> None:
    assert agent.post("/api/tickets/1/act", json={"act": "accept"}).status_code == 403
    assert next(iter(desk.tickets)).state == "waiting"


def test_another_name_that_leads_here_is_not_answered(desk: OpenDesk) -> None:
    answer = httpx.get(desk.link, headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert "set-cookie" not in answer.headers


def test_a_ticket_is_shown_without_the_key_to_follow_it(desk: OpenDesk, agent: httpx.Client) -> None:
    shown = agent.get("/api/tickets/1")
    assert shown.json()["payload"] == payload()
    assert next(iter(desk.tickets)).key not in shown.text
    assert agent.get("/api/tickets/2").status_code == 404


@pytest.mark.parametrize(
    "request_",
    [
        b"POST /takeovers HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 99999999999999\r\n\r\n",
        b"POST /takeovers HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: -4\r\n\r\n",
        b"POST /takeovers HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET \xff HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
def test_what_is_hardly_http_costs_nothing(desk: OpenDesk, request_: bytes) -> None:
    port = int(desk.base.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(request_ % port if b"%d" in request_ else request_)
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(4096)
    assert b" 4" in answer or answer == b"" or b"400" in answer
    assert httpx.get(desk.link).status_code == 303
