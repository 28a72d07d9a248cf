"""Writes what was harvested into the flows, each input as an example of its step, and transcripts that lock it in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from takeover.commands.fixing import show_diff, write_changed
from takeover.engine.program import TOP
from takeover.engine.step import begin, step
from takeover.files import write_whole
from takeover.language.events import Heard, Opened
from takeover.language.triggers.text import WhenText
from takeover.lint.fixes import apply_fixes
from takeover.loading.load import load_program
from takeover.matching.understand import understand
from takeover.present.painter import paint_on
from takeover.source.light import NamedTuple
from takeover.transcripts.own import Talk, write
from takeover.tuning.adding import add_example

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.language.events import Event
    from takeover.language.outputs import Output
    from takeover.language.types.kind import Place
    from takeover.loading.load import Loaded
    from takeover.source.diagnostic import Fix
    from takeover.tuning.harvest import Sheaf

LONGEST_NAME = 60
MOST_TRIED = 99
"""Transcripts of one name that may lie in a folder."""


class Added(NamedTuple):
    """What was added: the sheaves with the steps that take them now, the texts of the files, the bot as it then is."""

    sheaves: Sequence[tuple[Sheaf, str]]
    left: Sequence[Sheaf]
    texts: Mapping[str, str]
    loaded: Loaded


def add_sheaves(sheaves: Iterable[Sheaf], loaded: Loaded, bot: Path, place: Place, host: Host) -> Added:
    """Add each to its step, in memory. What does not fit, or makes the bot another one than it should, is left."""
    texts: dict[str, str] = {}
    added: list[tuple[Sheaf, str]] = []
    left: list[Sheaf] = []
    for sheaf in sheaves:
        tried = _add(sheaf, loaded, texts, bot, place, host)
        if tried is None:
            left.append(sheaf)
        else:
            loaded, texts, address = tried
            added.append((sheaf, address))
    return Added(added, left, texts, loaded)


def _add(
    sheaf: Sheaf, loaded: Loaded, texts: Mapping[str, str], bot: Path, place: Place, host: Host
) -> tuple[Loaded, dict[str, str], str] | None:
    program, near = loaded.program, sheaf.nearest
    assert program is not None
    example = sheaf.texts[0].example
    if near is None or not example:
        return None
    fix = _fix(program, near.step, near.example, example, loaded.sources)
    if fix is None:
        return None
    text, _ = apply_fixes(loaded.sources[fix.span.file], [fix])
    changed = {**texts, fix.span.file: text}
    again = load_program(bot, host.cwd, changed)
    if again.program is None:
        return None
    taken = understand(again.program.index, _say(example, again.program), TOP, place=place).taken
    address = program.steps[near.step].address
    if taken is None or again.program.steps[taken.step].address != address:
        return None
    return again, changed, address


def _fix(program: Program, number: int, like: str, example: str, sources: Mapping[str, str]) -> Fix | None:
    """Give what adds an example to a step: to those among which the nearest one stands."""
    triggers = [trigger for trigger in program.steps[number].step.triggers if isinstance(trigger, WhenText)]
    holding = [trigger for trigger in triggers if any(one.text == like for one in trigger.examples)]
    for trigger in (*holding, *triggers):
        source = sources.get(trigger.examples[-1].span.file) if trigger.examples else None
        if source is not None:
            return add_example(trigger.examples, example, source)
    return None


def _say(example: str, program: Program) -> str:
    """Say an example as somebody would: with a value in each slot."""
    from takeover.matching.slots import slots_of

    said, at = [], 0
    for slot in slots_of(example):
        said += [example[at : slot.start], program.types[slot.entity].example]
        at = slot.end
    return "".join((*said, example[at:]))


def write_flows(added: Added, before: Mapping[str, str], host: Host, *, write: bool) -> bool:
    """Show what is changed and, if it is to be written, put it into the files; say whether all could be."""
    whole = True
    for file, text in added.texts.items():
        show_diff(file, before[file], text, host)
        if write and not write_changed((host.cwd / file).resolve(), file, before[file], text, host):
            whole = False
    return whole


def write_transcripts(added: Added, bot: Path, folder: Path, host: Host) -> bool:
    """Write a transcript for each that was added: said first, it is taken by its step. None is written over."""
    program = added.loaded.program
    assert program is not None
    aside = paint_on(host, "stderr")
    for sheaf, _ in added.sheaves:
        said = _say(sheaf.texts[0].example, program)
        path = _free(host.cwd / folder, said)
        if path is None:
            aside.error(f"{folder.as_posix()} holds too many transcripts of this name: {said}")
            return False
        try:
            write_whole(path, _write_talk(program, said, host.cwd / bot, path, host))
        except OSError as error:
            aside.error(f"{path} could not be written: {error.strerror or error}")
            return False
        aside.success(f"{_shown(path, host.cwd)} locks it in")
    return True


def _write_talk(program: Program, said: str, bot: Path, path: Path, host: Host) -> str:
    """Write the talk of somebody who says this first, as the bot answers it now."""
    at = host.now().replace(second=0, microsecond=0)
    conversation, opened = step(program, begin(program, "harvest", at), Opened(at))
    _, heard = step(program, conversation, Heard(at, said))
    turns: list[tuple[Event, Sequence[Output]]] = [(Opened(at), opened), (Heard(at, said), heard)]
    from takeover.handover.email import build_email
    from takeover.handover.takeover import Origin, build_takeover
    from takeover.language.outputs import EmailRequested, Entered, TakeoverRequested

    payloads = {}
    for output in (*opened, *heard):
        if isinstance(output, TakeoverRequested):
            payloads[output.id] = build_takeover(program, output, Origin(simulated=True))
        elif isinstance(output, EmailRequested):
            payloads[output.id] = build_email(program, output, Origin(simulated=True))
    way = os.path.relpath(bot, path.parent).replace(os.sep, "/")
    written = write(Talk(f"Harvested: {said}"[:LONGEST_NAME], way, at, turns, 0, payloads=payloads))
    entered = next((one for one in heard if isinstance(one, Entered)), None)
    if entered is None:
        return written
    from takeover.transcripts.scalars import write_scalar

    # Behind the input stands the step that is to take it: whatever that step says later, this is what was locked in.
    lines = written.split("\n")
    line = next((number for number, one in enumerate(lines) if one.startswith("  - user: ")), None)
    if line is not None:
        lines.insert(line + 1, f"  - flow: {write_scalar(f'{entered.flow}/{entered.step}')}")
    return "\n".join(lines)


def _free(folder: Path, said: str) -> Path | None:
    """Give a file in a folder that is not there yet, named by what is said."""
    letters = "".join(letter if letter.isalnum() else "_" for letter in said.lower())
    name = "_".join(filter(None, letters.split("_")))[:LONGEST_NAME] or "harvested"
    tried = (folder / f"{name}{'' if number == 1 else f'_{number}'}.yaml" for number in range(1, MOST_TRIED + 1))
    return next((path for path in tried if not path.exists()), None)


def _shown(path: Path, cwd: Path) -> str:
    return path.relative_to(cwd).as_posix() if path.is_relative_to(cwd) else path.as_posix()
