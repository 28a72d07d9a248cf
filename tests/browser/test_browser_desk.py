"""The agent's page in a real browser: a whole talk from bot to human and back, by keyboard, and nothing slips in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import httpx
import pytest

from open_desk import OpenDesk, open_desk
from payloads import payload
from places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

EVIL = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
SECRET = "whsec_dGhlIGRlc2sgb2YgYSB0ZXN0"  # noqa: S105 - of a desk that lives for one test


@contextmanager
def page_of(browser: Browser, desk: OpenDesk, **how: Any) -> Iterator[tuple[Page, list[str]]]:
    """Open the page, and collect what it asks for elsewhere and complains of."""
    context = browser.new_context(**how)
    page = context.new_page()
    odd: list[str] = []
    page.on("console", lambda message: odd.append(message.text))
    page.on("pageerror", lambda error: odd.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((desk.base, "data:")) else odd.append(asked.url))
    page.goto(desk.link)
    yield page, odd
    context.close()


def test_an_agent_answers_by_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk, page_of(browser, desk) as (page, odd):
        page.get_by_text("Nobody is waiting.").wait_for()
        links = httpx.post(desk.takeovers, json=payload()).json()
        page.locator("#list button").wait_for()  # it came by itself
        page.keyboard.press("j")
        page.locator(".card").wait_for()
        page.keyboard.press("a")
        page.locator(".top .accepted").wait_for()
        page.keyboard.press("r")
        page.keyboard.type("Bonjour Jane")
        page.keyboard.press("Control+Enter")
        page.locator(".line.agent", has_text="Bonjour Jane").wait_for()
        httpx.post(links["messages"], json={"id": "m1", "role": "user", "text": "merci"})
        page.locator(".line.user", has_text="merci").wait_for()
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.keyboard.type("a regular")
        page.keyboard.press("Control+Enter")
        page.locator(".line.note", has_text="a regular").wait_for()
        page.keyboard.press("Escape")
        page.keyboard.press("h")
        page.locator(".top .returned").wait_for()
        ticket = next(iter(desk.tickets))
        assert odd == []
    assert [(event["act"], event["text"]) for event in ticket.events] == [
        ("accept", ""),
        ("say", "Bonjour Jane"),
        ("note", "a regular"),
        ("resume", ""),
    ]


def test_nothing_that_a_customer_wrote_is_run(browser: Browser, tmp_path: Path) -> None:
    evil = payload(EVIL, name="evil")
    evil["contact"]["name"] = EVIL
    evil["parameters"] = {EVIL: EVIL}
    with open_desk(tmp_path) as desk, page_of(browser, desk) as (page, odd):
        links = httpx.post(desk.takeovers, json=evil).json()
        httpx.post(links["messages"], json={"id": "m", "role": "user", "text": EVIL})
        page.locator("#list button").click()
        page.locator(".line.user", has_text=EVIL).first.wait_for()
        assert page.locator("img, article script").count() == 0
        assert "Desk" in page.title()
        assert odd == []


def test_what_is_half_written_survives_news_and_other_talks(browser: Browser, tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk, page_of(browser, desk) as (page, _):
        for name in ("one", "two"):
            httpx.post(desk.takeovers, json=payload(name=name))
        page.locator("#list button").nth(1).wait_for()
        page.locator("#list button").nth(0).click()
        page.locator("#text").fill("half a sen")
        httpx.post(desk.takeovers, json=payload(name="three"))
        page.locator("#list button").nth(2).wait_for()
        assert page.locator("#text").input_value() == "half a sen"
        page.locator("#list button").nth(1).click()
        page.wait_for_function("document.querySelector('#text').value === ''")
        page.locator("#list button").nth(0).click()
        page.wait_for_function("document.querySelector('#text').value === 'half a sen'")


def test_a_desk_that_is_away_is_said(browser: Browser, tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk, page_of(browser, desk) as (page, _):
        page.get_by_text("Nobody is waiting.").wait_for()
        page.route("**/api/**", lambda route: route.abort())
        httpx.post(desk.takeovers, json=payload())  # the page hears that something is new, and then nothing more
        page.locator("#trouble", has_text="does not answer").wait_for()
        page.unroute("**/api/**")
        page.locator("#list button").wait_for()
        page.locator("#trouble").wait_for(state="hidden")


@pytest.mark.parametrize("width", [320, 390])
def test_a_narrow_screen_is_never_scrolled_sideways(browser: Browser, tmp_path: Path, width: int) -> None:
    with open_desk(tmp_path) as desk:
        httpx.post(desk.takeovers, json=payload("w" * 300))
        with page_of(browser, desk, viewport={"width": width, "height": 640}) as (page, _):
            page.locator("#list button").click()
            page.locator(".card").wait_for()
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@contextmanager
def chat(environ: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a live chat for programs with the bot that ships."""
    words = ["chat", str(ROOT / "flows" / "acme"), "--live", "--json", "--at", "2026-03-02T10:15+01:00"]
    known = {**os.environ, **environ, "XDG_STATE_HOME": str(folder)}
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "takeover", *words]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=known, encoding="utf-8") as process:
        yield process
        process.kill()


def read_turn(output: IO[str] | None) -> list[dict[str, Any]]:
    """Read what a chat writes until the next event may come."""
    assert output is not None
    turn: list[dict[str, Any]] = []
    for line in output:
        turn.append(json.loads(line))
        if turn[-1]["output"] == "done":
            break
    return turn


def test_bot_human_bot_across_two_windows(browser: Browser, tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk", secret=SECRET) as desk, page_of(browser, desk) as (page, odd):
        environ = {"HELPDESK_URL": desk.takeovers, "HELPDESK_SECRET": SECRET}
        with chat(environ, tmp_path / "state") as talk:
            read_turn(talk.stdout)

            def say(text: str) -> list[dict[str, Any]]:
                assert talk.stdin is not None
                talk.stdin.write(json.dumps({"event": "heard", "text": text}) + "\n")
                talk.stdin.flush()
                return read_turn(talk.stdout)

            for text in ("My parrot ate the invoice", "Jane", "jane@example.com"):
                say(text)
            page.locator("#list button", has_text="Jane").click()
            page.locator(".card", has_text="My parrot ate the invoice").wait_for()
            page.keyboard.press("a")
            page.locator(".top .accepted").wait_for()
            page.keyboard.press("r")
            page.keyboard.type("Hello Jane, this is Sam.")
            page.keyboard.press("Control+Enter")
            page.locator(".line.agent", has_text="this is Sam").wait_for()
            said: list[dict[str, Any]] = []
            for _ in range(100):  # what the agent did comes in another thread, and before the next line
                said = say("the one of february")
                if any("this is Sam" in str(output.get("text")) for output in said):
                    break
            assert any("this is Sam" in str(output.get("text")) for output in said)
            page.locator(".line.user", has_text="the one of february").first.wait_for()
            page.keyboard.press("Escape")
            page.keyboard.press("h")
            page.locator(".top .returned").wait_for()
            for _ in range(100):
                said = say("opening hours")
                if any("Monday to Friday" in str(output.get("text")) for output in said):
                    break
            assert any("Monday to Friday" in str(output.get("text")) for output in said)
        assert odd == []
