"""The report in a real browser: it asks for nothing, obeys nobody, and is read by eye, by keyboard and on a phone."""

from __future__ import annotations

from contextlib import contextmanager
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from contrast import CONTRAST
from fake_host import fake_host
from replayed import bot_of, read_all
from takeover.present.results import RESULTS
from takeover.replay.coverage import Covered, measure
from takeover.replay.play import play
from takeover.replay.result import Summary
from takeover.source.diagnostic import Diagnostic
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

EVIL = "<script>pwned=1</script><img src=x onerror=pwned=1>\"' onmouseover=pwned=1 </pre></script>&lt;b&gt;"
BOT = f"""\
bot: "{EVIL.replace('"', "")}"
params: {{secret: {{type: text, sensitive: true}}}}
flows:
  - flow: "Main <script>pwned=1<{chr(0xFF0F)}script>"
    steps:
      - step: "greet <img src=x onerror=pwned=1>"
        when: {{text: [hello there, good day]}}
        do:
          - say: {{text: "Hello {{{{ user.name }}}}, see https://acme.example/help.", choices: [Order, "<b>Talk</b>"]}}
          - card:
              title: A card
              subtitle: For you
              image: https://acme.example/card.png
              url: https://acme.example/card
          - image: {{url: "https://acme.example/a.png", title: A picture}}
      - step: echo
        when: {{pattern: 'echo (?P<said>.*)'}}
        do: [{{say: "{{{{ said }}}}"}}, {{set: {{last: "{{{{ said }}}}"}}}}, {{goto: Person}}]
      - step: never
        when: {{text: [nobody says this]}}
        do: [{{say: Never.}}]
  - flow: Person
    steps:
      - step: human
        when: {{text: [a human please]}}
        do: [{{takeover: {{reason: requested, note: "{{{{ last }}}}"}}}}]
      - when: unknown
        do: [{{say: "Sorry?"}}]
"""
LONG = 300 * "w"
QUOTED = EVIL.replace("'", "''")
TRANSCRIPTS = f"""\
transcripts:
  - transcript: A greeting
    turns: [{{user: hello there}}, {{bot: /Hello/}}, {{bot: {{card: /card/}}}}, {{bot: {{image: /a.png/}}}}]
  - transcript: '{QUOTED}'
    tags: ['{QUOTED}']
    turns:
      - user: 'echo {QUOTED}'
      - bot: {{contains: pwned}}
      - takeover: {{reason: requested}}
      - agent: '{QUOTED}'
      - agent: {LONG}
      - agent: {{resolve: '{QUOTED}'}}
  - transcript: The wrong words
    turns:
      - user: good day
      - bot: Hello you, go to the <b>shop</b>.
  - transcript: Another takeover
    turns:
      - user: a human please
      - takeover: {{reason: unknown, priority: high}}
  - transcript: Later
    skip: '{QUOTED}'
    turns: [{{user: hi}}]
"""
SOURCES = {"bot.yaml": BOT, "t.yaml": TRANSCRIPTS, "w.yaml": "transcript: W\nturns: [{usr: <b>x</b>}]\n"}
BROKEN = Diagnostic("unknown-turn", "error", f'"{EVIL}" is not a turn', Span("w.yaml", 2, 10, 2, 13), EVIL)


def write_report() -> str:
    bot = bot_of(BOT)
    transcripts, found = read_all(TRANSCRIPTS)
    assert found == []
    results = [play(bot, transcript, "t.yaml", covering=True, showing=True) for transcript in transcripts]
    taken = frozenset(key for result in results for key in result.taken)
    stdout, summary = StringIO(), Summary(problems=1)
    reporter = RESULTS["html"](fake_host(stdout=stdout), SOURCES)
    reporter.begin(len(results))
    reporter.broken("w.yaml", (BROKEN,))
    for result in results:
        summary.add(result)
        reporter.result(result)
    reporter.end(summary, (Covered("bots/<b>acme</b>", bot, taken, tuple(measure(bot, taken))),))
    return stdout.getvalue()


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(write_report(), encoding="utf-8")
    return path


