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


def tune(
    bot: Bot,
    log: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A log of what users really wrote, as JSON lines; - reads a pipe."),
    ] = None,
    threshold: Annotated[
        float | None, typer.Option(metavar="N", help="Look at this threshold instead, from 0 to 1.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: all that is found, as JSON.")] = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page with the chart.")] = None,
    min_accuracy: Annotated[
        float | None, typer.Option(metavar="PERCENT", help="Fail when fewer of its examples are understood.")
    ] = None,
) -> Command:
    """Say how well a bot tells its steps apart: which fight, which are too thin, what the threshold does."""
    from takeover.commands.tune import Typed, run

    return partial(run, bot, Typed(log, threshold, as_json, html, min_accuracy))


def harvest(
    logs: Annotated[
        list[Path],
        typer.Argument(
            metavar="LOG...",
            help="Transcripts or folders of them, logs as JSON lines, and what chat --json or replay -f jsonl wrote.",
            show_default=False,
        ),
    ],
    bot: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The bot whose steps are meant (default: this folder).")
    ] = None,
    most: Annotated[int, typer.Option(metavar="N", min=0, help="Show so many.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: all of them, as JSON.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Add them to the flows, after showing the diff.")] = False,
    only: Annotated[str, typer.Option(metavar="N,…", help="With --apply: only those of these numbers.")] = "",
    transcripts: Annotated[
        Path | None, typer.Option(metavar="DIR", help="With --apply: write a transcript for each there.")
    ] = None,
) -> Command:
    """Put together what was not understood, each with the step that is nearest and a line to paste."""
    from takeover.commands.harvest import Typed, run

    return partial(run, logs, Typed(bot or Path(), most, only, as_json, apply, transcripts))


COMMANDS: Commands = {"match": match, "tune": tune, "harvest": harvest}
