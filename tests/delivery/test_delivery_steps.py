"""Targets of several requests: each with what came before, and gone on with where it was interrupted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from fake_host import MOMENT, fake_host
from payloads import payload
from takeover.delivery.outbox import Outbox
from takeover.delivery.pace import BURST, Pace, Turns
from takeover.delivery.receipt import Verdict
from takeover.delivery.send import Way, send
from takeover.delivery.target import Facts, Plan, Request, Step
from takeover.delivery.targets import Outlet
from takeover.delivery.wants import Wants
from takeover.handover.writing import write_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from takeover.host import Host

NOW = MOMENT.timestamp()


@pytest.fixture(name="outbox")
def make_outbox(tmp_path: Path) -> Iterator[Outbox]:
    made = Outbox(tmp_path / "state" / "outbox.db")
    yield made
    made.close()


# A target of several requests, as help desks are.


@dataclass
class HelpDesk:
    """A help desk in memory: it finds tickets by our id, makes them, and tags them; each request may go wrong."""

    tickets: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    wrong: dict[int, Verdict] = field(default_factory=dict)
    wants: Wants = Wants()  # noqa: RUF009 - a value
    attempts: int = 3
    reaches_people: bool = True
    rate: int = 0

    def plan(self, payload: Any) -> Plan:
        def request(name: str) -> Request:
            return Request(payload["id"], name, (), "")

        def create(facts: Facts) -> Request | None:
            return None if facts.get("id") else request("create")

        return Plan(
            payload["id"],
            (
                Step("search", lambda _: request("search"), self._answer, "safe"),
                Step("create", create, self._answer, "search"),
                Step("tag", lambda facts: request(f"tag {facts['id']}"), self._answer, "safe", optional=True),
            ),
            self.rate,
        )

    def _answer(self, request: Request, host: Host) -> Verdict:
        del host
        self.asked.append(request.line)
        wrong = self.wrong.get(len(self.asked))
        if request.line == "create" and (wrong is None or wrong.outcome == "unknown"):
            self.tickets.append(request.takeover_id)
        if wrong is not None:
            return wrong
        found = {"id": str(self.tickets.index(request.takeover_id))} if request.takeover_id in self.tickets else {}
        return Verdict("delivered", "200 OK", 200, facts=found)


def send_to(desk: HelpDesk, outbox: Outbox) -> Any:
    return send(payload(), Outlet("help", desk), fake_host(), Way(outbox, pace=Pace(sleep=lambda _: None)))


def test_several_requests_in_order_each_with_what_came_before(outbox: Outbox) -> None:
    desk = HelpDesk()
    receipt = send_to(desk, outbox)
    assert desk.asked == ["search", "create", "tag 0"]
    assert (receipt.outcome, receipt.facts["id"]) == ("delivered", "0")
    assert desk.plan(payload()).show().count("\n") > 3, "a dry run shows all of them"


def test_a_lost_answer_to_a_create_is_searched_for(outbox: Outbox) -> None:
    desk = HelpDesk(wrong={2: Verdict("unknown", "lost")})
    receipt = send_to(desk, outbox)
    assert desk.asked == ["search", "create", "search", "tag 0"]
    assert (receipt.outcome, len(desk.tickets)) == ("delivered", 1)


def test_a_follow_up_that_fails_is_said_and_no_more(outbox: Outbox) -> None:
    desk = HelpDesk(wrong={3: Verdict("failed", "403 Forbidden", 403)})
    receipt = send_to(desk, outbox)
    assert (receipt.outcome, "tag: 403 Forbidden" in receipt.detail) == ("delivered", True)


def test_a_refusal_is_the_flows_unavailable(outbox: Outbox) -> None:
    desk = HelpDesk(wrong={2: Verdict("refused", "no agent", 200)})
    receipt = send_to(desk, outbox)
    assert (receipt.outcome, receipt.detail) == ("refused", "create: no agent")


@pytest.mark.parametrize("begun", ["", "search", "create", "tag"])
def test_a_plan_goes_on_where_it_was_killed(outbox: Outbox, begun: str) -> None:
    desk = HelpDesk()
    order = ["search", "create", "tag"]
    done = order[: order.index(begun)] if begun else []
    if begun in {"create", "tag"}:
        desk.tickets.append(payload()["id"])
    item = outbox.put("help", "", payload()["id"], write_json(payload()), NOW)
    facts = {"id": "0"} if begun == "tag" else {}
    outbox.note(item.number, NOW, begun=begun, done=done, facts=facts, owner="elsewhere:1", leased=NOW - 1)
    receipt = send_to(desk, outbox)
    assert (receipt.outcome, len(desk.tickets)) == ("delivered", 1)


def test_a_receiver_is_asked_no_oftener_than_it_takes() -> None:
    now = [100.0]
    pace, turns = Pace(clock=lambda: now[0]), Turns()
    asked: list[float] = []
    for _ in range(BURST + 121):
        now[0] += turns.take("desk", 60, pace)
        asked.append(now[0])
    assert asked[BURST] == 100.0
    assert asked[-1] == 100.0 + 120
    assert all(sum(begin <= at < begin + 60 for at in asked) <= 60 + BURST + 1 for begin in range(100, 200))


def test_one_that_takes_any_number_and_another_wait_for_nobody() -> None:
    pace, turns = Pace(clock=lambda: 0.0), Turns()
    assert [turns.take("desk", 0, pace) for _ in range(100)] == [0] * 100
    assert any(turns.take("slow", 1, pace) for _ in range(BURST + 2))
    assert turns.take("other", 1, pace) == 0


def test_who_waits_for_a_turn_is_told(outbox: Outbox) -> None:
    slept: list[float] = []
    told: list[str] = []
    pace = Pace(clock=lambda: sum(slept), sleep=slept.append)
    desk = HelpDesk(rate=6)
    way = Way(outbox, pace=pace, tell=told.append)
    for number in range(6):
        send(payload(name=f"c{number}"), Outlet("desk", desk), fake_host(), way)
    assert len(desk.tickets) == 6
    assert slept
    assert all("6 requests a minute" in line for line in told)
