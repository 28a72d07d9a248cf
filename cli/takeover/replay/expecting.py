"""Turns that expect something: each looks at what the bot did, and takes it, or the transcript has failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from takeover.language.outputs import Entered, Unmatched
from takeover.replay.comparing import differing, differing_values
from takeover.replay.result import Differs
from takeover.replay.wording import otherwise
from takeover.source.span import NOWHERE
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

if TYPE_CHECKING:
    from takeover.replay.playing import Playing, Seen
    from takeover.source.span import Span
    from takeover.transcripts.expected import Expectation

EXPECTED = (BotSays, TakesOver, SendsEmail, Calls, StaysSilent, Knows, Took, NotUnderstood, AnyOrder)


def expect(playing: Playing, turn: Expectation) -> None:
    """Take what a turn expects; raises Wrong (of `playing`) where it is otherwise."""
    match turn:
        case BotSays() | TakesOver() | SendsEmail():
            _expect_next(playing, turn)
        case AnyOrder():
            _expect_all(playing, turn)
        case Calls():
            _expect_call(playing, turn)
        case StaysSilent():
            _expect_silence(playing, turn)
        case Knows():
            playing.settle(turn.span)
            _expect_known(playing, turn)
        case Took():
            playing.settle(turn.span)
            _expect_step(playing, turn)
        case NotUnderstood():
            _expect_unknown(playing, turn)
        case unexpected:
            assert_never(unexpected)


def _next(playing: Playing, at: Span) -> Seen | None:
    """Give the next thing that the bot did; calls are answered by their examples to get it."""
    if not playing.waiting:
        playing.settle(at)
    return playing.waiting[0] if playing.waiting else None


def _expect_next(playing: Playing, turn: BotSays | TakesOver | SendsEmail) -> None:
    came = _next(playing, turn.span)
    differs = None if came is None else differing(playing.program, turn, came)
    if differs is not None and not differs:
        playing.take()
    elif not turn.optional:
        raise otherwise(playing, turn, came, differs or ())


def _expect_all(playing: Playing, turn: AnyOrder) -> None:
    """Take what comes as long as one of the turns expects it; all that are not optional must have found something."""
    left = list(turn.turns)
    while left:
        came = _next(playing, turn.span)
        found = next((one for one in left if came is not None and differing(playing.program, one, came) == ()), None)
        if found is None:
            needed = [one for one in left if not one.optional]
            if needed:
                raise otherwise(playing, needed[0], came, ())
            return
        playing.take()
        left.remove(found)


def _expect_call(playing: Playing, turn: Calls) -> None:
    call = next((one for one in playing.calls if turn.where.fits(one.url or one.target)), None)
    if call is None:
        made = ", ".join(one.url or one.target for one in playing.calls)
        spoke = playing.calls[0].span if playing.calls else NOWHERE
        message = "another call was made" if made else "no call was made"
        raise playing.wrong("no-call", message, turn.span, spoke, (Differs("", turn.where.tell(), made),))
    if turn.method is not None and not turn.method.fits(call.method):
        differs = (Differs("method", turn.method.tell(), call.method),)
        raise playing.wrong("otherwise", "the call is another one", turn.span, call.span, differs)
    playing.answer(call, turn, turn.span)


def _expect_silence(playing: Playing, turn: StaysSilent) -> None:
    came = _next(playing, turn.span)
    if turn.silent and came is not None:
        differs = (Differs("", "", playing.name(came)),)
        raise playing.wrong("not-silent", "the bot is not silent", turn.span, came.span, differs)
    if not turn.silent and came is None:
        raise playing.wrong("silent", "the bot is silent", turn.span)


def _expect_known(playing: Playing, turn: Knows) -> None:
    differs = differing_values(playing, turn)
    if differs:
        what = "params are" if turn.what == "params" else "tags are"
        raise playing.wrong("otherwise", f"the {what} otherwise", turn.span, _last_place(playing), differs)


def _expect_step(playing: Playing, turn: Took) -> None:
    entered = [one for one in playing.since if isinstance(one, Entered)]
    wanted = turn.place.text.strip()
    if any(wanted in {one.flow, f"{one.flow}/{one.step}"} for one in entered):
        return
    actual = ", ".join(f"{one.flow}/{one.step}" for one in entered)
    message = "another step was taken" if actual else "no step was taken"
    raise playing.wrong("other-step", message, turn.span, _last_place(playing), (Differs("", wanted, actual),))


def _expect_unknown(playing: Playing, turn: NotUnderstood) -> None:
    unknown = any(isinstance(one, Unmatched) for one in playing.since)
    if unknown != turn.unknown:
        message = "this was not understood" if unknown else "this was understood"
        raise playing.wrong("understood", message, turn.span, _last_place(playing))


def _last_place(playing: Playing) -> Span:
    """Give the line that spoke last, or the step that was taken."""
    decided = playing.why()
    return decided.span if decided is not None else NOWHERE
