"""The page of `tune` in a real browser: it asks for nothing, runs nothing, and can be read, in the dark, on a phone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from contrast import CONTRAST
from fake_host import run_cli

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

EVIL = "<script>pwned=1</script><img src=x onerror=pwned=1>"
BOT = f"""\
bot: "{EVIL}"
match: {{threshold: 0.5}}
flow: Main
steps:
  - step: change
    when: {{text: ["cancel my order {EVIL}", my order was wrong, change this]}}
    do: [{{say: Done.}}]
  - step: status
    when: {{text: [my order, track the parcel, is the parcel there, when does the parcel come]}}
    do: [{{say: On its way.}}]
  - step: pay
    when: {{text: [pay with paypal, can I pay by paypal, paypal payment, do you take paypal]}}
    do: [{{say: Yes.}}]
"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("tuned")
    (folder / "bot.yaml").write_text(BOT, "utf-8")
    (folder / "log.jsonl").write_text(f'["{EVIL} the parcel then", "paypal"]\n', "utf-8")
    assert run_cli("tune bot.yaml --html page.html --log log.jsonl --threshold 0.2", cwd=folder).code == 0
    return folder / "page.html"


@contextmanager
def opened(browser: Browser, page_file: Path, **how: object) -> Iterator[tuple[Page, list[str]]]:
    context = browser.new_context(**how)  # type: ignore[arg-type] # as Playwright takes them
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on(
        "request", lambda request: told.append(request.url) if not request.url.startswith(("file:", "data:")) else None
    )
    page.goto(page_file.as_uri())
    yield page, told
    context.close()


def test_nothing_is_asked_for_and_nothing_runs(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as (page, told):
        assert told == []
        assert page.evaluate("window.pwned") is None
        assert page.locator("img, script").count() == 0
        assert page.locator("h1").inner_text().startswith("<script>pwned=1</script>")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_of_it_can_be_read(browser: Browser, page_file: Path, scheme: str) -> None:
    with opened(browser, page_file, color_scheme=scheme) as (page, _):
        page.locator("summary").first.click()
        assert page.evaluate(CONTRAST) == []
        line, ground = page.evaluate(
            "() => [getComputedStyle(document.querySelector('.understood')).stroke,"
            " getComputedStyle(document.querySelector('.threshold-chart')).backgroundColor]"
        )
        assert line != ground


def test_on_a_phone_nothing_is_cut_off(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, viewport={"width": 360, "height": 740}) as (page, _):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        chart = page.locator(".threshold-chart").bounding_box()
        assert chart is not None
        assert 0 < chart["width"] <= 360


def test_the_chart_is_told_to_who_does_not_see_it(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as (page, _):
        assert page.get_by_role("img").first.get_attribute("aria-label")
        page.locator("summary").first.click()
        assert page.locator("details table tbody tr").count() == 21
        marked = page.locator(".marked").text_content()
        assert marked == "threshold 0.20"
