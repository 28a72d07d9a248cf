"""Completion in a chat: commands and their arguments, and the choices that the bot offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.completion import Completer, Completion

from takeover.chat.slash import SLASH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from takeover.chat.console import Console

MOST = 200


class ChatCompleter(Completer):
    """Completes what is typed at a console; `safe` makes what flows say harmless to a terminal."""

    def __init__(self, console: Console, safe: Callable[[str], str]) -> None:
        """Complete at this console."""
        self._console = console
        self._safe = safe

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Give what could stand there, best first."""
        text = document.text_before_cursor
        if text.startswith("//"):
            return
        if not text.startswith("/"):
            yield from self._choices(text)
            return
        name, space, argument = text[1:].partition(" ")
        if not space:
            for slash in SLASH.values():
                if slash.name.startswith(name):
                    ending = " " if slash.usage and not slash.usage.startswith("[") else ""
                    yield Completion(f"{slash.name}{ending}", -len(name), slash.name, slash.help)
        elif name in SLASH:
            yield from self._fitting(SLASH[name].complete(self._console), argument)

    def _choices(self, text: str) -> Iterable[Completion]:
        for number, choice in enumerate(self._console.chat.conversation.offered, 1):
            if choice.label.casefold().startswith(text.casefold()):
                label = self._safe(choice.label)
                yield Completion(label, -len(text), f"{number}. {label}")

    def _fitting(self, known: Iterable[str], argument: str) -> Iterable[Completion]:
        """Give those that begin as the argument does, then those that hold it."""
        typed = argument.casefold()
        texts = [self._safe(text) for text in known]
        begin = [text for text in texts if text.casefold().startswith(typed)]
        others = [text for text in texts if typed in text.casefold() and text not in begin]
        for text in [*begin, *others][:MOST]:
            yield Completion(text, -len(argument))
