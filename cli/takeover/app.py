"""The command line: signatures only. Each body is one lazy import and one call; what a command does is in `commands`.

A body gives what is to be run, `return partial(run, paths, …)`, and runs nothing itself: the command line is a value
before anything happens, and what a command raises never passes through Click, which swallows broken pipes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from takeover import __version__, completion
from takeover.exitcode import ExitCode
from takeover.host import Host

Command = Callable[[Host], ExitCode]
RESULT_FORMATS = "How results are written: text, json, jsonl, junit, tap or github."

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


# Paths have no completion of their own: where a command offers nothing, shells complete the names of files.
Bots = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...", help="A bot: a YAML file, or a folder of them; or a folder of bots.", show_default=False
    ),
]


@app.command()
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
    name: Annotated[str | None, typer.Option("--id", metavar="ID", help="The name of the conversation.")] = None,
) -> Command:
    """Talk to a bot, and see why it answers as it does."""
    from takeover.commands.chat import Typed, run

    typed = Typed(at, seed, channel, language, param or (), user or (), start, to, name, record)
    return partial(run, bot, typed, live=live, as_json=as_json)


@app.command()
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


@app.command()
def validate(
    paths: Bots,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="How problems are written: text, json, sarif, github or junit.",
            autocompletion=completion.formats,
        ),
    ] = "text",
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE,…", help="Look for these problems alone.", autocompletion=completion.codes),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE,…", help="Leave these out.", autocompletion=completion.codes),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail for warnings too.")] = False,
    max_warnings: Annotated[int | None, typer.Option(metavar="N", min=0, help="Fail for more than N warnings.")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what has one right answer, and say what is left.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
) -> Command:
    """Say what is wrong with bots, if anything is."""
    from takeover.commands.validate import Typed, run

    typed = Typed(form, select or (), ignore or (), strict, max_warnings, fix, diff)
    return partial(run, paths, typed=typed)


@app.command()
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
    ci: Annotated[bool, typer.Option("--ci", help="Write no file at all, as where CI is set.")] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="Show what of the bots was taken.")] = False,
    min_coverage: Annotated[float | None, typer.Option(metavar="PERCENT", help="Fail when less was taken.")] = None,
) -> Command:
    """Play transcripts, and say what went otherwise than written."""
    from takeover.commands.replay import Typed, run

    most = 1 if first else max_failures
    tags = tuple(tag or ())
    how = (most, last_failed, workers, shard, repeat, seed, form, update, ci, coverage, min_coverage)
    typed = Typed(bot, words, tags, *how)
    return partial(run, paths or (), typed)


@app.command()
def explain(
    codes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CODE...]",
            help="What stands in brackets before a problem.",
            autocompletion=completion.codes,
            show_default=False,
        ),
    ] = None,
    list_them: Annotated[bool, typer.Option("--list", help="Show all codes.")] = False,
) -> Command:
    """Tell what a problem means, why it matters, and what it looks like."""
    from takeover.commands.explain import run

    return partial(run, codes or (), list_them)


@app.command()
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


@app.command()
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


@app.command()
def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="[KIND]",
            help="What is described: bot (files of flows), transcript or target.",
            autocompletion=completion.schemas,
        ),
    ] = "bot",
) -> Command:
    """Print a JSON Schema for editors, which then complete and check while one types."""
    from takeover.commands.schema import run

    return partial(run, kind)


@app.command("payload-schema")
def payload_schema() -> Command:
    """Print the JSON Schema of takeover payloads."""
    from takeover.commands.payload_schema import run

    return run
