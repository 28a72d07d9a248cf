"""A chat in lines, for pipes and for terminals that can do no more. It loads no library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.chat.lines import LONGEST, read_lines

if TYPE_CHECKING:
    from typing import TextIO

    from takeover.chat.console import Console

PROMPT = "> "


def chat_plainly(console: Console, lines: TextIO, prompt: TextIO | None) -> None:
    """Talk until the lines end. With `prompt` a person types them there; without, each is shown as the user's."""
    console.chat.open(console.screen.user)
    _ask(prompt)
    for line in read_lines(lines):
        if line is None:
            console.aside.error(f"a line of more than {LONGEST:,} characters is left out")
        else:
            console.chat.notice_edit()
            console.chat.pass_time()
            console.chat.hear_agent()
            if prompt is None and (not line.startswith("/") or line.startswith("//")):
                console.screen.user(line.removeprefix("/"))
            console.read(line)
        if console.finished:
            return
        _ask(prompt)
    if prompt is not None:
        prompt.write("\n")


def _ask(prompt: TextIO | None) -> None:
    if prompt is not None:
        prompt.write(PROMPT)
        prompt.flush()
