"""`takeover new`: copies one of the ready bots, so that a designer begins with something that works."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.commands.words import refuse_word
from takeover.exitcode import ExitCode
from takeover.present.painter import paint_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.host import Host

FILES = (".yaml", ".yml", ".md", ".txt", ".json")
"""What a ready bot is made of; whatever else lies in its folder was left there by trying it out."""


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
        target.mkdir(parents=True, exist_ok=True)
        if any(target.iterdir()):
            talk.error(f"{folder} is not empty, and nothing is overwritten: name a new folder")
            return ExitCode.UNREADABLE
        copied = list(copy_model(models[model], target))
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


def copy_model(model: Path, target: Path) -> Iterator[str]:
    """Copy the files of a bot into an empty folder; give their names. Raises OSError, and overwrites nothing."""
    for file in sorted(model.rglob("*")):
        name = file.relative_to(model)
        if file.suffix not in FILES or not file.is_file() or any(part.startswith(".") for part in name.parts):
            continue
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        with copy.open("xb") as new:
            new.write(file.read_bytes())
        yield name.as_posix()


def _bot_files(place: Path) -> list[Path]:
    return sorted(place.glob("*.yaml")) if place.is_dir() else []


def _first_sentence(lines: list[str]) -> str:
    comment: list[str] = []
    for line in lines:
        text = line.removeprefix("#").strip()
        if not line.startswith("#") or not text:
            break
        comment.append(text)
    return " ".join(comment).partition(". ")[0].removesuffix(".")
