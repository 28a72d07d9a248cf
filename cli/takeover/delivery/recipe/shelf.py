"""Where recipes are: those that ship with takeover, and the bot's own, which may replace one by its name."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from takeover.delivery.connection import CONNECTION, Connection
from takeover.delivery.recipe.reading import read_head, read_recipe
from takeover.delivery.recipe.target import RecipeTarget
from takeover.delivery.settings import Secret, Written
from takeover.delivery.wants import WANTS, gather
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Problems
from takeover.source.nodes import Fields, Scalar
from takeover.source.shapes import Field, Kind, Text
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.delivery.recipe.form import Recipe, Setting
    from takeover.source.shapes.shape import Definitions, Schema

SUFFIX = ".yaml"


@cache
def shipped_names() -> tuple[str, ...]:
    """Give the names of the recipes that ship."""
    files = (file.name for file in resources.files("takeover.delivery").joinpath("recipes").iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in files if name.endswith(SUFFIX)))


def shipped_text(name: str) -> str:
    """Give the YAML of a recipe that ships."""
    return resources.files("takeover.delivery").joinpath("recipes", name + SUFFIX).read_text("utf-8")


@cache
def shipped(name: str) -> Recipe:
    """Give a recipe that ships. One that is wrong is our bug, and raises ValueError."""
    problems = Problems()
    tree = read_tree(shipped_text(name), f"{name}{SUFFIX}", problems)
    recipe = None if tree is None else read_recipe(tree, problems)
    if recipe is None:
        raise ValueError("; ".join(f"{found.span}: {found.message}" for found in problems.found))
    return recipe


def find_recipe(node: Fields, own: Mapping[str, Recipe | None], problems: Problems) -> Recipe | None:
    """Give the recipe that a target names; None after saying that there is none, or that it is wrong."""
    named = next(entry.value for entry in node.entries if entry.key.text == "recipe")
    if not isinstance(named, Scalar) or named.missing:
        problems.error(
            "unknown-recipe", "this is not the name of a recipe", named.span, "one word, as in recipe: zendesk"
        )
        return None
    name = named.text
    if name in own:
        return own[name]
    if name in shipped_names():
        return shipped(name)
    hint = did_you_mean(name, (*own, *shipped_names())) or "takeover recipes lists them"
    problems.error("unknown-recipe", f'there is no recipe "{name}"', named.span, hint)
    return None


def recipe_kind(recipe: Recipe) -> Kind[Any]:
    """Give the kind of target that a recipe makes: its settings are fields, beside those that all targets have."""

    def make(*, span: Any, recipe: Any, connection: Any, wants: Any, **values: Any) -> RecipeTarget:  # noqa: ANN401
        attempts = {"attempts": values.pop("attempts")} if "attempts" in values else {}
        given = {name: value.text if isinstance(value, Scalar) else value for name, value in values.items()}
        defaults = {name: setting.default for name, setting in found.settings.items()}
        del recipe
        return RecipeTarget(found, {**defaults, **given}, span, connection, wants, **attempts)

    found = recipe
    fields = (
        Field("recipe", Text(), f"the recipe: {recipe.name}", required=True),
        *(_field(name, setting) for name, setting in recipe.settings.items()),
        *CONNECTION,
        *WANTS,
    )
    example = f"recipe: {recipe.name}"
    return Kind(
        "recipe", recipe.title, recipe.note or recipe.title, example, gather(make, connection=Connection), fields
    )


def recipe_schemas(definitions: Definitions) -> list[Schema]:
    """Give the JSON Schema of a target for each recipe that ships, and at last for one of the bot's own.

    What all have in common is in `definitions` once, as `target.FIELD`.
    """
    shared: Schema = {}
    for field in (*CONNECTION, *WANTS):
        definitions.named[f"target.{field.key}"] = {"description": field.help, **field.shape.schema(definitions)}
        shared[field.key] = {"$ref": f"#/$defs/target.{field.key}"}
    own: Schema = {
        "title": "a recipe of your own",
        "type": "object",
        "properties": {
            "recipe": {"description": "the recipe", "type": "string", "not": {"enum": list(shipped_names())}},
            **shared,
        },
        "required": ["recipe"],
    }
    return [*(_recipe_schema(_head(name), shared, definitions) for name in shipped_names()), own]


def _head(name: str) -> Recipe:
    problems = Problems()
    tree = read_tree(shipped_text(name), f"{name}{SUFFIX}", problems)
    assert isinstance(tree, Fields), problems.found
    head = read_head(tree, problems)
    assert head is not None, problems.found
    return head


def _recipe_schema(recipe: Recipe, shared: Schema, definitions: Definitions) -> Schema:
    fields = [_field(name, setting) for name, setting in recipe.settings.items()]
    properties: Schema = {"recipe": {"description": recipe.note or recipe.title, "const": recipe.name}}
    for field in fields:
        setting = recipe.settings[field.key]
        made: Schema = {"description": field.help, **field.shape.schema(definitions)}
        made |= {"default": setting.default} if setting.default else {}
        made |= {"examples": [setting.example]} if setting.example else {}
        properties[field.key] = {**made, "type": ["string", "number"]}
    return {
        "title": recipe.title,
        "type": "object",
        "properties": {**properties, **shared},
        "required": ["recipe", *(field.key for field in fields if field.required)],
        "additionalProperties": False,
    }


def _field(name: str, setting: Setting) -> Field:
    shape = Secret(f"a reference such as ${{{name.upper()}}}") if setting.secret else Written(setting.help)
    return Field(name, shape, setting.help, required=not setting.optional and not setting.default)
