"""Recipes and targets of them, made for tests of what they send."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from fake_host import fake_host
from payloads import payload
from takeover.delivery.outbox import Outbox
from takeover.delivery.pace import Pace
from takeover.delivery.recipe.reading import read_recipe
from takeover.delivery.recipe.shelf import shipped
from takeover.delivery.recipe.target import RecipeTarget
from takeover.delivery.send import Way, send
from takeover.delivery.targets import Outlet
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Problems

if TYPE_CHECKING:
    from pathlib import Path

    from takeover.delivery.receipt import Receipt
    from takeover.delivery.recipe.form import Recipe

NUMBERS = frozenset({"account", "inbox", "team", "group", "mailbox", "topic", "tracker", "priority", "author", "field"})


def recipe_of(text: str) -> Recipe:
    """Read a recipe that has nothing wrong."""
    problems = Problems()
    tree = read_tree(dedent(text), "own.yaml", problems)
    recipe = None if tree is None else read_recipe(tree, problems)
    assert recipe is not None, problems.found
    return recipe


def target_of(name: str, *, optional: bool = False, **settings: str) -> RecipeTarget:
    """Make a target of a recipe that ships, with something in each setting that has to be filled in."""
    recipe = shipped(name)
    given = {
        key: setting.default or (("7" if key in NUMBERS else f"a-{key}") if optional or not setting.optional else "")
        for key, setting in recipe.settings.items()
    }
    given |= {key: "https://desk.example" for key in ("url", "webhook") if key in recipe.settings}
    return RecipeTarget(recipe, {**given, **settings})


def requests_of(target: RecipeTarget, payload: Any, facts: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give the requests that go out, by the names of their steps."""
    rendered = ((step.name, step.render(facts or {})) for step in target.plan(payload).steps)
    return {name: request for name, request in rendered if request is not None}


EVIL = "${TOKEN} {{ settings.token }} {% now %} %} <b>&amp;</b> \x00 😀 שלום *bold* <!channel> ' \" \\"
"""What a customer may write, and what is no mark-up, no reference and no template to anybody."""


def takeover(text: str = "Where is my parcel?", *, name: str, messages: int = 0, **fields: Any) -> Any:
    """Build a takeover of a conversation of this name; `fields` replace those of the payload."""
    made = payload(text, name=name)
    line = made["transcript"][0]
    more = [{**line, "id": f"m{number}", "text": f"line {number}: {text}"} for number in range(messages)]
    return {**made, "transcript": [*made["transcript"], *more], "routing": {**made["routing"], "queue": None}, **fields}


def deliver(made: Any, target: RecipeTarget, folder: Path, password: str = "", outbox: str = "") -> Receipt:
    """Send a takeover to a target, in an outbox of its own unless one is named; ${PASSWORD} is the password."""
    path = folder / (outbox or f"{uuid4().hex}.db")
    way = Way(Outbox(path), pace=Pace(sleep=lambda _: None))
    return send(made, Outlet("desk", target), fake_host(environ={"PASSWORD": password}), way)


def read_back(made: Any, target: RecipeTarget, receipt: Receipt, password: str = "") -> dict[str, Any]:
    """Read the ticket of a receipt back."""
    step = target.read_back(made)
    assert step is not None
    request = step.render(receipt.facts)
    assert request is not None
    return dict(step.send(request, fake_host(environ={"PASSWORD": password})).facts)