@contextmanager
def opened(browser: Browser, report: Path, **how: Any) -> Iterator[tuple[Page, list[str]]]:
    """Open the report, and give what the browser complained of or asked for besides the file."""
    context = browser.new_context(**{"viewport": {"width": 1100, "height": 900}, **how})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
    page.on("request", lambda request: said.append(request.url) if request.url != report.as_uri() else None)
    page.goto(report.as_uri())
    yield page, said
    context.close()


def test_it_asks_for_nothing_and_complains_of_nothing(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, said):
        page.click("#unfold")
        page.click("#inside")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        page.mouse.wheel(0, 9000)
        page.wait_for_timeout(100)
        assert said == []


def test_nothing_that_was_written_is_obeyed(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, said):
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        for element in page.locator(".bubble, .tag, h4").all():
            element.hover()
        assert page.evaluate("typeof pwned") == "undefined"
        assert page.evaluate("document.scripts.length") == 1
        assert page.locator("img, iframe, object, embed, form, b").count() == 0
        names = page.evaluate("[...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames())")
        assert [name for name in names if name.startswith("on")] == []
        links = page.evaluate("[...document.querySelectorAll('[href]')].map((one) => one.getAttribute('href'))")
        assert {link.split(":")[0].split("#")[0] for link in links} <= {"", "https", "data"}
        assert said == []


def test_its_policy_stops_what_would_slip_in(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, said):
        stopped: list[str | None] = []
        page.on("requestfailed", lambda request: stopped.append(request.failure))
        page.evaluate("""() => {
          const script = document.createElement("script");
          script.textContent = "pwned = 1";
          document.body.append(script);
          const image = document.createElement("img");
          image.src = "https://acme.example/spy.png";
          document.body.append(image);
          return fetch("https://acme.example/spy").catch(() => {});
        }""")
        page.wait_for_timeout(100)
        assert page.evaluate("typeof pwned") == "undefined"
        assert len([one for one in said if "Content Security Policy" in one]) >= 3
        assert set(stopped) == {"csp"}


def test_what_was_written_is_read_as_it_was_written(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, _):
        assert page.locator("h4").nth(1).inner_text().removeprefix("passed:").strip() == EVIL
        talk = page.locator(".talk").nth(1)
        talk.locator("summary").first.click()
        assert talk.locator(".user .bubble").inner_text() == f"echo {EVIL}"
        assert talk.locator(".agent .bubble").all_inner_texts() == [EVIL, LONG]


def test_failures_are_seen_where_they_happened(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, _):
        assert "failed" in page.title()
        failed = page.locator(".talk.failed")
        assert failed.count() == 2
        first = failed.first
        assert first.locator(".fault").is_visible()
        assert "Hello , see https://acme.example/help." in first.locator(".culprit .bubble").inner_text()
        assert first.locator(".side.expected ins").inner_text() == "Hello you, go to the <b>shop</b>."
        assert "t.yaml:16" in first.locator(".places").inner_text()
        assert "bot.yaml:9" in first.locator(".places").inner_text()
        assert first.locator(".why tbody tr").count() >= 1
        second = failed.nth(1)
        assert second.locator(".side.expected ins").all_inner_texts() == ["unknown", "high"]
        assert second.locator(".culprit .payload").is_visible()


def test_the_list_of_failures_leads_to_them(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, _):
        page.evaluate("for (const one of document.querySelectorAll('.talk')) one.open = false")
        page.locator(".failures a").nth(1).click()
        assert page.locator(".talk.failed").nth(1).evaluate("one => one.open")


def test_payloads_fold(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, _):
        payload = page.locator(".talk.failed .payload details")
        assert not payload.locator("pre").is_visible()
        payload.locator("summary").click()
        assert '"schema": "takeover/1"' in payload.locator("pre").inner_text()
        payload.locator("summary").click()
        assert not payload.locator("pre").is_visible()


def test_talks_are_sifted_and_found(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, _):
        visible = page.locator(".talk:not([hidden])")
        assert visible.count() == 5
        page.get_by_text("Failed 2", exact=True).click()
        assert visible.count() == 2
        page.get_by_text("All 5", exact=True).click()
        page.fill("#find", "A CARD you")
        page.wait_for_function("document.querySelectorAll('.talk:not([hidden])').length < 5")
        assert [one.split(":")[-1].strip() for one in visible.locator("h4").all_inner_texts()] == [
            "A greeting",
            "The wrong words",
        ]
        assert page.locator("#shown").inner_text() == "2 of 5"
        page.press("#find", "Escape")
        assert visible.count() == 5


