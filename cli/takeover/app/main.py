"""Parses a command line and runs it; the commands are the tables of the files beside this one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Annotated

import typer

from takeover import __version__
from takeover.app import checking, comparing, delivering, outbox, recipes, replaying, talking, understanding
from takeover.app.command import Command
from takeover.exitcode import ExitCode
from takeover.host import Host

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def run_app(argv: Sequence[str], host: Host) -> int:
    """Parse a command line and run it. What is wrong with it is said on stderr, and costs 2."""
    parsed = _parse(argv, host)
    return parsed if isinstance(parsed, int) else parsed(host)


def _parse(argv: Sequence[str], host: Host) -> Command | int:
    """Give what is to be run, or the exit status where all is said: after help, a completion or a usage error."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        parsed = _ask_typer(argv)
    host.stdout.write(out.getvalue())
    host.stderr.write(err.getvalue())
    return parsed


def _ask_typer(argv: Sequence[str]) -> Command | int:
    try:
        parsed: Command | int = app(list(argv), prog_name="takeover", standalone_mode=False)
    except typer.TyperException as wrong:
        context: typer.Context | None = getattr(wrong, "ctx", None)
        command = "takeover" if context is None else context.command_path
        print(f"takeover: {wrong.format_message()}\nTry '{command} --help'.", file=sys.stderr)
        return ExitCode.USAGE
    except SystemExit as ended:  # how a completion ends
        return ended.code if isinstance(ended.code, int) else ExitCode.OK
    return parsed


def _show_version(*, asked: bool) -> None:
    if asked:
        print(f"takeover {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, help="Talk to a bot written in YAML, and get the takeover out.")
def _takeover(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", is_eager=True, callback=_show_version, help="Show the version and exit.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:  # a person sees the help; a script whose variable was empty does not go on
        print(context.get_help(), file=sys.stderr)
        raise typer.Exit(ExitCode.USAGE)


for _commands in (
    talking.COMMANDS,
    checking.COMMANDS,
    understanding.COMMANDS,
    replaying.COMMANDS,
    comparing.COMMANDS,
    delivering.COMMANDS,
):
    for _name, _command in _commands.items():
        app.command(_name)(_command)
for _name, _group in {**outbox.GROUPS, **recipes.GROUPS}.items():
    app.add_typer(_group, name=_name)
