"""The prompt: what is typed into a terminal, key by key, and what happens above it meanwhile."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from chats import BOT, Talk, begin_chat
from takeover.chat.completing import ChatCompleter
from takeover.chat.repl import Repl
from takeover.chat.status import write_status
from takeover.present.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from prompt_toolkit.input import PipeInput

PATIENCE = 30
ASK_WHERE = "\x1b[6n"
"""Asks the terminal for the place of its cursor (ECMA-48, DSR)."""
CONTROL_C, CONTROL_D, TAB, UP = "\x03", "\x04", "\t", "\x1b[A"


class Glass(StringIO):
    """A stream that says that it is a terminal: only there is the status line drawn, when it is known where it is."""

    def isatty(self) -> bool:
        return True


class Seat:
    """A terminal without glass: keys go in, and what the prompt draws comes out."""

    def __init__(self, talk: Talk, keys: PipeInput, drawn: StringIO) -> None:
        self.talk = talk
        self.keys = keys
        self.drawn = drawn

    def shown(self) -> str:
        return self.talk.screen.getvalue() + self.talk.aside.getvalue()

    def wait(self, ready: Callable[[], bool]) -> None:
        """Wait until something is so; a test that waits for ever fails here."""
        until = time.monotonic() + PATIENCE
        while not ready():
            assert time.monotonic() < until, self.shown() + self.drawn.getvalue()
            time.sleep(0.01)


@contextmanager
def seat(talk: Talk, *, answers: bool = False) -> Iterator[Seat]:
    drawn = Glass() if answers else StringIO()
    output = Vt100_Output(drawn, lambda: Size(24, 80), term="xterm")
    with create_pipe_input() as keys, create_app_session(input=keys, output=output):
        yield Seat(talk, keys, drawn)


def sit(talk: Talk, *typed: str, history: Path | None = None) -> str:
    """Type keys at once, and give what was drawn when the chat is over."""
    with seat(talk) as at:
        at.keys.send_text("".join(typed))
        Repl(talk.console, safe_line, columns=lambda: 80, history=history).run()
        return at.drawn.getvalue()


def sit_and_watch(
    talk: Talk, act: Callable[[Seat], None], history: Path | None = None, *, answers: bool = False
) -> Seat:
    """Sit at a prompt while somebody else acts; the chat is left when that is done."""
    failed: list[BaseException] = []
    with seat(talk, answers=answers) as at:

        def work() -> None:
            try:
                act(at)
            except BaseException as error:  # noqa: BLE001 - it is raised in the test's own thread
                failed.append(error)
            at.keys.send_text(CONTROL_C + CONTROL_D)

        repl = Repl(talk.console, safe_line, columns=lambda: 80, history=history)
        worker = threading.Thread(target=work)
        worker.start()
        repl.run()
        worker.join()
    if failed:
        raise failed[0]
    return at


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return begin_chat(tmp_path)


def test_lines_are_heard_until_control_d(talk: Talk) -> None:
    sit(talk, "menu\r", "2\r", CONTROL_D)
    assert talk.screen.getvalue().startswith("bot:   Hello.\nbot:   Which?\n")
    assert talk.chat.session.turns.last.event.label == "Green"  # type: ignore[union-attr]


def test_quit_leaves(talk: Talk) -> None:
    sit(talk, "/quit\r", "menu\r")
    assert talk.chat.conversation.turn == 1


def test_control_c_cancels_the_line(talk: Talk) -> None:
    sit(talk, "nonsense", CONTROL_C, "menu\r", CONTROL_D)
    assert [line.text for line in talk.chat.conversation.lines if line.role == "user"] == ["menu"]


def test_control_c_twice_on_an_empty_line_tells_how_to_leave(talk: Talk) -> None:
    sit(talk, "a", CONTROL_C, CONTROL_C, CONTROL_D)
    assert talk.aside.getvalue() == ""
    sit(talk, CONTROL_C, CONTROL_C, CONTROL_D)
    assert talk.aside.getvalue() == "note:  Ctrl-D or /quit leaves\n"


def test_choices_are_cycled_through_with_tab(talk: Talk) -> None:
    def act(at: Seat) -> None:
        at.keys.send_text("menu\r")
        at.wait(lambda: "Which?" in at.shown())
        at.keys.send_text(TAB)
        at.wait(lambda: "3. Person" in at.drawn.getvalue())
        at.keys.send_text(TAB + TAB + "\r")
        at.wait(lambda: "Sorry." in at.shown())

    sit_and_watch(talk, act)
    assert talk.chat.session.turns.last.event.label == "Green"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("columns", "status"),
    [
        (80, "Desk/handover · handover · paused · Mon 02 Mar 09:15"),
        (40, "Desk/handover · handover · paused"),
        (10, "Desk/handover"),
    ],
)
def test_the_status_line_shows_what_fits(talk: Talk, columns: int, status: str) -> None:
    talk.chat.open()
    talk.type("human")
    with seat(talk):
        assert Repl(talk.console, safe_line, columns=lambda: columns, history=None)._status() == status


def test_the_status_line_is_drawn(talk: Talk) -> None:
    def act(at: Seat) -> None:
        at.wait(lambda: ASK_WHERE in at.drawn.getvalue())
        at.keys.send_text("\x1b[1;1R")
        at.wait(lambda: "Main/1 · open · Mon 02 Mar 09:15" in at.drawn.getvalue())

    sit_and_watch(talk, act, answers=True)


def test_silence_is_noticed_while_somebody_types(talk: Talk) -> None:
    def act(at: Seat) -> None:
        at.wait(lambda: "Hello." in at.shown())
        at.keys.send_text("half a sen")
        at.wait(lambda: "half a sen" in at.drawn.getvalue())
        talk.later(minutes=6)
        at.wait(lambda: "Still there?" in at.shown())
        at.keys.send_text("tence\r")
        at.wait(lambda: "Sorry." in at.shown())

    sit_and_watch(talk, act)
    said = [line.text for line in talk.chat.conversation.lines if line.role == "user"]
    assert said == ["half a sentence"]
    assert talk.screen.getvalue().index("Still there?") < talk.screen.getvalue().index("Sorry.")


def test_a_pause_ends_by_itself(tmp_path: Path) -> None:
    talk = begin_chat(tmp_path)

    def act(at: Seat) -> None:
        at.keys.send_text("/agent say hi\r")
        at.wait(lambda: "is paused until" in at.shown())
        talk.later(minutes=16)
        at.wait(lambda: "the pause is over" in at.shown())

    sit_and_watch(talk, act)


def test_an_edit_is_noticed_while_the_prompt_waits(talk: Talk) -> None:
    def act(at: Seat) -> None:
        at.keys.send_text("what?\r")
        at.wait(lambda: "Sorry." in at.shown())
        talk.edit("Sorry.", "Pardon?")
        at.wait(lambda: 'the bot says "Pardon?" instead of "Sorry."' in at.shown())
        talk.edit("say: Pardon?", "sya: Pardon?")
        at.wait(lambda: "do not run" in at.shown())
        assert "the edited flows are broken" in write_status(talk.chat)
        talk.edit("sya: Pardon?", "say: Pardon?")
        at.wait(lambda: "the flows are mended: nothing changed so far" in at.shown())

    sit_and_watch(talk, act)
    assert talk.aside.getvalue().count("error[unknown-action]") == 1


def test_what_breaks_while_the_prompt_waits_ends_the_chat(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(talk.chat.flows, "edited", fail)
    with seat(talk), pytest.raises(ZeroDivisionError):
        Repl(talk.console, safe_line, columns=lambda: 80, history=None).run()


@pytest.mark.parametrize(
    "typed", ["\x1b[31mred", "\x1b[200~a\x1b[31m\u202eb\x07\x1b[201~", "\x1b]0;title\x07", "\u202etxet"]
)
def test_what_is_typed_steers_no_terminal(talk: Talk, typed: str) -> None:
    drawn = sit(talk, typed, "\r", CONTROL_D, CONTROL_D)
    assert "\x1b[31m" not in drawn
    assert "\x1b]0;title" not in drawn
    assert "\u202e" not in drawn
    assert "\x07" not in drawn


def test_what_flows_say_steers_no_terminal(tmp_path: Path) -> None:
    bot = BOT.replace("choices: [Red,", 'choices: ["\\e[31mRe\\u202ed",').replace("flow: Main", 'flow: "Ma\\u202ein"')
    talk = begin_chat(tmp_path, bot)

    def act(at: Seat) -> None:
        at.keys.send_text("menu\r")
        at.wait(lambda: "Which?" in at.shown())
        at.keys.send_text(TAB)
        at.wait(lambda: "3. Person" in at.drawn.getvalue())
        at.keys.send_text(CONTROL_C + "/goto Ma")
        at.wait(lambda: "/2" in at.drawn.getvalue())

    seen = sit_and_watch(talk, act)
    assert "\u202e" not in seen.drawn.getvalue() + talk.screen.getvalue()
    assert "\x1b[31m" not in seen.drawn.getvalue() + talk.screen.getvalue()


def test_inputs_are_remembered(talk: Talk, tmp_path: Path) -> None:
    history = tmp_path / "state" / "inputs"
    sit(talk, "menu\r", CONTROL_D, history=history)
    again = begin_chat(tmp_path)
    sit_and_watch(again, recall, history=history)
    assert "Which?" in again.screen.getvalue()


def recall(at: Seat) -> None:
    at.wait(lambda: "Hello." in at.shown())
    until = time.monotonic() + PATIENCE
    while "menu" not in at.drawn.getvalue():  # the history is read in the background
        assert time.monotonic() < until
        at.keys.send_text(UP)
        time.sleep(0.05)
    at.keys.send_text("\r")
    at.wait(lambda: "Which?" in at.shown())


def test_secrets_are_not_remembered(talk: Talk, tmp_path: Path) -> None:
    history = tmp_path / "state" / "inputs"
    sit(talk, "pay by card\r", "4111 1111\r", "/set card 4222\r", "menu\r", CONTROL_D, history=history)
    assert history.read_text("utf-8") == '"pay by card"\n"menu"\n'


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("/w", ["why", "wait "]),
        ("/goto d", ["Desk", "Desk/handover", "Desk/2"]),
        ("/goto hand", ["Desk/handover"]),
        ("/event pa", ["paid"]),
        ("/agent re", ["refuse", "resume", "resolve"]),
        ("/help un", ["undo"]),
        ("/nothing x", []),
        ("//w", []),
        ("", ["Red", "Green", "Person"]),
        ("gr", ["Green"]),
        ("x", []),
    ],
)
def test_completion(talk: Talk, typed: str, completed: list[str]) -> None:
    talk.chat.open()
    talk.type("menu")
    completer = ChatCompleter(talk.console, safe_line)
    found = [completion.text for completion in completer.get_completions(Document(typed), None)]  # type: ignore[arg-type]
    assert found == completed
