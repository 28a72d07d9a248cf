"""The targets of a bot, and what `--to` names: one table of kinds, from which the reader and the JSON Schema come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from takeover.source.diagnostic import Problems
from takeover.source.light import NamedTuple
from takeover.source.nodes import Entry, Fields, Scalar
from takeover.source.regex import regex
from takeover.source.shapes import Definitions, Kind, OneKind, Schema
from takeover.source.span import NOWHERE
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from takeover.delivery.recipe.form import Recipe
    from takeover.delivery.target import Target
    from takeover.language.bot import Bot
    from takeover.language.values import Json


class _Kinds(Mapping[str, Kind[Any]]):
    """Kinds by their keys. Each is imported when it is asked for: sockets and mail take as long as a bot to check."""

    def __init__(self, *keys: str) -> None:
        """Take the names of modules of this room; each holds the kind with that key, by its name in capitals."""
        self._keys = dict.fromkeys(keys)

    def __getitem__(self, key: str) -> Kind[Any]:
        """Import it, the first time."""
        if key not in self._keys:
            raise KeyError(key)
        kind: Kind[Any] = getattr(import_module(f"takeover.delivery.{key}"), key.upper())
        return kind

    def __contains__(self, key: object) -> bool:
        """Say whether there is one, without importing it."""
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        """Give the keys."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Count them."""
        return len(self._keys)


TARGETS: Mapping[str, Kind[Any]] = _Kinds("http", "smtp", "file", "stdout")
TARGET: OneKind[Target] = OneKind("target", lambda: TARGETS)
LINES = regex(r"\.(?:jsonl|ndjson)$", re.IGNORECASE)


class NoTargetError(Exception):
    """What was named is nowhere that a payload can go; the message says why, and what could have been meant."""


class Outlet(NamedTuple):
    """A target and how it was named: what receipts call it, and what `--to` takes to name it again."""

    name: str
    target: Target


def read_targets(bot: Bot, problems: Problems) -> dict[str, Target]:
    """Read the targets of a bot. One with anything wrong in it is left out: it could do harm without its secret."""
    recipes = read_recipes(bot, problems)
    targets: dict[str, Target] = {}
    for name, fields in bot.targets.items():
        own = Problems()
        target = _read_target(fields, recipes, own)
        if target is not None and not own.fatal:
            targets[name] = target
        problems.found += own.found
    return targets


def read_recipes(bot: Bot, problems: Problems) -> dict[str, Recipe | None]:
    """Read the bot's own recipes, by their names: None for one that is wrong, of which that has been said."""
    if not bot.recipes:
        return {}
    from takeover.delivery.recipe.reading import read_recipe

    recipes: dict[str, Recipe | None] = {}
    for node in bot.recipes:
        recipe = read_recipe(node, problems)
        if recipe is None:
            named = next(entry.value for entry in node.entries if entry.key.text == "recipe")
            recipes.setdefault(named.text if isinstance(named, Scalar) else "", None)
        elif recipe.name in recipes:
            problems.error("bad-recipe", f'there are two recipes "{recipe.name}"', recipe.span, "rename one of them")
        else:
            recipes[recipe.name] = recipe
    return recipes


def _read_target(fields: Fields, own: Mapping[str, Recipe | None], problems: Problems) -> Target | None:
    """Read a target; the fields of one that goes by a recipe are those that the recipe asks for."""
    if all(entry.key.text != "recipe" for entry in fields.entries):
        return TARGET.read(fields, problems)
    from takeover.delivery.recipe.shelf import find_recipe, recipe_kind

    recipe = find_recipe(fields, own, problems)
    if recipe is None:
        return None
    kind = recipe_kind(recipe)
    target: OneKind[Target] = OneKind("target", lambda: {**TARGETS, kind.key: kind})
    return target.read(fields, problems)


def target_schema(definitions: Definitions) -> Schema:
    """Give the JSON Schema of one target of a bot file: the kinds of `TARGETS` first, then the recipes."""
    from takeover.delivery.recipe.shelf import recipe_schemas

    forms = [{"title": kind.label, **kind.schema(definitions)} for kind in TARGETS.values()]
    forms += recipe_schemas(definitions)
    return {"description": "where payloads go", "anyOf": forms}


def parse_to(text: str, targets: Mapping[str, Target]) -> Outlet:
    """Give what `--to` names: `-`, a target of the bot, an address, or a JSON Lines file. Raises NoTargetError."""
    if text == "-":
        from takeover.delivery.stdout import StdoutTarget

        return Outlet("standard output", StdoutTarget())
    if text in targets:
        return Outlet(text, targets[text])
    if re.match(r"https?://|\$\{", text):
        return Outlet(text, _read_alone("http", text))
    if re.match(r"smtps?://|mailto:", text):
        raise NoTargetError("e-mail needs a target of the bot, which says who gets it: tickets: {smtp: …, to: …}")
    if LINES.search(text) or "/" in text or "\\" in text:
        return Outlet(text, _read_alone("file", text))
    known = f"the bot's targets are {', '.join(targets)}" if targets else "the bot has no targets"
    hint = did_you_mean(text, targets) or known
    raise NoTargetError(
        f'"{text}" is neither a target, nor an https:// address, nor a file such as {text}.jsonl; {hint}'
    )


def live_outlets(payload: Mapping[str, Json], targets: Mapping[str, Target]) -> tuple[Outlet, ...]:
    """Give where a payload goes when the routing decides: an e-mail ticket by the bot's first mail server.

    A takeover goes to the targets that it names, or to the bot's first. Raises NoTargetError where there is none.
    """
    if "email" in payload:
        from takeover.delivery.smtp import SmtpTarget

        mail = next((name for name, target in targets.items() if isinstance(target, SmtpTarget)), None)
        if mail is None:
            raise NoTargetError("e-mail needs a target with a mail server: tickets: {smtp: …, to: …}")
        return (Outlet(mail, targets[mail]),)
    routing = payload.get("routing")
    named = routing.get("to") if isinstance(routing, dict) else None
    names = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
    if not names and not targets:
        raise NoTargetError("the bot has no targets: name one with --to")
    if not names:
        names = [next(iter(targets))]
    missing = [name for name in names if name not in targets]
    if missing:
        hint = did_you_mean(missing[0], targets)
        raise NoTargetError(f'the bot has no target "{missing[0]}"{"; " if hint else ""}{hint}')
    return tuple(Outlet(name, targets[name]) for name in dict.fromkeys(names))


def _read_alone(key: str, text: str) -> Target:
    """Read a target that was given as one text, as it would be read in a bot file."""
    problems = Problems()
    target = TARGET.read(Fields((Entry(Scalar(key, NOWHERE), Scalar(text, NOWHERE)),), NOWHERE), problems)
    if target is None:
        found = problems.found[0]
        raise NoTargetError(f"{found.message}{'; ' if found.hint else ''}{found.hint}")
    return target


__all__ = [
    "TARGETS",
    "NoTargetError",
    "Outlet",
    "live_outlets",
    "parse_to",
    "read_targets",
    "target_schema",
]
