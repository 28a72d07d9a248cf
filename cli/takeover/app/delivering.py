"""Commands for takeovers that are on their way to somebody."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from takeover import completion
from takeover.app.command import Command, Commands


def emit(
    payloads: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Files of payloads, a JSON a line (- is standard input), or transcripts: FILE, FILE::NAME, a folder.",
            show_default=False,
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
    again: Annotated[
        bool, typer.Option("--again", help="Send also what was delivered before, or may have been.")
    ] = False,
    outbox: Annotated[
        str | None, typer.Option(metavar="FILE", help="The outbox (default: in your state folder).")
    ] = None,
) -> Command:
    """Send payloads from files; or play transcripts for real, and send what they lead to."""
    from takeover.commands.emit import run

    return partial(run, payloads, to, bot, dry_run=dry_run, again=again, outbox=outbox)


def desk(
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Where takeovers arrive; 0: any.")] = 8787,
    mail_port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Where e-mails arrive; 0: any.")] = 8025,
    no_mail: Annotated[bool, typer.Option("--no-mail", help="Receive no e-mails.")] = False,
    folder: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where what arrives is kept (else in your state folder).")
    ] = None,
    agent: Annotated[str, typer.Option(metavar="NAME", help="What you are called.")] = "Agent",
    script: Annotated[
        str,
        typer.Option(metavar="ANSWERS", help="Answer so, in this order, such as 503,429:2,drop,lost,slow:5,409,200."),
    ] = "",
    mail_script: Annotated[
        str, typer.Option(metavar="ANSWERS", help="The same for e-mails, such as 451,550,drop.")
    ] = "",
    expect: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="End after N takeovers, with 0; or with 1 when time is up.")
    ] = None,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help="How long --expect waits.")] = 60,
    unsigned: Annotated[bool, typer.Option("--unsigned", help="Take takeovers without a signature.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: print payloads, one JSON a line.")] = False,
    bot: Annotated[
        Path | None, typer.Option(metavar="PATH", help="A bot whose own recipes the desk stands in for too.")
    ] = None,
) -> Command:
    """Open a help desk on this machine, and answer takeovers in a browser."""
    from takeover.commands.desk import Typed, run

    mail = None if no_mail else mail_port
    typed = Typed(port, mail, folder, agent, script, mail_script, expect, timeout, unsigned, as_json, bot)
    return partial(run, typed)


def preview(
    source: Annotated[
        str, typer.Argument(metavar="PAYLOAD|BOT", help="A file of payloads, or a bot.", show_default=False)
    ],
    to: Annotated[
        str | None, typer.Option(metavar="TARGET", help="Where it would go: as for emit (default: by the routing).")
    ] = None,
    bot: Annotated[
        str | None, typer.Option(metavar="PATH", help="The bot whose targets are meant: a file or a folder.")
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="The page of an e-mail ticket.")] = False,
    eml: Annotated[bool, typer.Option("--eml", help="The raw message of an e-mail ticket.")] = False,
) -> Command:
    """Show what would go out: the letter, its page, the message, or the request."""
    from takeover.commands.preview import run

    if html and eml:
        raise typer.BadParameter("--html and --eml are two previews: ask for one of them")
    return partial(run, source, to, bot, form="html" if html else "eml" if eml else "text")


def probe(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="As for emit --to.", show_default=False)],
    bot: Annotated[
        str | None, typer.Option(metavar="PATH", help="The bot whose targets are meant: a file or a folder.")
    ] = None,
    email: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Whom the test ticket is from (default: nobody).")
    ] = "takeover-probe@takeover.invalid",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the requests, and send nothing.")] = False,
    form: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", autocompletion=completion.reports, help="text, json or markdown."),
    ] = "text",
) -> Command:
    """Check a target for real: reach, TLS, credentials, a test ticket, twice, read back."""
    from takeover.commands.probe import run

    return partial(run, target, bot, email=email, dry_run=dry_run, form=form)


def payload_schema() -> Command:
    """Print the JSON Schema of takeover payloads."""
    from takeover.commands.payload_schema import run

    return run


COMMANDS: Commands = {
    "desk": desk,
    "emit": emit,
    "preview": preview,
    "probe": probe,
    "payload-schema": payload_schema,
}
