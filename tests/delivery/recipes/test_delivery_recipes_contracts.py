"""What our recipes send is what each vendor takes, at both ends of every limit: `contracts/NAME.json` says it, and why.

A contract is what HANDOVER's facts and the vendor's own schema say of each request, and refuses all other keys.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from places import ROOT
from recipe_made import EVIL, requests_of, takeover, target_of
from takeover.delivery.recipe.shelf import shipped, shipped_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.delivery.recipe.target import RecipeTarget
    from takeover.delivery.target import Request

CONTRACTS = ROOT / "tests" / "delivery" / "recipes" / "contracts"
NOBODY: dict[str, Any] = {
    "id": None,
    "name": None,
    "email": None,
    "phone": None,
    "language": None,
    "timezone": None,
    "attributes": {},
}
SOMEBODY = {**NOBODY, "id": "u-1", "name": "Ada Lovelace", "email": "ada@example.test", "phone": "+31612345678"}
LONG = "Long & <b>winding</b> 😀 שלום " * 200


def with_all(text: str, **fields: Any) -> Any:
    """Give a takeover in which a customer wrote this wherever customers can."""
    made = takeover(text, name="c", messages=3)
    return {**made, "subject": text.replace("\n", " ")[:300], "summary": text, "question": text, **fields}


CASES: dict[str, Any] = {
    "usual": takeover(name="c", contact=SOMEBODY),
    "nobody": takeover(name="c", contact=NOBODY),
    "no e-mail": takeover(name="c", contact={**SOMEBODY, "email": None}),
    "no phone": takeover(name="c", contact={**SOMEBODY, "phone": None}),
    "a phone alone": takeover(name="c", contact={**NOBODY, "phone": "+31612345678"}),
    "a name alone": takeover(name="c", contact={**NOBODY, "name": "Ada"}),
    "evil": with_all(EVIL, contact={**SOMEBODY, "name": EVIL}),
    "long": with_all(LONG, contact={**SOMEBODY, "name": LONG}),
    "600 messages": takeover(LONG[:300], name="c", messages=600, contact=SOMEBODY),
    "no question": takeover(name="c", question=None, transcript=[], contact=SOMEBODY),
    **{priority: takeover(name="c", priority=priority) for priority in ("low", "normal", "high", "urgent")},
}


@cache
def contract(name: str) -> Any:
    """Read a contract."""
    return json.loads((CONTRACTS / f"{name}.json").read_text("utf-8"))


def test_every_recipe_has_its_contract_and_every_contract_its_recipe() -> None:
    assert {file.stem for file in CONTRACTS.glob("*.json")} == set(shipped_names())
    for name in shipped_names():
        assert contract(name)["source"]
        sent = {ask.name for ask in shipped(name).requests if ask.json is not None or ask.form is not None}
        assert set(contract(name)["requests"]) == sent


@pytest.mark.parametrize("found", [False, True], ids=["new", "found"])
@pytest.mark.parametrize("optional", [False, True], ids=["least", "all"])
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", shipped_names())
def test_what_is_sent_is_what_is_taken(name: str, case: str, optional: bool, found: bool) -> None:  # noqa: FBT001
    for step, request in walked(target_of(name, optional=optional), CASES[case], found=found):
        assert request.line.isascii()
        assert not any(header.value != header.value.strip() or "\n" in header.value for header in request.headers)
        if not request.body:
            continue
        body = json.loads(request.body)
        faults = list(jsonschema_rs.iter_errors(contract(name)["requests"][step], body))
        assert not faults, [(step, fault.instance_path, fault.message[-200:]) for fault in faults]
        assert len(request.body.encode()) <= contract(name).get("largest", 2_000_000)
        assert "\x00" not in str(body)


def walked(target: RecipeTarget, payload: Any, *, found: bool) -> Iterator[tuple[str, Request]]:
    """Give the requests in order, each answer giving what is taken from it, and searches where it is `found`."""
    facts: dict[str, Any] = {}
    for step, ask in zip(target.plan(payload).steps, target.recipe.requests, strict=True):
        request = step.render(facts)
        if request is None:
            continue
        yield step.name, request
        if ask.method != "GET" or found or ask.name == "room":
            facts |= {fact: 1 if fact == "count" else "7" for fact, _ in ask.take if fact != "noted"}


@pytest.mark.parametrize("name", shipped_names())
def test_a_customers_words_are_no_markup_anywhere(name: str) -> None:
    for request in requests_of(target_of(name, optional=True), CASES["evil"], {"contact": "7"}).values():
        body = json.loads(request.body) if request.body else {}
        for text in strings_in(body):
            if "<table>" in text:
                assert "<b>&amp;</b>" not in text
            if name == "slack":
                assert "<!channel>" not in text or text in plain_texts(body)


def strings_in(value: Any) -> list[str]:
    """Give all texts of a body."""
    match value:
        case str():
            return [value]
        case list():
            return [text for item in value for text in strings_in(item)]
        case dict():
            return [text for item in value.values() for text in strings_in(item)]
        case _:
            return []


def plain_texts(value: Any) -> list[str]:
    """Give the texts that Slack shows as they are."""
    if isinstance(value, list):
        return [text for item in value for text in plain_texts(item)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if value.get("type") == "plain_text" else []
    return own + [text for item in value.values() for text in plain_texts(item)]
