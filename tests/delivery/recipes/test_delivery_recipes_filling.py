"""What is put into a recipe's texts stays in its place: settings are filled when sent, and what a user wrote never."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_host import fake_host
from loopback import answer, desk_that
from payloads import payload
from recipe_made import recipe_of, requests_of, target_of
from takeover.delivery.recipe.fitting import fit_html, fit_letter
from takeover.delivery.recipe.target import RecipeTarget

if TYPE_CHECKING:
    from takeover.delivery.target import Request

EVIL = "${TOKEN} {{ settings.token }} {id} <b>&amp;</b> \x00 😀 שלום ://x?a=b&c"
RECIPE = """\
recipe: ours
title: Ours
settings:
  url: {help: where}
  inbox: {help: a number}
  token: {help: a token, secret: true}
requests:
  - name: create
    post: "{{ settings.url }}/inboxes/{{ settings.inbox }}/{{ contact.name }}"
    json:
      inbox: {$number: "{{ settings.inbox }}"}
      token: "{{ settings.token }}"
      question: "{{ question }}"
      both: "{{ settings.inbox }}: {{ question }}"
      coded: {$base64: "{{ settings.token }}"}
    take: {id: /id}
  - name: form
    post: "{{ settings.url }}/form/{{ facts.id }}"
    form: {inbox: "{{ settings.inbox }}", text: "{{ question }}"}
"""


def target(url: str = "https://desk.example") -> RecipeTarget:
    return RecipeTarget(recipe_of(RECIPE), {"url": url, "inbox": "${INBOX}", "token": "${TOKEN}"})


def talk(text: str) -> Any:
    made = payload()
    return {**made, "question": text, "contact": {**made["contact"], "name": text}}


def filled(request: Request) -> str:
    assert request.fill is not None
    return request.fill(lambda text: text.replace("${INBOX}", "42").replace("${TOKEN}", "t0p"))


def test_a_setting_that_holds_a_reference_is_filled_when_it_is_sent() -> None:
    requests = requests_of(target(), talk(EVIL), {"id": "9"})
    shown, sent = json.loads(requests["create"].body), json.loads(filled(requests["create"]))
    said = EVIL.replace("\x00", "\ufffd")
    assert shown["inbox"] == "${INBOX}"
    assert (sent["inbox"], sent["token"], sent["coded"]) == (42, "t0p", "dDBw")
    assert sent["question"] == said
    assert sent["both"] == f"42: {said}"
    assert parse_qs(filled(requests["form"])) == {"inbox": ["42"], "text": [said]}
    assert "t0p" not in requests["create"].show()


def test_it_goes_over_the_wire_so() -> None:
    environ = {"INBOX": "42", "TOKEN": "t0p-secret"}
    with desk_that(answer("201 Created", b'{"id": 9}')) as opened:
        step = target(opened.url).plan(talk(EVIL)).steps[0]
        request = step.render({})
        assert request is not None
        verdict = step.send(request, fake_host(environ=environ))
    assert (verdict.outcome, verdict.facts) == ("delivered", {"id": 9})
    (heard,) = opened.received
    assert json.loads(heard.body)["inbox"] == 42
    assert "t0p-secret" not in heard.line
    assert heard.line.startswith("POST /takeovers/inboxes/42/%24%7BTOKEN%7D%20%7B%7B")


def test_a_dry_run_shows_what_is_not_known_yet_by_its_name() -> None:
    assert "POST https://desk.example/form/{id}\n" in target().plan(payload()).show()
    assert "POST https://desk.example/form/%7Bno%7D%2F" in _show(target(), {"id": "{no}/"})


def _show(made: RecipeTarget, facts: dict[str, Any]) -> str:
    return "".join(request.show() for request in requests_of(made, payload(), facts).values())


def test_nothing_is_filled_where_no_setting_stands() -> None:
    assert requests_of(target_of("request_tracker", token="${TOKEN}"), talk(EVIL))["create"].fill is None  # noqa: S106


@given(st.text(max_size=60))
def test_whatever_a_user_writes_stays_in_its_place(text: str) -> None:
    made = talk(text)
    for name in ("zendesk", "chatwoot", "sunshine"):
        for request in requests_of(target_of(name), made, {"contact": "1", "source": "2", "id": ""}).values():
            assert "${" not in request.line
            assert len(request.line.split(" ")) == 2
            if request.body:
                json.loads(request.body)


@pytest.mark.parametrize("most", [None, 60_000, 4_000, 900, 300, 40, 1])
@pytest.mark.parametrize("turns", [1, 600])
def test_letters_fit(most: int | None, turns: int) -> None:
    made = payload()
    line = made["transcript"][0]
    long = {**made, "transcript": [{**line, "text": f"{number} <&'> {EVIL}"} for number in range(turns)]}
    letter, html = fit_letter(long, most), fit_html(long, most)
    assert most is None or max(len(letter), len(html)) <= most
    if most is None or most >= 60_000:
        assert f"{turns - 1} <&'>" in letter
        assert f"{turns - 1} &lt;&amp;&#x27;&gt;" in html
    assert html.count("<") == html.count(">")
    assert "<b>&amp;" not in html
    for tag in ("td", "tr", "table", "p", "h3"):
        assert html.count(f"<{tag}>") + html.count(f"<{tag} ") == html.count(f"</{tag}>"), tag


LINKED = """\
recipe: linked
title: Linked
settings: {url: {help: where}, token: {help: a token, secret: true}}
headers: {X-Id: "{{ id }} of {{ contact.name }}"}
link: "{{ settings.url }}/see/{{ facts.id }}"
requests:
  - post: "{{ settings.url }}/tickets"
    json: {subject: "{{ subject }}"}
    take: {id: /id}
"""


def test_the_link_leads_a_person_there_without_a_password() -> None:
    with desk_that(answer("201 Created", b'{"id": "7/8"}')) as opened:
        url = opened.url.replace("http://", "http://bot:${PW}@")
        made = RecipeTarget(recipe_of(LINKED), {"url": url, "token": "${PW}"})
        (step,) = made.plan(talk("Zoë 😀")).steps
        request = step.render({})
        assert request is not None
        verdict = step.send(request, fake_host(environ={"PW": "s3cret-s3cret"}))
    assert verdict.facts == {"id": "7/8", "url": f"{opened.url}/see/7%2F8"}
    assert opened.received[0].headers["x-id"].endswith(" of Zo%C3%AB %F0%9F%98%80")
