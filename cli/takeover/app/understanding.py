"""Commands for what a bot understands: how it takes texts and why, how well it tells them apart, what it misses."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from takeover.app.command import Command, Commands

Bot = Annotated[
    Path, typer.Argument(metavar="BOT", help="A bot: a YAML file, or a folder of them.", show_default=False)
]


def match(
    bot: Bot,
    texts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT...]", help="What somebody says (else each line of standard input)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: a decision a line, as JSON.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell what spoke for and against, and what would have tipped it.")
    ] = False,
) -> Command:
    """Say which step takes a text, one decision a line."""
    from takeover.commands.match import Typed, run

    return partial(run, bot, texts or (), Typed(as_json, explain))


COMMANDS: Commands = {"match": match}
