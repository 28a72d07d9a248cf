"""Commands that compare versions of the flows, and for conversations that come from other tools."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from takeover import completion
from takeover.app.command import Command, Commands


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Conversations of other tools, or folders of them.", show_default=False),
    ],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Where the transcripts go.", show_default=False)],
    form: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="FORMAT",
            help="What they are: botium, chat, transcript, yarn, rasa, genesys, voiceflow, dialogflow, dialogflow-cli. "
            "Left out, it is found out.",
            autocompletion=completion.foreign,
        ),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
) -> Command:
    """Turn conversations of other tools into transcripts, and list what could not be carried over."""
    from takeover.commands.import_ import Typed, run

    return partial(run, paths, Typed(to, form, force))


def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="A bot, or one of a git revision: HEAD~3 (of NEW), or HEAD~3:flows/acme.",
            show_default=False,
        ),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="A bot, or one of a git revision.", show_default=False)],
    log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A log of real conversations, as JSON lines; - reads a pipe.")
    ] = None,
    form: Annotated[
        str,
        typer.Option("--format", "-f", metavar="FORMAT", help="text or json.", autocompletion=completion.logs),
    ] = "text",
) -> Command:
    """Play transcripts, or a log, on two versions of the flows, and show how they differ."""
    from takeover.commands.diff import Typed, run

    return partial(run, Typed(old, new, log, form))


COMMANDS: Commands = {"diff": diff, "import": import_}
