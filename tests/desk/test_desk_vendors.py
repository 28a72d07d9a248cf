"""The desk as any help desk whose recipe ships: a takeover that is sent there twice is one ticket that it can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from fake_host import fake_host
from open_desk import open_desk
from payloads import payload
from takeover.delivery.outbox import Outbox
from takeover.delivery.recipe.shelf import shipped, shipped_names
from takeover.delivery.recipe.target import RecipeTarget
from takeover.delivery.send import Way, send
from takeover.delivery.targets import Outlet

if TYPE_CHECKING:
    from pathlib import Path


def pointed_at(base: str, name: str) -> RecipeTarget:
    recipe = shipped(name)
    settings = {
        key: setting.default or ("7" if not setting.optional else "") for key, setting in recipe.settings.items()
    }
    settings |= {key: f"{base}/{name}" for key in ("url", "webhook") if key in settings}
    return RecipeTarget(recipe, settings)


@pytest.mark.parametrize("name", shipped_names())
def test_a_takeover_arrives_by_each_recipe(tmp_path: Path, name: str) -> None:
    with open_desk(tmp_path / "desk") as desk:
        outlet = Outlet(name, pointed_at(desk.base, name))
        receipts = [
            send(payload("Où est <b>mon</b> colis?"), outlet, fake_host(), Way(Outbox(tmp_path / f"{turn}.db")))
            for turn in ("first", "second")
        ]
    assert [receipt.outcome for receipt in receipts] == ["delivered", "delivered"], receipts
    assert [news.said for news in desk.told if not news.right] == []
    (ticket,) = desk.tickets
    assert ticket.takeover_id == payload("Où est <b>mon</b> colis?")["id"]
    assert ticket.via == name
    said = [str(ticket.payload[name]) for name in ("subject", "question", "summary", "notes")]
    assert any("mon" in text for text in said)


def test_a_field_that_no_recipe_sends_is_told(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        answer = httpx.post(f"{desk.base}/zammad/api/v1/tickets", json={"title": "x", "titel": "y"})
        lost = httpx.post(f"{desk.base}/zammad/api/v9/tickets", json={})
        broken = httpx.post(f"{desk.base}/zammad/api/v1/tickets", content=b"{")
    assert [answer.status_code, lost.status_code, broken.status_code] == [422, 404, 400]
    assert "/titel" in answer.text
    assert not any(news.right for news in desk.told)


def test_a_script_spoils_what_a_recipe_sends(tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk", script="409") as desk:
        outlet = Outlet("zendesk", pointed_at(desk.base, "zendesk"))
        receipt = send(payload(), outlet, fake_host(), Way(Outbox(tmp_path / "o.db")))
    assert receipt.outcome == "refused"
    assert len(desk.tickets) == 0


@pytest.mark.parametrize("name", ["zendesk", "request_tracker", "chatwoot"])
def test_the_link_of_a_receipt_leads_to_the_ticket(tmp_path: Path, name: str) -> None:
    with open_desk(tmp_path / "desk") as desk:
        outlet = Outlet(name, pointed_at(desk.base, name))
        receipt = send(payload(), outlet, fake_host(), Way(Outbox(tmp_path / "o.db")))
        seen = httpx.get(str(receipt.facts["url"]))
    assert (seen.status_code, seen.headers["location"]) == (303, "/#1")
    assert [news.said for news in desk.told if not news.right] == []
