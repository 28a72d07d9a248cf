"""A chat for tests: a bot in a folder of the test's own, a clock that the test moves, and what was shown, as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from fake_host import MOMENT, SEED, fake_host
from takeover.chat.chat import Chat
from takeover.chat.clock import Clock
from takeover.chat.console import Console, show_on
from takeover.chat.flows import Flows
from takeover.chat.requests import Requests
from takeover.chat.session import Session, Start
from takeover.present.painter import ENDLESS, paint

if TYPE_CHECKING:
    from takeover.chat.json_lines import JsonBoard
    from takeover.delivery.targets import Outlet
    from takeover.host import Host

BOT = """\
bot: Acme
params: {card: {type: text, sensitive: true}}
flow: Main
steps:
  - when: {event: opened}
    do: [{say: Hello.}]
  - when: {text: [menu]}
    do: [{say: {text: Which?, choices: [Red, Green, {label: Person, flow: Desk}]}}]
  - when: {text: [name please]}
    do:
      - ask: What is your name?
        save: user.name
      - say: "Thanks, {{ user.name }}."
  - when: {text: [pay by card]}
    do: [{ask: Card number?, save: card}, {say: Got it.}]
  - when: {text: [my order]}
    do:
      - call: {url: "https://shop.example/orders", save: order, example: {status: shipped}, failed: [{say: No luck.}]}
      - say: "It is {{ order.status }}."
  - when: {text: [other order]}
    do:
      - call: {url: "https://shop.example/others", save: order, failed: [{say: No luck.}]}
  - when: {event: paid}
    do: [{say: "Paid {{ amount }}."}]
  - when: image
    do: [{say: A picture.}]
  - when: {silence: 5m}
    do: [{say: Still there?}]
  - when: unknown
    do: [{say: Sorry.}]
"""
DESK = """\
flow: Desk
steps:
  - when: {text: [human]}
    step: handover
    do:
      - takeover: {reason: requested, unavailable: [{say: Nobody is there.}]}
  - when: {text: [mail us]}
    do: [{email: {to: help@acme.example, subject: A question}}]
"""


@dataclass
class Talk:
    """A console, and the two streams on which it is shown."""

    console: Console
    host: Host
    folder: Path
    moment: list[datetime]
    screen: StringIO
    aside: StringIO
    seen: dict[str, int] = field(default_factory=lambda: {"screen": 0, "aside": 0})

    @property
    def chat(self) -> Chat:
        return self.console.chat

    def type(self, *lines: str) -> str:
        """Type lines, and give what is shown then."""
        self.new()
        for line in lines:
            self.console.read(line)
        return self.new()

    def new(self) -> str:
        """Give what was shown since this was asked last: the talk, then what was said aside."""
        shown = ""
        for name, stream in (("screen", self.screen), ("aside", self.aside)):
            text = stream.getvalue()
            shown += text[self.seen[name] :]
            self.seen[name] = len(text)
        return shown

    def later(self, **length: float) -> None:
        """Let the machine's clock go on."""
        self.moment[0] += timedelta(**length)

    def edit(self, before: str, after: str, file: str = "main.yaml") -> None:
        """Edit a flow."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")


def begin_chat(
    folder: Path,
    bot: str = BOT,
    *,
    live: bool = False,
    to: Outlet | None = None,
    frozen: bool = False,
    stdout: StringIO | None = None,
    board: JsonBoard | None = None,
) -> Talk:
    """Write the bot into a folder, and begin a chat with it; nothing has happened until it is opened."""
    (folder / "main.yaml").write_text(bot, "utf-8")
    (folder / "desk.yaml").write_text(DESK, "utf-8")
    moment = [MOMENT]
    screen, aside = StringIO(), StringIO()
    host = fake_host(cwd=folder, environ={"XDG_STATE_HOME": str(folder / "state")}, stdout=stdout)
    painter, beside = (paint(stream, rich=False, color=False, columns=lambda: ENDLESS) for stream in (screen, aside))
    flows = Flows(Path(), folder)
    assert flows.bot.program is not None, flows.bot.problems
    start = Start(id="conv", at=MOMENT, seed=SEED)
    clock = Clock(lambda: moment[0], MOMENT if frozen else None)
    chat = Chat(
        flows,
        Session(flows.bot.program, start),
        clock,
        Requests(flows, board or painter, host, to=to, live=live),
        show=board.show if board else show_on(painter),
        aside=board or beside,
        restarted=lambda old: Start(id=f"{old.id}+", at=clock.now(), seed=old.seed + 1),
    )
    console = Console(chat, painter, beside, folder, lambda text: print(text, file=screen))
    return Talk(console, host, folder, moment, screen, aside)


def open_chat(folder: Path, bot: str = BOT, *, live: bool = False, to: Outlet | None = None) -> Talk:
    """Begin a chat and open it."""
    talk = begin_chat(folder, bot, live=live, to=to)
    talk.chat.open()
    talk.new()
    return talk
