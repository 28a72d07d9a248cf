"""Editors complete recipes, and the targets that go by them: the schemas accept what ships, and refuse mistakes."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from fake_host import run_cli
from recipe_made import takeover
from takeover.commands.schema import SCHEMAS
from takeover.delivery.recipe.shelf import shipped, shipped_names, shipped_text
from takeover.delivery.recipe.target import RecipeTarget
from takeover.delivery.targets import read_targets
from takeover.loading.load import load_bot
from takeover.source.diagnostic import Problems

STEP = {"when": "unknown", "do": [{"say": "Sorry."}]}
RECIPES = jsonschema_rs.validator_for(SCHEMAS["recipe"]())
TARGETS = jsonschema_rs.validator_for(SCHEMAS["target"]())


@pytest.mark.parametrize("name", shipped_names())
def test_what_ships_is_accepted_and_names_its_schema(name: str) -> None:
    text = shipped_text(name)
    assert text.startswith("# yaml-language-server: $schema=recipe.schema.json\n")
    RECIPES.validate(yaml.safe_load(text))


def test_the_schema_beside_the_recipes_is_the_same() -> None:
    kept = resources.files("takeover.delivery").joinpath("recipes", "recipe.schema.json").read_text("utf-8")
    made = "make it anew: takeover schema recipe > cli/takeover/delivery/recipes/recipe.schema.json"
    assert kept == run_cli("schema recipe").stdout, made


@pytest.mark.parametrize("name", shipped_names())
def test_a_target_completes_what_its_recipe_asks_for(name: str) -> None:
    needed = {
        key: "${TOKEN}" if setting.secret else "7"
        for key, setting in shipped(name).settings.items()
        if not setting.optional and not setting.default
    }
    target: dict[str, Any] = {"recipe": name, **needed, "timeout": "9s", "transcript": "last 20"}
    TARGETS.validate(target)
    assert not TARGETS.is_valid({**target, "colour": "red"})
    for key in needed:
        assert not TARGETS.is_valid({other: value for other, value in target.items() if other != key}), key


def test_a_recipe_of_ones_own_may_ask_for_anything() -> None:
    TARGETS.validate({"recipe": "our_desk", "harbour": "west", "timeout": "9s"})
    assert not TARGETS.is_valid({"recipe": "our_desk", "timeout": "soon"})


@pytest.mark.parametrize(
    "change",
    [{"requests": []}, {"titel": "x"}, {"requests": [{"pots": "x"}]}, {"answers": [{"is": "fine"}]}, {"largest": 0}],
    ids=json.dumps,
)
def test_mistakes_are_refused(change: dict[str, Any]) -> None:
    assert not RECIPES.is_valid({**yaml.safe_load(shipped_text("zendesk")), **change})


@pytest.mark.parametrize("name", shipped_names())
def test_what_a_bot_fills_in_is_what_its_target_holds(name: str, tmp_path: Path) -> None:
    given = {key: f"${{{key.upper()}}}" for key in shipped(name).settings}
    bot = {"targets": {"desk": {"recipe": name, **given, "timeout": "9s"}}, "flow": "Help", "steps": [STEP]}
    (tmp_path / "bot.yaml").write_text(yaml.safe_dump(bot), "utf-8")
    loaded, problems = load_bot(Path("bot.yaml"), tmp_path), Problems()
    target = read_targets(loaded.bot, problems)["desk"]
    assert problems.found == []
    assert isinstance(target, RecipeTarget)
    assert (dict(target.settings), target.connection.timeout) == (given, 9)
    assert (target.connection.key, target.connection.bearer) == ("", "")
    shown = target.plan(takeover(name="read")).show()
    assert shown.count("${") >= len([key for key, setting in shipped(name).settings.items() if setting.secret])
