"""Commands for takeovers that are on their way to somebody."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from takeover.app.command import Command, Commands


def emit(
    payloads: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="Files of payloads, a JSON a line; - is standard input.", show_default=False
        ),
    ],
    to: Annotated[
        str | None,
        typer.Option(metavar="TARGET", help="Where they go: -, FILE.jsonl, https://…, or a target of the bot."),
    ] = None,
    bot: Annotated[
        str | None, typer.Option(metavar="PATH", help="The bot whose targets are meant: a file or a folder.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the requests, and send nothing.")] = False,
) -> Command:
    """Send payloads again that were kept in files."""
    from takeover.commands.emit import run

    return partial(run, payloads, to, bot, dry_run=dry_run)


def payload_schema() -> Command:
    """Print the JSON Schema of takeover payloads."""
    from takeover.commands.payload_schema import run

    return run


COMMANDS: Commands = {"emit": emit, "payload-schema": payload_schema}
