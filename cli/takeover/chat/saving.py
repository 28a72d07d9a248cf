"""Writes a chat into a file, as a transcript that can be played again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from takeover.chat.masks import hide_secrets, masked
from takeover.chat.wrong import Wrong
from takeover.files import write_whole
from takeover.handover.masking import masked_params
from takeover.language.events import Chose, Heard
from takeover.language.outputs import EmailRequested, TakeoverRequested
from takeover.transcripts.own import Talk, left_out, write

if TYPE_CHECKING:
    from pathlib import Path

    from takeover.chat.chat import Chat

BEGINS = b"transcript:"
LONGEST_NAME = 80


def check_place(path: Path) -> None:
    """See that a transcript may be written there: only another transcript is written over. Raises Wrong."""
    try:
        if path.is_dir():
            raise Wrong(f"{path} is a folder", "name a file in it")
        above = next(folder for folder in path.parents if folder.exists())
        if not above.is_dir():
            raise Wrong(f"{above} is a file, and nothing can lie in it")
        if path.exists():
            with path.open("rb") as file:
                if not file.read(len(BEGINS)) == BEGINS:
                    raise Wrong(f"{path} is there already, and is no transcript", "choose another name")
    except (OSError, ValueError) as error:
        raise Wrong(f"{path} cannot be used: {getattr(error, 'strerror', None) or error}") from error


def save_transcript(chat: Chat, path: Path, first: int = 0) -> str:
    """Write the talk so far, and give a sentence about it. Raises Wrong when it cannot be written.

    From the input `first` on (they count from 1) it is expected what the bot did; with 0, from the beginning.
    """
    check_place(path)
    talk = _talk(chat, path, _place_of(chat, first))
    try:
        write_whole(path, write(talk))
    except OSError as error:
        raise Wrong(f"{path} could not be written: {error.strerror or error}") from error
    said = f"the transcript is in {path}"
    if first:
        said += f", from input {first} on: what was before happens in it, and is not looked at"
    untold = left_out(talk)
    if untold:
        said += f"; it leaves out what a transcript has no words for: {', '.join(untold)}"
    hidden = masked_params(chat.conversation)
    if hidden:
        said += f"; masked in it: {', '.join(hidden)}. Write test values in their place to play it again"
    return said


def _place_of(chat: Chat, first: int) -> int:
    """Give the number of the turn that an input is; before the first one there is nothing that could be left out."""
    if not first:
        return 0
    opening = len(chat.session.start.events())
    acted = [number for number, turn in enumerate(chat.session.turns) if number >= opening and not turn.by_itself]
    if first > len(acted):
        only = f"there {'is' if len(acted) == 1 else 'are'} only {len(acted)}" if acted else "there is none yet"
        raise Wrong(f"there is no input {first}: {only}")
    return acted[first - 1] if first > 1 else 0


def _talk(chat: Chat, path: Path, begins: int) -> Talk:
    session, start = chat.session, chat.session.start
    hide = hide_secrets(chat.conversation, to_play=True)
    turns = [masked((turn.event, turn.outputs), hide) for turn in session.turns]
    payloads = {
        output.id: masked(chat.requests.build(output, chat.program), hide)
        for turn in session.turns
        for output in turn.outputs
        if isinstance(output, TakeoverRequested | EmailRequested)
    }
    first = next((event for event, _ in turns[begins:] if isinstance(event, Heard | Chose)), None)
    named = "" if first is None else first.text if isinstance(first, Heard) else first.label
    return Talk(
        name=" ".join(named.split())[:LONGEST_NAME] or chat.program.bot.name,
        bot=_way(path.parent, chat.flows.place),
        at=start.at,
        turns=turns,
        seed=start.seed,
        channel=start.channel,
        language=start.language,
        params=tuple((name, hide(value)) for name, value in start.params),
        user=tuple((name, hide(value)) for name, value in start.user),
        start=start.flow,
        payloads=payloads,
        begins=begins,
    )


def _way(folder: Path, to: Path) -> str:
    """Give the path from a folder, so that both can be moved together; on another drive there is none."""
    try:
        return os.path.relpath(to, folder).replace(os.sep, "/")
    except ValueError:
        return str(to)
