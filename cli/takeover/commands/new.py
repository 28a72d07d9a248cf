"""`takeover new`: copies one of the ready bots, so that a designer begins with something that works."""

from __future__ import annotations

import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.commands.words import refuse_word
from takeover.exitcode import ExitCode
from takeover.present.painter import paint_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.host import Host

FILES = (".yaml", ".yml", ".md", ".txt", ".json")
"""What a ready bot is made of; whatever else lies in its folder was left there by trying it out."""
SCHEMA = "bot.schema.json"
"""The JSON Schema of flows (`takeover schema`), which lies beside the ready bots, and in a copy among its files."""
MODELINE = "# yaml-language-server: $schema="
"""How the first line of a flow file tells editors where that is: https://github.com/redhat-developer/yaml-language-server"""


def complete_models(incomplete: str) -> list[str]:
    """Give the ready bots whose names begin so."""
    return [name for name in find_models() if name.startswith(incomplete)]


def run(folder: Path | None, model: str, list_them: bool, host: Host) -> ExitCode:  # noqa: FBT001 - as it was typed
    """Copy the model into the folder, which must not hold anything, and say what to type next; or list the models."""
    models = find_models()
    talk = paint_on(host, "stderr")
    if list_them:
        paint_on(host, "stdout").table([(name, describe(place)) for name, place in models.items()])
        return ExitCode.OK
    if folder is None:
        talk.error("say which folder to make: takeover new my_bot (or see takeover new --list)")
        return ExitCode.USAGE
    if model not in models:
        return refuse_word(model, "a ready bot", models, host)
    target = host.cwd / folder
    try:
        if target.is_dir() and any(target.iterdir()):
            talk.error(f"{folder} is not empty, and nothing is overwritten: name a new folder")
            return ExitCode.UNREADABLE
        copied = copy_bot(models[model], target)
    except OSError as error:
        talk.error(f"{folder} could not be made: {error.strerror or error}")
        return ExitCode.UNREADABLE
    talk.success(f"{folder} holds a copy of {model}: {', '.join(copied)}")
    host.stdout.write(f"takeover chat {shlex.quote(folder.as_posix())}\n")
    return ExitCode.OK


def find_models() -> Mapping[str, Path]:
    """Find the ready bots: in the installed package, or beside the sources that it runs from."""
    package = Path(__file__).resolve().parents[1]
    for flows in (package / "flows", package.parents[1] / "flows"):
        if flows.is_dir():
            return {place.name: place for place in sorted(flows.iterdir()) if _bot_files(place)}
    return {}


def describe(model: Path) -> str:
    """Give the first sentence of the comment that a bot's main file begins with; the main file names the bot."""
    for file in _bot_files(model):
        lines = file.read_text("utf-8").splitlines()
        if any(line.startswith("bot:") for line in lines):
            return _first_sentence(lines)
    return ""


def copy_bot(model: Path, target: Path) -> list[str]:
    """Copy the files of a bot, and what editors check them by, into a folder that is new or empty; give their names.

    Raises OSError, and then leaves nothing behind. Nothing is ever overwritten.
    """
    made: list[Path] = []
    copied: list[str] = []
    try:
        for file in sorted(model.rglob("*")):
            name = file.relative_to(model)
            if file.suffix not in FILES or not file.is_file() or any(part.startswith(".") for part in name.parts):
                continue
            _make_folder((target / name).parent, made)
            data = file.read_bytes().replace(f"{MODELINE}../{SCHEMA}".encode(), f"{MODELINE}{SCHEMA}".encode(), 1)
            _write_new(target / name, data, made)
            copied.append(name.as_posix())
        _write_new(target / SCHEMA, (model.parent / SCHEMA).read_bytes(), made)
    except OSError:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise
    return copied


def _write_new(file: Path, data: bytes, made: list[Path]) -> None:
    """Write a file that is not there yet, and note it."""
    with file.open("xb") as new:
        made.append(file)
        new.write(data)


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and note which were not there."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, made)
    folder.mkdir()
    made.append(folder)


def _bot_files(place: Path) -> list[Path]:
    return sorted(place.glob("*.yaml")) if place.is_dir() else []


def _first_sentence(lines: list[str]) -> str:
    comment: list[str] = []
    for line in lines:
        if line.startswith(MODELINE):
            continue
        text = line.removeprefix("#").strip()
        if not line.startswith("#") or not text:
            break
        comment.append(text)
    return " ".join(comment).partition(". ")[0].removesuffix(".")
