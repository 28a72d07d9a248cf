"""Commands for conversations that come from elsewhere: other tools' tests."""

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


COMMANDS: Commands = {"import": import_}
