"""A chat in a terminal: a line to type in, the status below it, and what happens by itself above it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout.processors import Processor, Transformation
from prompt_toolkit.shortcuts.prompt import PromptSession
from prompt_toolkit.utils import get_cwidth

from takeover.chat.completing import ChatCompleter
from takeover.chat.past_inputs import PastInputs
from takeover.chat.status import is_secret, write_status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.layout.processors import TransformationInput
    from prompt_toolkit.output import Output

    from takeover.chat.console import Console

LOOK = 0.5
"""Seconds between two looks at the clock, and at the files of the flows."""
MENU = 6
"""Lines that are kept free below the prompt for completions."""
BETWEEN = " · "
REPLACED = "\N{REPLACEMENT CHARACTER}"
LEAVE_HINT = "Ctrl-D or /quit leaves"


class Repl:
    """The terminal at which a person sits. `safe` gives a text on one line that no terminal obeys."""

    def __init__(
        self,
        console: Console,
        safe: Callable[[str], str],
        *,
        columns: Callable[[], int],
        history: Path | None,
        output: Output | None = None,
    ) -> None:
        """Prepare the prompt. `history` is the file of what was typed before; `output` draws, None: standard output."""
        self._console = console
        self._safe = safe
        self._columns = columns
        self._interrupts = 0
        self._prompt: PromptSession[str] = PromptSession(
            "> ",
            placeholder=self._hint,
            bottom_toolbar=self._status,
            completer=ChatCompleter(console, safe),
            complete_while_typing=Condition(lambda: get_app().current_buffer.text.startswith("/")),
            reserve_space_for_menu=MENU,
            history=None if history is None else PastInputs(history, lambda line: not is_secret(line, console.chat)),
            input_processors=[_Harmless(safe)],
            key_bindings=self._keys(),
            enable_suspend=True,
            output=output,
        )

    def run(self) -> None:
        """Talk until the person leaves."""
        self._console.chat.open(self._console.screen.user)
        while not self._console.finished:
            try:
                line = self._prompt.prompt(pre_run=self._begin)
                self._console.chat.notice_edit()
                self._console.read(line)
            except EOFError:
                return
            except KeyboardInterrupt:
                self._console.aside.note("interrupted")

    def _begin(self) -> None:
        self._interrupts = 0
        get_app().create_background_task(self._watch())

    async def _watch(self) -> None:
        """See what happens by itself while the prompt waits: time that is up, and edits of the flows."""
        app, chat = get_app(), self._console.chat
        shown = self._status()
        try:
            while True:
                await asyncio.sleep(LOOK)
                if chat.due_in() == 0:
                    await run_in_terminal(chat.pass_time)
                if chat.requests.news:
                    await run_in_terminal(chat.hear_agent)
                if chat.flows.edited(settled=True):
                    await run_in_terminal(chat.reload)
                if (now := self._status()) != shown:
                    shown = now
                    app.invalidate()
        except Exception as error:  # noqa: BLE001 - it belongs to whoever waits for the line
            app.exit(exception=error)

    def _status(self) -> str:
        """Give as much of the status as fits, the most telling first."""
        line = ""
        for part in write_status(self._console.chat):
            longer = f"{line}{BETWEEN}{self._safe(part)}" if line else self._safe(part)
            if line and get_cwidth(longer) > self._columns():
                break
            line = longer
        return line

    def _hint(self) -> StyleAndTextTuples:
        """Say in the empty line what can be typed, where that is not plain."""
        offered = len(self._console.chat.conversation.offered)
        said = "" if not offered else "1, or Tab" if offered == 1 else f"1-{offered}, or Tab"
        return [("class:placeholder", said)]

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add("c-c")
        def _cancel(event: KeyPressEvent) -> None:
            """Cancel the line; on an empty one, say how to leave when it is pressed again."""
            if event.current_buffer.text:
                event.current_buffer.reset()
                self._interrupts = 0
                return
            self._interrupts += 1
            if self._interrupts > 1:
                self._interrupts = 0
                run_in_terminal(lambda: self._console.aside.note(LEAVE_HINT))

        @keys.add(Keys.Vt100MouseEvent)
        def _ignore(event: KeyPressEvent) -> None:
            """Ignore what looks like a mouse: the prompt asks for none, and a pasted ESC [31m looks like one."""

        return keys


class _Harmless(Processor):
    """Shows what is typed or pasted without what a terminal would obey, which stays in the text: a sign for a sign."""

    def __init__(self, safe: Callable[[str], str]) -> None:
        self._safe = safe

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        fragments = transformation_input.fragments
        return Transformation([(fragment[0], self._shown(fragment[1])) for fragment in fragments])

    def _shown(self, text: str) -> str:
        if self._safe(text) == text:
            return text
        drawn = "\xa0"  # up to here the prompt itself draws what cannot be seen, as ^[
        return "".join(c if c <= drawn or self._safe(c) == c else REPLACED for c in text)
