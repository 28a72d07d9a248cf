"""Commands for scripted transcripts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from takeover import completion
from takeover.app.command import Command, Commands

RESULT_FORMATS = "How results are written: text, json, jsonl, junit, tap, github, html or lcov."


def replay(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH...]", help="Transcripts, folders of them, or bots; FILE::NAME is one of a file."),
    ] = None,
    bot: Annotated[Path | None, typer.Option(metavar="PATH", help="The bot of transcripts that name none.")] = None,
    words: Annotated[str, typer.Option("-k", metavar="WORDS", help="Only with these words; not WORD: without.")] = "",
    tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="Only with this tag; may be repeated.")] = None,
    first: Annotated[bool, typer.Option("-x", help="Stop at the first failure.")] = False,
    max_failures: Annotated[int | None, typer.Option(metavar="N", help="Stop after so many failures.")] = None,
    last_failed: Annotated[bool, typer.Option("--last-failed", help="Only those that failed last time.")] = False,
    workers: Annotated[int, typer.Option(metavar="N", help="Play in so many processes.")] = 1,
    shard: Annotated[str | None, typer.Option(metavar="PART/PARTS", help="Only this share, such as 2/5.")] = None,
    repeat: Annotated[int, typer.Option(metavar="N", help="Play each so often, each time with the next seed.")] = 1,
    seed: Annotated[int | None, typer.Option(metavar="N", help="What chance comes from.")] = None,
    form: Annotated[
        str,
        typer.Option("--format", "-f", metavar="FORMAT", help=RESULT_FORMATS, autocompletion=completion.results),
    ] = "text",
    update: Annotated[bool, typer.Option("--update", help="Rewrite what differs, after showing it.")] = False,
    accept: Annotated[
        str | None, typer.Option(metavar="NAME", help="Rewrite this one, FILE::NAME or NAME, after showing it.")
    ] = None,
    ci: Annotated[bool, typer.Option("--ci", help="Rewrite nothing and remember nothing, as where CI is set.")] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="Show what of the bots was taken.")] = False,
    min_coverage: Annotated[float | None, typer.Option(metavar="PERCENT", help="Fail when less was taken.")] = None,
    min_handover_coverage: Annotated[
        float | None, typer.Option(metavar="PERCENT", help="Fail when less of the ways to a person was taken.")
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write a report: .html, .xml, .json, .jsonl, .tap, .info."),
    ] = None,
    log: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Play a log of what users really wrote, as JSON lines; PATH is then the bot."
        ),
    ] = None,
    dask: Annotated[str, typer.Option(metavar="ADDRESS", help="Play on a Dask cluster, such as tcp://host:8786.")] = "",
) -> Command:
    """Play transcripts, and say what went otherwise than written; or a log, and say what becomes of it."""
    from takeover.commands.replay import Typed, run

    most = 1 if first else max_failures
    tags = tuple(tag or ())
    how = (most, last_failed, workers, shard, repeat, seed, form, update, accept, ci, coverage)
    typed = Typed(bot, words, tags, *how, min_coverage, min_handover_coverage, tuple(output or ()), dask)
    if log is not None:
        from takeover.commands.replay_log import run_typed

        return partial(run_typed, paths or (), log, typed)
    return partial(run, paths or (), typed)


COMMANDS: Commands = {"replay": replay}
