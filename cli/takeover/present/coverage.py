"""How much of each bot was taken, as a table, with the place of everything that was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.pieces import Grid, Paragraph, Words, words
from takeover.present.places import write_place
from takeover.replay.coverage import HANDOVER, KINDS, rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.present.pieces import Line, Piece, Tone
    from takeover.replay.coverage import Counted, Covered


def tell_coverage(bots: Sequence[Covered]) -> Iterator[Piece]:
    """Give the pieces: what was not taken, and a row for each bot and one for all."""
    for bot in bots:
        for one in bot.counted:
            if not one.taken:
                place = Words(f"{write_place(one.span)}: ", "quiet")
                yield Paragraph((place, Words(f"{one.kind} not taken: "), Words(one.name, "strong")), hang=4)
    every = [one for bot in bots for one in bot.counted]
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in every)]
    rows = [_row(bot.bot, bot.counted, kinds) for bot in bots]
    if len(rows) > 1:
        rows.append(_row("all", every, kinds))
    yield Grid(tuple(rows), ("bot", *kinds, "to a person", "all"))


def _row(name: str, counted: Sequence[Counted], kinds: Sequence[str]) -> tuple[Line, ...]:
    columns = [[one for one in counted if one.kind == kind] for kind in kinds]
    to_person = [one for one in counted if one.kind in HANDOVER]
    return (
        words(name),
        *(words(_part(column), "text" if all(one.taken for one in column) else "warning") for column in columns),
        words(write_rate(to_person), _tone(to_person)),
        words(write_rate(counted), _tone(counted)),
    )


def _part(counted: Sequence[Counted]) -> str:
    return f"{sum(one.taken for one in counted)}/{len(counted)}" if counted else ""


def _tone(counted: Sequence[Counted]) -> Tone:
    return "good" if all(one.taken for one in counted) else "warning"


def write_rate(counted: Sequence[Counted]) -> str:
    """Write the part that was taken, rounded down: `100%` is all of it."""
    return f"{int(100 * rate(counted))}%"
