"""Commands for what is written: what is wrong with it, why, and the schemas that editors check with."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from takeover import completion
from takeover.app.command import Command, Commands

# Paths have no completion of their own: where a command offers nothing, shells complete the names of files.
Bots = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...", help="A bot: a YAML file, or a folder of them; or a folder of bots.", show_default=False
    ),
]


def validate(
    paths: Bots,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="How problems are written: text, json, sarif, github or junit.",
            autocompletion=completion.formats,
        ),
    ] = "text",
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE,…", help="Look for these problems alone.", autocompletion=completion.codes),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE,…", help="Leave these out.", autocompletion=completion.codes),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail for warnings too.")] = False,
    max_warnings: Annotated[int | None, typer.Option(metavar="N", min=0, help="Fail for more than N warnings.")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what has one right answer, and say what is left.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
) -> Command:
    """Say what is wrong with bots, if anything is."""
    from takeover.commands.validate import Typed, run

    typed = Typed(form, select or (), ignore or (), strict, max_warnings, fix, diff)
    return partial(run, paths, typed=typed)


def explain(
    codes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CODE...]",
            help="What stands in brackets before a problem.",
            autocompletion=completion.codes,
            show_default=False,
        ),
    ] = None,
    list_them: Annotated[bool, typer.Option("--list", help="Show all codes.")] = False,
) -> Command:
    """Tell what a problem means, why it matters, and what it looks like."""
    from takeover.commands.explain import run

    return partial(run, codes or (), list_them)


def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND]",
            help="What is described: bot (files of flows), transcript or target.",
            autocompletion=completion.schemas,
        ),
    ] = "bot",
) -> Command:
    """Print a JSON Schema for editors, which then complete and check while one types."""
    from takeover.commands.schema import run

    return partial(run, kind)


COMMANDS: Commands = {"validate": validate, "explain": explain, "schema": schema}
