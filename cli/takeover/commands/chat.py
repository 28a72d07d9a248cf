"""`takeover chat`: opens a conversation with a bot, in a terminal, through a pipe, or with another program."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from takeover.chat.chat import Chat
from takeover.chat.clock import Clock
from takeover.chat.ending import leave
from takeover.chat.flows import Flows
from takeover.chat.options import Options, Typed
from takeover.chat.requests import Requests
from takeover.chat.session import Session, Start
from takeover.chat.wrong import Wrong
from takeover.exitcode import ExitCode
from takeover.loading.index_cache import find_cache
from takeover.present.painter import paint_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from takeover.chat.console import Console
    from takeover.chat.flows import Bot
    from takeover.chat.screen import Board
    from takeover.chat.session import Turn
    from takeover.commands.chat_resuming import Resumed
    from takeover.delivery.targets import Outlet
    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.present.painter import Painter

__all__ = ["Typed", "run"]

STDOUT = "-"
DUMB = frozenset({"dumb", "unknown"})
"""Terminals that know lines, and nothing else (terminfo)."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything that a chat is made of, before it is known who talks."""

    flows: Flows
    session: Session
    clock: Clock
    to: Outlet | None
    live: bool
    record: Path | None
    typed: Typed
    host: Host

    @property
    def talk(self) -> Literal["stdout", "stderr"]:
        """The stream of the talk: where payloads alone go to standard output, it is the other one."""
        return "stderr" if self.typed.to == STDOUT else "stdout"

    def chat(self, board: Board, aside: Board, show: Callable[[Turn, Program], None]) -> Chat:
        """Give the chat, shown there."""
        requests = Requests(self.flows, board, self.host, to=self.to, live=self.live, outbox=self.typed.outbox)
        return Chat(self.flows, self.session, self.clock, requests, show=show, aside=aside, restarted=self._restarted())

    def _restarted(self) -> Callable[[Start], Start]:
        """Give what begins another conversation: with a name of its own, and a seed of its own unless one was given."""
        numbers = count(2)

        def restart(start: Start) -> Start:
            name = f"{self.typed.id}-{next(numbers)}" if self.typed.id else self.host.new_id()
            seed = self.host.seed() if self.typed.seed is None else start.seed
            return replace(start, id=name, seed=seed, at=self.clock.now())

        return restart


def run(bot: Path | None, typed: Typed, host: Host, *, live: bool = False, as_json: bool = False) -> ExitCode:
    """Talk until the person, the pipe or the other program is done.

    `bot` is a file or folder; None is the current folder. With `live` requests go where the bot sends them; `as_json`
    is for other programs. Options are read with the bot, because times are in its zone, and `--to` names its targets.
    """
    painter = paint_on(host, "stderr")
    options = Options(typed, host)
    resumed: Resumed | None = None
    if typed.resume is not None:
        from takeover.commands.chat_resuming import find_resumed

        found = find_resumed(typed.resume, bot, typed, host)
        if isinstance(found, ExitCode):
            return found
        resumed, bot = found, found.bot
    flows = Flows(bot or Path(), host.cwd, find_cache(host.environ))
    program = flows.bot.program
    start = options.read_start(program)
    clock = Clock(host.now, options.read_frozen(program))
    to, record = options.read_outlet(flows.bot), options.read_record()
    if bot is None and not flows.bot.has_flows:
        options.wrong.append("there is no bot in this folder: name one, for example takeover chat flows/acme")
    if options.wrong:
        for wrong in options.wrong:
            painter.error(wrong)
        return ExitCode.USAGE
    if program is None:
        painter.problems(flows.bot.problems, flows.bot.sources)
        return ExitCode.UNREADABLE if flows.bot.unreadable else ExitCode.PROBLEMS
    _warn(flows.bot, painter, flows.path)
    session = Session(program, start)
    if resumed is not None:
        session = resumed.begin(program, painter)
        clock = Clock(host.now, session.conversation.clock)  # time is that of the transcript, and stands as in it
    plan = _Plan(flows, session, clock, to, live, record, typed, host)
    return _talk_in_json(plan, painter) if as_json else _talk(plan, painter)


def _warn(bot: Bot, painter: Painter, path: Path) -> None:
    warnings = sum(problem.severity == "warning" for problem in bot.problems)
    if warnings:
        said = "one warning" if warnings == 1 else f"{warnings} warnings"
        painter.note(f"{said} about these flows: takeover validate {path} shows them")


def _talk_in_json(plan: _Plan, painter: Painter) -> ExitCode:
    from takeover.chat.json_lines import JsonBoard, chat_in_json

    board = JsonBoard(plan.host.stdout if plan.talk == "stdout" else plan.host.stderr)
    chat = plan.chat(board, board, board.show)
    try:
        chat_in_json(chat, plan.host.stdin, board)
    finally:
        code = _end(chat, plan, painter)
    return code


def _talk(plan: _Plan, painter: Painter) -> ExitCode:
    from takeover.chat.console import Console, show_on
    from takeover.present.safe import safe

    host = plan.host
    stream = host.stdout if plan.talk == "stdout" else host.stderr
    is_terminal = host.stdin_is_terminal and (
        host.stdout_is_terminal if plan.talk == "stdout" else host.stderr_is_terminal
    )
    screen = paint_on(host, plan.talk)
    aside = screen if is_terminal else painter
    chat = plan.chat(screen, aside, show_on(screen))
    console = Console(chat, screen, aside, host.cwd, lambda text: print(safe(text), file=stream, flush=True))
    try:
        if is_terminal and host.environ.get("TERM") not in DUMB:
            _open_repl(console, plan)
        else:
            from takeover.chat.plain import chat_plainly

            chat_plainly(console, host.stdin, stream if is_terminal else None)
    finally:
        code = _end(chat, plan, aside)
    return code


def _open_repl(console: Console, plan: _Plan) -> None:
    from takeover.delivery.keeping import state_folder
    from takeover.loading.collector import collector_paused
    from takeover.present.safe import safe_line

    with collector_paused():  # a tenth of what these modules cost
        from takeover.chat.repl import Repl

    host = plan.host
    folder = state_folder(host.environ, host.cwd)
    history = folder / "inputs" if folder != host.cwd else None
    output = None
    if plan.talk == "stderr":
        from prompt_toolkit.output import create_output

        output = create_output(host.stderr)
    name = console.chat.program.bot.name
    console.screen.note(f"{name}, seed {plan.session.start.seed}: /help lists the commands, Ctrl-D leaves")
    if plan.live:
        console.screen.note("live: takeovers and e-mails are sent where the bot says, and calls are made")
    Repl(console, safe_line, columns=host.columns, history=history, output=output).run()


def _end(chat: Chat, plan: _Plan, aside: Painter) -> ExitCode:
    """Write the transcript that was asked for, whatever ended the chat, and say how it went."""
    code = leave(chat, aside)
    if plan.record is None:
        return code
    try:
        from takeover.chat.saving import save_transcript

        aside.note(save_transcript(chat, plan.record))
    except Wrong as wrong:
        aside.error(str(wrong))
        return code or ExitCode.UNREADABLE
    return code