def test_the_inside_is_shown_on_demand(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, _):
        step = page.locator(".talk.failed .chat .step").first
        assert not step.is_visible()
        page.click("#inside")
        assert step.is_visible()
        assert page.locator("#inside").get_attribute("aria-pressed") == "true"


def test_it_is_walked_by_keyboard_alone(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, _):
        walked: list[tuple[str, bool]] = []
        for _ in range(200):
            page.keyboard.press("Tab")
            where, seen = page.evaluate("""() => {
              const one = document.activeElement, seen = one.matches("[type=radio]") ? one.nextElementSibling : one;
              const name = `${one.tagName}${one.id ? "#" + one.id : ""}.${one.closest(".talk") ? "talk" : ""}`;
              return [name, getComputedStyle(seen).outlineStyle !== "none"];
            }""")
            if where.startswith("BODY"):
                break
            walked.append((where, seen))
        places = [where for where, _ in walked]
        assert places[0] == "A."
        assert {"INPUT#show-all.", "INPUT#find.", "BUTTON#unfold.", "BUTTON#inside."} <= set(places)
        assert places.count("SUMMARY.talk") >= 5 + 2
        assert [where for where, seen in walked if not seen] == []
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"
        talk = page.locator(".talk").first
        talk.locator("summary").first.focus()
        page.keyboard.press("Enter")
        assert talk.evaluate("one => one.open")


def test_the_first_stop_leads_past_the_head(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, _):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "talks"


def test_it_has_landmarks_names_and_headings_in_order(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, _):
        assert page.locator("html").get_attribute("lang") == "en"
        for landmark in ("main", "header", "footer", "nav", "search"):
            assert page.locator(landmark).count() == 1, landmark
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((one) => +one.tagName[1])")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        nameless = page.evaluate("""() => [...document.querySelectorAll("a, button, input, summary, [tabindex='0']")]
          .filter((one) => !(one.textContent.trim() || one.ariaLabel || one.labels?.length))
          .map((one) => one.outerHTML)""")
        assert nameless == []
        identifiers = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
        assert len(identifiers) == len(set(identifiers))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_told_from_its_ground(browser: Browser, report: Path, scheme: str) -> None:
    with opened(browser, report, color_scheme=scheme) as (page, _):
        page.click("#inside")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert page.evaluate(CONTRAST) == []
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (int(ground.split("(")[1].split(",")[0]) < 128) == (scheme == "dark")


@pytest.mark.parametrize("width", [320, 768])
def test_a_narrow_screen_is_never_scrolled_sideways(browser: Browser, report: Path, width: int) -> None:
    with opened(browser, report, viewport={"width": width, "height": 640}) as (page, _):
        page.click("#inside")
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        cut_off = page.evaluate(
            """(width) => [...document.querySelectorAll("main *")]
          .filter((one) => !one.closest(".wide, pre, .carousel, .heard") && one.getBoundingClientRect().right > width)
          .map((one) => one.outerHTML.slice(0, 60))""",
            width,
        )
        assert cut_off == []


def test_it_is_read_without_its_script(browser: Browser, report: Path) -> None:
    with opened(browser, report, java_script_enabled=False) as (page, _):
        assert page.locator(".talk.failed .fault").first.is_visible()
        assert not page.locator(".tools").is_visible()


def test_it_is_printed_on_white_without_its_tools(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, _):
        page.emulate_media(media="print", color_scheme="dark")
        assert not page.locator(".tools").is_visible()
        assert page.locator(".talk.failed .fault").first.is_visible()
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_flows_are_drawn_with_what_was_taken(browser: Browser, report: Path) -> None:
    with opened(browser, report) as (page, _):
        graph = page.locator("svg.graph")
        assert graph.locator("a").count() == 2
        assert graph.locator(".step").count() == 5
        assert graph.locator(".step.taken").count() == 3
        assert graph.locator("path.way.taken").count() == 1
        graph.locator("a").nth(1).click()
        assert page.locator(".flows details").nth(1).evaluate("one => one.open")
        assert page.locator("#coverage .missed li").count() >= 2
