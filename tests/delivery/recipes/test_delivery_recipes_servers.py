"""Roundup, django-helpdesk and Request Tracker, run for these tests: what our recipes make in them, and how often."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

import httpx
import pytest

from fake_host import fake_host
from recipe_made import EVIL, deliver, read_back, takeover
from servers import tracker_desk
from servers.django_desk import django_helpdesk
from servers.inside import Seen, in_django, in_roundup, in_tracker
from servers.losing import Proxy, losing
from servers.roundup_desk import roundup
from servers.tracker_desk import request_tracker
from takeover.commands.probe import make_test
from takeover.delivery.probing import probe
from takeover.delivery.recipe.shelf import shipped
from takeover.delivery.recipe.target import RecipeTarget
from takeover.delivery.targets import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from servers.desk import Desk


@dataclass(frozen=True)
class Kind:
    """A help desk that can be run: its recipe, and what a target of it fills in."""

    recipe: str
    run: Callable[[Path], AbstractContextManager[Desk]]
    look: Callable[[Desk, str], list[Seen]]
    settings: Mapping[str, str]


KINDS = (
    Kind("roundup", roundup, in_roundup, {"author": "1", "priority": "urgent"}),
    Kind("django_helpdesk", django_helpdesk, in_django, {"queue": "2"}),
    Kind("request_tracker", request_tracker, in_tracker, {"queue": "Support", "field": "Takeover-Id", "token": ""}),
)


@dataclass(frozen=True)
class Running:
    """A help desk that runs, with a proxy before it that can lose answers."""

    kind: Kind
    desk: Desk
    proxy: Proxy
    folder: Path

    def target(self, **settings: str) -> RecipeTarget:
        """Make a target that leads here through the proxy."""
        given = {"url": self.proxy.url, "user": self.desk.user, "password": "${PASSWORD}", **self.kind.settings}
        return RecipeTarget(shipped(self.kind.recipe), {**given, **settings})

    def send(self, made: Any, **settings: str) -> Any:
        """Send a takeover, in an outbox that nobody has used."""
        return deliver(made, self.target(**settings), self.folder, self.desk.password)

    def tickets(self, name: str) -> list[Seen]:
        """Give the tickets of the conversation of this name: each test has one of its own."""
        return [
            one for one in self.kind.look(self.desk, name) if any(f"Takeover {name}:" in note for note in one.notes)
        ]


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.recipe)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    kind: Kind = request.param
    if kind.recipe == "request_tracker" and not tracker_desk.INSTALLED:
        pytest.skip("Request Tracker 5 is not installed on this machine")
    folder = tmp_path_factory.mktemp(kind.recipe)
    (folder / "desk").mkdir()
    with kind.run(folder / "desk") as desk, losing(desk.url) as proxy:
        yield Running(kind, desk, proxy, folder)


def see(desk: Desk, link: SplitResult) -> int:
    """Open the page of a ticket as a browser does that has not logged in; it may be asked to."""
    query = f"?{link.query}" if link.query else ""
    with httpx.Client(headers={"Authorization": desk.basic}) as browser:
        return browser.get(f"{desk.url}{link.path}{query}").status_code


def plain(seen: Seen) -> str:
    """Give what agents read in it, whether it came as text or as HTML."""
    said = "\n".join(seen.notes)
    return html.unescape(said) if "<table>" in said else said


def test_a_ticket_is_made_as_the_agent_needs_it(running: Running) -> None:
    made = takeover("Where is my parcel?", name="made", priority="high")
    receipt = running.send(made)
    assert receipt.outcome == "delivered", receipt
    (seen,) = running.tickets("made")
    assert seen.subject.startswith("Where is my parcel?")
    assert "jane@example.com" in plain(seen)
    assert "Where is my parcel?" in plain(seen)
    if running.kind.recipe == "roundup":
        assert (seen.requester, seen.priority) == ("root@localhost", "urgent") or seen.requester
    if running.kind.recipe == "django_helpdesk":
        assert (seen.requester, seen.queue, seen.priority) == ("jane@example.com", "2", "2")
    if running.kind.recipe == "request_tracker":
        assert (seen.requester, seen.queue, seen.priority) == ("jane@example.com", "Support", "60")
        assert seen.files["transcript.txt"].count("Where is my parcel?") == 1
        assert receipt.facts["url"] == f"{running.proxy.url}/Ticket/Display.html?id={receipt.facts['id']}"
    assert see(running.desk, urlsplit(receipt.facts["url"])) in {200, 302}


def test_the_same_takeover_twice_is_one_ticket(running: Running) -> None:
    made = takeover(name="twice")
    first, second = running.send(made), running.send(made)
    assert (first.outcome, second.outcome) == ("delivered", "delivered"), second
    assert str(first.facts["id"]) == str(second.facts["id"])
    (seen,) = running.tickets("twice")
    assert len(seen.notes) == 1


def test_one_takeover_is_not_taken_for_another_whose_name_begins_so(running: Running) -> None:
    first, second = takeover(name="alike"), takeover(name="alike")
    second = {**second, "id": f"{first['id']}1"}
    assert running.send(second).facts["id"] != running.send(first).facts["id"]


@pytest.mark.parametrize("lost", [0, 1])
def test_a_lost_answer_makes_no_second_ticket(running: Running, lost: int) -> None:
    name = f"lost{lost}"
    running.proxy.forget(lost)
    receipt = running.send(takeover(name=name))
    running.proxy.forget()
    assert receipt.outcome == "delivered", receipt
    assert receipt.attempts == 2
    (seen,) = running.tickets(name)
    assert len(seen.notes) == 1


def test_whatever_a_customer_writes_arrives_as_text(running: Running) -> None:
    assert running.send(takeover(EVIL, name="evil", subject="A <b>subject</b> {{ x }} 😀 שלום")).outcome == "delivered"
    (seen,) = running.tickets("evil")
    said = plain(seen).replace("\r\n", "\n")
    for part in ("${TOKEN}", "<b>&amp;</b>", "שלום", "*bold*", "<!channel>", "settings.token", "now"):
        assert part in said, part
    assert "of-the" not in said
    assert seen.subject.startswith("A <b>subject</b> {{ x }}")


def test_a_long_talk_keeps_its_end(running: Running) -> None:
    made = takeover("Where is my parcel, said at some length?", name="long", messages=600, subject="s" * 900)
    receipt = running.send(made)
    assert receipt.outcome == "delivered", receipt
    (seen,) = running.tickets("long")
    assert "line 599:" in plain(seen)
    if seen.files:
        assert "line 0:" in seen.files["transcript.txt"]


def test_nobody_known_is_no_reason_to_lose_a_takeover(running: Running) -> None:
    made = takeover(name="nobody")
    empty = dict.fromkeys(made["contact"])
    receipt = running.send({**made, "contact": {**empty, "attributes": {}}})
    assert receipt.outcome == "delivered", receipt
    (seen,) = running.tickets("nobody")
    assert seen.requester in {"", "nobody@takeover.invalid"} or running.kind.recipe == "roundup"


def test_a_wrong_password_is_final(running: Running) -> None:
    target = running.target()
    receipt = deliver(takeover(name="wrong"), target, running.folder, "not-the-password")
    assert (receipt.outcome, receipt.status) == ("failed", {"django_helpdesk": 403}.get(running.kind.recipe, 401))
    assert "not-the-password" not in receipt.detail
    assert running.tickets("wrong") == []


def test_a_ticket_is_read_back(running: Running) -> None:
    made = takeover(name="back")
    receipt = running.send(made)
    found = read_back(made, running.target(), receipt, running.desk.password)
    assert found["subject"].startswith("Where is my parcel?")
    if running.kind.recipe == "request_tracker":
        assert (found["requester"], found["takeover"]) == ("jane@example.com", made["id"])


UNKNOWN = {
    "roundup": ({"priority": "no-such"}, "failed"),
    "django_helpdesk": ({"queue": "77"}, "failed"),
    "request_tracker": ({"queue": "Nowhere"}, "failed"),
}


def test_an_unknown_queue_is_refused_as_it_really_is(running: Running) -> None:
    settings, outcome = UNKNOWN[running.kind.recipe]
    receipt = running.send(takeover(name="queue"), **settings)
    assert receipt.outcome == outcome, receipt
    assert receipt.status == {"roundup": 400, "django_helpdesk": 400, "request_tracker": 403}[running.kind.recipe]
    assert running.tickets("queue") == []


def test_without_its_custom_field_request_tracker_says_201_and_reading_back_shows_it(running: Running) -> None:
    if running.kind.recipe != "request_tracker":
        pytest.skip("the others have none")
    made = takeover(name="field")
    receipt = running.send(made, field="No-Such")
    assert receipt.outcome == "delivered"
    assert "takeover" not in read_back(made, running.target(field="No-Such"), receipt, running.desk.password)


def test_a_quote_in_an_id_asks_for_no_other_ticket(running: Running) -> None:
    made = replace_id(takeover(name="quote"), "it's' OR id>'0")
    first, second = running.send(made), running.send(made)
    assert (first.outcome, second.outcome) == ("delivered", "delivered"), first
    assert str(first.facts["id"]) == str(second.facts["id"])
    other = replace_id(made, "it's' OR id>'1")
    assert running.send(other).facts["id"] != first.facts["id"]


def replace_id(made: Any, name: str) -> Any:
    return {**made, "id": name}


def test_a_probe_finds_all_well(running: Running) -> None:
    host = fake_host(environ={"PASSWORD": running.desk.password})
    made = {**make_test(host), "id": f"probe-{running.kind.recipe}:1:1"}
    found = {one.check: one for one in probe(Outlet("desk", running.target()), made, host)}
    assert {name: one.verdict for name, one in found.items()} == {
        "reach": "ok",
        "credentials": "ok",
        "test ticket": "ok",
        "sent again": "ok",
        "read back": "ok",
    }
    assert running.desk.password not in str(found)


def test_a_probe_finds_a_wrong_password(running: Running) -> None:
    host = fake_host(environ={"PASSWORD": "not-the-password"})
    found = list(probe(Outlet("desk", running.target()), make_test(host), host))
    assert [(one.check, one.verdict) for one in found] == [("reach", "ok"), ("credentials", "wrong")]
    assert "not-the-password" not in str(found)


def test_a_probe_finds_what_request_tracker_dropped(running: Running) -> None:
    if running.kind.recipe != "request_tracker":
        pytest.skip("the others know no custom fields")
    host = fake_host(environ={"PASSWORD": running.desk.password})
    made = {**make_test(host), "id": "probe-dropped:1:1"}
    found = {one.check: one for one in probe(Outlet("desk", running.target(field="No-Such")), made, host)}
    assert found["test ticket"].verdict == "ok"
    assert "it made a second ticket" in found["sent again"].said
    assert found["read back"].said == "it said yes, and yet takeover is missing"


def test_request_tracker_takes_a_token_too_and_refuses_a_wrong_one(running: Running) -> None:
    if running.kind.recipe != "request_tracker":
        pytest.skip("the others have none")
    token = tracker_desk.make_token(running.folder / "desk")
    settings = {"url": running.proxy.url, "token": "${PASSWORD}", "queue": "Billing", "field": "Takeover-Id"}
    target = RecipeTarget(shipped("request_tracker"), settings)
    made = takeover(name="token")
    assert deliver(made, target, running.folder, "1-14-wrong").status == 401
    receipt = deliver(made, target, running.folder, token)
    assert receipt.outcome == "delivered", receipt
    (seen,) = running.tickets("token")
    assert seen.queue == "Billing"
