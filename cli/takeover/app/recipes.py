"""The commands of the recipes: `takeover recipes`, and `takeover recipes show NAME`."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from takeover import completion
from takeover.app.command import Command

BOT = typer.Option(metavar="PATH", help="A bot whose own recipes are meant too: a file or a folder.")

recipes = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@recipes.callback(invoke_without_command=True, help="The help desks that can be sent to, as data.")
def _recipes(context: typer.Context, bot: Annotated[str | None, BOT] = None) -> Command | None:
    if context.invoked_subcommand is not None:
        return None
    from takeover.commands.recipes import list_recipes

    return partial(list_recipes, bot)


@recipes.command("list")
def list_(bot: Annotated[str | None, BOT] = None) -> Command:
    """List the recipes, and what is done when an answer is lost."""
    from takeover.commands.recipes import list_recipes

    return partial(list_recipes, bot)


@recipes.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", autocompletion=completion.recipes, show_default=False)],
    bot: Annotated[str | None, BOT] = None,
) -> Command:
    """Print a recipe as YAML, to keep it beside your flows and change it."""
    from takeover.commands.recipes import show_recipe

    return partial(show_recipe, name, bot)


GROUPS = {"recipes": recipes}
