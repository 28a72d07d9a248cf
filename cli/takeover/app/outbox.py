"""The commands of the outbox: `takeover outbox list`, `show`, `retry`, `drop` and `export`."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated

import typer

from takeover import completion
from takeover.app.command import Command
from takeover.exitcode import ExitCode

PATH = typer.Option("--outbox", metavar="FILE", help="The outbox (default: in your state folder).")
STATE = typer.Option("--state", metavar="STATE", autocompletion=completion.states, help="Only those in this state.")
BOT = typer.Option(metavar="PATH", help="The bot whose targets are meant, where it has moved.")
Numbers = Annotated[list[int] | None, typer.Argument(metavar="NUMBER...", show_default=False)]
Path = Annotated[str | None, PATH]
States = Annotated[list[str] | None, STATE]

outbox = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@outbox.callback(invoke_without_command=True, help="What waits to be delivered, and what became of the rest.")
def _outbox(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(ExitCode.USAGE)


@outbox.command("list")
def list_(
    state: States = None,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON a line, without the payloads.")] = False,
    path: Path = None,
) -> Command:
    """List what lies in the outbox."""
    from takeover.commands.outbox import list_items

    return partial(list_items, path, state or [], as_json=as_json)


@outbox.command()
def show(number: Annotated[int, typer.Argument(metavar="NUMBER", show_default=False)], path: Path = None) -> Command:
    """Print one item whole, with its payload."""
    from takeover.commands.outbox import show_item

    return partial(show_item, path, number)


@outbox.command()
def retry(
    numbers: Numbers = None, state: States = None, bot: Annotated[str | None, BOT] = None, path: Path = None
) -> Command:
    """Send what is queued; or what is named, or in a state, whatever became of it (--state dead)."""
    from takeover.commands.outbox import retry_items

    return partial(retry_items, path, numbers or [], bot, states=state or [])


@outbox.command()
def drop(numbers: Numbers = None, state: States = None, path: Path = None) -> Command:
    """Delete what is named, or all in a state."""
    from takeover.commands.outbox import drop_items

    return partial(drop_items, path, numbers or [], state or [])


@outbox.command()
def export(numbers: Numbers = None, state: States = None, path: Path = None) -> Command:
    """Print the payloads of what has not arrived, for takeover emit."""
    from takeover.commands.outbox import export_items

    return partial(export_items, path, numbers or [], state or [])


GROUPS = {"outbox": outbox}
