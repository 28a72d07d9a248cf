"""What rules may ask and templates may print, over the state of a conversation."""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from takeover.language.naming import BUILT_IN
from takeover.language.types.kind import Place
from takeover.language.views import ConversationView, HoursView, ParamView, UserView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from takeover.engine.program import Program
    from takeover.language.conversation import Control, Line, Missed
    from takeover.language.history import History
    from takeover.language.hours import Hours
    from takeover.language.template import Template
    from takeover.language.types.kind import EntityType
    from takeover.language.values import Value

MASK = (1 << 64) - 1
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9900, 1, 1, tzinfo=UTC)


class Known(Protocol):
    """The parts of a conversation that are asked about; a conversation has them, and so has a step that changes one."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def seed(self) -> int:
        """What chance comes from."""

    @property
    def turn(self) -> int:
        """The number of its events."""

    @property
    def started(self) -> datetime:
        """When it began."""

    @property
    def clock(self) -> datetime:
        """The time of its last event."""

    @property
    def channel(self) -> str:
        """Where the user writes from."""

    @property
    def language(self) -> str:
        """What the user speaks."""

    @property
    def params(self) -> Mapping[str, History[Value]]:
        """Its params."""

    @property
    def tags(self) -> Mapping[str, str]:
        """Its tags."""

    @property
    def user(self) -> Mapping[str, str]:
        """The fields of the user."""

    @property
    def unknowns(self) -> int:
        """How many inputs in a row were not understood."""

    @property
    def missed(self) -> Missed | None:
        """The last one of them."""

    @property
    def control(self) -> Control:
        """Who has it."""

    @property
    def lines(self) -> History[Line]:
        """The talk."""


class ConversationFacts:
    """The facts of one state. It looks when it is asked: over a state that changes it gives what is so now."""

    __slots__ = ("_clock", "_known", "_place", "_program")
    _place: Place

    def __init__(self, program: Program, known: Known) -> None:
        """Look at `known` with the settings of `program`."""
        self._program = program
        self._known = known
        self._clock: datetime | None = None

    def forget(self) -> None:
        """Look no more: the run is over. They hold each other, and a third of the time went into finding such rings."""
        del self._known

    @property
    def channel(self) -> str:
        """Where the user writes from."""
        return self._known.channel

    @property
    def language(self) -> str:
        """What the talk is held in."""
        return self._known.language

    @property
    def unknowns(self) -> int:
        """How many inputs in a row were not understood."""
        return self._known.unknowns

    @property
    def local_now(self) -> datetime:
        """The clock in the bot's time zone."""
        return self.place.now

    @property
    def place(self) -> Place:
        """How national forms and relative dates are read. Looked up once for each time and language."""
        clock, language = self._known.clock, self._known.language
        if clock is not self._clock or language is not self._place.language:
            bot = self._program.bot
            self._place = Place(language, bot.country, clock.astimezone(zone(bot.timezone)))
            self._clock = clock
        return self._place

    def param(self, name: str) -> History[Value] | None:
        """Give a param's values."""
        return self._known.params.get(name)

    def tag(self, name: str) -> str | None:
        """Give a tag's value."""
        return self._known.tags.get(name)

    def user_field(self, path: str) -> str | None:
        """Give a field of the user."""
        return self._known.user.get(path)

    def hours(self, name: str) -> Hours:
        """Give business hours; the linker has seen to it that they are there."""
        return self._program.bot.hours[name]

    def type_named(self, name: str) -> EntityType:
        """Give a type or entity; the linker has seen to it that it is there."""
        return self._program.types[name]

    def draw(self, key: int) -> float:
        """Mix seed, turn and key (splitmix64, Steele et al. 2014): 0 up to 1."""
        known = self._known
        mixed = (known.seed * 0x9E3779B97F4A7C15 + known.turn * 0xD1B54A32D192ED03 + key * 0x8CB92BA72F3D8DD7) & MASK
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return ((mixed ^ (mixed >> 31)) >> 11) / (1 << 53)

    def find(self, root: str) -> object:
        """Give what a template's first name stands for."""
        known = self._known
        if root not in BUILT_IN:
            values = known.params.get(root)
            return ParamView.of(values.last, values) if values else None
        match root:
            case "question":
                return known.missed.text if known.missed else None
            case "now":
                return self.local_now
            case "user":
                return UserView(known.user)
            case "conversation":
                return self._conversation()
            case "hours":
                return HoursView(self._program.bot.hours, self.local_now)
        return None

    def everything(self) -> Mapping[str, object]:
        """Give all names at once."""
        names: dict[str, object] = {
            name: ParamView.of(values.last, values) for name, values in self._known.params.items() if values
        }
        built_in = {name: self.find(name) for name in BUILT_IN}
        return names | {name: found for name, found in built_in.items() if found is not None}

    def fill(self, template: Template) -> str:
        """Fill a template; raises TemplateError when a bound of it is met."""
        return template.fill(self)

    def _conversation(self) -> ConversationView:
        known = self._known
        return ConversationView(
            {
                "id": known.id,
                "channel": known.channel,
                "language": known.language,
                "started": known.started.astimezone(zone(self._program.bot.timezone)),
                "control": known.control,
                "unknowns": known.unknowns,
                "messages": len(known.lines),
                "tags": dict(known.tags),
            }
        )


def within_calendar(moment: datetime) -> datetime:
    """Keep a time where a time zone, a pause or a week can be added to it without leaving the calendar."""
    return moment if EARLIEST <= moment <= LATEST else min(max(moment, EARLIEST), LATEST)


@functools.cache
def zone(name: str) -> tzinfo:
    """Give a time zone by its name; the settings have seen to it that it is one."""
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)
