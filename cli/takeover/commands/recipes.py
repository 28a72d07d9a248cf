"""`takeover recipes`: the help desks that can be sent to, what is done when an answer is lost, and a recipe to copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from takeover.commands.words import refuse_word
from takeover.delivery.recipe.form import find_worst
from takeover.delivery.recipe.shelf import shipped, shipped_names, shipped_text
from takeover.delivery.targets import read_recipes
from takeover.exitcode import ExitCode
from takeover.present.painter import paint_on
from takeover.present.safe import safe
from takeover.source.diagnostic import Problems, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.delivery.recipe.form import Lost, Recipe
    from takeover.host import Host

Own = dict[str, tuple["Recipe", str]]
"""The bot's own recipes by their names, each with the text of its file."""
TOLD: Mapping[Lost, str] = {
    "repeat": "it is sent again: the receiver knows it",
    "search": "it is looked for, and then sent",
    "tell": "you are told; never sent twice by itself",
}
UNKNOWN = "takeover recipes lists them"


def complete_names(incomplete: str) -> list[str]:
    """Offer the recipes that ship."""
    return [name for name in shipped_names() if name.startswith(incomplete)]


def list_recipes(bot: str | None, host: Host) -> ExitCode:
    """List the recipes: those of the bot first, which stand in for shipped ones of the same name."""
    own = _read_own(bot, host)
    if isinstance(own, ExitCode):
        return own
    recipes = {name: recipe for name, (recipe, _) in own.items()}
    recipes |= {name: shipped(name) for name in shipped_names() if name not in own}
    rows = [
        (name, f"{recipe.title}{' (your own)' if name in own else ''}", _tell(recipe))
        for name, recipe in recipes.items()
    ]
    paint_on(host, "stdout").table(rows, ("recipe", "what it sends to", "when an answer is lost"))
    return ExitCode.OK


def show_recipe(name: str, bot: str | None, host: Host) -> ExitCode:
    """Print a recipe as YAML: to read it, or to keep it beside the flows and change it."""
    own = _read_own(bot, host)
    if isinstance(own, ExitCode):
        return own
    if name not in own and name not in shipped_names():
        return refuse_word(name, "a recipe", (*own, *shipped_names()), host, UNKNOWN)
    host.stdout.write(safe(own[name][1] if name in own else shipped_text(name)))
    return ExitCode.OK


def _read_own(bot: str | None, host: Host) -> Own | ExitCode:
    if bot is None:
        return {}
    from takeover.loading.load import load_bot

    loaded = load_bot(Path(bot), host.cwd)
    problems = Problems()
    recipes = read_recipes(loaded.bot, problems)
    if loaded.unreadable or problems.fatal:
        found = [problem for problem in in_order([*loaded.problems, *problems.found]) if problem.severity == "error"]
        paint_on(host, "stderr").problems(found, loaded.sources)
        return ExitCode.UNREADABLE if loaded.unreadable else ExitCode.PROBLEMS
    return {
        name: (recipe, loaded.sources.get(recipe.span.file, ""))
        for name, recipe in recipes.items()
        if recipe is not None
    }


def _tell(recipe: Recipe) -> str:
    """Say what is done when an answer is lost, and which optional setting changes that."""
    given = {name: setting.default for name, setting in recipe.settings.items()}
    least = find_worst(recipe, given)
    for name, setting in recipe.settings.items():
        better = find_worst(recipe, {**given, name: "x"})
        if setting.optional and better != least:
            return f"with {name}: {TOLD[better]}"
    return TOLD[least]
