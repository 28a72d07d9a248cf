"""Recipes and targets of them, made for tests of what they send."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

from takeover.delivery.recipe.reading import read_recipe
from takeover.delivery.recipe.shelf import shipped
from takeover.delivery.recipe.target import RecipeTarget
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Problems

if TYPE_CHECKING:
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
