"""`takeover desk`: a help desk on this machine, for rehearsals with a person and for CI without one."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic, time
from typing import TYPE_CHECKING

from takeover.delivery.keeping import state_folder
from takeover.desk.desk import Desk
from takeover.desk.faults import NoScriptError, Script, read_script
from takeover.desk.pages import Pages
from takeover.desk.receiving import News, Receiver
from takeover.desk.signature import new_secret
from takeover.desk.tickets import Tickets
from takeover.desk.vendors import Vendors
from takeover.desk.web import Busy, open_server
from takeover.exitcode import ExitCode
from takeover.files import write_whole
from takeover.handover.writing import write_json
from takeover.present.painter import paint_on
from takeover.source.diagnostic import Problems, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from takeover.delivery.recipe.form import Recipe
    from takeover.desk.mail import MailServer
    from takeover.host import Host
    from takeover.present.painter import Painter

KEYS = "desk.json"
SECRET = "TAKEOVER_DESK_SECRET"  # noqa: S105 - the name of a variable
LOOK = 0.5


@dataclass(frozen=True, slots=True)
class Typed:
    """The options as they were typed. `mail_port` None: no mail server; `expect` None: until somebody ends it."""

    port: int = 8787
    mail_port: int | None = 8025
    folder: Path | None = None
    agent: str = "Agent"
    script: str = ""
    mail_script: str = ""
    expect: int | None = None
    timeout: float = 60
    unsigned: bool = False
    as_json: bool = False
    bot: Path | None = None


@dataclass(frozen=True, slots=True)
class _Keys:
    """What opens the page, and what takeovers are signed with: the same as long as the folder is."""

    token: str
    secret: str


def run(typed: Typed, host: Host) -> ExitCode:
    """Receive until it is interrupted, or until what was expected has come.

    With `expect`, 0 says that so many takeovers came within `timeout` seconds and that nothing else was sent; else 1.
    """
    aside = paint_on(host, "stderr")
    try:
        script, mail_script = read_script(typed.script), read_script(typed.mail_script)
    except NoScriptError as wrong:
        aside.error(str(wrong))
        return ExitCode.USAGE
    folder = host.cwd / typed.folder if typed.folder else state_folder(host.environ, host.cwd) / "desk"
    try:
        keys = _keep_keys(folder, host)
        tickets = Tickets(folder, host.now, lambda: secrets.token_urlsafe(18))
    except (ValueError, TypeError, KeyError) as wrong:
        aside.error(f"{folder} holds what no desk wrote: {wrong}")
        return ExitCode.UNREADABLE
    own: Mapping[str, Recipe | None] | ExitCode = {} if typed.bot is None else _read_recipes(typed.bot, host, aside)
    if isinstance(own, ExitCode):
        return own
    recipes = {name: recipe for name, recipe in own.items() if recipe is not None}
    return _serve(typed, _Opened(tickets, keys, folder, script, mail_script, recipes), host, aside)


def _read_recipes(bot: Path, host: Host, aside: Painter) -> Mapping[str, Recipe | None] | ExitCode:
    """Read the recipes of a bot, which the desk then stands in for too."""
    from takeover.delivery.targets import read_recipes
    from takeover.loading.load import load_bot

    loaded = load_bot(bot, host.cwd)
    problems = Problems()
    recipes = read_recipes(loaded.bot, problems)
    if not loaded.unreadable and not problems.fatal:
        return recipes
    aside.problems(in_order([*loaded.problems, *problems.found]), loaded.sources)
    return ExitCode.UNREADABLE if loaded.unreadable else ExitCode.PROBLEMS


@dataclass(frozen=True, slots=True)
class _Opened:
    tickets: Tickets
    keys: _Keys
    folder: Path
    script: Script
    mail_script: Script
    own: Mapping[str, Recipe]


def _serve(typed: Typed, opened: _Opened, host: Host, aside: Painter) -> ExitCode:
    news: SimpleQueue[News] = SimpleQueue()
    busy = Busy()
    pages = Pages(opened.tickets, opened.keys.token, typed.agent)
    receiver = Receiver(opened.tickets, opened.script, "" if typed.unsigned else opened.keys.secret, "", time, news.put)
    vendors = Vendors(opened.tickets, news.put, own=opened.own)
    try:
        server = open_server(typed.port, Desk(receiver, pages, vendors).answer, busy)
    except OSError as taken:
        return _refuse_port(typed.port, "--port", taken, aside)
    receiver.base = vendors.base = f"http://127.0.0.1:{server.server_address[1]}"
    with server:
        try:
            mail = None if typed.mail_port is None else _open_mail(typed.mail_port, opened, news)
        except OSError as taken:
            return _refuse_port(typed.mail_port or 0, "--mail-port", taken, aside)
        Thread(target=server.serve_forever, daemon=True).start()
        _introduce(receiver.base, None if mail is None else mail.port, opened, typed, host)
        try:
            return _watch(typed, news, host, aside)
        finally:
            busy.wait()
            if mail is not None:
                mail.close()


def _refuse_port(port: int, option: str, taken: OSError, aside: Painter) -> ExitCode:
    aside.error(f"port {port} cannot be had: {taken.strerror or taken}; {option} chooses another")
    return ExitCode.UNREADABLE


def _open_mail(port: int, opened: _Opened, news: SimpleQueue[News]) -> MailServer:
    from takeover.desk.mail import Mailbox, open_mailbox

    return open_mailbox(port, Mailbox(opened.tickets, opened.mail_script, news.put))


def _introduce(base: str, mail: int | None, opened: _Opened, typed: Typed, host: Host) -> None:
    """Say how to open the desk, and what a bot needs to send there."""
    lines = [
        f"The desk is open: {base}/?token={opened.keys.token}",
        "A bot sends there with",
        f"  export HELPDESK_URL={base}/takeovers",
    ]
    if not typed.unsigned:
        lines.append(f"  export HELPDESK_SECRET={opened.keys.secret}")
    if mail is not None:
        lines.append(f"  export SMTP_URL=smtp://127.0.0.1:{mail}")
    lines.append(f"What arrives is kept in {opened.folder}; Ctrl-C closes the desk.")
    host.stderr.write("\n".join(lines) + "\n")
    host.stderr.flush()


def _watch(typed: Typed, news: SimpleQueue[News], host: Host, aside: Painter) -> ExitCode:
    """Tell what arrives until the end, and judge."""
    came: set[str] = set()
    wrong = 0
    until = monotonic() + typed.timeout
    try:
        while typed.expect is None or (len(came) < typed.expect and monotonic() < until):
            try:
                one = news.get(timeout=LOOK)
            except Empty:
                continue
            wrong += not one.right
            if one.ticket is not None:
                if one.ticket.takeover_id not in came:
                    _show(one, typed, host)
                came.add(one.ticket.takeover_id)
            said = f"{one.said}: {one.ticket.takeover_id}" if one.ticket else one.said
            (aside.note if one.right else aside.warning)(said)
    except KeyboardInterrupt:
        if typed.expect is None:
            return ExitCode.OK
    if len(came) >= typed.expect and not wrong:
        aside.success(f"{len(came)} came, as expected")
        return ExitCode.OK
    aside.error(f"{len(came)} of {typed.expect} came" + (f", and {wrong} that were wrong" if wrong else ""))
    return ExitCode.PROBLEMS


def _show(one: News, typed: Typed, host: Host) -> None:
    assert one.ticket is not None
    if typed.as_json:
        host.stdout.write(write_json(one.ticket.payload) + "\n")
        host.stdout.flush()
    elif "schema" in one.ticket.payload:
        paint_on(host, "stdout").payload(one.ticket.payload)
    else:
        contact = one.ticket.payload.get("contact")
        sender = str(contact.get("email") or contact.get("name") or "") if isinstance(contact, dict) else ""
        fields = {"from": sender, "subject": str(one.ticket.payload.get("subject") or "")}
        paint_on(host, "stdout").request("E-mail", fields)


def _keep_keys(folder: Path, host: Host) -> _Keys:
    """Give the keys of a folder, and make them where it has none; the environment's secret wins."""
    file = folder / KEYS
    if file.exists():
        kept = json.loads(file.read_text("utf-8"))
        keys = _Keys(kept["token"], kept["secret"])
    else:
        keys = _Keys(secrets.token_urlsafe(18), new_secret(secrets.token_bytes))
        write_whole(file, json.dumps({"token": keys.token, "secret": keys.secret}) + "\n", private=True)
    return _Keys(keys.token, host.environ.get(SECRET) or keys.secret)
