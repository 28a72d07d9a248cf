"""A chat in lines: what happened meanwhile is shown before the line that was typed then."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from chats import Talk, begin_chat
from takeover.chat.lines import read_lines
from takeover.chat.plain import chat_plainly

if TYPE_CHECKING:
    from pathlib import Path


class Slow(StringIO):
    """Somebody who takes six minutes for each line."""

    def __init__(self, text: str, talk: Talk) -> None:
        super().__init__(text)
        self.talk = talk

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override] # the stubs of StringIO disagree
        self.talk.later(minutes=6)
        return super().readline(-1 if size is None else size)


def test_silence_comes_before_the_line_that_ends_it(tmp_path: Path) -> None:
    talk = begin_chat(tmp_path)
    chat_plainly(talk.console, Slow("menu\n", talk), None)
    assert talk.new().startswith("bot:   Hello.\nbot:   Still there?\nuser:  menu\nbot:   Which?\n")


def test_a_command_is_no_input_and_what_begins_with_two_slashes_is(tmp_path: Path) -> None:
    talk = begin_chat(tmp_path)
    chat_plainly(talk.console, StringIO("/undo\n//undo\n/quit\nmenu\n"), None)
    shown = talk.new()
    assert "user:  /undo\n" in shown
    assert shown.count("user:") == 1
    assert "Which?" not in shown


def test_lines() -> None:
    assert list(read_lines(StringIO("a\r\n\nb\tc \nlast"))) == ["a", "", "b\tc ", "last"]
    assert list(read_lines(StringIO(""))) == []
    assert list(read_lines(StringIO("x" * 1_000_000 + "\n" + "y" * 1_000_001 + "\nz"))) == ["x" * 1_000_000, None, "z"]
