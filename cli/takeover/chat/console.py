"""What a person types in a chat: a command, a choice by its number or label, or a text to the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.chat.choosing import find_choice, offered_by
from takeover.chat.slash import run_slash
from takeover.chat.wrong import Wrong
from takeover.language.events import Chose, Heard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from takeover.chat.chat import Chat
    from takeover.chat.screen import Screen
    from takeover.chat.session import Turn
    from takeover.engine.program import Program


class Console:
    """A chat, and where a person looks at it.

    `screen` shows the talk and what was asked for, `aside` what went wrong. Paths that are typed begin in `folder`;
    `verbatim` shows a text as it is, so that it can be copied.
    """

    chat: Chat
    screen: Screen
    aside: Screen
    folder: Path
    verbatim: Callable[[str], None]

    def __init__(
        self, chat: Chat, screen: Screen, aside: Screen, folder: Path, verbatim: Callable[[str], None]
    ) -> None:
        """Sit down before a chat."""
        self.chat = chat
        self.screen = screen
        self.aside = aside
        self.folder = folder
        self.verbatim = verbatim
        self.finished = False

    def read(self, line: str) -> None:
        """Do what a line says."""
        try:
            if line.startswith("/") and not line.startswith("//"):
                run_slash(self, line)
            else:
                self._say(line)
        except Wrong as wrong:
            self.aside.error(f"{wrong}; {wrong.hint}" if wrong.hint else str(wrong))

    def _say(self, line: str) -> None:
        text = line.removeprefix("/") if line.startswith("//") else line
        found = find_choice(self.chat.conversation.offered, line)
        if found is None:
            self.chat.happen(lambda at: Heard(at, text))
            return
        choice, number = found
        if choice.url and not choice.addressed:
            self.screen.note(f"{choice.label} opens {choice.url}; the bot hears nothing of it")
        else:
            self.chat.happen(lambda at: Chose(at, choice.label, number))


def show_on(screen: Screen) -> Callable[[Turn, Program], None]:
    """Give what shows a turn on a screen, its choices numbered as the conversation offers them."""

    def show(turn: Turn, program: Program) -> None:
        added = sum(len(offered_by(output)) for output in turn.outputs)
        screen.outputs(turn.outputs, program, first=max(1, len(turn.after.offered) - added + 1))

    return show
