"""The circumstances in which a bot is walked through: what decides about a talk, and nobody says in it.

Hours both open and closed, every channel that a rule names and one that none does, chances taken and missed, and users
of whom something is known beforehand. Where all combinations are too many, each circumstance is there at least once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING

from takeover.engine.facts import ConversationFacts, zone
from takeover.engine.step import begin
from takeover.language.folding import fold
from takeover.language.languages import OF_USER
from takeover.language.rules.chance import Chance
from takeover.language.rules.channel import ChannelIs
from takeover.language.rules.hours import HoursOpen
from takeover.language.rules.language import LanguageIs
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import tzinfo

    from takeover.engine.program import Program
    from takeover.language.hours import Hours
    from takeover.walk.asked_facts import AskedFacts
    from takeover.walk.rules import Rules

NAME = "walk"
"""The name of every conversation of a walk; ids are made of it."""
MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001 - the wall clock of the bot's own zone
USUAL = MONDAY + timedelta(hours=10, minutes=15)
CHANNELS = ("web", "whatsapp", "sms")
SEEDS = range(64)
"""Where something is left to chance, the seeds among these by which it comes out well most often, and least often."""
TURNS = range(1, 7)
SPEAKS = f"user.{OF_USER[0]}"
MOST_OF_A_KIND = 4
MOST = 8


class World(NamedTuple):
    """Circumstances. `given` are params and fields of the user (`user.…`) that are known beforehand.

    `told` says, for a message, what is not as usual: `while "office" is closed, on the channel "sms"`.
    """

    at: datetime
    channel: str
    seed: int
    given: tuple[tuple[str, str], ...]
    told: str = ""


def find_worlds(program: Program, rules: Rules, asked: AskedFacts) -> tuple[World, ...]:
    """Give the circumstances that can matter to a bot, the usual ones first."""
    outside = asked.from_outside()
    hours = {name: program.bot.hours[name] for name in sorted({rule.name.text for rule in rules.of_kind(HoursOpen)})}
    kinds = (
        _moments(hours, zone(program.bot.timezone)),
        _channels([name.text for rule in rules.of_kind(ChannelIs) for name in rule.names]),
        _seeds(program, list(rules.of_kind(Chance))),
        ((), *((outside,) if outside else ()), *_languages(rules)),
    )
    usual, *others = (World(*circumstances) for circumstances in _combine(kinds))
    return usual, *(world._replace(told=_tell(world, usual, hours)) for world in others)


def _tell(world: World, usual: World, hours: Mapping[str, Hours]) -> str:
    differs = [name for name, known in hours.items() if known.open_at(world.at) != known.open_at(usual.at)]
    parts = [f'while "{name}" is {"open" if hours[name].open_at(world.at) else "closed"}' for name in differs]
    if world.channel != usual.channel:
        parts.append(f'on the channel "{world.channel}"')
    speaks = dict(world.given).get(SPEAKS)
    if speaks is not None:
        parts.append(f'when the user speaks "{speaks}"')
    elif world.given:
        parts.append(f"when {', '.join(path for path, _ in world.given)} is known beforehand")
    if world.seed != usual.seed:
        parts.append(f"with seed {world.seed}")
    return ", ".join(parts)


def _moments(hours: Mapping[str, Hours], local: tzinfo) -> tuple[datetime, ...]:
    """Give a moment for each way in which hours can be open and closed together, in an ordinary week."""
    minutes = {
        day * 24 * 60 + minute % (24 * 60)
        for known in hours.values()
        for day, ranges in enumerate(known.week)
        for minute in (0, *(bound for start_end in ranges for bound in start_end))
    }
    moments = (USUAL, *(MONDAY + timedelta(minutes=minute) for minute in sorted(minutes)))
    found: dict[tuple[bool, ...], datetime] = {}
    for moment in moments:
        found.setdefault(tuple(known.open_at(moment) for known in hours.values()), moment.replace(tzinfo=local))
    return tuple(found.values())[:MOST_OF_A_KIND]


def _channels(named: Sequence[str]) -> tuple[str, ...]:
    """Give the channels that are named, the usual one, and one that no rule names."""
    channels: dict[str, str] = {}
    for name in (CHANNELS[0], *named):
        channels.setdefault(fold(name), name)
    if named:
        other = next((channel for channel in CHANNELS if channel not in channels), "other")
        channels[other] = other
    return tuple(channels.values())[:MOST_OF_A_KIND]


def _languages(rules: Rules) -> Iterator[tuple[tuple[str, str], ...]]:
    """Give users who speak what a rule asks about: it is known of them beforehand."""
    named = dict.fromkeys(tag.text for rule in rules.of_kind(LanguageIs) for tag in rule.tags)
    yield from (((SPEAKS, tag),) for tag in tuple(named)[:MOST_OF_A_KIND])


def _seeds(program: Program, chances: Sequence[Chance]) -> tuple[int, ...]:
    if not chances:
        return (0,)
    talk = begin(program, NAME, USUAL.replace(tzinfo=UTC))
    held = {
        seed: sum(
            chance.holds(ConversationFacts(program, talk._replace(seed=seed, turn=turn)))
            for turn in TURNS
            for chance in chances[:MOST_OF_A_KIND]
        )
        for seed in SEEDS
    }
    return max(SEEDS, key=held.__getitem__), min(SEEDS, key=held.__getitem__)


def _combine(
    kinds: tuple[Sequence[datetime], Sequence[str], Sequence[int], Sequence[tuple[tuple[str, str], ...]]],
) -> list[tuple[datetime, str, int, tuple[tuple[str, str], ...]]]:
    """Give all combinations; where they are too many, so many that each circumstance is in one of them."""
    everything = list(product(*kinds))
    if len(everything) <= MOST:
        return everything
    rows = max(map(len, kinds))
    moments, channels, seeds, givens = kinds
    return [
        (moments[row % len(moments)], channels[row % len(channels)], seeds[row % len(seeds)], givens[row % len(givens)])
        for row in range(rows)
    ]
