"""Plays a transcript to see what its bot does now, and changes the text so that it expects just that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.handover.takeover import Origin, build_takeover
from takeover.language.outputs import Entered, TakeoverRequested, Unmatched
from takeover.replay.comparing import differing, differing_values
from takeover.replay.expecting import EXPECTED
from takeover.replay.playing import begin_playing
from takeover.transcripts.editing import CannotEditError
from takeover.transcripts.expected import (
    AnyOrder,
    BotSays,
    Calls,
    Knows,
    NotUnderstood,
    SendsEmail,
    StaysSilent,
    TakesOver,
    Took,
)
from takeover.transcripts.own import write_output
from takeover.transcripts.scalars import write_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.engine.program import Program
    from takeover.replay.playing import Playing, Seen
    from takeover.source.span import Span
    from takeover.transcripts.editing import Text
    from takeover.transcripts.transcript import Transcript

Message = BotSays | TakesOver | SendsEmail


@dataclass(slots=True)
class _Group:
    """What is expected between two things that happen, and what came. `behind` is the turn that it follows."""

    behind: Span | None
    messages: list[Message] = field(default_factory=list)
    silences: list[StaysSilent] = field(default_factory=list)
    came: list[Seen] = field(default_factory=list)


def rewrite(program: Program, transcript: Transcript, text: Text) -> None:
    """Change a transcript's turns to what the bot does now.

    Raises CannotEditError where only a person can, and Wrong (of `playing`) where the conversation cannot go on at all.
    """
    playing = begin_playing(program, transcript)
    playing.open(transcript)
    group = _Group(None)
    for turn in transcript.turns:
        if isinstance(turn, Message):
            group.messages.append(turn)
        elif isinstance(turn, StaysSilent):
            group.silences.append(turn)
        elif isinstance(turn, AnyOrder):
            raise CannotEditError("any_order is changed by hand")
        elif isinstance(turn, Calls):
            call = next((one for one in playing.calls if turn.where.fits(one.url or one.target)), None)
            if call is None:
                text.delete(turn.span)
                continue
            _close(playing, group, transcript, text)
            playing.answer(call, turn, turn.span)
            group = _Group(turn.span)
        elif isinstance(turn, EXPECTED):
            playing.settle(turn.span)
            _correct(playing, turn, text)
        else:
            playing.settle(turn.span)
            _close(playing, group, transcript, text)
            playing.happen(turn)
            group = _Group(turn.span)
    playing.settle(transcript.span)
    _close(playing, group, transcript, text)


def _correct(playing: Playing, turn: Knows | Took | NotUnderstood, text: Text) -> None:
    """Correct what is said to be known, taken or understood."""
    if isinstance(turn, Knows):
        for differs in differing_values(playing, turn):
            text.set_field(turn.span, differs.field, "" if differs.actual == "nothing" else differs.actual)
    elif isinstance(turn, NotUnderstood):
        unknown = any(isinstance(one, Unmatched) for one in playing.since)
        if unknown != turn.unknown:
            text.replace(turn.span, [f"- unknown: {'true' if unknown else 'false'}"])
    else:
        entered = [one for one in playing.since if isinstance(one, Entered)]
        if not entered:
            text.delete(turn.span)
        elif all(turn.place.text.strip() not in {one.flow, f"{one.flow}/{one.step}"} for one in entered):
            place = f"{entered[-1].flow}/{entered[-1].step}" if "/" in turn.place.text else entered[-1].flow
            text.replace(turn.span, [f"- flow: {write_scalar(place)}"])


def _close(playing: Playing, group: _Group, transcript: Transcript, text: Text) -> None:
    """Make the turns of a group expect what came in it."""
    while playing.waiting:
        group.came.append(playing.take())
    program = playing.program
    behind = group.behind
    for turn, came in _pair(program, group.messages, group.came):
        if turn is None:
            assert came is not None
            lines = _lines(program, came)
            if behind is not None:
                text.add_after(behind, lines)
            else:
                text.add_before(transcript.turns[0].span, lines)
        elif came is None and not turn.optional:
            text.delete(turn.span)
        else:
            if came is not None and differing(program, turn, came):
                _replace(program, turn, came, text)
            behind = turn.span
    for silence in group.silences:
        if silence.silent and group.came and not group.messages:
            text.delete(silence.span)


def _pair(
    program: Program, expected: Sequence[Message], came: Sequence[Seen]
) -> Iterator[tuple[Message | None, Seen | None]]:
    """Put turns and what came beside each other: as many as can be that fit, then as many as can be of one kind."""
    alike = [[_alike(program, turn, one, len(came) + 1) for one in came] for turn in expected]
    best = [[0] * (len(came) + 1) for _ in range(len(expected) + 1)]
    for i in range(len(expected) - 1, -1, -1):
        for j in range(len(came) - 1, -1, -1):
            both = best[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(expected) and j < len(came):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            yield expected[i], came[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield expected[i], None
            i += 1
        else:
            yield None, came[j]
            j += 1
    yield from ((turn, None) for turn in expected[i:])
    yield from ((None, one) for one in came[j:])


def _alike(program: Program, turn: Message, came: Seen, fitting: int) -> int:
    """Give `fitting` where a turn expects what came, 1 where that is the same kind of thing, else 0."""
    differs = differing(program, turn, came)
    return 0 if differs is None else 1 if differs else fitting


def _replace(program: Program, turn: Message, came: Seen, text: Text) -> None:
    """Make a turn expect what came: only the fields that differ, where it is the same kind of thing."""
    differs = differing(program, turn, came)
    if differs and not isinstance(turn, BotSays) and all(one.expected != "nothing" for one in differs):
        try:
            for one in differs:
                text.set_field(turn.span, one.field, one.actual)
        except CannotEditError:
            text.replace(turn.span, _lines(program, came))
        return
    text.replace(turn.span, _lines(program, came))


def _lines(program: Program, came: Seen) -> list[str]:
    payload = build_takeover(program, came, Origin(simulated=True)) if isinstance(came, TakeoverRequested) else {}
    return list(write_output(came, payload))
