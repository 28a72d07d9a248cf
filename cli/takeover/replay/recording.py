"""Plays a transcript to see what its bot does now, and changes the text so that it expects just that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.handover.takeover import Origin, build_takeover
from takeover.language.outputs import Entered, TakeoverRequested, Unmatched
from takeover.replay.comparing import differing, differing_values
from takeover.replay.expecting import EXPECTED
from takeover.replay.play import begin
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
from takeover.transcripts.own import expect_output
from takeover.transcripts.written import LITERAL, Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.engine.program import Program
    from takeover.replay.playing import Playing, Seen
    from takeover.source.span import Span
    from takeover.transcripts.editing import Pages
    from takeover.transcripts.transcript import Transcript
    from takeover.transcripts.written import Value

Message = BotSays | TakesOver | SendsEmail
NOTHING = "nothing"
"""How a matcher tells that there must be nothing, and a comparison that there is nothing."""


@dataclass(slots=True)
class _Group:
    """What is expected between two things that happen, and what came. `behind` is the turn that it follows."""

    behind: Span | None
    expected: list[Message | AnyOrder] = field(default_factory=list)
    silences: list[StaysSilent] = field(default_factory=list)
    came: list[Seen] = field(default_factory=list)


def rewrite(program: Program, transcript: Transcript, pages: Pages) -> None:
    """Change a transcript's turns to what the bot does now.

    Raises CannotEditError where only a person can, and Wrong (of `playing`) where the conversation cannot go on at all.
    """
    playing = begin_playing(program, transcript)
    begin(playing, transcript)
    group = _Group(None)
    for turn in transcript.turns:
        if isinstance(turn, Message | AnyOrder):
            group.expected.append(turn)
        elif isinstance(turn, StaysSilent):
            group.silences.append(turn)
        elif isinstance(turn, Calls):
            call = next((one for one in playing.calls if turn.where.fits(one.url or one.target)), None)
            if call is None:
                pages.at(turn.span).delete(turn.span)
                continue
            _close(playing, group, transcript, pages)
            if turn.method is not None and not turn.method.fits(call.method):
                pages.at(turn.span).set_beside(turn.span, "method", call.method)
            playing.answer(call, turn, turn.span)
            group = _Group(turn.span)
        elif isinstance(turn, EXPECTED):
            playing.settle(turn.span)
            _correct(playing, turn, pages)
        else:
            playing.settle(turn.span)
            _close(playing, group, transcript, pages)
            playing.happen(turn)
            group = _Group(turn.span)
    playing.settle(transcript.span)
    _close(playing, group, transcript, pages)


def _correct(playing: Playing, turn: Knows | Took | NotUnderstood, pages: Pages) -> None:
    """Correct what is said to be known, taken or understood."""
    text = pages.at(turn.span)
    if isinstance(turn, Knows):
        for differs in differing_values(playing, turn):
            text.set_field(turn.span, differs.field, None if differs.actual == NOTHING else differs.actual)
    elif isinstance(turn, NotUnderstood):
        unknown = any(isinstance(one, Unmatched) for one in playing.since)
        if unknown != turn.unknown:
            text.set_word(turn.span, "unknown", "true" if unknown else "false")
    else:
        entered = [one for one in playing.since if isinstance(one, Entered)]
        if not entered:
            text.delete(turn.span)
        elif all(turn.place.text.strip() not in {one.flow, f"{one.flow}/{one.step}"} for one in entered):
            place = f"{entered[-1].flow}/{entered[-1].step}" if "/" in turn.place.text else entered[-1].flow
            text.replace(turn.span, Written("flow", place))


def _close(playing: Playing, group: _Group, transcript: Transcript, pages: Pages) -> None:
    """Make the turns of a group expect what came in it."""
    while playing.waiting:
        group.came.append(playing.take())
    program = playing.program
    behind = group.behind
    messages = _in_order(program, group)
    gone: set[Span] = set()
    for turn, came in _pair(program, messages, group.came):
        if turn is None:
            assert came is not None
            first = transcript.turns[0].span
            if behind is not None:
                pages.at(behind).add_after(behind, _written(program, came))
            else:
                pages.at(first).add_before(first, _written(program, came))
        elif came is None and not turn.optional:
            gone.add(turn.span)
        else:
            if came is not None and differing(program, turn, came):
                _replace(program, turn, came, pages)
            behind = turn.span
    _take_out(group, gone, pages)
    for silence in group.silences:
        if silence.silent and group.came and not messages:
            pages.at(silence.span).delete(silence.span)
        elif not silence.silent and not group.came:
            pages.at(silence.span).set_word(silence.span, "silent", "true")


def _take_out(group: _Group, gone: set[Span], pages: Pages) -> None:
    """Take turns out; a list of any order goes with the last of its own."""
    for turn in group.expected:
        inside = [one.span for one in turn.turns] if isinstance(turn, AnyOrder) else []
        out = (
            [turn.span]
            if inside and gone.issuperset(inside)
            else [span for span in inside or [turn.span] if span in gone]
        )
        for span in out:
            pages.at(span).delete(span)


def _in_order(program: Program, group: _Group) -> list[Message]:
    """Give what is expected in one order: those that may come in any, as they came."""
    found: list[Message] = []
    free = list(range(len(group.came)))
    for turn in group.expected:
        if not isinstance(turn, AnyOrder):
            found.append(turn)
            continue
        places = [_take_place(program, one, group.came, free, fitting=True) for one in turn.turns]
        if len(group.expected) == 1:  # nothing else here can be what came
            places = [
                _take_place(program, one, group.came, free, fitting=False) if place is None else place
                for one, place in zip(turn.turns, places, strict=True)
            ]
        last = len(group.came)
        ordered = sorted(zip(places, turn.turns, strict=True), key=lambda pair: last if pair[0] is None else pair[0])
        found += [one for _, one in ordered]
    return found


def _take_place(program: Program, turn: Message, came: Sequence[Seen], free: list[int], *, fitting: bool) -> int | None:
    """Take the first place of what came that a turn expects; without `fitting`, that is of its kind."""
    for place in free:
        differs = differing(program, turn, came[place])
        if differs == () or (not fitting and differs is not None):
            free.remove(place)
            return place
    return None


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


def _replace(program: Program, turn: Message, came: Seen, pages: Pages) -> None:
    """Make a turn expect what came: only the fields that differ, where it is the same kind of thing."""
    text = pages.at(turn.span)
    differs = differing(program, turn, came) or ()
    if not isinstance(turn, BotSays) and all(one.expected != NOTHING for one in differs):
        try:
            for one in differs:
                text.set_field(turn.span, one.field, one.actual)
        except CannotEditError:
            text.replace(turn.span, _written(program, came))
        return
    written = _written(program, came)
    text.replace(turn.span, _as_asked(turn, came, written) if isinstance(turn, BotSays) else written)


def _as_asked(turn: BotSays, came: Seen, written: Written) -> Written:
    """Expect what was expected beside the text of the one before: choices and buttons, and that it may not come."""
    text = written.text or ""
    fields: dict[str, Value] = dict(written.fields or {LITERAL if text[:1] == "/" else "text": text})
    for name, matcher in (("choices", turn.choices), ("buttons", turn.buttons)):
        if matcher is not None:
            fields[name] = [choice.label for choice in getattr(came, name, ())]
    if turn.optional:
        fields["optional"] = "true"
    return written if len(fields) == 1 else Written("bot", fields=fields, inline=True)


def _written(program: Program, came: Seen) -> Written:
    payload = build_takeover(program, came, Origin(simulated=True)) if isinstance(came, TakeoverRequested) else {}
    written = expect_output(came, payload)
    assert written is not None
    return written
