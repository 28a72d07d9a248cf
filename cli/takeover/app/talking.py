"""Commands for whoever writes a bot: to begin one, to talk to it, and to look words up."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from takeover import completion
from takeover.app.command import Command, Commands


def chat(
    bot: Annotated[
        Path | None,
        typer.Argument(
            metavar="[BOT]", help="A bot: a YAML file, or a folder of them (default: this folder).", show_default=False
        ),
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="When it is, such as 2026-03-02T10:15; time then stands.")
    ] = None,
    seed: Annotated[str | None, typer.Option(metavar="N", help="What chance comes from.")] = None,
    channel: Annotated[str | None, typer.Option(metavar="NAME", help="Where the user writes from (else web).")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="What the user speaks (else the bot's).")] = None,
    param: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="A param that is set; may be repeated.")
    ] = None,
    user: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="What is known of the user, such as name=Jane."),
    ] = None,
    start: Annotated[str | None, typer.Option(metavar="FLOW", help="The flow, or flow/step, to begin with.")] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="TARGET",
            help="Where takeovers go: - (JSON lines on stdout), FILE.jsonl, https://…, or a target of the bot.",
        ),
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Send takeovers and e-mails, and make calls, for real.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: events in, outputs out, as JSON.")] = False,
    record: Annotated[str | None, typer.Option(metavar="FILE", help="Write a transcript there when leaving.")] = None,
    resume: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Begin with a transcript, FILE or FILE::NAME, and go on from its end."),
    ] = None,
    outbox: Annotated[
        str | None, typer.Option(metavar="FILE", help="The outbox (default: in your state folder).")
    ] = None,
    name: Annotated[str | None, typer.Option("--id", metavar="ID", help="The name of the conversation.")] = None,
) -> Command:
    """Talk to a bot, and see why it answers as it does."""
    from takeover.commands.chat import Typed, run

    typed = Typed(at, seed, channel, language, param or (), user or (), start, to, name, record, resume, outbox)
    return partial(run, bot, typed, live=live, as_json=as_json)


def new(
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="The folder to make.")] = None,
    model: Annotated[
        str,
        typer.Option("--from", metavar="NAME", help="The ready bot to begin with.", autocompletion=completion.models),
    ] = "acme",
    list_them: Annotated[bool, typer.Option("--list", help="Show the ready bots.")] = False,
) -> Command:
    """Begin a bot of your own with a copy of a ready one."""
    from takeover.commands.new import run

    return partial(run, folder, model, list_them)


def reference(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORD...",
            help="Words of the flow language; none: all.",
            autocompletion=completion.words,
            show_default=False,
        ),
    ] = None,
) -> Command:
    """Tell what the words of the flow language mean."""
    from takeover.commands.reference import run

    return partial(run, words or [])


COMMANDS: Commands = {"chat": chat, "new": new, "reference": reference}
