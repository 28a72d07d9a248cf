"""What a chat is started with, read from the command line: everything that is wrong with it is said at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, TypeVar

from takeover.chat.arguments import check_name
from takeover.chat.clock import in_calendar
from takeover.chat.session import Start
from takeover.chat.wrong import Wrong
from takeover.engine.facts import zone
from takeover.engine.names import find_place
from takeover.language.languages import find_meant, find_tag
from takeover.source.regex import regex
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from takeover.chat.flows import Bot
    from takeover.delivery.targets import Outlet
    from takeover.engine.program import Program
    from takeover.host import Host

LARGEST_SEED = 2**32 - 1
LONGEST_NAME = 100
MOST_FLOWS = 12
ID = regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
CLOCK = regex(r"\d{1,2}:\d{2}(?::\d{2})?")
USUAL_CHANNEL = "web"
NO_PAIR = ("", "")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Typed:
    """The options as they were typed; None is one that was not."""

    at: str | None = None
    seed: str | None = None
    channel: str | None = None
    language: str | None = None
    params: Sequence[str] = ()
    user: Sequence[str] = ()
    start: str | None = None
    to: str | None = None
    id: str | None = None
    record: str | None = None
    resume: str | None = None
    outbox: str | None = None

    def beside_resume(self) -> tuple[str, ...]:
        """Name the options that were given although the transcript that is resumed says the same."""
        said = {
            "--at": self.at,
            "--seed": self.seed,
            "--channel": self.channel,
            "--language": self.language,
            "--param": self.params,
            "--user": self.user,
            "--start": self.start,
            "--id": self.id,
        }
        return tuple(option for option, value in said.items() if value)


class Options:
    """Reads what was typed. What is wrong is collected in `wrong`, and a usual value stands in for it."""

    def __init__(self, typed: Typed, host: Host) -> None:
        """Read options on a machine."""
        self.typed = typed
        self.wrong: list[str] = []
        self._host = host

    def read_start(self, program: Program | None) -> Start:
        """Give what the conversation begins with. Without a program, what only it can tell is left out."""
        typed, host = self.typed, self._host
        return Start(
            id=self._read("--id", typed.id, _id, "") or host.new_id(),
            at=self.read_frozen(program) or host.now().replace(microsecond=0),
            seed=host.seed() if typed.seed is None else self._read("--seed", typed.seed, _seed, 0),
            channel=self._read("--channel", typed.channel, _channel, USUAL_CHANNEL),
            language=self._read("--language", typed.language, _language, ""),
            params=tuple(self._read("--param", text, _param, NO_PAIR) for text in typed.params),
            user=tuple(self._read("--user", text, _user, NO_PAIR) for text in typed.user),
            flow=self._read("--start", typed.start, lambda text: _flow(text, program), ""),
        )

    def read_frozen(self, program: Program | None) -> datetime | None:
        """Give the time at which the clock stands still, or None when it runs."""
        zone_name = "UTC" if program is None else program.bot.timezone
        today = self._host.now().astimezone(zone(zone_name))
        return self._read("--at", self.typed.at, lambda text: _moment(text, today), None)

    def read_outlet(self, bot: Bot) -> Outlet | None:
        """Give the target that takes every takeover."""
        if self.typed.to is None or bot.program is None:
            return None
        from takeover.delivery.targets import NoTargetError, parse_to

        try:
            return parse_to(self.typed.to, bot.targets)
        except NoTargetError as nowhere:
            self.wrong.append(f"--to: {nowhere}")
            return None

    def read_record(self) -> Path | None:
        """Give the file that the transcript is written to at the end."""
        if self.typed.record is None:
            return None
        from takeover.chat.saving import check_place

        path = self._host.cwd / self.typed.record
        try:
            check_place(path)
        except Wrong as wrong:
            self._add("--record", wrong)
        return path

    def _read(self, option: str, text: str | None, read: Callable[[str], T], otherwise: T) -> T:
        if text is None:
            return otherwise
        try:
            return read(text)
        except Wrong as wrong:
            self._add(option, wrong)
            return otherwise

    def _add(self, option: str, wrong: Wrong) -> None:
        said = f"{option}: {wrong}{'; ' if wrong.hint else ''}{wrong.hint}"
        if said not in self.wrong:
            self.wrong.append(said)


def _seed(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_SEED)) and int(text) <= LARGEST_SEED:
        return int(text)
    raise Wrong(f'"{text}" is not a whole number from 0 to {LARGEST_SEED}')


def _id(text: str) -> str:
    if ID.fullmatch(text):
        return text
    raise Wrong(f'"{text}" cannot name a conversation', "letters, digits, . _ and -, at most 100")


def _channel(text: str) -> str:
    if text.strip() and text.isprintable() and len(text) <= LONGEST_NAME:
        return text.strip()
    raise Wrong(f'"{text}" cannot be a channel', "for example web, whatsapp, email")


def _language(text: str) -> str:
    tag = find_tag(text)
    if tag is not None:
        return tag
    meant = find_meant(text)
    raise Wrong(f'"{text}" is not a language', f'did you mean "{meant}"?' if meant else "for example en, or pt-BR")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise Wrong(f'"{text}" is not NAME=VALUE')
    return name, value


def _param(text: str) -> tuple[str, str]:
    name, value = _pair(text)
    if name.startswith("user."):
        raise Wrong(f'"{name}" is a field of the user', f"--user {name.removeprefix('user.')}=…")
    check_name(name)
    return name, value


def _user(text: str) -> tuple[str, str]:
    name, value = _pair(text.removeprefix("user."))
    check_name(f"user.{name}")
    return name, value


def _flow(text: str, program: Program | None) -> str:
    if program is None or find_place(text, "", program.flows, program.named_steps) is not None:
        return text
    known = (*program.flows, *(step.address for step in program.steps))
    hint = did_you_mean(text, known) or f"the flows are: {', '.join(list(program.flows)[:MOST_FLOWS])}"
    raise Wrong(f'there is no flow or step "{text}"', hint)


def _moment(text: str, today: datetime) -> datetime:
    """Read a time: with its offset, or in the zone of `today`; only a time of the day is one of today."""
    try:
        if CLOCK.fullmatch(text):
            moment = datetime.combine(today.date(), time.fromisoformat(text), today.tzinfo)
        else:
            moment = datetime.fromisoformat(text)
    except ValueError:
        raise Wrong(
            f'"{text}" is not a time', "for example 2026-03-02T10:15, 2026-03-02T10:15+01:00, or 10:15"
        ) from None
    moment = moment.replace(microsecond=0, tzinfo=moment.tzinfo or today.tzinfo)
    if not in_calendar(moment):
        raise Wrong(f'"{text}" is beyond the calendar')
    return moment
